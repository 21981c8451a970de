//! The file that is loaded when something of it is first called.

use crate::data::{self, Segment};
use crate::first::shared;
use crate::module::{ExternalKindOrder, Module, Plan};
use crate::{Error, FIRST};
use std::collections::BTreeMap;
use std::convert::Infallible;
use wasm_encoder::reencode::{self, Reencode, utils};
use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, ElementSection, Elements, EntityType, FunctionSection, ImportSection,
    TypeSection,
};

/// Writes it, with this data.
pub fn write(module: &Module<'_>, plan: &Plan, segments: &[Segment]) -> Result<Vec<u8>, Error> {
    let all = plan.called_back.iter().chain(&plan.rest);
    let mut rest = Rest { module, places: all.copied().zip(0..).collect(), types: BTreeMap::new() };

    let mut functions = FunctionSection::new();
    let mut code = CodeSection::new();
    for &function in &plan.rest {
        functions.function(rest.type_index(module.functions[function as usize])?);
        utils::parse_function_body(&mut rest, &mut code, module.body(function).clone())?;
    }
    let mut elements = ElementSection::new();
    let entered: Vec<u32> = plan.entered.iter().map(|f| rest.places[f]).collect();
    elements.active(
        Some(0),
        &ConstExpr::i32_const(module.first_place().cast_signed()),
        Elements::Functions(entered.into()),
    );
    let imports = rest.imports(plan)?;

    let mut data = DataSection::new();
    data::write(&mut data, segments);
    let mut out = wasm_encoder::Module::new();
    out.section(&rest.type_section()?).section(&imports).section(&functions).section(&elements).section(&code);
    out.section(&data);
    Ok(out.finish())
}

struct Rest<'a> {
    module: &'a Module<'a>,
    /// The place in this file of each function that is here or imported.
    places: BTreeMap<u32, u32>,
    /// The types that are used, numbered as they are met.
    types: BTreeMap<u32, u32>,
}

impl Reencode for Rest<'_> {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, reencode::Error<Infallible>> {
        Ok(self.places[&function])
    }

    fn type_index(&mut self, index: u32) -> Result<u32, reencode::Error<Infallible>> {
        let next = self.types.len() as u32;
        Ok(*self.types.entry(index).or_insert(next))
    }
}

impl Rest<'_> {
    fn imports(&mut self, plan: &Plan) -> Result<ImportSection, Error> {
        let mut imports = ImportSection::new();
        let module = self.module;
        for (kind, index, name) in shared(module, plan) {
            let at = index as usize;
            let what: EntityType = match kind {
                ExternalKindOrder::Function => EntityType::Function(self.type_index(module.functions[at])?),
                ExternalKindOrder::Memory => self.memory_type(module.memories[at])?.into(),
                ExternalKindOrder::Global => self.global_type(module.globals[at])?.into(),
                ExternalKindOrder::Table => {
                    let mut table = module.tables[at];
                    if at == 0 {
                        let more = plan.entered.len() as u64;
                        table.initial += more;
                        table.maximum = table.maximum.map(|most| most + more);
                    }
                    self.table_type(table)?.into()
                }
            };
            imports.import(FIRST, &name, what);
        }
        Ok(imports)
    }

    fn type_section(&mut self) -> Result<TypeSection, Error> {
        let mut used: Vec<(u32, u32)> = self.types.iter().map(|(&index, &number)| (number, index)).collect();
        used.sort_unstable();
        let mut types = TypeSection::new();
        for (_, index) in used {
            types.ty().func_type(&self.func_type(self.module.types[index as usize].clone())?);
        }
        Ok(types)
    }
}
