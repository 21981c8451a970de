//! The names of functions.

use crate::Error;
use crate::module::Module;
use std::collections::BTreeMap;
use wasmparser::{CustomSectionReader, KnownCustom, Name};

/// The names of all functions of a file that are not imported, in their order: as the file has them, empty where it has none.
pub fn functions(wasm: &[u8]) -> Result<Vec<String>, Error> {
    let module = Module::read(wasm)?;
    Ok(module.defined().map(|(function, _)| module.name(function).to_owned()).collect())
}

/// The names of functions, where a custom section is the one that has them.
pub fn of_functions(section: &CustomSectionReader<'_>) -> Result<BTreeMap<u32, String>, Error> {
    let mut found = BTreeMap::new();
    if let KnownCustom::Name(names) = section.as_known() {
        for subsection in names {
            if let Name::Function(map) = subsection? {
                for naming in map {
                    let naming = naming?;
                    found.insert(naming.index, naming.name.to_owned());
                }
            }
        }
    }
    Ok(found)
}
