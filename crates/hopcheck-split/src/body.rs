//! A function's instructions with what has to be known of each before some are moved elsewhere.

use crate::Error;
use wasmparser::{
    BlockType, FuncToValidate, FuncType, FuncValidatorAllocations, FunctionBody, Operator, ValType, ValidatorResources,
};

/// What opens with a `block`, `loop` or `if` and closes with its `end`; the function itself is the outermost.
#[derive(Debug)]
pub struct Frame {
    pub kind: Kind,
    /// The frame around it; the function's own is its own.
    pub parent: usize,
    /// What stands on the stack when it is entered, and after its end.
    pub parameters: Vec<ValType>,
    pub results: Vec<ValType>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Function,
    Block,
    Loop,
    If,
}

/// An instruction and where it stands.
#[derive(Debug)]
pub struct Step<'a> {
    pub operator: Operator<'a>,
    /// How many bytes it has.
    pub bytes: usize,
    /// The innermost frame around it, as a place in [`Body::frames`]. An `else` or `end` stands in the frame that it parts or ends.
    pub frame: usize,
    /// Whether no value that was computed in its frame waits on the stack before it.
    pub bare: bool,
    /// Whether something can come here at all.
    pub reachable: bool,
}

/// A function's body.
#[derive(Debug)]
pub struct Body<'a> {
    /// The types of its parameters and its other locals.
    pub locals: Vec<ValType>,
    pub steps: Vec<Step<'a>>,
    pub frames: Vec<Frame>,
}

impl<'a> Body<'a> {
    /// Reads a body; none where it holds instructions of which this crate does not know where they lead (exceptions, tail calls, branches
    /// on references), which Rust does not use.
    pub fn read(
        body: &FunctionBody<'a>,
        signature: &FuncType,
        types: &[FuncType],
        function: FuncToValidate<ValidatorResources>,
    ) -> Result<Option<Self>, Error> {
        let mut validator = function.into_validator(FuncValidatorAllocations::default());
        let mut reader = body.get_binary_reader();
        validator.read_locals(&mut reader)?;
        let locals = (0..validator.len_locals()).filter_map(|local| validator.get_local_type(local)).collect();
        let whole =
            Frame { kind: Kind::Function, parent: 0, parameters: Vec::new(), results: signature.results().to_vec() };
        let mut read = Self { locals, steps: Vec::new(), frames: vec![whole] };
        let mut open = 0;
        let mut operators = body.get_operators_reader()?;
        while !operators.eof() {
            let at = operators.original_position();
            let operator = operators.read()?;
            if leads_elsewhere(&operator) {
                return Ok(None);
            }
            let around = validator.get_control_frame(0);
            read.steps.push(Step {
                operator: operator.clone(),
                bytes: (operators.original_position() - at) as usize,
                frame: open,
                bare: around.is_some_and(|frame| frame.height == validator.operand_stack_height() as usize),
                reachable: around.is_some_and(|frame| !frame.unreachable),
            });
            validator.op(at, &operator)?;
            match operator {
                Operator::Block { blockty } => open = read.opened(Kind::Block, open, blockty, types),
                Operator::Loop { blockty } => open = read.opened(Kind::Loop, open, blockty, types),
                Operator::If { blockty } => open = read.opened(Kind::If, open, blockty, types),
                Operator::End => open = read.frames[open].parent,
                _ => {}
            }
        }
        Ok(Some(read))
    }

    fn opened(&mut self, kind: Kind, parent: usize, block_type: BlockType, types: &[FuncType]) -> usize {
        let (parameters, results) = match block_type {
            BlockType::Empty => (Vec::new(), Vec::new()),
            BlockType::Type(result) => (Vec::new(), vec![result]),
            BlockType::FuncType(index) => {
                let signature = &types[index as usize];
                (signature.params().to_vec(), signature.results().to_vec())
            }
        };
        self.frames.push(Frame { kind, parent, parameters, results });
        self.frames.len() - 1
    }

    /// The frame that so many frames lie between it and this one: what a branch from here with this depth leads to.
    pub fn around(&self, frame: usize, depth: u32) -> usize {
        (0..depth).fold(frame, |frame, _| self.frames[frame].parent)
    }

    /// The frames that a branch of this instruction leads to.
    pub fn targets(&self, step: &Step<'_>) -> Result<Vec<usize>, Error> {
        Ok(match &step.operator {
            Operator::Br { relative_depth } | Operator::BrIf { relative_depth } => {
                vec![self.around(step.frame, *relative_depth)]
            }
            Operator::BrTable { targets } => {
                let depths = targets.targets().chain([Ok(targets.default())]);
                depths.map(|depth| Ok(self.around(step.frame, depth?))).collect::<Result<_, Error>>()?
            }
            Operator::Return => vec![0],
            _ => Vec::new(),
        })
    }

    /// What a branch to this frame takes along on the stack.
    pub fn taken_along(&self, frame: usize) -> &[ValType] {
        match self.frames[frame].kind {
            Kind::Loop => &self.frames[frame].parameters,
            _ => &self.frames[frame].results,
        }
    }
}

/// Whether control may leave this instruction in a way that [`Body::targets`] does not tell.
fn leads_elsewhere(operator: &Operator<'_>) -> bool {
    matches!(
        operator,
        Operator::ReturnCall { .. }
            | Operator::ReturnCallIndirect { .. }
            | Operator::ReturnCallRef { .. }
            | Operator::BrOnNull { .. }
            | Operator::BrOnNonNull { .. }
            | Operator::BrOnCast { .. }
            | Operator::BrOnCastFail { .. }
            | Operator::TryTable { .. }
            | Operator::Try { .. }
            | Operator::Throw { .. }
            | Operator::ThrowRef
            | Operator::Rethrow { .. }
    )
}
