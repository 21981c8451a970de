//! What was read: of one artifact alone, and of all of a paste.

use crate::facts::Store;
use crate::text::Span;

/// What one artifact says, whatever stands beside it.
#[derive(Debug, Default)]
pub struct Alone {
    /// Its facts.
    pub store: Store,
    /// What else was found.
    pub rest: Rest,
}

/// What a reader finds besides facts.
#[derive(Debug, Default)]
pub struct Rest {
    /// The spans that nobody understood.
    pub unread: Vec<Span>,
    /// How many lines nginx's log wrote.
    pub nginx_lines: usize,
    /// What nginx said in them: the index of the fact, where it stands first, and where again.
    pub heard: Vec<(usize, Span, Vec<Span>)>,
}

/// What all readers found.
#[derive(Debug, Default)]
pub struct Reading {
    /// The facts.
    pub store: Store,
    /// For each artifact the spans of its clean text that nobody understood.
    pub unread: Vec<Vec<Span>>,
    /// For each artifact how many of its lines nginx's log wrote.
    pub nginx_lines: Vec<usize>,
    /// Where a message of nginx stands again: the index of its fact, an artifact, and the spans there.
    pub again: Vec<(usize, usize, Vec<Span>)>,
}

impl Reading {
    /// Puts together what the artifacts say, in their order.
    pub fn of(all: &[Alone]) -> Self {
        let mut reading = Reading::default();
        for (index, Alone { store, rest }) in all.iter().enumerate() {
            let mut added = reading.store.absorb(store, index);
            for (fact, first, again) in &rest.heard {
                let (global, is_new) = &mut added[*fact];
                // Said before, here or in another artifact: its first place here is a repetition too.
                let first = (!std::mem::take(is_new)).then_some(*first);
                let spans: Vec<Span> = first.into_iter().chain(again.iter().copied()).collect();
                if !spans.is_empty() {
                    reading.again.push((*global, index, spans));
                }
            }
            reading.unread.push(rest.unread.clone());
            reading.nginx_lines.push(rest.nginx_lines);
        }
        reading
    }
}
