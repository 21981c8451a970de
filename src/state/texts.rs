//! The reader's texts: what stands in the paste box, the files beside it, and which of them is shown.

use super::history::{Deed, History, below};
use crate::decode::Refusal;
use crate::reading::Content;
use crate::take_along::LinkTrouble;
use hopcheck::circumstances::Circumstances;
use hopcheck::intake::{Correction, Kind, Piece, moved};
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
#[derive(Clone, Debug, PartialEq)]
pub struct File {
    /// Its number, never used twice.
    pub id: u32,
    /// Its name; none for a large paste, which has only a name to show.
    pub name: Option<String>,
    /// The name to show.
    pub label: String,
    /// What the reader says the whole of it is.
    pub kind: Option<Kind>,
    /// Where it was printed, where the link says so that it came with.
    pub place: Option<String>,
    /// What the reader says of parts of it.
    pub corrections: Vec<Correction>,
    /// Its text.
    pub content: Content,
}

/// The texts of one analysis, in the order of the report's pieces.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// Which state of the texts this is.
    pub version: u64,
    /// The texts.
    pub pieces: Vec<SnapshotPiece>,
    /// What the reader says beside them.
    pub said: Circumstances,
}

/// One text of an analysis.
#[derive(Clone, Debug)]
pub struct SnapshotPiece {
    /// Where it stands in the page.
    pub source: Source,
    /// The file, where it is one.
    pub file: Option<Rc<File>>,
    /// The text.
    pub text: Rc<str>,
    /// What the reader says of parts of it.
    pub corrections: Vec<Correction>,
}

/// What was there at the last visit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kept {
    /// What stood in the paste box.
    pub paste: Rc<str>,
    /// What the reader said of parts of it.
    pub corrections: Vec<Correction>,
    /// The other pieces.
    pub files: Vec<Rc<File>>,
}

/// Something the reader should know once.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// A file was not taken.
    Refused(String, Refusal),
    /// A paste became a piece of its own.
    LargePaste(String),
    /// The browser does not let the page read the clipboard.
    NoClipboard,
    /// There is no text in the clipboard.
    NoTextInClipboard,
    /// An example could not be loaded.
    NoExample,
    /// A share link shows nothing.
    Link(LinkTrouble),
}

