//! Numbers as people and programs write them: `60`, `1.5`, `-0.25`.
//!
//! The standard library reads and prints every `f64` to the last bit, with 15 KB of tables and code for it that the page would load. What
//! stands in logs and configurations has a few digits, and for those this gives the same.

/// Most decimal places that are printed.
const MOST_PLACES: usize = 9;

/// Texts that may be a number.
pub trait Decimal {
    /// The number, if the whole text is one: digits, with a sign before them and a fraction behind them where there are such.
    fn decimal(&self) -> Option<f64>;
}

impl Decimal for str {
    fn decimal(&self) -> Option<f64> {
        let (sign, digits) = match self.as_bytes() {
            [b'-', rest @ ..] => (-1.0, rest),
            [b'+', rest @ ..] => (1.0, rest),
            all => (1.0, all),
        };
        // Both whole numbers are exact up to 2^53, so that the division rounds once.
        let (mut number, mut scale, mut point, mut any) = (0.0, 1.0, false, false);
        for &byte in digits {
            match byte {
                b'0'..=b'9' => {
                    any = true;
                    number = number * 10.0 + f64::from(byte - b'0');
                    scale *= if point { 10.0 } else { 1.0 };
                }
                b'.' if !point => point = true,
                _ => return None,
            }
        }
        let value = sign * number / scale;
        (any && value.is_finite()).then_some(value)
    }
}

/// Prints a number: with as many decimal places as it has, at most nine.
pub fn print(number: f64) -> String {
    let sign = if number < 0.0 { "-" } else { "" };
    let number = number.abs();
    // Past this a double has no fraction, and a `u64` would not hold it with one.
    if number >= 1e15 {
        return format!("{sign}{}", number as u128);
    }
    let (mut scale, mut places) = (1.0, 0);
    loop {
        let scaled = (number * scale).round();
        if scaled / scale == number || places == MOST_PLACES || scaled >= 1e15 {
            let (whole, fraction) = (scaled as u64 / scale as u64, scaled as u64 % scale as u64);
            let text = match places {
                0 => whole.to_string(),
                _ => format!("{whole}.{fraction:0width$}", width = places),
            };
            return format!("{sign}{text}");
        }
        scale *= 10.0;
        places += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn reads_and_prints_as_the_standard_library_does(whole in 0u64..10_000_000_000, fraction in "[0-9]{0,5}", sign in "[+-]?") {
            for text in [format!("{sign}{whole}"), format!("{sign}{whole}.{fraction}")] {
                let theirs: f64 = text.parse().unwrap();
                prop_assert_eq!(text.decimal(), Some(theirs), "{}", text);
                if theirs != 0.0 {
                    prop_assert_eq!(print(theirs), theirs.to_string());
                }
            }
        }

        #[test]
        fn what_is_no_number_is_none(text in "[0-9.+-]{0,5}") {
            prop_assert_eq!(text.decimal(), text.parse::<f64>().ok(), "{}", text);
        }
    }

    #[test]
    fn large_and_small() {
        assert_eq!(print(0.0), "0");
        assert_eq!(print(1e15), "1000000000000000");
        assert_eq!(print(281474976710656.0), "281474976710656");
        assert_eq!(print(1e18), "1000000000000000000");
        assert_eq!(print(1.0 / 3.0), "0.333333333");
        assert_eq!("1".repeat(400).decimal(), None);
        for word in ["", ".", "1e5", "inf", "NaN", "1 "] {
            assert_eq!(word.decimal(), None, "{word}");
        }
    }
}
