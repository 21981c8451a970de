//! The reader's texts: what stands in the paste box, the files beside it, and which of them is shown.

use crate::decode::Refusal;
use std::rc::Rc;

/// The paste box takes this much, in bytes; a native text area gets slow beyond. More becomes a piece of its own.
pub const LARGEST_PASTE: usize = 96 * 1024;

/// A text that is looked at: the paste box or one of the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// The paste box.
    Paste,
    /// A file, by its number.
    File(u32),
}

/// A dropped or chosen file, or a paste too large for the box.
#[derive(Debug, PartialEq)]
pub struct File {
    /// Its number, never used twice.
    pub id: u32,
    /// Its name; none for a large paste, which has only a name to show.
    pub name: Option<String>,
    /// The name to show.
    pub label: String,
    /// Its text.
    pub text: Rc<str>,
}

/// The texts of one analysis, in the order of the report's pieces.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// Which state of the texts this is.
    pub version: u64,
    /// The texts.
    pub pieces: Vec<SnapshotPiece>,
}

/// One text of an analysis.
#[derive(Clone, Debug)]
pub struct SnapshotPiece {
    /// Where it stands in the page.
    pub source: Source,
    /// The file's name.
    pub name: Option<String>,
    /// The text.
    pub text: Rc<str>,
}

/// Something the reader should know once.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// A file was not taken.
    Refused(String, Refusal),
    /// A paste became a piece of its own.
    LargePaste(String),
}

/// What stood in the paste box and beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Cleared {
    paste: Rc<str>,
    files: Vec<Rc<File>>,
}

/// The texts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Texts {
    /// What stands in the paste box.
    pub paste: Rc<str>,
    /// Grows when the program, not the reader, changes the paste box.
    pub paste_set: u32,
    /// The other pieces.
    pub files: Vec<Rc<File>>,
    /// What was there before the last "clear".
    pub cleared: Option<Cleared>,
    /// The text that is shown; the paste box unless said otherwise.
    pub shown: Option<u32>,
    /// Grows with every change of the texts.
    pub version: u64,
    /// What to tell the reader about texts that came.
    pub notices: Vec<Notice>,
    next_file: u32,
    large_pastes: u32,
}

/// What happens to the texts.
#[derive(Debug)]
pub enum TextAction {
    /// The reader typed or pasted.
    Typed(String),
    /// The program fills the paste box, and nothing else is left.
    Example(&'static str),
    /// Files were read.
    Files(Vec<(String, Result<String, Refusal>)>),
    /// A paste beyond [`LARGEST_PASTE`].
    LargePaste(String),
    /// A piece is taken away.
    Remove(u32),
    /// Everything is taken away.
    Clear,
    /// And put back.
    UndoClear,
    /// Another text is shown.
    Show(Source),
    /// The notices were read.
    DismissNotices,
}

impl Texts {
    /// The text that is shown.
    pub fn source(&self) -> Source {
        self.shown.map_or(Source::Paste, Source::File)
    }

    /// The shown file, where it is one.
    pub fn shown_file(&self) -> Option<&Rc<File>> {
        self.files.iter().find(|file| Some(file.id) == self.shown)
    }

    /// True where there is nothing to analyse.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.paste.trim().is_empty()
    }

    /// The texts as they are now. The paste box is left out while it is blank.
    pub fn snapshot(&self) -> Snapshot {
        let paste = SnapshotPiece { source: Source::Paste, name: None, text: self.paste.clone() };
        let files = self.files.iter().map(|file| SnapshotPiece {
            source: Source::File(file.id),
            name: file.name.clone(),
            text: file.text.clone(),
        });
        let pieces = std::iter::once(paste).filter(|piece| !piece.text.trim().is_empty()).chain(files).collect();
        Snapshot { version: self.version, pieces }
    }