/// The texts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Texts {
    /// What stands in the paste box.
    pub paste: Rc<str>,
    /// Grows when the program, not the reader, changes the paste box.
    pub paste_set: u32,
    /// What the reader says of parts of it.
    pub corrections: Vec<Correction>,
    /// The other pieces.
    pub files: Vec<Rc<File>>,
    /// What can be undone.
    pub history: History,
    /// The text that is shown; the paste box unless said otherwise.
    pub shown: Option<u32>,
    /// Grows with every change of the texts, and of what is said beside them.
    pub version: u64,
    /// True while all of it comes from the last visit.
    pub restored: bool,
    /// True while all of it comes from somebody's link.
    pub shared: bool,
    /// What to tell the reader about texts that came.
    pub notices: Vec<Notice>,
    pub(super) next_file: u32,
    large_pastes: u32,
}

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

    /// The texts as they are now, with nothing said beside them. The paste box is left out while it is blank.
    pub fn snapshot(&self) -> Snapshot {
        let paste = SnapshotPiece {
            source: Source::Paste,
            file: None,
            text: self.paste.clone(),
            corrections: self.corrections.clone(),
        };
        let files = self.files.iter().map(|file| SnapshotPiece {
            source: Source::File(file.id),
            file: Some(file.clone()),
            text: file.content.text.clone(),
            corrections: file.corrections.clone(),
        });
        let pieces = std::iter::once(paste).filter(|piece| !piece.text.trim().is_empty()).chain(files).collect();
        Snapshot { version: self.version, pieces, said: Circumstances::default() }
    }

    /// What is to be there at the next visit.
    pub fn kept(&self) -> Kept {
        Kept { paste: self.paste.clone(), corrections: self.corrections.clone(), files: self.files.clone() }
    }

    /// Takes an action. Whatever changes a text, or what is said of it, gives the texts a new version.
    pub(super) fn apply(&mut self, action: TextAction) {
        let before = self.version;
        match action {
            TextAction::Typed(text) => {
                self.corrections = moved(&self.corrections, &self.paste, &text);
                self.paste = text.into();
                self.version += 1;
            }
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
                self.shared = true;
                return;
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
        self.restored &= before == self.version || before == 0;
        self.shared &= before == self.version;
    }

    fn empty(&mut self) {
        self.files.clear();
        self.set_paste(Rc::default(), Vec::new());
    }

    pub(super) fn set_paste(&mut self, text: Rc<str>, corrections: Vec<Correction>) {
        self.paste = text;
        self.corrections = corrections;
        self.paste_set += 1;
        self.shown = None;
        self.notices.clear();
        self.version += 1;
    }

    /// True where these texts, and no others, are what a shared paste holds.
    pub(super) fn holds(&self, pieces: &[Piece]) -> bool {
        let mut other = Texts::default();
        other.share(pieces.to_vec());
        let same =
            |(one, other): (&Rc<File>, &Rc<File>)| one.name == other.name && one.content.text == other.content.text;
        self.paste == other.paste
            && self.files.len() == other.files.len()
            && self.files.iter().zip(&other.files).all(same)
    }

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

    fn names(texts: &Texts) -> Vec<&str> {
        texts.files.iter().map(|file| file.label.as_str()).collect()
    }

    fn place(line: usize, place: &str) -> Correction {
        Correction { line, place: Some(place.into()), ..Correction::default() }
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
    fn several_deeds_are_undone_in_their_order() {
        let texts = file(file(typed(Texts::default(), "t"), "a.log", "A"), "b.log", "B");
        let removed = after(texts, TextAction::Remove(1));
        let example = after(removed, TextAction::Example("example".into()));
        let cleared = after(example, TextAction::Clear);
        assert!(cleared.is_empty());
        let back = after(cleared, TextAction::Undo);
        assert_eq!((&*back.paste, names(&back).len(), back.history.last()), ("example", 0, Some(&Deed::Example)));
        let set = back.paste_set;
        let back = after(back, TextAction::Undo);
        assert_eq!((&*back.paste, names(&back)), ("t", vec!["b.log"]));
        assert!(back.paste_set > set, "the box is told");
        let back = after(back, TextAction::Undo);
        assert_eq!((names(&back), back.history.last()), (vec!["a.log", "b.log"], None));
        assert_eq!(after(back.clone(), TextAction::Undo), back);
    }

    #[test]
    fn undoing_takes_nothing_away_that_came_later() {
        let texts = file(typed(Texts::default(), "old"), "a.log", "A");
        let later = file(typed(after(texts.clone(), TextAction::Clear), "new"), "b.log", "B");
        let back = after(later, TextAction::Undo);
        assert_eq!((&*back.paste, names(&back)), ("old\n\nnew", vec!["a.log", "b.log"]));
        let removed = typed(after(texts, TextAction::Remove(1)), "older");
        let set = removed.paste_set;
        let back = after(removed, TextAction::Undo);
        assert_eq!(
            (&*back.paste, names(&back), back.paste_set),
            ("older", vec!["a.log"], set),
            "the box is left alone"
        );
    }

    #[test]
    fn an_example_on_an_empty_page_leaves_nothing_to_undo() {
        assert_eq!(after(Texts::default(), TextAction::Example("x".into())).history.last(), None);
    }

    #[test]
    fn a_text_goes_below_what_stands_there() {
        let texts = after(typed(Texts::default(), "one\n"), TextAction::Insert("two".into()));
        assert_eq!(&*texts.paste, "one\n\ntwo");
        assert_eq!(&*after(texts, TextAction::Undo).paste, "one\n");
        assert_eq!(&*after(Texts::default(), TextAction::Insert("two".into())).paste, "two");
    }

    #[test]
    fn what_is_said_of_a_part_goes_where_the_part_goes() {
        let said = after(typed(Texts::default(), "a\nb\n"), TextAction::Correct(Source::Paste, place(2, "edge")));
        assert_eq!(said.snapshot().pieces[0].corrections, [place(2, "edge")]);
        let moved = typed(said.clone(), "0\na\nb\n");
        assert_eq!(moved.corrections, [place(3, "edge")]);
        let again = after(moved, TextAction::Correct(Source::Paste, place(3, "pool")));
        assert_eq!(again.corrections, [place(3, "pool")]);
        let unsaid = after(again, TextAction::Correct(Source::Paste, Correction { line: 3, ..Correction::default() }));
        assert_eq!(unsaid.corrections, []);
        assert_eq!(after(after(said, TextAction::Clear), TextAction::Undo).corrections, [place(2, "edge")]);
    }

    #[test]
    fn a_file_can_be_described() {
        let texts = file(Texts::default(), "a.txt", "A");
        let version = texts.version;
        let texts = after(texts, TextAction::Describe(1, "nginx.conf".into(), Some(Kind::NginxConfig)));
        let described = &texts.files[0];
        assert_eq!((described.name.as_deref(), described.kind), (Some("nginx.conf"), Some(Kind::NginxConfig)));
        assert!(texts.version > version);
        let pasted = after(Texts::default(), TextAction::LargePaste("x".into()));
        let label = pasted.files[0].label.clone();
        let pasted = after(pasted, TextAction::Describe(1, label, Some(Kind::AppLog)));
        assert_eq!(pasted.files[0].name, None, "what it is called is no file's name");
    }

    #[test]
    fn the_last_visit_comes_back_unless_something_is_there() {
        let texts = file(typed(Texts::default(), "t"), "a.log", "A");
        let back = after(Texts::default(), TextAction::Restore(texts.kept()));
        assert_eq!((&*back.paste, names(&back), back.restored), ("t", vec!["a.log"], true));
        let more = file(back.clone(), "b.log", "B");
        assert_eq!((more.files[1].id, more.restored), (2, false));
        assert!(after(back.clone(), TextAction::Show(Source::File(1))).restored);
        let quick = after(typed(Texts::default(), "new"), TextAction::Restore(texts.kept()));
        assert_eq!((&*quick.paste, quick.files.len()), ("new", 0));
        let forgotten = after(back, TextAction::Forget);
        assert!(forgotten.is_empty() && forgotten.history.last().is_none());
    }
}
