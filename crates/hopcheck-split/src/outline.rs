//! Gives what is never run inside of functions that are, functions of their own.
//!
//! Most of a large function's bytes can be branches for the rare case. Each of those becomes a function: it takes the locals that it reads,
//! returns the ones that it changes and, where there are several ways out of it, the number of the one that it took; what stands in its
//! place calls it and goes that way. (LLVM's HotColdSplitting does the same, but only with a profile of LLVM's own.)

use crate::body::Body;
use crate::marks::begins_part;
use crate::module::Module;
use crate::region::{self, Exit, Region};
use crate::{Error, signatures::Signatures};
use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use wasm_encoder::reencode::{self, Reencode, RoundtripReencoder, utils};
use wasm_encoder::{BlockType, CodeSection, Function, FunctionSection, Instruction, TypeSection};
use wasmparser::{Parser, Payload, ValType, Validator, WasmFeatures};

/// A file in which nothing is both run and not run.
#[derive(Debug)]
pub struct Outlined {
    /// The file. What was a function is one still, with the same number; the new ones come after them.
    pub wasm: Vec<u8>,
    /// The numbers of the functions of which nothing was run, as in [`functions`](crate::functions).
    pub cold: BTreeSet<usize>,
}

/// Takes the parts out of their functions that were not run, as the memory of the [`marked`](crate::marked) file tells: a byte for each.
pub fn outline(wasm: &[u8], run: &[u8]) -> Result<Outlined, Error> {
    let module = Module::read(wasm)?;
    let mut outlined = Outline { signatures: Signatures::of(&module), functions: BTreeMap::new(), made: Vec::new() };
    let mut cold: BTreeSet<usize> = BTreeSet::new();
    let mut validator = Validator::new_with_features(WasmFeatures::all());
    let mut number = 0;
    let mut part = 0;
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload?;
        if let Payload::CodeSectionEntry(body) = &payload {
            let to_validate = validator.code_section_entry(body)?;
            let runs = runs(body, run, &mut part)?;
            if runs.first() == Some(&true) {
                let signature = module.type_of(module.imported + number as u32);
                if let Some(body) = Body::read(body, signature, &module.types, to_validate)? {
                    let never: Vec<bool> = runs.iter().map(|run| !run).collect();
                    outlined.take(number, &body, region::find(&body, &never)?)?;
                }
            } else {
                cold.insert(number);
            }
            number += 1;
        } else {
            validator.payload(&payload)?;
        }
    }
    cold.extend(number..number + outlined.made.len());
    let mut out = wasm_encoder::Module::new();
    outlined.parse_core_module(&mut out, Parser::new(0), wasm)?;
    Ok(Outlined { wasm: out.finish(), cold })
}

/// Whether each instruction of a body was run. `part` is the number of the body's first part, and then of the next one's.
fn runs(body: &wasmparser::FunctionBody<'_>, run: &[u8], part: &mut usize) -> Result<Vec<bool>, Error> {
    let is_run = |part: usize| run.get(part).is_some_and(|&mark| mark != 0);
    let mut runs = Vec::new();
    for operator in body.get_operators_reader()? {
        runs.push(is_run(*part));
        *part += usize::from(begins_part(&operator?));
    }
    Ok(runs)
}

/// The functions as they become.
struct Outline {
    signatures: Signatures,
    /// Those out of which something was taken, by their number.
    functions: BTreeMap<usize, Function>,
    /// The new ones and their types.
    made: Vec<(u32, Function)>,
}

type Outcome = Result<(), reencode::Error<Infallible>>;

