//! The file that is loaded first.

use crate::data::{self, Segment};
use crate::module::{ExternalKindOrder, Module, Plan};
use crate::{Error, LOAD};
use std::collections::BTreeMap;
use std::convert::Infallible;
use wasm_encoder::reencode::{self, Reencode, utils};
use wasm_encoder::{
    CodeSection, DataSection, EntityType, ExportKind, ExportSection, Function, FunctionSection, ImportSection,
    SectionId, TableSection, TypeSection, ValType,
};

/// Writes it; with this data, where that is not all of it.
pub fn write(
    wasm: &[u8],
    module: &Module<'_>,
    plan: &Plan,
    imports: &BTreeMap<String, String>,
    data: Option<&[Segment]>,
) -> Result<Vec<u8>, Error> {
    let imported = (0..module.imported).map(|f| (f, f));
    // One further import stands before what is defined.
    let places = imported.chain(plan.first.iter().copied().zip(module.imported + 1..)).collect();
    let mut first = First { module, plan, imports, data, places, load_type: module.types.len() as u32 };
    let mut out = wasm_encoder::Module::new();
    first.parse_core_module(&mut out, wasmparser::Parser::new(0), wasm)?;
    Ok(out.finish())
}

struct First<'a> {
    module: &'a Module<'a>,
    plan: &'a Plan,
    imports: &'a BTreeMap<String, String>,
    /// Its data, where that is not all.
    data: Option<&'a [Segment]>,
    places: BTreeMap<u32, u32>,
    load_type: u32,
}

type Outcome = Result<(), reencode::Error<Infallible>>;

impl Reencode for First<'_> {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, reencode::Error<Infallible>> {
        Ok(self.places[&function])
    }

    fn parse_type_section(&mut self, types: &mut TypeSection, section: wasmparser::TypeSectionReader<'_>) -> Outcome {
        utils::parse_type_section(self, types, section)?;
        types.ty().function([], []);
        types.ty().function([ValType::I32], [ValType::I32]);
        Ok(())
    }

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: wasmparser::ImportSectionReader<'_>,
    ) -> Outcome {
        for import in section.into_imports() {
            let import = import?;
            let what = self.entity_type(import.ty)?;
            imports.import(import.module, &self.imports[import.name], what);
        }
        imports.import(LOAD.0, LOAD.1, EntityType::Function(self.load_type));
        Ok(())
    }

    // A file that imports nothing has no section for it.
    fn intersperse_section_hook(
        &mut self,
        out: &mut wasm_encoder::Module,
        after: Option<SectionId>,
        before: Option<SectionId>,
    ) -> Outcome {
        if after == Some(SectionId::Type) && before != Some(SectionId::Import) {
            let mut imports = ImportSection::new();
            imports.import(LOAD.0, LOAD.1, EntityType::Function(self.load_type));
            out.section(&imports);
        }
        Ok(())
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        _: wasmparser::FunctionSectionReader<'_>,
    ) -> Outcome {
        for function in &self.plan.first {
            functions.function(self.module.functions[*function as usize]);
        }
        functions.function(self.load_type + 1);
        Ok(())
    }

    fn parse_table_section(
        &mut self,
        tables: &mut TableSection,
        section: wasmparser::TableSectionReader<'_>,
    ) -> Outcome {
        for (number, table) in section.into_iter().enumerate() {
            let mut table = table?;
            if number == 0 {
                let more = self.plan.entered.len() as u64;
                table.ty.initial += more;
                table.ty.maximum = table.ty.maximum.map(|most| most + more);
            }
            utils::parse_table(self, tables, table)?;
        }
        Ok(())
    }

    fn parse_export_section(
        &mut self,
        exports: &mut ExportSection,
        section: wasmparser::ExportSectionReader<'_>,
    ) -> Outcome {
        utils::parse_export_section(self, exports, section)?;
        for (kind, index, name) in shared(self.module, self.plan) {
            if !self.module.exports.contains_key(&(kind, index)) {
                let (kind, index) = match kind {
                    ExternalKindOrder::Function => (ExportKind::Func, self.places[&index]),
                    ExternalKindOrder::Memory => (ExportKind::Memory, index),
                    ExternalKindOrder::Table => (ExportKind::Table, index),
                    ExternalKindOrder::Global => (ExportKind::Global, index),
                };
                exports.export(&name, kind, index);
            }
        }
        Ok(())
    }

    fn parse_code_section(&mut self, code: &mut CodeSection, _: wasmparser::CodeSectionReader<'_>) -> Outcome {
        let entered: BTreeMap<u32, u32> = self.plan.entered.iter().copied().zip(self.module.first_place()..).collect();
        for function in &self.plan.first {
            if let Some(place) = entered.get(function) {
                code.function(&self.entrance(*function, *place));
            } else {
                utils::parse_function_body(self, code, self.module.body(*function).clone())?;
            }
        }
        code.function(&self.loaded());
        Ok(())
    }

    fn data_count(&mut self, count: u32) -> Result<u32, reencode::Error<Infallible>> {
        Ok(self.data.map_or(count, |data| data.len() as u32))
    }

    fn parse_data_section(&mut self, out: &mut DataSection, section: wasmparser::DataSectionReader<'_>) -> Outcome {
        match self.data {
            Some(data) => data::write(out, data),
            None => utils::parse_data_section(self, out, section)?,
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

impl First<'_> {
    /// What stands in place of a deferred function.
    fn entrance(&self, function: u32, place: u32) -> Function {
        let mut entrance = Function::new(std::iter::empty::<(u32, ValType)>());
        let mut code = entrance.instructions();
        for parameter in 0..self.module.type_of(function).params().len() as u32 {
            code.local_get(parameter);
        }
        code.i32_const(place.cast_signed()).call(self.places.len() as u32 + 1);
        code.call_indirect(0, self.module.functions[function as usize]).end();
        entrance
    }

    /// Takes a place in the function table and returns it, when the rest is loaded. It stands behind all other functions.
    fn loaded(&self) -> Function {
        let mut loaded = Function::new(std::iter::empty::<(u32, ValType)>());
        let mut code = loaded.instructions();
        code.local_get(0).table_get(0).ref_is_null();
        code.if_(wasm_encoder::BlockType::Empty).call(self.module.imported).end().local_get(0).end();
        loaded
    }
}

/// A short name for each of the imports.
pub fn import_names(module: &Module<'_>) -> BTreeMap<String, String> {
    module.imports.iter().map(|name| (*name).to_owned()).zip((0..).map(short_name)).collect()
}

/// What the second file needs of the first, by the names under which it is exported.
pub fn shared(module: &Module<'_>, plan: &Plan) -> Vec<(ExternalKindOrder, u32, String)> {
    let all = |kind, count: usize| (0..count as u32).map(move |index| (kind, index));
    let needed = all(ExternalKindOrder::Memory, module.memories.len())
        .chain(all(ExternalKindOrder::Table, module.tables.len()))
        .chain(all(ExternalKindOrder::Global, module.globals.len()))
        .chain(plan.called_back.iter().map(|&f| (ExternalKindOrder::Function, f)));
    let mut fresh = (0_u32..).map(short_name).filter(|name| !module.exported.contains(name.as_str()));
    needed
        .map(|(kind, index)| {
            let name = module.exports.get(&(kind, index)).cloned().or_else(|| fresh.next());
            (kind, index, name.expect("names do not end"))
        })
        .collect()
}

/// A short name for each number.
fn short_name(mut number: u32) -> String {
    let mut name = String::new();
    loop {
        name.push(char::from(b'a' + (number % 26) as u8));
        number /= 26;
        if number == 0 {
            return name;
        }
    }
}
