//! The report, as it stands in JSON (schema 1). Every view prints this and nothing else.
//!
//! Lines and columns count from 1 and in the text as given; columns in Unicode scalar values.

use serde::{Deserialize, Serialize};

use crate::circumstances::Tried;

/// The version of this format.
pub const SCHEMA: u32 = 1;

/// The whole answer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Version of this format: 1.
    pub schema: u32,
    /// Version of the engine.
    pub version: String,
    /// Where the programs run, which is where the commands are for; none where nothing shows it.
    #[serde(default)]
    pub environment: Option<EnvironmentReport>,
    /// What the reader said was tried and did not help.
    #[serde(default)]
    pub tried: Vec<Tried>,
    /// What the paste was taken apart into.
    pub artifacts: Vec<ArtifactReport>,
    /// nginx's own messages, each distinct one once.
    pub messages: Vec<Message>,
    /// The causes that stand, best first.
    pub findings: Vec<Finding>,
    /// The causes that the paste rules out, and why.
    pub ruled_out: Vec<RuledOut>,
    /// What to paste next, most telling first.
    pub asks: Vec<Ask>,
    /// The request's way, hop by hop.
    pub path: Vec<PathHop>,
    /// One sentence to paste into a chat: cause, evidence, next action.
    pub summary: String,
    /// Names of hosts, containers and services that occur, in alphabetical order: places that a piece may have been printed in.
    #[serde(skip)]
    pub places: Vec<String>,
}

/// Where the programs run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EnvironmentReport {
    /// Its name, as it is chosen.
    pub name: String,
    /// Its name for people.
    pub title: String,
    /// What shows it; none where the reader chose it.
    pub because: Option<String>,
}

/// One recognised piece of the paste.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ArtifactReport {
    /// A name to show.
    pub name: String,
    /// What it was cut from: a file's name as given, or `-`.
    pub source: String,
    /// Index of the piece (file or paste) it was cut from.
    pub piece: usize,
    /// Its first line in that piece.
    pub first_line: usize,
    /// The artifact kind's name.
    pub kind: String,
    /// The host or container it was printed in, where known.
    pub place: Option<String>,
    /// How many lines it has.
    pub lines: usize,
    /// How many of its lines nginx's log wrote. Their `messages` are there only where a phrasebook was at hand.
    #[serde(default)]
    pub nginx_lines: usize,
    /// Line ranges (first, last) in the piece that no reader understood.
    pub unread: Vec<(usize, usize)>,
    /// Which of its piece's corrections holds for it; for who made them.
    #[serde(skip)]
    pub correction: Option<usize>,
}

/// One distinct message of nginx, translated.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Message {
    /// Index of the artifact.
    pub artifact: usize,
    /// Line in the piece.
    pub line: usize,
    /// How often it occurs.
    pub count: usize,
    /// Where it stands again, as (artifact, line in the piece), in order; of very many only the first.
    #[serde(default)]
    pub again: Vec<(usize, usize)>,
    /// The message as nginx wrote it, without stamp, level and the request's fields; cut with `…` where it is long.
    #[serde(default)]
    pub text: String,
    /// nginx's level word.
    pub level: String,
    /// The format it was printed with, as nginx's source has it; none for a message that is not nginx's own.
    pub format: Option<String>,
    /// The values that the format prints, each as `name: value`, of the first line that says it.
    pub parts: Vec<String>,
    /// The system's error number, as Linux numbers it.
    pub errno: Option<u32>,
    /// What it means, in plain words.
    pub explains: String,
    /// Ids of the rules it points to.
    pub points_to: Vec<String>,
    /// True for messages that only nginx's developers can act on.
    pub internal: bool,
}

impl Message {
    /// True at nginx's levels below `warn`: it tells what it does, and nothing is amiss.
    pub fn is_quiet(&self) -> bool {
        matches!(self.level.as_str(), "notice" | "info" | "debug")
    }

    /// Every place of it that the report names, as (artifact, line in the piece).
    pub fn places(&self) -> impl Iterator<Item = (usize, usize)> {
        std::iter::once((self.artifact, self.line)).chain(self.again.iter().copied())
    }
}

/// How sure a finding is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// Fits the symptom; nothing speaks for it in particular.
    #[default]
    Possible,
    /// Something speaks for it, or it is the usual cause and has no rival.
    Likely,
    /// The paste proves it.
    Confirmed,
}

