use super::*;

mod data;
mod equal;
mod marks;
mod run;

/// A function that stays calls one that is deferred and takes another's address; the deferred ones call back, use memory, a global and an
/// import.
const WAT: &str = r#"(module
    (type $unary (func (param i32) (result i32)))
    (import "./page_bg.js" "__wbg_log_0123456789abcdef" (func $log (param i32)))
    (table 2 2 funcref)
    (memory (export "memory") 1)
    (global $top (mut i32) (i32.const 1024))
    (elem (i32.const 0) func $kept $held)
    (func $kept (export "run") (param i32) (result i32)
        (i32.add (call $called (local.get 0)) (call_indirect (type $unary) (local.get 0) (i32.const 1))))
    (func $called (type $unary) (call $log (local.get 0)) (call $inner (call $helper (local.get 0))))
    (func $held (type $unary) (i32.load (global.get $top)))
    (func $inner (type $unary) (i32.mul (local.get 0) (i32.const 2)))
    (func $helper (type $unary) (i32.add (local.get 0) (i32.const 1)))
    (data (i32.const 1024) "words"))"#;

const CALLED: usize = 1;
const HELD: usize = 2;
const INNER: usize = 3;

fn wasm_of_wat() -> Vec<u8> {
    wat::parse_str(WAT).unwrap()
}

fn valid(wasm: &[u8]) {
    wasmparser::Validator::new().validate_all(wasm).unwrap();
}

fn printed(wasm: &[u8]) -> Vec<String> {
    let module = Module::read(wasm).unwrap();
    module.imports.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn both_files_are_valid_and_fit_together() {
    let wasm = wasm_of_wat();
    let split = split(&wasm, &BTreeSet::from([CALLED, HELD, INNER]), None).unwrap();
    valid(&split.first);
    valid(&split.rest);
    let (first, rest) = (Module::read(&split.first).unwrap(), Module::read(&split.rest).unwrap());
    assert_eq!(
        (first.bodies.len(), rest.bodies.len()),
        (5, 3),
        "$kept, $helper, two entrances and what loads; $called, $held and $inner"
    );
    assert_eq!((first.tables[0].initial, first.tables[0].maximum), (4, Some(4)), "a place for each entrance");
    assert_eq!(rest.tables[0], first.tables[0]);
    let exported: BTreeSet<&str> = first.exports.values().map(String::as_str).collect();
    assert!(rest.imports.iter().all(|name| exported.contains(name)), "{:?} of {exported:?}", rest.imports);
    assert_eq!(printed(&split.first), [split.imports["__wbg_log_0123456789abcdef"].as_str(), LOAD.1]);
}

#[test]
fn what_is_called_from_inside_the_rest_alone_has_no_entrance() {
    let wasm = wasm_of_wat();
    let module = Module::read(&wasm).unwrap();
    let plan = module.plan(&BTreeSet::from([CALLED, HELD, INNER])).unwrap();
    let place = |number: usize| module.imported + number as u32;
    assert_eq!(plan.entered, [place(CALLED), place(HELD)]);
    assert_eq!(plan.called_back, [0, place(4)], "the host's function and $helper");
}

#[test]
fn nothing_deferred_still_makes_two_files() {
    let wasm = wasm_of_wat();
    let split = split(&wasm, &BTreeSet::new(), None).unwrap();
    valid(&split.first);
    valid(&split.rest);
    assert_eq!(Module::read(&split.first).unwrap().bodies.len(), 6);
}

#[test]
fn functions_have_their_names() {
    assert_eq!(functions(&wasm_of_wat()).unwrap(), ["kept", "called", "held", "inner", "helper"]);
}

#[test]
fn what_is_no_webassembly_is_said_to_be_none() {
    let error = split(b"<!doctype html>", &BTreeSet::new(), None).unwrap_err().to_string();
    assert!(error.contains("no WebAssembly file"), "{error}");
}
