//! How each type is packed: those of the language here, records and enums by [`packed!`](crate::packed!).

use super::{Packed, Packer, Unpacker};

macro_rules! numbers {
    ($($type:ty),+) => {$(
        impl Packed for $type {
            fn put(&self, to: &mut Packer) {
                to.number(*self as u64);
            }
            fn take(from: &mut Unpacker<'_>) -> Self {
                from.number().try_into().unwrap_or_else(|_| {
                    from.fail();
                    0
                })
            }
        }
    )+};
}

numbers!(u32, u64, usize);

impl Packed for bool {
    fn put(&self, to: &mut Packer) {
        to.number(u64::from(*self));
    }
    fn take(from: &mut Unpacker<'_>) -> Self {
        from.number() == 1
    }
}

impl Packed for f64 {
    fn put(&self, to: &mut Packer) {
        // A whole number, and 0 for any other: most are small.
        let whole = *self as u32;
        if f64::from(whole).to_bits() == self.to_bits() {
            return to.number(u64::from(whole) + 1);
        }
        to.number(0);
        to.columns[to.column].extend_from_slice(&self.to_le_bytes());
    }
    fn take(from: &mut Unpacker<'_>) -> Self {
        match from.number() {
            0 => from.slice(8).try_into().map(f64::from_le_bytes).unwrap_or_default(),
            whole => (whole - 1) as f64,
        }
    }
}

impl Packed for String {
    fn put(&self, to: &mut Packer) {
        to.text(self);
    }
    fn take(from: &mut Unpacker<'_>) -> Self {
        from.text().to_owned()
    }
}

impl<T: Packed> Packed for Option<T> {
    fn put(&self, to: &mut Packer) {
        self.is_some().put(to);
        if let Some(data) = self {
            data.put(to);
        }
    }
    fn take(from: &mut Unpacker<'_>) -> Self {
        bool::take(from).then(|| T::take(from))
    }
}

impl<T: Packed> Packed for Vec<T> {
    fn put(&self, to: &mut Packer) {
        self.len().put(to);
        for one in self {
            one.put(to);
        }
    }
    fn take(from: &mut Unpacker<'_>) -> Self {
        let mut all = Vec::new();
        for _ in 0..from.number() {
            if from.failed {
                break;
            }
            all.push(T::take(from));
        }
        all
    }
}

impl<T: Packed> Packed for Box<T> {
    fn put(&self, to: &mut Packer) {
        T::put(self, to);
    }
    fn take(from: &mut Unpacker<'_>) -> Self {
        Box::new(T::take(from))
    }
}

impl<A: Packed, B: Packed> Packed for (A, B) {
    fn put(&self, to: &mut Packer) {
        self.0.put(to);
        self.1.put(to);
    }
    fn take(from: &mut Unpacker<'_>) -> Self {
        (A::take(from), B::take(from))
    }
}

/// Packs a type: a struct with all its fields, or an enum with all its variants, each with a number. What is left out does not
/// compile.
#[macro_export]
macro_rules! packed {
    ($(struct $type:ident { $($field:ident),+ $(,)? })+) => {$(
        impl $crate::packed::Packed for $type {
            fn put(&self, to: &mut $crate::packed::Packer) {
                let $type { $($field),+ } = self;
                $($crate::packed::Packed::put($field, to);)+
            }
            fn take(from: &mut $crate::packed::Unpacker<'_>) -> Self {
                $type { $($field: $crate::packed::Packed::take(from)),+ }
            }
        }
    )+};
    (enum $type:ident { $($number:literal => $variant:ident $(($inner:ident))? $({ $($field:ident),+ })?),+ $(,)? }) => {
        impl $crate::packed::Packed for $type {
            fn put(&self, to: &mut $crate::packed::Packer) {
                match self {
                    $($type::$variant $(($inner))? $({ $($field),+ })? => {
                        to.number($number);
                        $($crate::packed::Packed::put($inner, to);)?
                        $($($crate::packed::Packed::put($field, to);)+)?
                    })+
                }
            }
            fn take(from: &mut $crate::packed::Unpacker<'_>) -> Self {
                let mut number = from.number();
                loop {
                    match number {
                        $($number => {
                            $(let $inner = $crate::packed::Packed::take(from);)?
                            $($(let $field = $crate::packed::Packed::take(from);)+)?
                            return $type::$variant $(($inner))? $({ $($field),+ })?;
                        })+
                        // Variants are numbered from 0, and any will do where the bytes are not such data.
                        _ => {
                            from.fail();
                            number = 0;
                        }
                    }
                }
            }
        }
    };
}
