//! A configuration to ask both about.

use hopcheck::nginx::verdict::{Source, Verdict, verdict};

/// A file of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path from the case's folder.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// A configuration: one file, or several of which the first includes the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// What it is about, the same for every seed: `proxy_pass/location/too-many`.
    pub id: String,
    /// Its files, the main one first.
    pub files: Vec<File>,
}

impl Case {
    /// A case of one file.
    pub fn new(id: String, text: String) -> Self {
        Case { id, files: vec![File { name: "nginx.conf".to_owned(), text }] }
    }

    /// The engine's verdict.
    pub fn verdict(&self) -> Verdict {
        let sources: Vec<Source<'_>> =
            self.files.iter().map(|file| Source { name: &file.name, text: &file.text }).collect();
        verdict(&sources, true)
    }
}
