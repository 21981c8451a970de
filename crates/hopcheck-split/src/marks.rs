//! A file that tells which of its functions are run: how to find out what has to be loaded first.

use crate::Error;
use crate::module::Module;
use std::convert::Infallible;
use wasm_encoder::reencode::{self, Reencode, utils};
use wasm_encoder::{CodeSection, EntityType, ImportSection, TypeSection};

/// The host's function that each function calls when it is entered, with its number in [`functions`](crate::functions): module and name.
pub const MARK: (&str, &str) = ("split", "mark");

/// The file with a call of the host's `split.mark` at the start of each function.
pub fn marked(wasm: &[u8]) -> Result<Vec<u8>, Error> {
    let module = Module::read(wasm)?;
    let mut out = wasm_encoder::Module::new();
    Marked { module: &module, next: 0 }.parse_core_module(&mut out, wasmparser::Parser::new(0), wasm)?;
    Ok(out.finish())
}

struct Marked<'a> {
    module: &'a Module<'a>,
    next: i32,
}

type Outcome = Result<(), reencode::Error<Infallible>>;

impl Reencode for Marked<'_> {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, reencode::Error<Infallible>> {
        Ok(if function < self.module.imported { function } else { function + 1 })
    }

    fn parse_type_section(&mut self, types: &mut TypeSection, section: wasmparser::TypeSectionReader<'_>) -> Outcome {
        utils::parse_type_section(self, types, section)?;
        types.ty().function([wasm_encoder::ValType::I32], []);
        Ok(())
    }

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: wasmparser::ImportSectionReader<'_>,
    ) -> Outcome {
        utils::parse_import_section(self, imports, section)?;
        imports.import(MARK.0, MARK.1, EntityType::Function(self.module.types.len() as u32));
        Ok(())
    }

    fn parse_function_body(&mut self, code: &mut CodeSection, body: wasmparser::FunctionBody<'_>) -> Outcome {
        let mut function = self.new_function_with_parsed_locals(&body)?;
        function.instructions().i32_const(self.next).call(self.module.imported);
        self.next += 1;
        let mut operators = body.get_operators_reader()?;
        while !operators.eof() {
            function.instruction(&self.parse_instruction(&mut operators)?);
        }
        code.function(&function);
        Ok(())
    }
}