    /// Takes an action. Whatever changes a text gives the texts a new version.
    pub(super) fn apply(&mut self, action: TextAction) {
        match action {
            TextAction::Typed(text) => {
                self.paste = text.into();
                self.cleared = None;
                self.version += 1;
            }
            TextAction::Example(text) => {
                self.cleared = (!self.is_empty()).then(|| self.take());
                self.set_paste(text.into());
            }
            TextAction::Files(files) => self.add_files(files),
            TextAction::LargePaste(text) => {
                self.large_pastes += 1;
                let label = crate::text::large_paste_name(self.large_pastes);
                self.notices = vec![Notice::LargePaste(label.clone())];
                self.add_file(None, label, text);
                self.version += 1;
            }
            TextAction::Remove(id) => {
                self.files.retain(|file| file.id != id);
                if self.shown == Some(id) {
                    self.shown = None;
                }
                self.version += 1;
            }
            TextAction::Clear => {
                self.cleared = Some(self.take());
                self.set_paste("".into());
            }
            TextAction::UndoClear => {
                if let Some(cleared) = self.cleared.take() {
                    self.files = cleared.files;
                    self.set_paste(cleared.paste);
                }
            }
            TextAction::Show(source) => {
                self.shown = match source {
                    Source::Paste => None,
                    Source::File(id) => Some(id),
                };
            }
            TextAction::DismissNotices => self.notices.clear(),
        }
    }

    fn take(&mut self) -> Cleared {
        Cleared { paste: std::mem::take(&mut self.paste), files: std::mem::take(&mut self.files) }
    }

    fn set_paste(&mut self, text: Rc<str>) {
        self.paste = text;
        self.paste_set += 1;
        self.shown = None;
        self.notices.clear();
        self.version += 1;
    }

    fn add_files(&mut self, files: Vec<(String, Result<String, Refusal>)>) {
        self.notices.clear();
        let had_text = !self.paste.trim().is_empty();
        let before = self.files.len();
        for (name, content) in files {
            match content {
                Ok(text) => self.add_file(Some(name.clone()), name, text),
                Err(refusal) => self.notices.push(Notice::Refused(name, refusal)),
            }
        }
        if self.files.len() > before {
            // Someone who typed keeps looking at what was typed.
            if had_text {
                self.shown = None;
            }
            self.cleared = None;
            self.version += 1;
        }
    }

    fn add_file(&mut self, name: Option<String>, label: String, text: String) {
        self.next_file += 1;
        self.shown = Some(self.next_file);
        self.files.push(Rc::new(File { id: self.next_file, name, label, text: text.into() }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(mut texts: Texts, action: TextAction) -> Texts {
        texts.apply(action);
        texts
    }

    fn typed(texts: Texts, text: &str) -> Texts {
        after(texts, TextAction::Typed(text.into()))
    }

    fn file(texts: Texts, name: &str, text: &str) -> Texts {
        after(texts, TextAction::Files(vec![(name.into(), Ok(text.into()))]))
    }

    #[test]
    fn files_are_pieces_behind_the_paste() {
        let files = vec![
            ("a.log".into(), Ok("A".into())),
            ("cat.png".into(), Err(Refusal::Picture)),
            ("b.conf".into(), Ok("B".into())),
        ];
        let texts = after(Texts::default(), TextAction::Files(files));
        assert_eq!(texts.notices, [Notice::Refused("cat.png".into(), Refusal::Picture)]);
        assert_eq!(texts.source(), Source::File(2), "the last one is shown where nothing was typed");
        let both = typed(texts, "typed");
        let sources: Vec<Source> = both.snapshot().pieces.iter().map(|piece| piece.source).collect();
        assert_eq!(sources, [Source::Paste, Source::File(1), Source::File(2)]);
        let fewer = after(both, TextAction::Remove(2));
        assert_eq!((fewer.source(), fewer.snapshot().pieces.len()), (Source::Paste, 2));
    }

    #[test]
    fn files_do_not_take_the_box_away_from_somebody_who_types() {
        let texts = file(typed(Texts::default(), "typed"), "a.log", "A");
        assert_eq!((texts.source(), &*texts.paste), (Source::Paste, "typed"));
    }

    #[test]
    fn clearing_can_be_undone() {
        let texts = typed(file(Texts::default(), "a.log", "A"), "t");
        let cleared = after(texts.clone(), TextAction::Clear);
        assert!(cleared.is_empty());
        let back = after(cleared, TextAction::UndoClear);
        assert_eq!((&*back.paste, back.files.len()), ("t", 1));
        assert!(back.paste_set > texts.paste_set, "the box is told");
    }
}
