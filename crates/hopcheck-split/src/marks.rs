//! A file that notes which parts of its functions are run: how to find out what has to be loaded first.

use crate::Error;
use crate::module::Module;
use std::convert::Infallible;
use wasm_encoder::reencode::{self, Reencode, utils};
use wasm_encoder::{CodeSection, ExportKind, ExportSection, MemArg, MemArgTarget, MemorySection, MemoryType};
use wasmparser::Operator;

/// The name under which the marked file exports the memory of its marks: a byte for each part, one when it was run.
pub const MARKS: &str = "hopcheckRun";

const PAGE: u64 = 0x1_0000;

/// Whether a new part of a function begins after this instruction: all of a part is run, or nothing of it.
///
/// What follows a call counts as the same part as what stands before it, as though each call came back.
pub fn begins_part(operator: &Operator<'_>) -> bool {
    matches!(operator, Operator::If { .. } | Operator::Else | Operator::End | Operator::BrIf { .. })
}

/// The file with a second memory, in which each part of a function notes that it was run: the parts of all functions, counted one after the
/// other, each function's first being its start.
pub fn marked(wasm: &[u8]) -> Result<Vec<u8>, Error> {
    let module = Module::read(wasm)?;
    let mut parts = 0;
    for (_, body) in module.defined() {
        for operator in body.get_operators_reader()? {
            // The function's last end begins none, but its start does.
            parts += u64::from(begins_part(&operator?));
        }
    }
    let mut out = wasm_encoder::Module::new();
    let mut marked = Marked { memory: module.memories.len() as u32, pages: parts.div_ceil(PAGE), next: 0 };
    marked.parse_core_module(&mut out, wasmparser::Parser::new(0), wasm)?;
    Ok(out.finish())
}

struct Marked {
    memory: u32,
    pages: u64,
    next: i32,
}

type Outcome = Result<(), reencode::Error<Infallible>>;

impl Marked {
    fn mark(&mut self, function: &mut wasm_encoder::Function) {
        let place = MemArg { offset: 0, align: 0, target: MemArgTarget::Memory(self.memory), ordering: None };
        function.instructions().i32_const(self.next).i32_const(1).i32_store8(place);
        self.next += 1;
    }
}

impl Reencode for Marked {
    type Error = Infallible;

    fn parse_memory_section(
        &mut self,
        memories: &mut MemorySection,
        section: wasmparser::MemorySectionReader<'_>,
    ) -> Outcome {
        utils::parse_memory_section(self, memories, section)?;
        memories.memory(MemoryType {
            minimum: self.pages,
            maximum: Some(self.pages),
            memory64: false,
            shared: false,
            page_size_log2: None,
        });
        Ok(())
    }

    fn parse_export_section(
        &mut self,
        exports: &mut ExportSection,
        section: wasmparser::ExportSectionReader<'_>,
    ) -> Outcome {
        utils::parse_export_section(self, exports, section)?;
        exports.export(MARKS, ExportKind::Memory, self.memory);
        Ok(())
    }

    fn parse_function_body(&mut self, code: &mut CodeSection, body: wasmparser::FunctionBody<'_>) -> Outcome {
        let mut function = self.new_function_with_parsed_locals(&body)?;
        self.mark(&mut function);
        let mut operators = body.get_operators_reader()?;
        while !operators.eof() {
            let operator = operators.read()?;
            function.instruction(&self.instruction(operator.clone())?);
            if begins_part(&operator) && !operators.eof() {
                self.mark(&mut function);
            }
        }
        code.function(&function);
        Ok(())
    }
}
