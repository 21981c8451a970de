//! From the text of an expression to its code.

use regex::bytes::RegexBuilder;
use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, ClassBytes, Hir, HirKind, Repetition};

use crate::code::op;

/// An expression of more parts is refused: a bounded repetition is written out, so that it counts as many times.
const MOST_PARTS: usize = 1 << 14;

/// How an expression is meant.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Letters match in either case.
    pub any_case: bool,
}

/// Compiles an expression.
///
/// # Errors
/// What is wrong with it, for whoever wrote it.
pub fn compile(text: &str, options: Options) -> Result<Vec<u8>, String> {
    // What `regex` refuses is refused, in its words.
    let regex = RegexBuilder::new(text).unicode(false).case_insensitive(options.any_case).build();
    regex.map_err(|error| error.to_string())?;
    let mut parser = ParserBuilder::new().unicode(false).utf8(false).case_insensitive(options.any_case).build();
    let hir = parser.parse(text).map_err(|error| error.to_string())?;
    let mut writer = Writer::default();
    writer.expression(&hir)?;
    writer.flush();
    writer.steps.push(Instruction::Match);
    Ok(writer.code(hir.properties().explicit_captures_len()))
}

/// An instruction, its distance not yet known where it has one.
enum Instruction {
    Match,
    Bytes {
        folded: bool,
        bytes: Vec<u8>,
    },
    Number {
        op: u8,
        number: usize,
    },
    /// To the step of that number, forwards or backwards.
    Goto {
        to: usize,
    },
    Choose {
        op: u8,
        to: usize,
    },
}

#[derive(Default)]
struct Writer {
    steps: Vec<Instruction>,
    parts: usize,
    sets: Vec<Vec<(u8, u8)>>,
    names: Vec<(usize, String)>,
    /// Bytes that wait for more of their kind.
    literal: Vec<u8>,
    /// Whether they match in any case; none while there is no letter among them.
    folded: Option<bool>,
}

impl Writer {
    /// Writes an expression. The parser limits how deep they nest.
    fn expression(&mut self, hir: &Hir) -> Result<(), String> {
        self.parts += 1;
        if self.parts > MOST_PARTS {
            return Err("it is too large: a bounded repetition stands for as many copies".to_owned());
        }
        match hir.kind() {
            HirKind::Empty => {}
            HirKind::Literal(literal) => {
                for &byte in &literal.0 {
                    self.byte(byte, byte.is_ascii_alphabetic().then_some(false));
                }
            }
            HirKind::Class(Class::Bytes(class)) => self.class(class),
            // The parser makes one of an alternative of characters, too.
            HirKind::Class(Class::Unicode(class)) => {
                let class = class.to_byte_class().ok_or("characters beyond ASCII cannot stand in a class")?;
                self.class(&class);
            }
            HirKind::Look(look) => self.step(Instruction::Number { op: op::LOOK, number: *look as usize }),
            HirKind::Repetition(repetition) => self.repetition(repetition)?,
            HirKind::Capture(capture) => {
                // Group 0 is the whole, and nobody asks for it.
                let group = capture.index as usize - 1;
                if let Some(name) =
                    capture.name.as_deref().filter(|_| !self.names.iter().any(|(known, _)| *known == group))
                {
                    self.names.push((group, name.to_owned()));
                }
                self.step(Instruction::Number { op: op::SAVE, number: group * 2 });
                self.expression(&capture.sub)?;
                self.step(Instruction::Number { op: op::SAVE, number: group * 2 + 1 });
            }
            HirKind::Concat(parts) => {
                for part in parts {
                    self.expression(part)?;
                }
            }
            HirKind::Alternation(ways) => self.alternatives(ways)?,
        }
        Ok(())
    }

    fn class(&mut self, class: &ClassBytes) {
        let ranges: Vec<(u8, u8)> = class.ranges().iter().map(|range| (range.start(), range.end())).collect();
        match ranges[..] {
            [(upper, end), (lower, last)]
                if upper == end && lower == last && upper.is_ascii_uppercase() && upper | 32 == lower =>
            {
                self.byte(lower, Some(true));
            }
            _ => self.set(ranges),
        }
    }

    fn alternatives(&mut self, ways: &[Hir]) -> Result<(), String> {
        let Some((last, before)) = ways.split_last() else { return Ok(()) };
        let mut ends = Vec::new();
        for way in before {
            let choice = self.hole(Instruction::Choose { op: op::HERE_FIRST, to: 0 });
            self.expression(way)?;
            ends.push(self.hole(Instruction::Goto { to: 0 }));
            self.fill(choice);
        }
        self.expression(last)?;
        ends.into_iter().for_each(|end| self.fill(end));
        Ok(())
    }