impl Certainty {
    /// As reports write it.
    pub fn word(self) -> &'static str {
        match self {
            Certainty::Possible => "possible",
            Certainty::Likely => "likely",
            Certainty::Confirmed => "confirmed",
        }
    }
}

/// How much it matters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Not a fault, but worth knowing; never counts against a healthy text.
    WorthKnowing,
    /// Will break under load, over time or at the next restart.
    WillBreak,
    /// Breaks requests now.
    #[default]
    BreaksNow,
}

/// A cause that stands.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule's id.
    pub id: String,
    /// The wider cause that this is a narrower form of.
    pub narrows: Option<String>,
    /// One line with the reader's own names.
    pub title: String,
    /// The broken hop.
    pub hop: String,
    /// How much it matters.
    pub severity: Severity,
    /// How sure it is.
    pub certainty: Certainty,
    /// The cause that must be fixed first: this one breaks next.
    pub masked_by: Option<String>,
    /// The places in the paste that show it.
    pub evidence: Vec<Evidence>,
    /// The mechanism in plain words.
    pub why: String,
    /// What speaks against it: something in the paste, or a step that did not help.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contradiction: Option<String>,
    /// What to do, in order.
    pub steps: Vec<Step>,
    /// Changes to the pasted texts.
    pub patches: Vec<Patch>,
    /// How to see that it worked.
    pub verify: Vec<Verify>,
    /// What follows from it elsewhere in the paste.
    pub consequences: Vec<String>,
    /// Primary documentation.
    pub see: Vec<See>,
}

/// A place in the paste, and what it shows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// Index of the artifact.
    pub artifact: usize,
    /// First line, in the piece.
    pub line: usize,
    /// First column.
    pub column: usize,
    /// Last line.
    pub end_line: usize,
    /// Column just past the end.
    pub end_column: usize,
    /// The text there, as pasted; cut with `…` where it is long.
    pub text: String,
    /// What it shows.
    pub shows: String,
}

/// One step of a fix.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Its number in the rule: the same whichever steps are shown.
    #[serde(default)]
    pub number: usize,
    /// That number as a letter, as `--tried` takes it.
    #[serde(default)]
    pub letter: String,
    /// True where it was carried out and did not help.
    #[serde(default)]
    pub tried: bool,
    /// What to do.
    #[serde(rename = "do")]
    pub action: String,
    /// A command to run.
    pub run: Option<String>,
    /// Text to put into a file.
    pub code: Option<String>,
    /// `safe` or `review`.
    pub safety: String,
    /// Why it needs review, or why it helps.
    pub because: Option<String>,
    /// What it costs while it is done.
    pub costs: Option<String>,
    /// How to take it back.
    pub undo: Option<String>,
}

/// A change to a pasted text. Those of one step belong together: they were proved together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Patch {
    /// Index of the artifact.
    pub artifact: usize,
    /// Index of the step it carries out.
    pub step: usize,
    /// Unified diff.
    pub diff: String,
    /// The whole text of the artifact's piece after the change.
    pub text: String,
    /// `safe` or `review`.
    pub safety: String,
}

/// A check.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Verify {
    /// The command.
    pub run: String,
    /// What it prints when all is well.
    pub expect: String,
}

/// A reference.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct See {
    /// The page's title.
    pub title: String,
    /// Its address.
    pub url: String,
}

/// A cause that the paste rules out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RuledOut {
    /// The rule's id.
    pub id: String,
    /// The cause, as its title would have been.
    pub title: String,
    /// Why it cannot be.
    pub because: String,
    /// Where that stands.
    pub evidence: Vec<Evidence>,
}

/// The next thing to paste.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ask {
    /// The artifact kind's name.
    pub artifact: String,
    /// How to get it, in words.
    pub how: String,
    /// The command that prints it; none where there is no command (the Network tab).
    pub run: Option<String>,
    /// Where to run it.
    #[serde(rename = "where")]
    pub place: String,
    /// Why it helps.
    pub why: String,
    /// Ids of the causes it separates.
    pub separates: Vec<String>,
}

/// State of a hop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HopState {
    /// The paste shows that it works.
    Ok,
    /// A finding that is likely or confirmed breaks it.
    Broken,
    /// A possible finding touches it.
    Suspect,
    /// Nothing is known.
    #[default]
    Unknown,
}

/// One hop of the request's way.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PathHop {
    /// The hop's name.
    pub hop: String,
    /// What stands there in the paste: a host, a port, a socket, a process; empty where it says nothing.
    pub label: String,
    /// Its state.
    pub state: HopState,
}
