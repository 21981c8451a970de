//! A tiny pattern for fixed-width beginnings of log lines.

/// The length of what `pattern` matches at the start of `text`, else `None`. `0` stands for a digit (or a letter that
/// redacts one: `14:MM:SS`), `A` for a letter, anything else for itself.
pub(super) fn shape(text: &str, pattern: &str) -> Option<usize> {
    let text = text.as_bytes();
    let fits = |(at, want): (usize, u8)| {
        text.get(at).is_some_and(|got| match want {
            b'0' => got.is_ascii_digit() || matches!(got, b'X' | b'x' | b'M' | b'S' | b'H' | b'*'),
            b'A' => got.is_ascii_alphabetic(),
            other => *got == other,
        })
    };
    pattern.bytes().enumerate().all(fits).then_some(pattern.len())
}

/// The length of the run of characters at the start of `text` for which `fits` holds.
pub(super) fn run(text: &str, fits: impl Fn(u8) -> bool) -> usize {
    text.bytes().take_while(|b| fits(*b)).count()
}

/// True for the bytes of host, container, unit and file names.
pub(super) fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'@')
}
