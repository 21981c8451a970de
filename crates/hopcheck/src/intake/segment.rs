//! Cuts a stream into segments: runs of lines that speak for the same kind.

use super::Kind;
use super::guess::{self, Guess, LINEWISE};
use super::line::Line;
use super::outline::{Stream, is_joined};
use std::collections::HashMap;

/// How many kinds there are.
const KINDS: usize = Kind::ALL.len();

/// From this sum on a segment's kind is more than a hint.
pub(super) const SURE: u32 = 8;

/// How many bytes a line has at most that may well come again.
const SHORT: usize = 80;

/// A run of lines of a stream.
#[derive(Clone, Debug)]
pub(super) struct Segment {
    /// Range of items.
    pub start: usize,
    pub end: usize,
    /// What the lines vote for.
    votes: [u32; KINDS],
    /// The strongest single vote.
    pub strongest: u8,
    /// The kind that leads.
    pub kind: Kind,
    /// True where each line stands alone: a log.
    pub linewise: bool,
    /// A blank line, or a fence or prompt, stands before it.
    pub blank_before: bool,
    pub cut_before: bool,
    /// Its first line can begin a text of its kind.
    pub opens: bool,
    /// Its first line is indented.
    pub indented: bool,
    /// Its lines, how many of them are comments, and how many are sentences.
    pub lines: u32,
    pub comments: u32,
    pub sentences: u32,
    /// Its last line announces what follows.
    pub label: bool,
    /// Opened less closed braces.
    pub depth: i64,
}

impl Segment {
    fn new(at: usize, text: &str, guess: Guess, blank_before: bool, cut_before: bool) -> Self {
        Segment {
            start: at,
            end: at,
            votes: [0; KINDS],
            strongest: 0,
            kind: Kind::Unknown,
            linewise: guess.is_linewise(),
            blank_before,
            cut_before,
            opens: guess.opens,
            indented: text.starts_with([' ', '\t']),
            lines: 0,
            comments: 0,
            sentences: 0,
            label: false,
            depth: 0,
        }
    }

    fn add(&mut self, at: usize, text: &str, guess: Guess) {
        self.end = at + 1;
        self.lines += 1;
        if guess.weight > 0 {
            let index = guess.kind as usize;
            self.votes[index] = self.votes[index].saturating_add(u32::from(guess.weight));
            if self.votes[index] > self.votes[self.kind as usize] && self.linewise == guess.is_linewise() {
                self.kind = guess.kind;
            }
            self.strongest = self.strongest.max(guess.weight);
        }
        if !self.linewise {
            self.label = text.trim_end().ends_with(':');
            let trimmed = text.trim_start();
            self.comments += u32::from(
                trimmed.starts_with(['#', ';']) || trimmed.starts_with("//") || matches!(trimmed, "..." | "}" | "{"),
            );
            self.sentences += u32::from(is_sentence(text, guess));
            if !trimmed.starts_with('#') {
                self.depth += text.bytes().map(|b| i64::from(b == b'{') - i64::from(b == b'}')).sum::<i64>();
            }
        }
    }

    /// How much speaks for `kind`.
    pub fn votes_for(&self, kind: Kind) -> u32 {
        self.votes[kind as usize]
    }

    /// True where nothing but comments, braces and ellipses is in it.
    pub fn is_filler(&self) -> bool {
        self.comments == self.lines
    }

    /// True where nothing speaks for a kind.
    pub fn is_weak(&self) -> bool {
        self.strongest < 4
    }

    /// Takes over the lines of `next`.
    pub fn swallow(&mut self, next: &Segment) {
        self.end = next.end;
        for (mine, theirs) in self.votes.iter_mut().zip(next.votes) {
            *mine = mine.saturating_add(theirs);
        }
        self.strongest = self.strongest.max(next.strongest);
        self.lines += next.lines;
        self.comments += next.comments;
        self.sentences += next.sentences;
        self.depth += next.depth;
    }
}

/// Cuts the lines of `items`; blank lines at the edges of segments belong to none.
pub(super) fn segments(piece: &str, lines: &[Line], stream: &Stream) -> Vec<Segment> {
    let mut out: Vec<Segment> = Vec::new();
    // Configurations say many things again and again.
    let mut guesses: HashMap<&str, Guess> = HashMap::new();
    let (mut blank, mut cut, mut continued, mut frame) = (false, false, false, false);
    for (at, item) in stream.items.iter().enumerate() {
        let line = &lines[item.line];
        let text = line.text(piece);
        cut |= item.cut;
        if text.trim().is_empty() {
            blank = true;
            continued = false;
            continue;
        }
        // A traceback quotes the source line under each frame, whatever that looks like.
        let quoted = frame && !blank;
        frame = is_frame(text);
        if let Some(last) = out.last_mut()
            && !cut
            && (is_joined(line) || ((continued || (quoted && !frame)) && !blank))
        {
            last.end = at + 1;
            continued = text.trim_end().ends_with('\\');
            continue;
        }
        let guess = match item.kind {
            Some(kind) => Guess { kind, weight: 9, opens: true },
            None if text.len() > SHORT => logged(guess::guess(text), stream.default),
            None => logged(*guesses.entry(text).or_insert_with(|| guess::guess(text)), stream.default),
        };
        let guess = framed(guess, out.last().filter(|_| !blank && !cut), text);
        let apart = blank || cut || out.last().is_none_or(|last| parts(last, guess, text));
        if apart {
            out.push(Segment::new(at, text, guess, blank, cut));
        }
        if let Some(last) = out.last_mut() {
            last.add(at, text, guess);
        }
        (blank, cut) = (false, false);
        continued = text.trim_end().ends_with('\\') && !guess.is_linewise();
    }
    for segment in &mut out {
        settle(segment);
    }
    out
}

