//! How pieces and their corrections are packed.

use super::{Correction, Kind, Piece};
use crate::packed::{Packed, Packer, Unpacker};

crate::packed! {
    struct Piece { name, text, place, kind, corrections }
    struct Correction { line, name, kind, place }
}

impl Packed for Kind {
    fn put(&self, to: &mut Packer) {
        self.name().to_owned().put(to);
    }
    fn take(from: &mut Unpacker<'_>) -> Self {
        Kind::from_name(&String::take(from)).unwrap_or_else(|| {
            from.fail();
            Kind::Unknown
        })
    }
}
