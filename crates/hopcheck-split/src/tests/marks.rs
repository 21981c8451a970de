//! A marked file notes what it ran.

use super::run;
use super::valid;
use crate::{MARKS, marked, outline};
use wasmi::Val;

/// Doubles small numbers; large ones take a way that nobody goes in these tests.
const WAT: &str = r#"(module
    (memory (export "memory") 1)
    (table 1 1 funcref)
    (func $double (export "double") (param $number i32) (result i32)
        (local $left i32)
        (if (i32.gt_u (local.get $number) (i32.const 1000))
            (then
                (local.set $left (i32.const 64))
                (loop $next
                    (i32.store (local.get $left) (i32.add (local.get $number) (local.get $left)))
                    (i32.store offset=256 (local.get $left) (i32.mul (local.get $number) (local.get $left)))
                    (local.set $left (i32.sub (local.get $left) (i32.const 4)))
                    (br_if $next (local.get $left)))
                (local.set $number (i32.load (i32.const 4)))
                (if (i32.eq (local.get $number) (i32.const 1005)) (then (return (i32.const -1))))))
        (i32.mul (local.get $number) (i32.const 2)))
    (func $never (export "never") (result i32) (i32.const 7)))"#;

/// The notes after some calls of `double`.
fn notes(calls: &[i32]) -> Vec<u8> {
    let wasm = wat::parse_str(WAT).unwrap();
    let marked = marked(&wasm).unwrap();
    valid(&marked);
    let mut running = run::whole(&marked).unwrap();
    for call in calls {
        running.call("double", &[Val::I32(*call)]);
    }
    running.instance.get_memory(&running.store, MARKS).unwrap().data(&running.store).to_vec()
}

#[test]
fn each_part_is_noted_when_it_is_run() {
    let notes = notes(&[1, 2]);
    assert_eq!(notes[..2], [1, 0], "the start, and not the inside of the first if");
    let last = notes.iter().rposition(|&note| note == 1).unwrap();
    assert!(last > 2, "what follows the if");
    assert!(notes[last + 1..].iter().all(|&note| note == 0), "nor the other function");
}

#[test]
fn what_was_not_run_is_taken_out_and_comes_when_it_is_needed() {
    let wasm = wat::parse_str(WAT).unwrap();
    let outlined = outline(&wasm, &notes(&[1, 2])).unwrap();
    assert_eq!(outlined.cold, [1, 2].into(), "the other function, and the inside of the if as a third");
    let files = crate::split(&outlined.wasm, &outlined.cold, None).unwrap();
    let mut running = run::split(&files).unwrap();
    assert_eq!(running.call("double", &[Val::I32(21)]), "i32 42 ");
    assert_eq!(running.store.data().loaded, 0);
    assert_eq!(running.call("double", &[Val::I32(1001)]), "i32 -1 ");
    assert_eq!(running.call("double", &[Val::I32(1002)]), "i32 2012 ");
    assert_eq!(running.call("never", &[]), "i32 7 ");
    assert_eq!(running.store.data().loaded, 1, "once for all");
}

#[test]
fn what_was_run_stays_where_it_is() {
    let wasm = wat::parse_str(WAT).unwrap();
    let outlined = outline(&wasm, &notes(&[1, 1001, 1002])).unwrap();
    assert_eq!(outlined.cold, [1].into());
}