/// A collector prints logs only: whatever a line looks like, it is one of its kind's.
fn logged(guess: Guess, default: Option<Kind>) -> Guess {
    match default {
        Some(Kind::ServiceStatus) => Guess { kind: Kind::ServiceStatus, weight: LINEWISE, opens: true },
        Some(kind) if !guess.is_linewise() => Guess { kind, weight: LINEWISE, opens: true },
        _ => guess,
    }
}

/// A stack frame below a browser's line is the browser's.
fn framed(guess: Guess, last: Option<&Segment>, text: &str) -> Guess {
    let below = last.is_some_and(|last| last.linewise && last.kind == Kind::Console);
    if below && text.trim_start().starts_with("at ") { Guess { kind: Kind::Console, ..guess } } else { guess }
}

/// True where a line of guess `next` cannot belong to the segment before it, though no blank line parts them.
fn parts(last: &Segment, next: Guess, text: &str) -> bool {
    if last.linewise {
        // Loose lines between log lines are the application's own.
        let loose = !next.is_linewise() && next.weight < 5 && !next.opens;
        let absorbs = matches!(last.kind, Kind::AppLog | Kind::Console | Kind::ServiceStatus);
        let same = next.is_linewise() && next.kind == last.kind;
        return !(same || (loose && absorbs));
    }
    if next.is_linewise() {
        return !(holds_programs(last.kind)
            && last.strongest >= 6
            && next.kind != Kind::NginxErrorLog
            && next.kind != Kind::AccessLog);
    }
    // What a person writes right above or below a configuration is no part of it.
    let spoken = last.sentences == last.lines;
    if spoken != is_sentence(text, next) && (next.weight >= 4 || (!spoken && is_closed(last))) {
        return true;
    }
    let other = next.kind != last.kind && last.votes_for(last.kind) >= 4;
    if !other || !next.opens {
        return false;
    }
    match next.kind {
        Kind::PlatformConfig => last.depth <= 0,
        Kind::StartCommand if last.kind == Kind::PlatformConfig => last.depth <= 0,
        Kind::StartCommand | Kind::Curl | Kind::PageAddress => !holds_commands(last.kind),
        _ => true,
    }
}

/// True where a line is a person's.
fn is_sentence(text: &str, guess: Guess) -> bool {
    let trimmed = text.trim_start();
    let commented = trimmed.starts_with(['#', ';', '<']) || trimmed.starts_with("//");
    !commented && ((guess.weight == 0 && guess::is_prose(trimmed)) || (guess.weight <= 1 && guess::is_label(text)))
}

/// True where a configuration or table may end here; in sources sentences are comments and strings.
fn is_closed(last: &Segment) -> bool {
    let texts = matches!(
        last.kind,
        Kind::NginxConfig
            | Kind::ProxyConfig
            | Kind::ComposeFile
            | Kind::Dockerfile
            | Kind::ContainerList
            | Kind::ListeningSockets
            | Kind::SocketFile
            | Kind::SystemdUnit
            | Kind::SupervisordConfig
            | Kind::PhpFpmPool
            | Kind::StartCommand
    );
    texts && u32::from(last.strongest) >= SURE && (last.depth <= 0 || last.kind != Kind::NginxConfig)
}

/// Sources quote log texts and addresses.
fn holds_programs(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::PythonSource
            | Kind::FrontendSource
            | Kind::EntrypointScript
            | Kind::Dockerfile
            | Kind::ComposeFile
            | Kind::KubernetesManifest
    )
}

fn holds_commands(kind: Kind) -> bool {
    holds_programs(kind)
        || matches!(
            kind,
            Kind::SupervisordConfig
                | Kind::SystemdUnit
                | Kind::PlatformConfig
                | Kind::AppConfig
                | Kind::Curl
                | Kind::StartCommand
                | Kind::ContainerInspect
        )
}

/// `File "app.py", line 7, in main`.
fn is_frame(text: &str) -> bool {
    text.trim_start().starts_with("File \"") && text.contains(", line ")
}

/// Decides what a segment is by its votes alone.
fn settle(segment: &mut Segment) {
    if segment.linewise {
        return;
    }
    if segment.sentences * 2 >= segment.lines && segment.strongest <= 5 && segment.sentences > 0 {
        segment.kind = Kind::Prose;
    } else if segment.strongest < 2
        || (segment.strongest < 4 && segment.votes_for(segment.kind) < 6 && segment.kind != Kind::NginxConfig)
    {
        segment.kind = Kind::Unknown;
    }
}