impl Outline {
    fn take(&mut self, number: usize, body: &Body<'_>, regions: Vec<Region>) -> Result<(), Error> {
        if regions.is_empty() {
            return Ok(());
        }
        let parameters = self.signatures.parameters(number);
        let mut locals: Vec<_> = body.locals[parameters..].to_vec();
        let chosen = body.locals.len() as u32;
        if regions.iter().any(|region| region.exits.len() > 1) {
            locals.push(ValType::I32);
        }
        let mut function = function_with(&locals)?;
        let mut at = 0;
        for region in regions {
            for step in &body.steps[at..region.steps.start] {
                function.instruction(&instruction(&step.operator)?);
            }
            let (signature, made) = made(body, &region, &mut self.signatures)?;
            let made_number = self.signatures.functions() + self.made.len() as u32;
            self.made.push((signature, made));
            replace(&mut function, body, &region, made_number, chosen);
            at = region.steps.end;
        }
        for step in &body.steps[at..] {
            function.instruction(&instruction(&step.operator)?);
        }
        self.functions.insert(number, function);
        Ok(())
    }
}

fn function_with(locals: &[ValType]) -> Result<Function, Error> {
    let types = locals.iter().map(|local| RoundtripReencoder.val_type(*local)).collect::<Result<Vec<_>, _>>()?;
    Ok(Function::new_with_locals_types(types))
}

fn instruction<'a>(operator: &wasmparser::Operator<'a>) -> Result<Instruction<'a>, Error> {
    Ok(RoundtripReencoder.instruction(operator.clone())?)
}

/// A stretch as a function, with its type.
///
/// Around its instructions stands a block for each way out, the first innermost, so that a branch out of the stretch is one to such a block's
/// end; there the results are gathered.
fn made(body: &Body<'_>, region: &Region, signatures: &mut Signatures) -> Result<(u32, Function), Error> {
    let type_of = |local: &u32| body.locals[*local as usize];
    let mut results: Vec<ValType> = region.value.into_iter().collect();
    results.extend(region.given.iter().map(type_of));
    let several = region.exits.len() > 1;
    results.extend(several.then_some(ValType::I32));
    let signature = signatures.get(region.taken.iter().map(type_of).collect(), results);

    let mut function = function_with(&region.own.iter().map(type_of).collect::<Vec<_>>())?;
    let places: BTreeMap<u32, u32> = region.taken.iter().chain(&region.own).copied().zip(0..).collect();
    for exit in region.exits.iter().rev() {
        let result = exit.with_value.then_some(region.value).flatten();
        function.instruction(&Instruction::Block(match result {
            Some(value) => BlockType::Result(RoundtripReencoder.val_type(value)?),
            None => BlockType::Empty,
        }));
    }
    let mut within = 0;
    for step in &body.steps[region.steps.clone()] {
        let outside = |depth: u32| depth_outside(body, region, step.frame, depth, within);
        function.instruction(&match instruction(&step.operator)? {
            Instruction::LocalGet(local) => Instruction::LocalGet(places[&local]),
            Instruction::LocalSet(local) => Instruction::LocalSet(places[&local]),
            Instruction::LocalTee(local) => Instruction::LocalTee(places[&local]),
            Instruction::Br(depth) => Instruction::Br(outside(depth)),
            Instruction::BrIf(depth) => Instruction::BrIf(outside(depth)),
            Instruction::BrTable(depths, default) => {
                Instruction::BrTable(depths.iter().map(|&depth| outside(depth)).collect(), outside(default))
            }
            Instruction::Return => Instruction::Br(exit_depth(region, 0, within)),
            other => {
                match other {
                    Instruction::Block(_) | Instruction::Loop(_) | Instruction::If(_) => within += 1,
                    Instruction::End => within -= 1,
                    _ => {}
                }
                other
            }
        });
    }
    if !body.steps[region.steps.end].reachable {
        // What nobody comes by may leave values of any types.
        function.instruction(&Instruction::Unreachable);
    }
    for (number, exit) in region.exits.iter().enumerate() {
        function.instruction(&Instruction::End);
        if let Some(value) = region.value.filter(|_| !exit.with_value) {
            function.instruction(&zero(value));
        }
        for local in &region.given {
            function.instruction(&Instruction::LocalGet(places[local]));
        }
        if several {
            function.instruction(&Instruction::I32Const(number as i32));
        }
        if number + 1 < region.exits.len() {
            function.instruction(&Instruction::Return);
        }
    }
    function.instruction(&Instruction::End);
    Ok((signature, function))
}

