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

/// How bytes are text.
#[derive(Clone, Copy, Debug)]
enum Encoding {
    /// UTF-8; bytes that are not become U+FFFD.
    Utf8,
    /// UTF-16 behind a byte order mark, which is what PowerShell's `>` writes.
    Utf16(fn([u8; 2]) -> u16),
}

/// Bytes that come in parts become text in parts, so that no task has all the work of a large file.
#[derive(Debug, Default)]
pub struct Decoder {
    encoding: Option<Encoding>,
    /// What is left of a character whose other bytes are still to come.
    rest: Vec<u8>,
}

impl Decoder {
    /// The text of the next bytes. The first ones, of which there are at least 8192 in a file that long, decide whether it is text
    /// at all.
    pub fn push(&mut self, bytes: &[u8], to: &mut String) -> Result<(), Refusal> {
        let encoding = match self.encoding {
            Some(encoding) => encoding,
            None => *self.encoding.insert(encoding(bytes)?),
        };
        let joined;
        let bytes = if self.rest.is_empty() {
            bytes
        } else {
            self.rest.extend_from_slice(bytes);
            joined = std::mem::take(&mut self.rest);
            &joined
        };
        self.rest = match encoding {
            Encoding::Utf8 => utf8(bytes, to),
            Encoding::Utf16(unit) => utf16(bytes, unit, to),
        }
        .to_vec();
        Ok(())
    }

    /// No more bytes come.
    pub fn finish(self, to: &mut String) {
        if !self.rest.is_empty() {
            to.push(char::REPLACEMENT_CHARACTER);
        }
    }
}

/// The text of a file whose bytes are at hand.
pub fn text(bytes: &[u8]) -> Result<String, Refusal> {
    let (mut decoder, mut text) = (Decoder::default(), String::with_capacity(bytes.len()));
    decoder.push(bytes, &mut text)?;
    decoder.finish(&mut text);
    Ok(text)
}

fn encoding(bytes: &[u8]) -> Result<Encoding, Refusal> {
    if is_picture(bytes) {
        return Err(Refusal::Picture);
    }
    match bytes {
        [0xFF, 0xFE, ..] => return Ok(Encoding::Utf16(u16::from_le_bytes)),
        [0xFE, 0xFF, ..] => return Ok(Encoding::Utf16(u16::from_be_bytes)),
        _ => {}
    }
    let head = &bytes[..bytes.len().min(8192)];
    let magic: [&[u8]; 3] = [b"%PDF-", b"PK\x03\x04", b"\x1f\x8b"];
    if head.contains(&0) || magic.iter().any(|magic| head.starts_with(magic)) {
        return Err(Refusal::Binary);
    }
    Ok(Encoding::Utf8)
}

/// Appends what is complete, and gives back the begun character at the end.
fn utf8<'b>(bytes: &'b [u8], to: &mut String) -> &'b [u8] {
    let mut chunks = bytes.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        to.push_str(chunk.valid());
        let broken = chunk.invalid();
        let begun = chunks.peek().is_none() && std::str::from_utf8(broken).is_err_and(|e| e.error_len().is_none());
        if begun {
            return broken;
        }
        if !broken.is_empty() {
            to.push(char::REPLACEMENT_CHARACTER);
        }
    }
    &[]
}

/// The same for UTF-16: an odd byte, or the first half of a pair of surrogates.
fn utf16<'b>(bytes: &'b [u8], unit: fn([u8; 2]) -> u16, to: &mut String) -> &'b [u8] {
    let mut whole = bytes.len() & !1;
    if whole >= 2 && (0xD800..0xDC00).contains(&unit([bytes[whole - 2], bytes[whole - 1]])) {
        whole -= 2;
    }
    let units = bytes[..whole].chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let decoded = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER));
    // The byte order mark is no part of the text.
    let at_start = to.is_empty();
    to.extend(decoded.skip_while(|&c| at_start && c == '\u{feff}'));
    &bytes[whole..]
}

fn is_picture(bytes: &[u8]) -> bool {
    let signatures: [&[u8]; 4] = [b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"BM"];
    let webp = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    // Two letters are not enough for a bitmap: its header also has zeroes where a text would not.
    signatures[..3].iter().any(|s| bytes.starts_with(s))
        || webp
        || (bytes.starts_with(signatures[3]) && bytes.get(6..10) == Some(&[0; 4]))
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
    fn it_does_not_matter_where_the_bytes_are_parted() {
        let wide: Vec<u8> = "\u{feff}hé😀\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for whole in ["aé😀z".as_bytes(), b"caf\xe9 \xf0\x9f", &wide] {
            for at in 2..=whole.len() {
                let (mut decoder, mut parted) = (Decoder::default(), String::new());
                decoder.push(&whole[..at], &mut parted).unwrap();
                decoder.push(&whole[at..], &mut parted).unwrap();
                decoder.finish(&mut parted);
                assert_eq!(Ok(parted), text(whole), "parted at {at}");
            }
        }
    }

    #[test]
    fn pictures_and_binaries_are_refused() {
        assert_eq!(text(b"\x89PNG\r\n\x1a\n\0\0"), Err(Refusal::Picture));
        assert_eq!(text(b"\x7fELF\x02\x01\0\0"), Err(Refusal::Binary));
        assert_eq!(text(b"%PDF-1.7"), Err(Refusal::Binary));
    }
}
