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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_nginxs() {
        assert_eq!(seconds("60"), Some(60.0));
        assert_eq!(seconds("1m30s"), Some(90.0));
        assert_eq!(seconds("1h 500ms"), Some(3600.5));
        assert_eq!(seconds("1M"), Some(2_592_000.0));
        assert_eq!((seconds("60 sec"), seconds("-1"), seconds("")), (None, None, None));
        assert_eq!(
            (bytes("1m"), bytes("8K"), bytes("0"), bytes("1mb")),
            (Some(1_048_576.0), Some(8192.0), Some(0.0), None)
        );
    }
}
