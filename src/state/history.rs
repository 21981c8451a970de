//! What the program did to the texts, and the way back. What the reader types is undone by the box itself.

use super::circumstances::Circumstances;
use super::texts::{File, Texts};
use hopcheck::intake::Correction;
use std::rc::Rc;

/// So many deeds can be undone.
const DEEDS: usize = 30;

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Everything was taken away.
    Clear,
    /// An example took the place of everything.
    Example,
    /// A piece of this name was taken away.
    Remove(String),
    /// A text was put into the box.
    Insert,
    /// A shared paste took the place of everything.
    Share,
}

/// The texts before a deed.
#[derive(Clone, Debug, PartialEq)]
struct Before {
    deed: Deed,
    paste: Rc<str>,
    corrections: Vec<Correction>,
    files: Vec<Rc<File>>,
    shown: Option<u32>,
    /// What stood in the box after it.
    left: Rc<str>,
    /// The files that came later have larger numbers.
    newest: u32,
    /// What was said beside the texts, where the deed took that away too.
    said: Circumstances,
}

/// The deeds, the last one last.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History(Vec<Before>);

impl History {
    /// What would be undone.
    pub fn last(&self) -> Option<&Deed> {
        self.0.last().map(|before| &before.deed)
    }

    /// With the last deed went what was said beside the texts.
    pub(super) fn took(&mut self, said: Circumstances) {
        if let Some(before) = self.0.last_mut() {
            before.said = said;
        }
    }

    /// What the last deed took away of what was said.
    pub(super) fn said(&self) -> Circumstances {
        self.0.last().map(|before| before.said.clone()).unwrap_or_default()
    }

    /// Nothing can be undone any more.
    pub(super) fn forget(&mut self) {
        self.0.clear();
    }
}

impl Texts {
    /// Does something that can be undone.
    pub(super) fn undoably(&mut self, deed: Deed, act: impl FnOnce(&mut Texts)) {
        let before = self.before(deed);
        act(self);
        self.did(before);
    }

    #[inline(never)]
    fn before(&self, deed: Deed) -> Before {
        Before {
            deed,
            paste: self.paste.clone(),
            corrections: self.corrections.clone(),
            files: self.files.clone(),
            shown: self.shown,
            left: Rc::default(),
            newest: 0,
            said: Circumstances::default(),
        }
    }

    #[inline(never)]
    fn did(&mut self, mut before: Before) {
        before.left = self.paste.clone();
        // Files that the deed brought go with it.
        before.newest = self.next_file;
        let deeds = &mut self.history.0;
        if deeds.len() == DEEDS {
            deeds.remove(0);
        }
        deeds.push(before);
    }

    /// Takes the last deed back. What came since stays: typed text below what comes back, files behind those that come back.
    pub(super) fn undo(&mut self) {
        let Some(before) = self.history.0.pop() else { return };
        let later = std::mem::take(&mut self.files).into_iter().filter(|file| file.id > before.newest);
        self.files = before.files.into_iter().chain(later).collect();
        // Where the deed left the box alone, so does this.
        if before.paste != before.left {
            let text = if self.paste == before.left || self.paste.trim().is_empty() {
                before.paste
            } else {
                below(&before.paste, &self.paste).into()
            };
            self.set_paste(text, before.corrections);
        }
        self.shown = before.shown;
        self.version += 1;
    }
}

/// A text below another one, with an empty line between them.
pub(super) fn below(above: &str, text: &str) -> String {
    let above = above.trim_end_matches(['\n', '\r']);
    if above.is_empty() { text.to_owned() } else { format!("{above}\n\n{text}") }
}
