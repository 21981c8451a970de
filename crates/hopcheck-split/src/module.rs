//! What has to be known of the file before it is split.

use crate::Error;
use crate::names;
use std::collections::{BTreeMap, BTreeSet};
use wasmparser::{
    Data, ElementItems, ExternalKind, FuncType, FunctionBody, GlobalType, MemoryType, Operator, Parser, Payload,
    TableType, TypeRef,
};

/// A file as far as splitting it needs.
pub struct Module<'a> {
    pub types: Vec<FuncType>,
    /// How many functions are imported; they come first in the count of functions.
    pub imported: u32,
    /// The names of all imports, in their order.
    pub imports: Vec<&'a str>,
    /// The type of each function, imported ones included.
    pub functions: Vec<u32>,
    pub memories: Vec<MemoryType>,
    pub tables: Vec<TableType>,
    pub globals: Vec<GlobalType>,
    /// Names by what is exported under them.
    pub exports: BTreeMap<(ExternalKindOrder, u32), String>,
    /// All names that something is exported under.
    pub exported: BTreeSet<&'a str>,
    /// The bodies of the functions that are not imported.
    pub bodies: Vec<FunctionBody<'a>>,
    /// The segments of its data.
    pub data: Vec<Data<'a>>,
    names: BTreeMap<u32, String>,
    /// Functions that something other than a function's body refers to.
    held: BTreeSet<u32>,
}

/// [`ExternalKind`], ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ExternalKindOrder {
    Function,
    Memory,
    Table,
    Global,
}

/// Which function goes where.
pub struct Plan {
    /// Functions that go to the second file.
    pub deferred: BTreeSet<u32>,
    /// Those of them that the first file enters, in their order: each has a place at the end of the function table.
    pub entered: Vec<u32>,
    /// Functions of the first file that the second calls, in their order.
    pub called_back: Vec<u32>,
    /// The functions of the first file, or their entrances, in their order there.
    pub first: Vec<u32>,
    /// Those of the second file.
    pub rest: Vec<u32>,
}

impl<'a> Module<'a> {
    /// Reads a file.
    pub fn read(wasm: &'a [u8]) -> Result<Self, Error> {
        let mut module = Self {
            types: Vec::new(),
            imported: 0,
            imports: Vec::new(),
            functions: Vec::new(),
            memories: Vec::new(),
            tables: Vec::new(),
            globals: Vec::new(),
            exports: BTreeMap::new(),
            exported: BTreeSet::new(),
            bodies: Vec::new(),
            data: Vec::new(),
            names: BTreeMap::new(),
            held: BTreeSet::new(),
        };
        for payload in Parser::new(0).parse_all(wasm) {
            module.take(payload?)?;
        }
        Ok(module)
    }

