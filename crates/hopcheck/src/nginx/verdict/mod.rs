//! The verdict of `nginx -t` over a whole configuration: accepted, or the first refusal with the line that nginx names.
//!
//! What nginx asks the machine for (addresses of names, files it opens, ports it binds, users) is taken as given; so is a directive's
//! own setter where none is written in `setters`. `cargo xtask nginx-check` holds this against real nginx (docs/nginx-check.md).

mod buffers;
mod data;
mod http;
mod read;
mod referers;
mod walk;

use walk::Walk;

/// One file of a configuration.
#[derive(Clone, Copy, Debug)]
pub struct Source<'t> {
    /// Its path, whole or from the configuration's folder.
    pub name: &'t str,
    /// Its text.
    pub text: &'t str,
}

/// What `nginx -t` answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// "syntax is ok", and nothing in the text stands against "test is successful".
    Accepts,
    /// The first thing nginx refuses; it looks at nothing after it.
    Refuses(Refusal),
}

/// What nginx prints behind `[emerg]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The file it names, as an index of the sources.
    pub file: usize,
    /// The line it names; none where nginx names no place.
    pub line: Option<u32>,
    /// The message, without place.
    pub message: String,
}

/// The verdict over the first of the files, which includes the others. With `all` there are no others than these: an include of one
/// file that is missing is refused; without it, it is passed over.
pub fn verdict(sources: &[Source<'_>], all: bool) -> Verdict {
    match Walk::new(sources, all).run() {
        Ok(()) => Verdict::Accepts,
        Err(refusal) => Verdict::Refuses(refusal),
    }
}
