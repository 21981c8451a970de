//! What happens to the texts.

use super::{File, Kept, LARGEST_PASTE, Notice, Source, Texts};
use crate::decode::Refusal;
use crate::reading::Content;
use crate::state::history::{Deed, below};
use hopcheck::intake::{Correction, Kind, Piece, moved};
use std::rc::Rc;

/// What happens to the texts.
#[derive(Debug)]
pub enum TextAction {
    /// The reader typed or pasted.
    Typed(String),
    /// A text goes into the box, below what stands there.
    Insert(String),
    /// The program fills the paste box, and nothing else is left.
    Example(String),
    /// Files were read.
    Files(Vec<(String, Result<Content, Refusal>)>),
    /// A piece that was asked for: its name, and its text.
    Asked(String, String),
    /// A paste beyond [`LARGEST_PASTE`].
    LargePaste(Content),
    /// What was there at the last visit; left alone where there is something already.
    Restore(Kept),
    /// What a link holds takes the place of everything.
    Share(Vec<Piece>),
    /// A file gets another name, and the reader says what it is or leaves that to the program.
    Describe(u32, String, Option<Kind>),
    /// The reader says something of the part that holds a line of a text, in place of what was said before; or nothing any more.
    Correct(Source, Correction),
    /// A piece is taken away.
    Remove(u32),
    /// Everything is taken away.
    Clear,
    /// The last deed is taken back.
    Undo,
    /// Everything is taken away for good.
    Forget,
    /// Another text is shown.
    Show(Source),
    /// Something to tell the reader.
    Tell(Notice),
    /// The notices were read.
    DismissNotices,
}

impl Texts {
    /// Takes an action. Whatever changes a text, or what is said of it, gives the texts a new version.
    pub(in crate::state) fn apply(&mut self, action: TextAction) {
        let before = self.version;
        let shares = matches!(action, TextAction::Share(_));
        match action {
            TextAction::Typed(text) => {
                self.corrections = moved(&self.corrections, &self.paste, &text);
                self.paste = text.into();
                self.version += 1;
            }
            other => self.change(other),
        }
        self.restored &= before == self.version || before == 0;
        self.shared = shares || (self.shared && before == self.version);
    }

    /// What is done more rarely than typing.
    #[inline(never)]
    fn change(&mut self, action: TextAction) {
        match action {
            // Done already.
            TextAction::Typed(_) => {}
            TextAction::Insert(text) => self.undoably(Deed::Insert, |texts| {
                let corrections = texts.corrections.clone();
                texts.set_paste(below(&texts.paste, &text).into(), corrections);
            }),
            // On a page that nothing was done to, the example is where everything begins.
            TextAction::Example(text) if self.is_empty() && self.history.last().is_none() => {
                self.set_paste(text.into(), Vec::new());
            }
            TextAction::Example(text) => self.undoably(Deed::Example, |texts| {
                texts.files.clear();
                texts.set_paste(text.into(), Vec::new());
            }),
            TextAction::Files(files) => self.add_files(files),
            TextAction::Asked(label, text) => {
                // The reader stays where the next question is.
                let shown = self.shown;
                self.add_file(None, label, Content::from(text.as_str()));
                self.shown = shown;
                self.version += 1;
            }
            TextAction::LargePaste(content) => {
                let label = self.next_large_paste();
                self.notices = vec![Notice::LargePaste(label.clone())];
                self.add_file(None, label, content);
                self.version += 1;
            }
            TextAction::Restore(kept) => self.restore(kept),
            TextAction::Share(pieces) => {
                if self.is_empty() && self.history.last().is_none() {
                    self.share(pieces);
                } else {
                    self.undoably(Deed::Share, |texts| texts.share(pieces));
                }
            }
            TextAction::Describe(id, name, kind) => self.change_file(id, |file| {
                // A name is a hint about the kind; what only shows how a paste is called is none.
                if file.label != name {
                    file.label.clone_from(&name);
                    file.name = Some(name);
                }
                file.kind = kind;
            }),
            TextAction::Correct(source, correction) => match source {
                Source::Paste => {
                    say(&mut self.corrections, correction);
                    self.version += 1;
                }
                Source::File(id) => self.change_file(id, |file| say(&mut file.corrections, correction)),
            },
            TextAction::Remove(id) => {
                let Some(label) = self.files.iter().find(|file| file.id == id).map(|file| file.label.clone()) else {
                    return;
                };
                self.undoably(Deed::Remove(label), |texts| texts.files.retain(|file| file.id != id));
                if self.shown == Some(id) {
                    self.shown = None;
                }
                self.version += 1;
            }
            TextAction::Clear => self.undoably(Deed::Clear, Texts::empty),
            TextAction::Undo => self.undo(),
            TextAction::Forget => {
                self.empty();
                self.history.forget();
            }
            TextAction::Show(source) => {
                self.shown = match source {
                    Source::Paste => None,
                    Source::File(id) => Some(id),
                };
            }
            TextAction::Tell(notice) => self.notices = vec![notice],
            TextAction::DismissNotices => self.notices.clear(),
        }
    }