    fn take(&mut self, payload: Payload<'a>) -> Result<(), Error> {
        match payload {
            Payload::TypeSection(types) => {
                for t in types.into_iter_err_on_gc_types() {
                    self.types.push(t?);
                }
            }
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    let import = import?;
                    self.imports.push(import.name);
                    match import.ty {
                        TypeRef::Func(t) => {
                            self.functions.push(t);
                            self.imported += 1;
                        }
                        TypeRef::Memory(t) => self.memories.push(t),
                        TypeRef::Table(t) => self.tables.push(t),
                        TypeRef::Global(t) => self.globals.push(t),
                        other => return Err(Error(format!("cannot split a file that imports {other:?}"))),
                    }
                }
            }
            Payload::FunctionSection(types) => {
                for t in types {
                    self.functions.push(t?);
                }
            }
            Payload::MemorySection(memories) => {
                for t in memories {
                    self.memories.push(t?);
                }
            }
            Payload::TableSection(tables) => {
                for table in tables {
                    self.tables.push(table?.ty);
                }
            }
            Payload::GlobalSection(globals) => {
                for global in globals {
                    let global = global?;
                    self.globals.push(global.ty);
                    self.hold(global.init_expr.get_operators_reader())?;
                }
            }
            Payload::ExportSection(exports) => {
                for export in exports {
                    let export = export?;
                    let kind = match export.kind {
                        ExternalKind::Func => {
                            self.held.insert(export.index);
                            ExternalKindOrder::Function
                        }
                        ExternalKind::Memory => ExternalKindOrder::Memory,
                        ExternalKind::Table => ExternalKindOrder::Table,
                        ExternalKind::Global => ExternalKindOrder::Global,
                        other => return Err(Error(format!("cannot split a file that exports {other:?}"))),
                    };
                    self.exported.insert(export.name);
                    self.exports.insert((kind, export.index), export.name.to_owned());
                }
            }
            Payload::StartSection { func, .. } => {
                self.held.insert(func);
            }
            Payload::ElementSection(elements) => {
                for element in elements {
                    match element?.items {
                        ElementItems::Functions(functions) => {
                            for function in functions {
                                self.held.insert(function?);
                            }
                        }
                        ElementItems::Expressions(_, expressions) => {
                            for expression in expressions {
                                self.hold(expression?.get_operators_reader())?;
                            }
                        }
                    }
                }
            }
            Payload::CodeSectionEntry(body) => self.bodies.push(body),
            Payload::DataSection(segments) => {
                for segment in segments {
                    self.data.push(segment?);
                }
            }
            Payload::CustomSection(section) => self.names.extend(names::of_functions(&section)?),
            _ => {}
        }
        Ok(())
    }

    fn hold(&mut self, operators: wasmparser::OperatorsReader<'a>) -> Result<(), Error> {
        for operator in operators {
            self.held.extend(refers_to(&operator?));
        }
        Ok(())
    }

    /// Each function that is not imported, with its body.
    pub fn defined(&self) -> impl Iterator<Item = (u32, &FunctionBody<'a>)> {
        (self.imported..).zip(&self.bodies)
    }

    /// The body of a function that is not imported.
    pub fn body(&self, function: u32) -> &FunctionBody<'a> {
        &self.bodies[(function - self.imported) as usize]
    }

    /// A function's name; empty where the file has none for it.
    pub fn name(&self, function: u32) -> &str {
        self.names.get(&function).map_or("", String::as_str)
    }

    /// A function's type.
    pub fn type_of(&self, function: u32) -> &FuncType {
        &self.types[self.functions[function as usize] as usize]
    }

    /// Which function goes where, if these of the defined ones go to the second file.
    pub fn plan(&self, deferred: &BTreeSet<usize>) -> Result<Plan, Error> {
        let numbered = self.defined().enumerate();
        let deferred: BTreeSet<u32> = numbered.filter(|(n, _)| deferred.contains(n)).map(|(_, (f, _))| f).collect();
        let mut entered: BTreeSet<u32> = self.held.intersection(&deferred).copied().collect();
        let mut called_back = BTreeSet::new();
        for (function, body) in self.defined() {
            let later = deferred.contains(&function);
            for operator in body.get_operators_reader()? {
                let operator = operator?;
                if names_segment(&operator) {
                    return Err(Error(format!("cannot split a file that places segments while it runs: {operator:?}")));
                }
                let Some(other) = refers_to(&operator) else { continue };
                match (later, deferred.contains(&other)) {
                    (false, true) => entered.insert(other),
                    (true, false) => called_back.insert(other),
                    _ => continue,
                };
            }
        }
        let is_first = |f: &u32| !deferred.contains(f) || entered.contains(f);
        let first = self.like_by_like(self.defined().map(|(f, _)| f).filter(is_first), &deferred);
        let rest = self.like_by_like(deferred.iter().copied(), &BTreeSet::new());
        let imported = 0..self.imported;
        Ok(Plan {
            entered: rest.iter().copied().filter(|f| entered.contains(f)).collect(),
            called_back: imported.chain(first.iter().copied()).filter(|f| called_back.contains(f)).collect(),
            deferred,
            first,
            rest,
        })
    }

    /// Functions so that like stands by like, which compresses better: by their types and what is in them, if it is not elsewhere.
    fn like_by_like(&self, functions: impl Iterator<Item = u32>, elsewhere: &BTreeSet<u32>) -> Vec<u32> {
        let mut sorted: Vec<u32> = functions.collect();
        sorted.sort_by_cached_key(|&function| {
            let bytes = (!elsewhere.contains(&function)).then(|| self.body(function).as_bytes());
            (self.functions[function as usize], bytes, function)
        });
        sorted
    }

    /// Where the places of the entered functions begin in the function table.
    pub fn first_place(&self) -> u32 {
        u32::try_from(self.tables[0].initial).expect("a table is no larger than memory")
    }
}

/// The function that an instruction calls or refers to.
fn refers_to(operator: &Operator<'_>) -> Option<u32> {
    match *operator {
        Operator::Call { function_index }
        | Operator::ReturnCall { function_index }
        | Operator::RefFunc { function_index } => Some(function_index),
        _ => None,
    }
}

/// Whether an instruction names a segment of elements or data, which have other numbers in two files.
fn names_segment(operator: &Operator<'_>) -> bool {
    matches!(
        operator,
        Operator::TableInit { .. }
            | Operator::ElemDrop { .. }
            | Operator::MemoryInit { .. }
            | Operator::DataDrop { .. }
    )
}
