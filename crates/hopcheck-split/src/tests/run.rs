//! Runs a file, in one piece or in two.

use crate::{FIRST, LOAD, Split};
use wasmi::{Caller, Engine, Error, Extern, Instance, Linker, Module, Store, Val};

/// What the host knows while a file runs.
#[derive(Default)]
pub struct Host {
    first: Option<Instance>,
    rest: Option<Module>,
    /// How often the rest was loaded.
    pub loaded: usize,
}

/// A file that was instantiated.
pub struct Running {
    pub store: Store<Host>,
    pub instance: Instance,
}

/// Starts a file in one piece.
pub fn whole(wasm: &[u8]) -> Result<Running, Error> {
    start(&Engine::default(), wasm, Host::default())
}

/// Starts a file in two, whose rest is loaded when it is needed.
pub fn split(split: &Split) -> Result<Running, Error> {
    let engine = Engine::default();
    let rest = Module::new(&engine, &split.rest)?;
    start(&engine, &split.first, Host { rest: Some(rest), ..Host::default() })
}

fn start(engine: &Engine, wasm: &[u8], host: Host) -> Result<Running, Error> {
    let module = Module::new(engine, wasm)?;
    let mut store = Store::new(engine, host);
    let mut linker = Linker::new(engine);
    linker.func_wrap(LOAD.0, LOAD.1, load)?;
    let instance = linker.instantiate_and_start(&mut store, &module)?;
    store.data_mut().first = Some(instance);
    Ok(Running { store, instance })
}

/// What the page's glue does when something of the rest is called for the first time.
fn load(mut caller: Caller<'_, Host>) -> Result<(), Error> {
    let first = caller.data().first.expect("nothing is called before the file is instantiated");
    let rest = caller.data().rest.clone().expect("only a file in two asks for its rest");
    caller.data_mut().loaded += 1;
    let mut linker = Linker::new(caller.engine());
    let exports: Vec<(String, Extern)> =
        first.exports(&caller).map(|export| (export.name().to_owned(), export.into_extern())).collect();
    for (name, export) in exports {
        linker.define(FIRST, &name, export)?;
    }
    linker.instantiate_and_start(&mut caller, &rest)?;
    Ok(())
}

impl Running {
    /// Calls what is exported under this name, and tells what came of it: the results, or that it ended in a trap.
    pub fn call(&mut self, name: &str, arguments: &[Val]) -> String {
        let function = self.instance.get_func(&self.store, name).expect("it is exported");
        let mut results: Vec<Val> =
            function.ty(&self.store).results().iter().map(|result| Val::default_for_ty(*result)).collect();
        match function.call(&mut self.store, arguments, &mut results) {
            Ok(()) => results.iter().map(|result| format!("{} ", shown(result))).collect(),
            Err(error) => format!("trap: {:?}", error.as_trap_code()),
        }
    }
}

/// A value with all its bits.
fn shown(value: &Val) -> String {
    match value {
        Val::I32(value) => format!("i32 {value}"),
        Val::I64(value) => format!("i64 {value}"),
        Val::F32(value) => format!("f32 {:x}", value.to_bits()),
        Val::F64(value) => format!("f64 {:x}", value.to_bits()),
        other => format!("{:?}", other.ty()),
    }
}
