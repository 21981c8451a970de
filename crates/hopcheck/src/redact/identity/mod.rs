//! Names that tell who and where: what the paste itself says is a host, a user, a service or a folder of a project.
//!
//! A name is found where its place says what it is, and is then replaced wherever it stands, in every piece.

mod accounts;
mod columns;
mod hosts;
mod paths;
mod services;
mod units;

use std::collections::{BTreeMap, BTreeSet};

use super::class::Class;
use super::words::{self, Domain, is_common};

/// The names of a paste.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Words in lower case, and what they are.
    pub words: BTreeMap<String, Class>,
    /// Registered domains in lower case, and the offset in them from which they stay.
    pub domains: BTreeMap<String, Option<usize>>,
    /// How many labels they have.
    pub lengths: BTreeSet<usize>,
}

/// Everything in a text that names someone or something.
pub(super) fn find(text: &str, names: &mut Names) {
    hosts::find(text, names);
    let mut services = services::Services::default();
    let mut columns = columns::Columns::default();
    for line in text.lines() {
        paths::find(line, names);
        accounts::find(line, names);
        units::find(line, names);
        services.find(line, names);
        columns.find(line, names);
    }
}

impl Names {
    /// The host or container that a piece was printed in.
    pub(super) fn add_place(&mut self, place: &str) {
        self.add_host(place);
    }

    /// The words of a name that identify someone: `acme-api-1` has one.
    fn add(&mut self, class: Class, name: &str) {
        // Longer than any label or user name: no name but text.
        if name.len() > 100 {
            return;
        }
        for word in name.split(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric()) {
            let word = word.to_ascii_lowercase();
            let hex = word.len() >= 8 && word.bytes().all(|b| b.is_ascii_hexdigit());
            if !is_common(&word) && !hex {
                self.words.entry(word).or_insert(class);
            }
        }
    }

    /// A host: its registered domain, and the names below it.
    fn add_host(&mut self, host: &str) {
        let host = host.trim_matches('.').to_ascii_lowercase();
        let labels: Vec<&str> = host.split('.').filter(|label| *label != "*").collect();
        let numeric = labels.iter().all(|label| label.bytes().all(|b| b.is_ascii_digit()));
        if host.len() > 253
            || numeric
            || labels.iter().any(|label| label.is_empty())
            || host.contains(['*', '$', '{']) && labels.len() < 2
        {
            return;
        }
        if labels.len() < 2 {
            return self.add(Class::Name, &host);
        }
        match words::domain(&labels) {
            Domain::Open => {}
            Domain::Names => labels.iter().for_each(|label| self.add(Class::Name, label)),
            Domain::Registered { at, keep_from } => {
                let length =
                    |from: usize, to: usize| labels[from..to].iter().map(|label| label.len() + 1).sum::<usize>();
                let keep = keep_from.map(|from| length(at, from));
                self.domains.insert(labels[at..].join("."), keep);
                self.lengths.insert(labels.len() - at);
                labels[..=at].iter().for_each(|label| self.add(Class::Name, label));
            }
        }
    }
}
