//! Where readers put what they find.

use crate::facts::{Body, Fact, Origin, Stamp, Store, stamp};
use crate::intake::{Artifact, Kind};
use crate::phrasebook::{Phrasebook, Said};
use crate::text::Span;

use super::reading::Rest;
use super::voice::Voice;

/// Takes one artifact's facts.
pub struct Sink<'s> {
    store: &'s mut Store,
    artifact: &'s Artifact,
    index: usize,
    understood: Vec<Span>,
    nginx_lines: usize,
    voice: Option<Voice<'s>>,
}

impl<'s> Sink<'s> {
    /// A sink for the artifact of that index.
    pub fn new(store: &'s mut Store, artifact: &'s Artifact, index: usize) -> Self {
        Sink { store, artifact, index, understood: Vec::new(), nginx_lines: 0, voice: None }
    }

    /// The same sink, which says nginx's messages in the words of `phrasebook`.
    pub fn listening_to(mut self, phrasebook: Option<&'s Phrasebook>) -> Self {
        self.voice = phrasebook.map(Voice::new);
        self
    }

    /// Takes note of a message of nginx.
    pub fn heard(&mut self, span: Span, at: Option<Stamp>, level: Option<&str>, said: &Said) {
        self.nginx_lines += 1;
        if let Some(voice) = &mut self.voice {
            voice.hear(span, at, level, said);
        }
    }

    /// Adds a fact that stands at `span`, without a time of its own (the collector's stamp of its line counts).
    pub fn add(&mut self, span: Span, body: Box<dyn Body>) {
        self.add_at(span, None, body);
    }

    /// Adds a fact that stands at `span` and happened at `at`, as the text gives it.
    pub fn add_at(&mut self, span: Span, at: Option<Stamp>, body: Box<dyn Body>) {
        self.add_counted(span, at, 1, body);
    }

    /// Gives the fact's index, and whether it is new.
    fn add_counted(&mut self, span: Span, at: Option<Stamp>, count: u32, body: Box<dyn Body>) -> (usize, bool) {
        let note = self.artifact.note_at(span.start);
        let collector = || note.and_then(|note| note.stamp.as_deref()).and_then(stamp::parse);
        let place = note.and_then(|note| note.place.as_deref()).or(self.artifact.place.as_deref()).map(without_number);
        let at = at.or_else(collector).unwrap_or_default();
        let at = Stamp { order: Some((self.index, span.start)), ..at };
        self.understood(span);
        self.store.add(Fact {
            body: body.into(),
            artifact: self.index,
            span,
            also: Vec::new(),
            place,
            at,
            last: at,
            count,
            origin: Origin::Read,
        })
    }

    /// Says that the text under `span` was understood although it gives no fact.
    pub fn understood(&mut self, span: Span) {
        self.understood.push(span);
    }

    /// Says that the whole artifact was understood.
    pub fn understood_all(&mut self) {
        self.understood.push(Span::new(0, self.artifact.text.len()));
    }

    /// Adds what was heard of nginx, and gives what is not a fact.
    pub fn finish(mut self) -> Rest {
        let mut heard = Vec::new();
        for one in self.voice.take().into_iter().flat_map(Voice::into_heard) {
            let (fact, _) = self.add_counted(one.span, one.at, one.count, one.message);
            heard.push((fact, one.span, one.again));
        }
        Rest { nginx_lines: self.nginx_lines, heard, unread: self.unread() }
    }

    /// The spans of lines that nobody understood, neighbours joined. Prose is not expected to be.
    fn unread(self) -> Vec<Span> {
        if self.artifact.kind == Kind::Prose {
            return Vec::new();
        }
        let mut understood = self.understood;
        understood.sort();
        let mut unread: Vec<Span> = Vec::new();
        let (mut at, mut next, mut reached) = (0, 0, 0);
        for line in self.artifact.text.split_inclusive('\n') {
            let span = Span::new(at, at + line.trim_end().len());
            at += line.len();
            while next < understood.len() && understood[next].start <= span.end {
                reached = reached.max(understood[next].end);
                next += 1;
            }
            if line.trim().is_empty() || reached > span.start {
                continue;
            }
            match unread.last_mut() {
                Some(last) if last.end as usize + 1 >= span.start as usize => last.end = span.end,
                _ => unread.push(span),
            }
        }
        unread
    }
}

/// A collector's name without the number that compose gives each container of a service: `web-1` and `web_1` are `web`.
fn without_number(place: &str) -> String {
    let bare = place.trim_end_matches(|c: char| c.is_ascii_digit());
    match bare.strip_suffix(['-', '_']) {
        Some(name) if bare.len() < place.len() && !name.is_empty() => name.to_owned(),
        _ => place.to_owned(),
    }
}
