//! nginx's units of time and size (<https://nginx.org/en/docs/syntax.html>).

use crate::text::Decimal;

/// A time in seconds: `60`, `60s`, `1m 30s`, `500ms`. `None` for what nginx refuses.
pub fn seconds(text: &str) -> Option<f64> {
    let mut total = 0.0;
    let mut rest = text.trim();
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let number: f64 = rest[..digits].decimal()?;
        let tail = &rest[digits..];
        let unit = tail.find(|c: char| c.is_ascii_digit() || c == ' ').unwrap_or(tail.len());
        let factor = match &tail[..unit] {
            "" | "s" => 1.0,
            "ms" => 0.001,
            "m" => 60.0,
            "h" => 3_600.0,
            "d" => 86_400.0,
            "w" => 7.0 * 86_400.0,
            "M" => 30.0 * 86_400.0,
            "y" => 365.0 * 86_400.0,
            _ => return None,
        };
        total += number * factor;
        rest = tail[unit..].trim_start();
    }
    Some(total)
}

/// A size in bytes: `8192`, `8k`, `1m`, `2g`. `None` for what nginx refuses.
pub fn bytes(text: &str) -> Option<f64> {
    let (number, factor) = match text.as_bytes().last()? {
        b'k' | b'K' => (&text[..text.len() - 1], 1024.0),
        b'm' | b'M' => (&text[..text.len() - 1], 1024.0 * 1024.0),
        b'g' | b'G' => (&text[..text.len() - 1], 1024.0 * 1024.0 * 1024.0),
        _ => (text, 1.0),
    };
    let digits = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| number.decimal())?.map(|number| number * factor)
}

/// A number of digits alone, as `ngx_atoi()` reads it.
pub fn number(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse::<i64>().ok())?.map(i64::unsigned_abs)
}

/// True for what `ngx_parse_size()` takes, or with `giga` for what `ngx_parse_offset()` takes.
pub fn is_size(text: &str, giga: bool) -> bool {
    let (digits, scale) = match text.as_bytes().last() {
        Some(b'k' | b'K') => (&text[..text.len() - 1], 1 << 10),
        Some(b'm' | b'M') => (&text[..text.len() - 1], 1 << 20),
        Some(b'g' | b'G') if giga => (&text[..text.len() - 1], 1 << 30),
        _ => (text, 1u64),
    };
    number(digits).is_some_and(|number| number <= i64::MAX.unsigned_abs() / scale)
}

/// True for what `ngx_parse_time()` takes: units from the largest to the smallest, each once; years and months only where
/// seconds are kept, milliseconds only where they are not.
pub fn is_time(text: &str, in_seconds: bool) -> bool {
    const MONTHS: usize = 2;
    const SECONDS: usize = 7;
    let mut reached = if in_seconds { 0 } else { MONTHS };
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        if digits > 0 {
            if number(&rest[..digits]).is_none() {
                return false;
            }
            rest = &rest[digits..];
            continue;
        }
        let (unit, length) = match first {
            'm' if rest.starts_with("ms") && !in_seconds => (8, 2),
            'm' if rest.starts_with("ms") => return false,
            // A blank where a unit could be: seconds, and nothing after them.
            ' ' if reached < SECONDS => (9, 1),
            _ => match ["y", "M", "w", "d", "h", "m", "s"].iter().position(|unit| unit.starts_with(first)) {
                Some(at) => (at + 1, 1),
                None => return false,
            },
        };
        if unit <= reached {
            return false;
        }
        reached = unit;
        rest = rest[length..].trim_start_matches(' ');
    }
    text.bytes().any(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_nginxs() {
        assert_eq!(seconds("60"), Some(60.0));
        assert_eq!(seconds("1m30s"), Some(90.0));
        assert_eq!(seconds("1h 500ms"), Some(3600.5));
        assert_eq!(seconds("1M"), Some(2_592_000.0));
        let times = ["60", "1m 30s", "1h30m", "500ms", "1s 500ms", "30s1m", "1M", "60sec", "", "-1"];
        let taken = times.map(|time| (is_time(time, false), is_time(time, true)));
        assert_eq!(taken[..3], [(true, true); 3]);
        assert_eq!(taken[3..5], [(true, false); 2]);
        assert_eq!((taken[5], taken[6]), ((false, false), (false, true)));
        assert_eq!(taken[7..], [(false, false); 3]);
        assert_eq!((is_size("8k", false), is_size("1g", false), is_size("1g", true)), (true, false, true));
        assert_eq!((seconds("60 sec"), seconds("-1"), seconds("")), (None, None, None));
        assert_eq!(
            (bytes("1m"), bytes("8K"), bytes("0"), bytes("1mb")),
            (Some(1_048_576.0), Some(8192.0), Some(0.0), None)
        );
    }
}