/// Where a branch with this depth leads in the new function, from so many frames within the stretch.
fn depth_outside(body: &Body<'_>, region: &Region, frame: usize, depth: u32, within: u32) -> u32 {
    if depth < within { depth } else { exit_depth(region, body.around(frame, depth), within) }
}

/// The depth of the block for the way to this frame.
fn exit_depth(region: &Region, to: usize, within: u32) -> u32 {
    let is_meant = |exit: &Exit| exit.to.unwrap_or(region.frame) == to;
    // A loop is its stretch's frame both for what falls to the stretch's end and for what begins it anew.
    let number = region.exits.iter().rposition(is_meant).expect("each branch out of a stretch is one of its ways");
    within + number as u32
}

/// What stands in place of a stretch: the call, and the way that it took.
fn replace(function: &mut Function, body: &Body<'_>, region: &Region, made: u32, chosen: u32) {
    for &local in &region.taken {
        function.instruction(&Instruction::LocalGet(local));
    }
    function.instruction(&Instruction::Call(made));
    let Some((first, others)) = region.exits.split_first() else {
        function.instruction(&Instruction::Unreachable);
        return;
    };
    if !others.is_empty() {
        function.instruction(&Instruction::LocalSet(chosen));
    }
    for &local in region.given.iter().rev() {
        function.instruction(&Instruction::LocalSet(local));
    }
    for (exit, number) in others.iter().zip(1..) {
        function.instruction(&Instruction::LocalGet(chosen));
        if others.len() > 1 {
            function.instruction(&Instruction::I32Const(number));
            function.instruction(&Instruction::I32Eq);
        }
        function.instruction(&Instruction::BrIf(depth_of(body, region, exit)));
    }
    if first.to.is_some() {
        function.instruction(&Instruction::Br(depth_of(body, region, first)));
    } else if region.value.is_some() && !first.with_value {
        function.instruction(&Instruction::Drop);
    }
}

/// How many frames lie between a stretch and the one that a way out of it leads to.
fn depth_of(body: &Body<'_>, region: &Region, exit: &Exit) -> u32 {
    let to = exit.to.expect("only the first way falls to the end");
    (0..).find(|&depth| body.around(region.frame, depth) == to).expect("a branch leads to a frame around it")
}

fn zero(value: ValType) -> Instruction<'static> {
    match value {
        ValType::I64 => Instruction::I64Const(0),
        ValType::F32 => Instruction::F32Const(0.0_f32.into()),
        ValType::F64 => Instruction::F64Const(0.0_f64.into()),
        _ => Instruction::I32Const(0),
    }
}

impl Reencode for Outline {
    type Error = Infallible;

    fn parse_type_section(&mut self, types: &mut TypeSection, section: wasmparser::TypeSectionReader<'_>) -> Outcome {
        utils::parse_type_section(self, types, section)?;
        for signature in self.signatures.added() {
            types.ty().func_type(&RoundtripReencoder.func_type(signature.clone())?);
        }
        Ok(())
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: wasmparser::FunctionSectionReader<'_>,
    ) -> Outcome {
        utils::parse_function_section(self, functions, section)?;
        for (signature, _) in &self.made {
            functions.function(*signature);
        }
        Ok(())
    }

    fn parse_code_section(&mut self, code: &mut CodeSection, section: wasmparser::CodeSectionReader<'_>) -> Outcome {
        for (number, body) in section.into_iter().enumerate() {
            match self.functions.get(&number) {
                Some(function) => {
                    code.function(function);
                }
                None => utils::parse_function_body(self, code, body?)?,
            }
        }
        for (_, function) in &self.made {
            code.function(function);
        }
        Ok(())
    }

    // Names and the like: nobody reads them where the page is shipped.
    fn parse_custom_section(
        &mut self,
        _: &mut wasm_encoder::Module,
        _: wasmparser::CustomSectionReader<'_>,
    ) -> Outcome {
        Ok(())
    }
}
