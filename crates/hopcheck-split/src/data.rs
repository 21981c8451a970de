//! Which data is loaded first: what the functions of the first file refer to, and what that refers to.

use crate::Error;
use crate::linked::{self, Linked};
use crate::module::{Module, Plan};
use std::collections::BTreeSet;
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{ConstExpr, DataSection, Instruction};
use wasmparser::Data;

/// A hole of so many bytes in what is loaded first is filled with zeros; a longer one begins a new segment.
const HOLE: usize = 64;

/// An address and the bytes that go there.
pub type Segment = (u32, Vec<u8>);

/// The data of the two files.
#[derive(Debug, Default)]
pub struct Parts {
    pub first: Vec<Segment>,
    pub rest: Vec<Segment>,
}

/// Divides the data of a file.
pub fn divide(module: &Module<'_>, plan: &Plan, linked: &Linked) -> Result<Parts, Error> {
    let image = Image::of(&module.data)?;
    let mut where_to = vec![Where::Nobody; image.bytes.len()];
    let first = reached(linked, &referred_to(module, plan, linked, &image)?);
    for (symbol, bytes) in linked.symbols.iter().enumerate() {
        let is_first = first.contains(&symbol);
        for address in bytes.clone() {
            if let Some(place) = image.place(address) {
                // A byte can be part of several texts.
                where_to[place] = match where_to[place] {
                    Where::First => Where::First,
                    _ if is_first => Where::First,
                    _ => Where::Rest,
                };
            }
        }
    }
    // What belongs to no symbol, nobody can ask for; unless it is more than what fills the gaps between them.
    for (place, to) in where_to.iter_mut().enumerate() {
        if *to == Where::Nobody && image.bytes[place] != 0 {
            *to = Where::First;
        }
    }
    Ok(Parts { first: image.segments(&where_to, Where::First, HOLE), rest: image.segments(&where_to, Where::Rest, 0) })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Where {
    First,
    Rest,
    Nobody,
}

/// Memory as it is at the start.
struct Image {
    start: u32,
    bytes: Vec<u8>,
}

impl Image {
    fn of(segments: &[Data<'_>]) -> Result<Self, Error> {
        let mut placed =
            segments.iter().map(|data| Ok((linked::address(data)?, data.data))).collect::<Result<Vec<_>, Error>>()?;
        placed.sort_unstable();
        let start = placed.first().map_or(0, |(address, _)| *address);
        let mut bytes = Vec::new();
        for (address, data) in placed {
            bytes.resize((address - start) as usize, 0);
            bytes.extend_from_slice(data);
        }
        Ok(Self { start, bytes })
    }

    fn place(&self, address: u32) -> Option<usize> {
        let place = address.checked_sub(self.start)? as usize;
        (place < self.bytes.len()).then_some(place)
    }

    /// What goes there, without zeros at the ends, and with holes of up to so many bytes.
    fn segments(&self, where_to: &[Where], meant: Where, hole: usize) -> Vec<Segment> {
        let mut segments: Vec<Segment> = Vec::new();
        for (place, (&byte, to)) in self.bytes.iter().zip(where_to).enumerate() {
            if *to != meant || byte == 0 && hole > 0 {
                continue;
            }
            let address = self.start + place as u32;
            match segments.last_mut() {
                Some((start, bytes)) if (address - *start) as usize <= bytes.len() + hole => {
                    bytes.resize((address - *start) as usize, 0);
                    bytes.push(byte);
                }
                _ => segments.push((address, vec![byte])),
            }
        }
        segments
    }
}

/// The symbols that the functions of the first file refer to.
fn referred_to(module: &Module<'_>, plan: &Plan, linked: &Linked, image: &Image) -> Result<BTreeSet<usize>, Error> {
    let mut numbers = BTreeSet::new();
    for (_, body) in module.defined().filter(|(function, _)| !plan.deferred.contains(function)) {
        for operator in body.get_operators_reader()? {
            numbers.extend(number(&RoundtripReencoder.instruction(operator?)?));
        }
    }
    let mut symbols = BTreeSet::new();
    for number in numbers {
        match linked.in_code.get(&number) {
            Some(meant) => symbols.extend(meant),
            // Put together of several, or no address at all but a number like one.
            None if image.place(number).is_some() => symbols.extend(linked.at(number)),
            None => {}
        }
    }
    Ok(symbols)
}

/// The number in an instruction that may be an address.
fn number(instruction: &Instruction<'_>) -> Option<u32> {
    use Instruction as I;
    match instruction {
        I::I32Const(value) => Some(value.cast_unsigned()),
        I::I32Load(place)
        | I::I64Load(place)
        | I::F32Load(place)
        | I::F64Load(place)
        | I::I32Load8S(place)
        | I::I32Load8U(place)
        | I::I32Load16S(place)
        | I::I32Load16U(place)
        | I::I64Load8S(place)
        | I::I64Load8U(place)
        | I::I64Load16S(place)
        | I::I64Load16U(place)
        | I::I64Load32S(place)
        | I::I64Load32U(place)
        | I::I32Store(place)
        | I::I64Store(place)
        | I::F32Store(place)
        | I::F64Store(place)
        | I::I32Store8(place)
        | I::I32Store16(place)
        | I::I64Store8(place)
        | I::I64Store16(place)
        | I::I64Store32(place) => u32::try_from(place.offset).ok(),
        _ => None,
    }
}

/// These symbols and all that they refer to.
fn reached(linked: &Linked, from: &BTreeSet<usize>) -> BTreeSet<usize> {
    let mut reached = from.clone();
    let mut open: Vec<usize> = from.iter().copied().collect();
    while let Some(symbol) = open.pop() {
        for (_, others) in linked.in_data.range(linked.symbols[symbol].clone()) {
            open.extend(others.iter().filter(|other| reached.insert(**other)));
        }
    }
    reached
}

/// Puts segments into a data section.
pub fn write(section: &mut DataSection, segments: &[Segment]) {
    for (address, bytes) in segments {
        section.active(0, &ConstExpr::i32_const(address.cast_signed()), bytes.iter().copied());
    }
}
