//! Files as text and back, byte for byte: what is not UTF-8 in a file must be the same after a patch of something else in it.

/// Stands for the byte 0 where a byte is not part of UTF-8; the others follow. The last of Unicode's private characters.
const FIRST: u32 = 0x10_FF00;

/// The text of bytes. A byte that is not part of UTF-8 becomes a private character of its own; bytes that hold such a character
/// already would not come back, and are refused.
pub fn decode(bytes: Vec<u8>) -> Result<String, String> {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().filter_map(|&byte| char::from_u32(FIRST + u32::from(byte))));
    }
    if encode(&text) != bytes {
        return Err(
            "holds characters that here stand for bytes outside UTF-8 (U+10FF00 to U+10FFFF): it cannot be patched"
                .to_owned(),
        );
    }
    Ok(text)
}

/// The bytes of a text that [`decode`] made.
pub fn encode(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    for c in text.chars() {
        match u8::try_from(u32::from(c).wrapping_sub(FIRST)) {
            Ok(byte) => bytes.push(byte),
            Err(_) => bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};

    #[test]
    fn any_bytes_come_back() {
        let all: Vec<u8> = (0..=255).chain("é\u{FEFF}\r\n".bytes()).chain([0xE2, 0x82]).collect();
        assert_eq!(encode(&decode(all.clone()).expect("a text")), all);
        assert_eq!(decode("é".into()).as_deref(), Ok("é"));
        assert!(decode("\u{10FF80}".into()).is_err(), "it would come back as a byte");
    }
}
