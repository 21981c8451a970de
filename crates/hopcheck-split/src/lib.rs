//! Splits a WebAssembly file in two: what is loaded first, and the rest, which is loaded when a function of it is first called.
//!
//! Of each function that is deferred and called from what stays, the first file keeps an entrance: a few instructions that ask the host to
//! load the rest where its place in the function table is still empty, and then call through that place. The second file shares memory,
//! tables and globals with the first, calls its functions by import, and fills those places when it is instantiated. Data stays in the first.
//!
//! The same idea as Binaryen's `wasm-split`, which is not among the programs of its npm package.

mod body;
mod data;
mod first;
mod linked;
mod liveness;
mod marks;
mod module;
mod names;
mod outline;
mod region;
mod rest;
mod signatures;

pub use marks::{MARKS, begins_part, marked};
pub use names::functions;
pub use outline::{Outlined, outline};

use module::Module;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The host's function that instantiates the rest, in the first file's imports: `LOAD.0` is the module, `LOAD.1` the name. It has no parameters
/// and no result, and must have instantiated the second file when it returns.
pub const LOAD: (&str, &str) = ("split", "load");

/// The module that the second file imports everything from: the exports of the first.
pub const FIRST: &str = "first";

/// The two files.
#[derive(Debug)]
pub struct Split {
    /// What is loaded first. It imports [`LOAD`] beside what it imported before.
    pub first: Vec<u8>,
    /// What is loaded later. It imports from [`FIRST`] alone.
    pub rest: Vec<u8>,
    /// What the first file's imports are called now, by the names they had: as short as can be, since each name stands in two files.
    pub imports: BTreeMap<String, String>,
}

/// What cannot be split: not WebAssembly, or with features that no Rust program of today has.
#[derive(Debug)]
pub struct Error(String);

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for Error {}

impl From<wasmparser::BinaryReaderError> for Error {
    fn from(error: wasmparser::BinaryReaderError) -> Self {
        Self(format!("this is no WebAssembly file that can be read: {error}"))
    }
}

impl<E: fmt::Display> From<wasm_encoder::reencode::Error<E>> for Error {
    fn from(error: wasm_encoder::reencode::Error<E>) -> Self {
        Self(format!("this WebAssembly file cannot be written anew: {error}"))
    }
}

/// Splits a file. The functions with these numbers, as in [`functions`], go to the second, and with them the data that none of the others
/// refers to, where what the linker made (with `--emit-relocs`) tells who does; else all data stays in the first. Neither file has names of
/// functions or any other custom section.
pub fn split(wasm: &[u8], deferred: &BTreeSet<usize>, linked: Option<&[u8]>) -> Result<Split, Error> {
    let module = Module::read(wasm)?;
    if module.tables.is_empty() || module.exports.is_empty() {
        return Err(Error("cannot split a file without a function table or without exports".to_owned()));
    }
    let plan = module.plan(deferred)?;
    let imports = first::import_names(&module);
    let data = match linked {
        Some(linked) => Some(data::divide(&module, &plan, &linked::Linked::read(linked)?)?),
        None => None,
    };
    let (first_data, rest_data) = match &data {
        Some(parts) => (Some(parts.first.as_slice()), parts.rest.as_slice()),
        None => (None, [].as_slice()),
    };
    Ok(Split {
        first: first::write(wasm, &module, &plan, &imports, first_data)?,
        rest: rest::write(&module, &plan, rest_data)?,
        imports,
    })
}

/// A file without what the linker left in it for other linkers, and for [`split`].
pub fn without_relocations(wasm: &[u8]) -> Result<Vec<u8>, Error> {
    let mut out = wasm[..wasm.len().min(8)].to_vec();
    for payload in wasmparser::Parser::new(0).parse_all(wasm) {
        let payload = payload?;
        let for_linkers = |name: &str| name == "linking" || name.starts_with("reloc.");
        if matches!(&payload, wasmparser::Payload::CustomSection(section) if for_linkers(section.name())) {
            continue;
        }
        if let Some((id, range)) = payload.as_section() {
            wasm_encoder::Section::append_to(
                &wasm_encoder::RawSection { id, data: &wasm[range.start as usize..range.end as usize] },
                &mut out,
            );
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests;
