//! From a dropped file's bytes to text, or to the reason why not.

/// Larger files are for the command line tool.
pub const LARGEST_FILE: f64 = 64.0 * 1024.0 * 1024.0;

/// Why a file was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A picture: the text in it cannot be read.
    Picture,
    /// Not text.
    Binary,
    /// Larger than [`LARGEST_FILE`].
    TooLarge,
    /// The browser could not read it.
    Unreadable,
}

/// The text of a file: UTF-8, or UTF-16 with a byte order mark (what PowerShell's `>` writes). Bytes that are not UTF-8
/// become U+FFFD.
pub fn text(bytes: &[u8]) -> Result<String, Refusal> {
    if is_picture(bytes) {
        return Err(Refusal::Picture);
    }
    if let Some(wide) = utf16(bytes) {
        return Ok(wide);
    }
    let head = &bytes[..bytes.len().min(8192)];
    if head.contains(&0)
        || head.starts_with(b"%PDF-")
        || head.starts_with(b"PK\x03\x04")
        || head.starts_with(b"\x1f\x8b")
    {
        return Err(Refusal::Binary);
    }
    Ok(String::from_utf8_lossy(bytes).into_owned())
}

fn is_picture(bytes: &[u8]) -> bool {
    let signatures: [&[u8]; 4] = [b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"BM"];
    let webp = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    // Two letters are not enough for a bitmap: its header also has zeroes where a text would not.
    signatures[..3].iter().any(|s| bytes.starts_with(s))
        || webp
        || (bytes.starts_with(signatures[3]) && bytes.get(6..10) == Some(&[0; 4]))
}

fn utf16(bytes: &[u8]) -> Option<String> {
    let unit: fn([u8; 2]) -> u16 = match bytes {
        [0xFF, 0xFE, ..] => u16::from_le_bytes,
        [0xFE, 0xFF, ..] => u16::from_be_bytes,
        _ => return None,
    };
    let units = bytes[2..].chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    Some(char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_several_encodings() {
        assert_eq!(text(b"plain").as_deref(), Ok("plain"));
        assert_eq!(text(b"\xff\xfeh\0i\0").as_deref(), Ok("hi"));
        assert_eq!(text(b"caf\xe9").as_deref(), Ok("caf\u{fffd}"));
        assert_eq!(text(b"BMX is text").as_deref(), Ok("BMX is text"));
        assert_eq!(text(b"").as_deref(), Ok(""));
    }

    #[test]
    fn pictures_and_binaries_are_refused() {
        assert_eq!(text(b"\x89PNG\r\n\x1a\n\0\0"), Err(Refusal::Picture));
        assert_eq!(text(b"\x7fELF\x02\x01\0\0"), Err(Refusal::Binary));
        assert_eq!(text(b"%PDF-1.7"), Err(Refusal::Binary));
    }
}
