//! What the linker says of data: its symbols, and who refers to which.
//!
//! A linker that is told to keep its relocations (`--emit-relocs`) leaves behind, for each address in code and data, of which symbol it is.
//! The addresses stay as they are when the file is optimised, so that what the linked file says holds for what became of it.
//! (https://github.com/WebAssembly/tool-conventions/blob/main/Linking.md)

use crate::Error;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use wasmparser::{
    ConstExpr, Data, DataKind, KnownCustom, Linking, Operator, Parser, Payload, RelocationType, SymbolInfo,
};

/// The data of a linked file.
#[derive(Debug, Default)]
pub struct Linked {
    /// The addresses of each symbol's bytes; none where it has no bytes in the file, or is no data.
    pub symbols: Vec<Range<u32>>,
    /// The symbols that an address in code is meant for.
    pub in_code: BTreeMap<u32, BTreeSet<usize>>,
    /// The symbols that data refers to, by the address of what refers to them.
    pub in_data: BTreeMap<u32, BTreeSet<usize>>,
}

impl Linked {
    /// Reads a linked file.
    pub fn read(wasm: &[u8]) -> Result<Self, Error> {
        let mut linked = Self::default();
        // Where each segment's bytes stand in the file's data section, and the address that they go to.
        let mut segments: Vec<(Range<u64>, u32)> = Vec::new();
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::DataSection(section) => {
                    let begin = section.range().start;
                    for data in section {
                        let data = data?;
                        let end = data.range.end - begin;
                        segments.push((end - data.data.len() as u64..end, address(&data)?));
                    }
                }
                Payload::CustomSection(section) => match section.as_known() {
                    KnownCustom::Linking(linking) => {
                        for part in linking {
                            if let Linking::SymbolTable(symbols) = part? {
                                for symbol in symbols {
                                    linked.symbols.push(range(&symbol?, &segments));
                                }
                            }
                        }
                    }
                    KnownCustom::Reloc(relocations) => {
                        for entry in relocations.entries() {
                            let entry = entry?;
                            let symbol = entry.index as usize;
                            match entry.ty {
                                RelocationType::MemoryAddrLeb | RelocationType::MemoryAddrSleb => {
                                    let at = i64::from(linked.symbols[symbol].start) + entry.addend;
                                    linked.in_code.entry(at as u32).or_default().insert(symbol);
                                }
                                RelocationType::MemoryAddrI32 => {
                                    let at = u64::from(entry.offset);
                                    let (bytes, address) = segments
                                        .iter()
                                        .find(|(bytes, _)| bytes.contains(&at))
                                        .ok_or_else(|| Error("a relocation outside of all data".to_owned()))?;
                                    let from = address + (at - bytes.start) as u32;
                                    linked.in_data.entry(from).or_default().insert(symbol);
                                }
                                RelocationType::FunctionIndexLeb
                                | RelocationType::TypeIndexLeb
                                | RelocationType::GlobalIndexLeb
                                | RelocationType::TableIndexSleb
                                | RelocationType::TableIndexI32
                                | RelocationType::TableNumberLeb => {}
                                other => return Err(Error(format!("cannot split a file with relocations {other:?}"))),
                            }
                        }
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        if linked.symbols.is_empty() {
            return Err(Error("this file does not tell its symbols: it was linked without --emit-relocs".to_owned()));
        }
        Ok(linked)
    }

    /// The symbols that these bytes belong to.
    pub fn at(&self, address: u32) -> impl Iterator<Item = usize> {
        let symbols = self.symbols.iter().enumerate();
        symbols.filter(move |(_, bytes)| bytes.contains(&address)).map(|(symbol, _)| symbol)
    }
}

/// The addresses of a symbol's bytes.
fn range(symbol: &SymbolInfo<'_>, segments: &[(Range<u64>, u32)]) -> Range<u32> {
    match symbol {
        SymbolInfo::Data { symbol: Some(place), .. } => {
            let start = segments.get(place.index as usize).map_or(0, |(_, address)| address + place.offset);
            start..start + place.size
        }
        _ => 0..0,
    }
}

/// Where a segment's bytes go to.
pub fn address(data: &Data<'_>) -> Result<u32, Error> {
    match &data.kind {
        DataKind::Active { memory_index: 0, offset_expr } => constant(offset_expr),
        _ => Err(Error("cannot split the data of a file whose segments are not all placed from the start".to_owned())),
    }
}

fn constant(expression: &ConstExpr<'_>) -> Result<u32, Error> {
    match expression.get_operators_reader().read()? {
        Operator::I32Const { value } => Ok(value.cast_unsigned()),
        other => Err(Error(format!("cannot split a file whose data is placed by {other:?}"))),
    }
}
