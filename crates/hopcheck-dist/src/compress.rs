//! `.br` and `.gz` beside each file that gets smaller by it, for servers that send such files as they are.

use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};

use crate::files;

/// What is already compressed, or read by nobody but servers.
const LEFT_OUT: [&str; 3] = ["png", "br", "gz"];
/// Below this a response is one packet either way.
const SMALLEST: usize = 256;

/// Writes the compressed forms of the files below `folder`.
pub fn beside(folder: &Path, quick: bool) -> Result<(), String> {
    for name in files::all(folder)? {
        let ext = name.rsplit_once('.').map_or("", |(_, ext)| ext);
        if LEFT_OUT.contains(&ext) || name.starts_with(['.', '_']) {
            continue;
        }
        let content = files::read(&folder.join(&name))?;
        if content.len() < SMALLEST {
            continue;
        }
        for (ext, small) in [("br", brotli(&content, quick)), ("gz", gzip(&content, quick))] {
            if small.len() < content.len() {
                files::write(&folder.join(format!("{name}.{ext}")), small)?;
            }
        }
    }
    Ok(())
}

/// Brotli, at its best level and with its default window (4 MiB) unless it is to be quick.
pub fn brotli(content: &[u8], quick: bool) -> Vec<u8> {
    let quality = if quick { 4 } else { 11 };
    let mut out = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut out, 1 << 16, quality, 22);
    writer.write_all(content).expect("a vector takes all bytes");
    drop(writer);
    out
}

fn gzip(content: &[u8], quick: bool) -> Vec<u8> {
    let mut writer = GzEncoder::new(Vec::new(), level(quick));
    writer.write_all(content).and_then(|()| writer.finish()).expect("a vector takes all bytes")
}

/// Deflate without a header, as browsers know it under the name `deflate-raw`.
pub fn deflate(content: &[u8]) -> Vec<u8> {
    let mut writer = DeflateEncoder::new(Vec::new(), Compression::best());
    writer.write_all(content).and_then(|()| writer.finish()).expect("a vector takes all bytes")
}

fn level(quick: bool) -> Compression {
    if quick { Compression::fast() } else { Compression::best() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn what_is_compressed_comes_back() {
        let text = "the same again and again; ".repeat(99);
        let mut back = String::new();
        flate2::read::GzDecoder::new(&gzip(text.as_bytes(), false)[..]).read_to_string(&mut back).unwrap();
        assert_eq!(back, text);
        back.clear();
        flate2::read::DeflateDecoder::new(&deflate(text.as_bytes())[..]).read_to_string(&mut back).unwrap();
        assert_eq!(back, text);
        back.clear();
        brotli::Decompressor::new(&brotli(text.as_bytes(), false)[..], 4096).read_to_string(&mut back).unwrap();
        assert_eq!(back, text);
    }

    #[test]
    fn only_what_gets_smaller_is_written() {
        let folder = tempfile::tempdir().unwrap();
        for (name, content) in [
            ("a.txt", "x".repeat(999)),
            ("b.txt", "x".into()),
            ("c.png", "x".repeat(999)),
            ("_headers", "x".repeat(999)),
        ] {
            files::write(&folder.path().join(name), content).unwrap();
        }
        beside(folder.path(), true).unwrap();
        assert_eq!(files::all(folder.path()).unwrap(), ["_headers", "a.txt", "a.txt.br", "a.txt.gz", "b.txt", "c.png"]);
    }
}