    fn repetition(&mut self, repetition: &Repetition) -> Result<(), String> {
        let choose = if repetition.greedy { op::HERE_FIRST } else { op::THERE_FIRST };
        let Some(max) = repetition.max else {
            for _ in 1..repetition.min {
                self.expression(&repetition.sub)?;
            }
            // Where one round may match nothing, "any number" is "none, or at least once": such a round ends the repetition, as in `regex`.
            let may_be_empty = repetition.sub.properties().minimum_len() == Some(0);
            let none =
                (repetition.min == 0 && may_be_empty).then(|| self.hole(Instruction::Choose { op: choose, to: 0 }));
            // At least once: the first time the choice is skipped.
            let skip = (repetition.min > 0 || may_be_empty).then(|| self.hole(Instruction::Goto { to: 0 }));
            let choice = self.hole(Instruction::Choose { op: choose, to: 0 });
            if let Some(skip) = skip {
                self.fill(skip);
            }
            self.expression(&repetition.sub)?;
            self.step(Instruction::Goto { to: choice });
            self.fill(choice);
            none.into_iter().for_each(|none| self.fill(none));
            return Ok(());
        };
        for _ in 0..repetition.min {
            self.expression(&repetition.sub)?;
        }
        let mut choices = Vec::new();
        for _ in repetition.min..max {
            choices.push(self.hole(Instruction::Choose { op: choose, to: 0 }));
            self.expression(&repetition.sub)?;
        }
        choices.into_iter().for_each(|choice| self.fill(choice));
        Ok(())
    }

    /// A byte: `folded` says whether its case counts, where it has one.
    fn byte(&mut self, byte: u8, folded: Option<bool>) {
        if folded.is_some() && self.folded.is_some() && folded != self.folded {
            self.flush();
        }
        self.literal.push(byte);
        self.folded = self.folded.or(folded);
    }

    fn set(&mut self, ranges: Vec<(u8, u8)>) {
        let known = self.sets.iter().position(|set| *set == ranges);
        let number = known.unwrap_or(self.sets.len());
        if known.is_none() {
            self.sets.push(ranges);
        }
        self.step(Instruction::Number { op: op::SET, number });
    }

    fn step(&mut self, step: Instruction) {
        self.flush();
        self.steps.push(step);
    }

    fn flush(&mut self) {
        let folded = self.folded.take() == Some(true);
        let bytes = std::mem::take(&mut self.literal);
        if !bytes.is_empty() {
            self.steps.push(Instruction::Bytes { folded, bytes });
        }
    }

    /// A step whose aim is filled in later.
    fn hole(&mut self, step: Instruction) -> usize {
        self.step(step);
        self.steps.len() - 1
    }

    /// Aims the step of that number at the next one to be written.
    fn fill(&mut self, hole: usize) {
        self.flush();
        let next = self.steps.len();
        if let Instruction::Goto { to } | Instruction::Choose { to, .. } = &mut self.steps[hole] {
            *to = next;
        }
    }

    fn code(self, groups: usize) -> Vec<u8> {
        let mut code = Vec::new();
        number(&mut code, self.sets.len());
        for set in &self.sets {
            number(&mut code, set.len());
            code.extend(set.iter().flat_map(|(low, high)| [*low, *high]));
        }
        number(&mut code, groups);
        number(&mut code, self.names.len());
        for (group, name) in &self.names {
            number(&mut code, *group);
            number(&mut code, name.len());
            code.extend_from_slice(name.as_bytes());
        }
        for (at, step) in self.steps.iter().enumerate() {
            let next = at + 1;
            match step {
                Instruction::Match => code.push(op::MATCH),
                Instruction::Bytes { folded, bytes } => {
                    code.push(if *folded { op::FOLDED } else { op::LITERAL });
                    number(&mut code, bytes.len());
                    code.extend_from_slice(bytes);
                }
                Instruction::Number { op, number: operand } => {
                    code.push(*op);
                    number(&mut code, *operand);
                }
                Instruction::Goto { to } => {
                    code.push(if *to >= next { op::JUMP } else { op::BACK });
                    number(&mut code, to.abs_diff(next));
                }
                Instruction::Choose { op, to } => {
                    code.push(*op);
                    number(&mut code, to - next);
                }
            }
        }
        code
    }
}

fn number(code: &mut Vec<u8>, mut number: usize) {
    while number > 127 {
        code.push(number as u8 | 128);
        number >>= 7;
    }
    code.push(number as u8);
}
