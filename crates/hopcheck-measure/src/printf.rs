//! nginx's printf, the printing way round, independently of the engine's reader of formats.

/// A format with values in the place of its conversions.
pub fn print(format: &str, values: &[&str]) -> String {
    let mut values = values.iter();
    pieces_of(format)
        .into_iter()
        .map(|piece| match piece {
            Ok(literal) => literal.to_owned(),
            Err(_) => (*values.next().unwrap_or(&"")).to_owned(),
        })
        .collect()
}

/// A format cut into literals and conversions, independently of the engine's own reader of formats.
pub fn pieces_of(format: &str) -> Vec<Result<&str, &str>> {
    let mut pieces = Vec::new();
    let mut rest = format;
    while let Some(at) = rest.find('%') {
        if at > 0 {
            pieces.push(Ok(&rest[..at]));
        }
        let flags = rest[at + 1..].find(|c: char| !(c.is_ascii_digit() || "uxX.*".contains(c)));
        let flags = flags.unwrap_or(rest.len() - at - 1);
        let letter = rest[at + 1 + flags..].chars().next();
        let unsigned_only = rest[at + 1..at + 1 + flags].ends_with('u') && !letter.is_some_and(char::is_alphabetic);
        let length = 1 + flags + if unsigned_only { 0 } else { letter.map_or(0, char::len_utf8) };
        match letter {
            Some('%') => pieces.push(Ok("%")),
            Some('N' | 'Z') => {}
            _ => pieces.push(Err(&rest[at..at + length])),
        }
        rest = &rest[at + length..];
    }
    if !rest.is_empty() {
        pieces.push(Ok(rest));
    }
    pieces
}

/// The message that a format gives with values of the right kind in it.
pub fn made_up(format: &str) -> String {
    pieces_of(format)
        .into_iter()
        .map(|piece| match piece {
            Ok(literal) => literal,
            Err(conversion) if conversion.ends_with(['V', 'v', 's']) => "name",
            Err(conversion) if conversion.contains(['x', 'X']) || conversion.ends_with('p') => "7f3a",
            Err(conversion) if conversion.ends_with('c') => "x",
            Err(_) => "17",
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue;
    use hopcheck::phrasebook::Format;

    #[test]
    fn formats_are_printed_and_cut() {
        assert_eq!(print("excess: %ui.%03ui by zone \"%V\"", &["5", "620", "api"]), "excess: 5.620 by zone \"api\"");
        assert_eq!(print("100%% of %s", &["it"]), "100% of it");
        assert_eq!(print("OS: %u build", &["6"]), "OS: 6 build");
        for format in catalogue::by_format(&catalogue::messages()).keys() {
            let parts = pieces_of(format).into_iter().filter(Result::is_err).count();
            assert_eq!(Format::new(format).part_count(), parts, "{format}");
        }
    }
}
