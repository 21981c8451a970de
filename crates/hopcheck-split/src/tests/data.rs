//! Data goes with what reads it.

use super::run;
use crate::split;
use std::collections::BTreeSet;
use wasm_encoder::{CustomSection, Encode, LinkingSection, SymbolTable};
use wasmi::Val;

/// `near` reads one text and, through it, another; `far` reads a third and, by a pointer before its beginning, a fourth.
const WAT: &str = r#"(module
    (memory (export "memory") 1)
    (table 1 1 funcref)
    (func $near (export "near") (result i32) (i32.load8_u (i32.load (i32.const 1024))))
    (func $far (export "far") (param $at i32) (result i32)
        (i32.add (i32.load8_u (i32.const 1036)) (i32.load8_u (i32.add (local.get $at) (i32.const 1030)))))
    (data (i32.const 1024) "\08\04\00\00\00\00\00\00textfarther last"))"#;

/// Where the texts are: the pointer, what it points to, and what `far` reads.
const SYMBOLS: [(&str, u32, u32); 4] = [("pointer", 0, 4), ("text", 8, 4), ("farther", 12, 7), ("last", 20, 4)];

/// The same as its linker would leave it: with the symbols, and who refers to which.
fn linked(wasm: &[u8], in_code: &[(u32, i32)], in_data: &[(u32, u32)]) -> Vec<u8> {
    use wasm_encoder::SymbolTable as Table;
    let mut symbols = SymbolTable::new();
    for (name, offset, size) in SYMBOLS {
        let place = wasm_encoder::DataSymbolDefinition { index: 0, offset, size };
        symbols.data(Table::WASM_SYM_BINDING_LOCAL, name, Some(place));
    }
    let mut linking = LinkingSection::new();
    linking.symbol_table(&symbols);
    let mut out = wasm.to_vec();
    wasm_encoder::Section::append_to(&linking, &mut out);

    // R_WASM_MEMORY_ADDR_SLEB is 4, R_WASM_MEMORY_ADDR_I32 is 5; the places in code are read by nobody.
    let mut relocations = |name: &str, entries: &[(u8, u32, u32, i32)]| {
        let mut data = Vec::new();
        0_u32.encode(&mut data);
        (entries.len() as u32).encode(&mut data);
        for (kind, offset, symbol, addend) in entries {
            data.push(*kind);
            offset.encode(&mut data);
            symbol.encode(&mut data);
            addend.encode(&mut data);
        }
        wasm_encoder::Section::append_to(&CustomSection { name: name.into(), data: data.into() }, &mut out);
    };
    relocations("reloc.CODE", &in_code.iter().map(|(symbol, addend)| (4, 0, *symbol, *addend)).collect::<Vec<_>>());
    relocations("reloc.DATA", &in_data.iter().map(|(at, symbol)| (5, *at, *symbol, 0)).collect::<Vec<_>>());
    out
}

fn files(deferred: &[usize]) -> crate::Split {
    let wasm = wat::parse_str(WAT).unwrap();
    // The data section begins with its count, the segment's flags, its address and its length: seven bytes.
    let linked = linked(&wasm, &[(0, 0), (2, 0), (3, -14)], &[(7, 1)]);
    split(&wasm, &deferred.iter().copied().collect::<BTreeSet<_>>(), Some(&linked)).unwrap()
}

fn holds(wasm: &[u8], text: &str) -> bool {
    wasm.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn what_only_the_second_file_reads_is_in_it() {
    let files = files(&[1]);
    assert!(
        holds(&files.first, "text") && !holds(&files.rest, "text"),
        "it is pointed to by what the first file reads"
    );
    for text in ["farther", "last"] {
        assert!(!holds(&files.first, text) && holds(&files.rest, text), "{text}");
    }
    let mut running = run::split(&files).unwrap();
    assert_eq!(running.call("near", &[]), format!("i32 {} ", b't'));
    assert_eq!(running.store.data().loaded, 0);
    assert_eq!(running.call("far", &[Val::I32(14)]), format!("i32 {} ", i32::from(b'f') + i32::from(b'l')));
    assert_eq!(running.store.data().loaded, 1);
}

#[test]
fn what_both_read_is_in_the_first() {
    let files = files(&[]);
    for text in ["text", "farther", "last"] {
        assert!(holds(&files.first, text) && !holds(&files.rest, text), "{text}");
    }
}

#[test]
fn a_file_without_symbols_is_refused() {
    let wasm = wat::parse_str(WAT).unwrap();
    let error = split(&wasm, &BTreeSet::new(), Some(&wasm)).unwrap_err().to_string();
    assert!(error.contains("--emit-relocs"), "{error}");
}

#[test]
fn what_is_for_linkers_can_be_taken_away() {
    let wasm = wat::parse_str(WAT).unwrap();
    let linked = linked(&wasm, &[], &[]);
    assert!(holds(&linked, "reloc.DATA"));
    let bare = crate::without_relocations(&linked).unwrap();
    assert!(!holds(&bare, "reloc.DATA") && !holds(&bare, "farther\u{0}"));
    assert_eq!(run::whole(&bare).unwrap().call("near", &[]), format!("i32 {} ", b't'));
}
