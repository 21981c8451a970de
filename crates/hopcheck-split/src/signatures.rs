//! The types of functions, and new ones among them.

use crate::module::Module;
use std::collections::BTreeMap;
use wasmparser::{FuncType, ValType};

/// The types of a file's functions.
pub struct Signatures {
    /// How many the file has.
    had: usize,
    all: Vec<FuncType>,
    places: BTreeMap<(Vec<ValType>, Vec<ValType>), u32>,
    /// The type of each function, imported ones first.
    functions: Vec<u32>,
    imported: usize,
}

impl Signatures {
    /// Those of a file.
    pub fn of(module: &Module<'_>) -> Self {
        let key = |signature: &FuncType| (signature.params().to_vec(), signature.results().to_vec());
        Self {
            had: module.types.len(),
            all: module.types.clone(),
            places: module.types.iter().zip(0..).map(|(signature, place)| (key(signature), place)).collect(),
            functions: module.functions.clone(),
            imported: module.imported as usize,
        }
    }

    /// The place of the type with these parameters and results.
    pub fn get(&mut self, parameters: Vec<ValType>, results: Vec<ValType>) -> u32 {
        let next = self.all.len() as u32;
        *self.places.entry((parameters, results)).or_insert_with_key(|(parameters, results)| {
            self.all.push(FuncType::new(parameters.iter().copied(), results.iter().copied()));
            next
        })
    }

    /// The types that the file has not.
    pub fn added(&self) -> &[FuncType] {
        &self.all[self.had..]
    }

    /// How many functions the file has, imported ones included.
    pub fn functions(&self) -> u32 {
        self.functions.len() as u32
    }

    /// How many parameters a function has, by its number among those that are not imported.
    pub fn parameters(&self, number: usize) -> usize {
        self.all[self.functions[self.imported + number] as usize].params().len()
    }
}
