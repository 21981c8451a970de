//! Links made and read without a browser.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;

use crate::{LARGEST_PASTE, Shared, Trouble, of_packed, packed};

/// The fragment that holds a paste, with its `#`.
pub fn fragment(shared: &Shared) -> Result<String, Trouble> {
    let text = shared.json()?;
    let mut deflate = DeflateEncoder::new(Vec::new(), Compression::best());
    // Into memory, which takes everything.
    let packed = deflate.write_all(text.as_bytes()).and_then(|()| deflate.finish());
    Ok(of_packed(&packed.map_err(|_| Trouble::TooMuch(text.len()))?))
}

/// The paste of a link: a whole address, or its fragment alone.
pub fn open(link: &str) -> Result<Shared, Trouble> {
    let packed = packed(link)?;
    let mut text = Vec::new();
    let unfolded = DeflateDecoder::new(packed.as_slice()).take(LARGEST_PASTE as u64 + 1).read_to_end(&mut text);
    unfolded.map_err(|_| Trouble::Unfolding)?;
    Shared::from_json(&text)
}