    fn empty(&mut self) {
        self.files.clear();
        self.set_paste(Rc::default(), Vec::new());
    }

    pub(in crate::state) fn set_paste(&mut self, text: Rc<str>, corrections: Vec<Correction>) {
        self.paste = text;
        self.corrections = corrections;
        self.paste_set += 1;
        self.shown = None;
        self.notices.clear();
        self.version += 1;
    }

    /// True where these texts, and no others, are what a shared paste holds.
    pub(in crate::state) fn holds(&self, pieces: &[Piece]) -> bool {
        let mut other = Texts::default();
        other.share(pieces.to_vec());
        let same =
            |(one, other): (&Rc<File>, &Rc<File>)| one.name == other.name && one.content.text == other.content.text;
        self.paste == other.paste
            && self.files.len() == other.files.len()
            && self.files.iter().zip(&other.files).all(same)
    }

    #[inline(never)]
    fn share(&mut self, pieces: Vec<Piece>) {
        self.files.clear();
        let mut pieces = pieces.into_iter().peekable();
        // As the page would have it: the box holds what has no name, and stands before the files.
        let boxed = |piece: &Piece| {
            let told = piece.name.is_some() || piece.kind.is_some() || piece.place.is_some();
            !told && piece.text.len() <= LARGEST_PASTE
        };
        let first = pieces.next_if(boxed).unwrap_or_default();
        self.set_paste(first.text.into(), first.corrections);
        for piece in pieces {
            let kind = piece.kind.map(|kind| kind.label().to_owned());
            let label = piece.name.clone().or(kind).unwrap_or_else(|| self.next_large_paste());
            self.add_file(piece.name, label, Content::from(piece.text.as_str()));
            if let Some(file) = self.files.last_mut().map(Rc::make_mut) {
                (file.kind, file.place, file.corrections) = (piece.kind, piece.place, piece.corrections);
            }
        }
        if !self.paste.trim().is_empty() {
            self.shown = None;
        }
        self.restored = false;
    }

    fn next_large_paste(&mut self) -> String {
        self.large_pastes += 1;
        crate::text::large_paste_name(self.large_pastes)
    }

    #[inline(never)]
    fn restore(&mut self, kept: Kept) {
        // Whoever was quicker than the browser's storage keeps what is there now.
        if self.version > 0 {
            return;
        }
        self.next_file = kept.files.iter().map(|file| file.id).max().unwrap_or(0);
        self.large_pastes = kept.files.iter().filter(|file| file.name.is_none()).count() as u32;
        self.files = kept.files;
        self.set_paste(kept.paste, kept.corrections);
        if self.paste.trim().is_empty() {
            self.shown = self.files.last().map(|file| file.id);
        }
        self.restored = true;
    }

    fn change_file(&mut self, id: u32, change: impl FnOnce(&mut File)) {
        if let Some(file) = self.files.iter_mut().find(|file| file.id == id) {
            change(Rc::make_mut(file));
            self.version += 1;
        }
    }

    #[inline(never)]
    fn add_files(&mut self, files: Vec<(String, Result<Content, Refusal>)>) {
        self.notices.clear();
        let had_text = !self.paste.trim().is_empty();
        let before = self.files.len();
        for (name, content) in files {
            match content {
                Ok(content) => self.add_file(Some(name.clone()), name, content),
                Err(refusal) => self.notices.push(Notice::Refused(name, refusal)),
            }
        }
        if self.files.len() > before {
            // Someone who typed keeps looking at what was typed.
            if had_text {
                self.shown = None;
            }
            self.version += 1;
        }
    }

    fn add_file(&mut self, name: Option<String>, label: String, content: Content) {
        self.next_file += 1;
        self.shown = Some(self.next_file);
        let file = File { id: self.next_file, name, label, kind: None, place: None, corrections: Vec::new(), content };
        self.files.push(Rc::new(file));
    }
}

/// Puts a correction in place of the one of the same line; one that says nothing only takes that away.
fn say(corrections: &mut Vec<Correction>, correction: Correction) {
    corrections.retain(|one| one.line != correction.line);
    if correction.name.is_some() || correction.kind.is_some() || correction.place.is_some() {
        corrections.push(correction);
    }
}
