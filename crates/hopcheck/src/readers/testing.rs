//! Facts of one artifact, for the readers' unit tests.

use crate::facts::{Fact, Store};
use crate::intake::{Artifact, Kind};
use crate::text::SourceMap;

use super::{Sink, read_one};

/// The artifact of that kind and name whose clean text is `text`.
pub fn artifact(kind: Kind, name: &str, text: &str) -> Artifact {
    Artifact {
        name: name.to_owned(),
        piece: 0,
        kind,
        place: None,
        text: text.to_owned(),
        map: SourceMap::default(),
        notes: Vec::new(),
        first_line: 1,
        lines: text.lines().count(),
        correction: None,
    }
}

/// All facts of one text.
pub fn one(kind: Kind, name: &str, text: &str) -> Store {
    let mut store = Store::default();
    let artifact = artifact(kind, name, text);
    let mut sink = Sink::new(&mut store, &artifact, 0);
    read_one(&artifact, &mut sink);
    store
}

/// The facts of a kind, in order.
pub fn facts<'s>(store: &'s Store, kind: &str) -> Vec<&'s Fact> {
    store.of_kind(kind).iter().map(|&at| store.get(at)).collect()
}

/// The text of a field of a fact.
pub fn text(fact: &Fact, path: &str) -> String {
    fact.look(path).map(|(value, _)| value.text()).unwrap_or_default()
}
