//! A file in two does what it did in one piece, wherever it was cut.

use super::run::{self, Running};
use super::valid;
use crate::{Module, begins_part, outline, split};
use arbitrary::Unstructured;
use wasm_smith::Config;
use wasmi::{ExternType, Val, ValType};

/// Numbers that look random and are the same in each run of the tests.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.next() % 100 < percent
    }
}

/// A program of random instructions that ends, with no more features than Rust's programs have.
fn program(numbers: &mut Numbers) -> Option<Vec<u8>> {
    let bytes: Vec<u8> = (0..6000).map(|_| numbers.next() as u8).collect();
    let config = Config {
        allow_start_export: false,
        bulk_memory_enabled: false,
        canonicalize_nans: true,
        disallow_traps: true,
        exceptions_enabled: false,
        export_everything: true,
        extended_const_enabled: false,
        gc_enabled: false,
        max_imports: 0,
        memory64_enabled: false,
        max_instructions: 400,
        max_funcs: 8,
        max_memories: 1,
        max_memory32_bytes: 0x2_0000,
        max_table_elements: 100,
        memory_offset_choices: wasm_smith::MemoryOffsetChoices(90, 10, 0),
        min_funcs: 3,
        min_memories: 1,
        min_tables: 1,
        reference_types_enabled: false,
        relaxed_simd_enabled: false,
        simd_enabled: false,
        tail_call_enabled: false,
        threads_enabled: false,
        wide_arithmetic_enabled: false,
        ..Config::default()
    };
    let mut module = wasm_smith::Module::new(config, &mut Unstructured::new(&bytes)).ok()?;
    module.ensure_termination(200).ok()?;
    let wasm = module.to_bytes();
    // Many have next to no instructions.
    let bodies = Module::read(&wasm).ok()?.bodies;
    (bodies.iter().map(|body| body.as_bytes().len()).sum::<usize>() > 500).then_some(wasm)
}

/// Notes as of a run in which some parts of some functions were never come by. Nothing holds them to what really runs: what is taken for cold
/// and is not, comes with the rest.
fn notes(wasm: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut notes = Vec::new();
    for (_, body) in Module::read(wasm).unwrap().defined() {
        notes.push(u8::from(numbers.chance(85)));
        let mut operators = body.get_operators_reader().unwrap();
        while !operators.eof() {
            let operator = operators.read().unwrap();
            if begins_part(&operator) && !operators.eof() {
                notes.push(u8::from(numbers.chance(50)));
            }
        }
    }
    notes
}

/// What is exported.
fn exports(running: &Running) -> Vec<(String, ExternType)> {
    let exports = running.instance.exports(&running.store);
    exports.map(|export| (export.name().to_owned(), export.ty(&running.store))).collect()
}

/// Calls all of these, with zeros and with other numbers, and tells what came of it and what stands in memory afterwards.
fn story(running: &mut Running, exports: &[(String, ExternType)]) -> Vec<String> {
    let mut story = Vec::new();
    for (name, what) in exports {
        if let ExternType::Func(signature) = what {
            for number in [0, 1, 77] {
                let arguments: Vec<Val> = signature.params().iter().map(|kind| value(*kind, number)).collect();
                story.push(format!("{name}({number}): {}", running.call(name, &arguments)));
            }
        }
    }
    for (name, what) in exports {
        if let ExternType::Memory(_) = what {
            let memory = running.instance.get_memory(&running.store, name).unwrap();
            let bytes = memory.data(&running.store);
            story.push(format!("{name}: {} bytes, sum {}", bytes.len(), sum(bytes)));
        }
    }
    story
}

fn value(kind: ValType, number: i32) -> Val {
    match kind {
        ValType::I32 => Val::I32(number),
        ValType::I64 => Val::I64(number.into()),
        ValType::F32 => Val::F32((number as f32).into()),
        ValType::F64 => Val::F64(f64::from(number).into()),
        other => Val::default_for_ty(other),
    }
}

fn sum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(*byte)))
}

#[test]
fn random_programs_do_what_they_did() {
    let mut numbers = Numbers(20_261_126);
    let (mut programs, mut made, mut loaded) = (0, 0, 0);
    while programs < 60 {
        let Some(wasm) = program(&mut numbers) else { continue };
        let Ok(mut whole) = run::whole(&wasm) else { continue };
        programs += 1;
        let notes = notes(&wasm, &mut numbers);
        let outlined = outline(&wasm, &notes).unwrap();
        valid(&outlined.wasm);
        let functions = crate::functions(&wasm).unwrap().len();
        made += crate::functions(&outlined.wasm).unwrap().len() - functions;

        let files = split(&outlined.wasm, &outlined.cold, None).unwrap();
        valid(&files.first);
        valid(&files.rest);
        let mut parts = run::split(&files).unwrap();
        // The first file exports more, for the second.
        let exports = exports(&whole);
        assert_eq!(story(&mut parts, &exports), story(&mut whole, &exports), "program {programs}");
        loaded += parts.store.data().loaded;
    }
    assert!(made > 200, "{made} stretches taken out of {programs} programs");
    assert!(loaded > 50, "{loaded} of {programs} programs loaded their rest");
}
