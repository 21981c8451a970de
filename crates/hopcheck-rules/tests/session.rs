//! What a session knows from the analyses before never shows in an answer: after any edits it is the one from scratch.

use std::path::Path;
use std::sync::LazyLock;

use hopcheck::circumstances::Circumstances;
use hopcheck::diagnosis;
use hopcheck::intake::{Correction, Kind, Piece};
use hopcheck::session::Session;
use hopcheck_rules::{cases, pack, phrasebook};
use proptest::prelude::*;
use proptest::sample::Index;

/// The pieces of every case of every rule.
static CASES: LazyLock<Vec<Vec<Piece>>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules");
    cases::load(&folder, pack()).0.into_iter().map(|case| case.pieces).collect()
});

/// The reader's texts, each with its number where it is held as a file is: a text that changes has none.
#[derive(Default)]
struct Desk {
    texts: Vec<(Option<u32>, Piece)>,
    held: u32,
    session: Session,
    explained: bool,
}

impl Desk {
    fn put(&mut self, piece: Piece, hold: bool) {
        self.held += 1;
        self.texts.push((hold.then_some(self.held), piece));
    }

    fn answers_as_from_scratch(&mut self) -> Result<(), TestCaseError> {
        let (numbers, pieces): (Vec<Option<u32>>, Vec<Piece>) = self.texts.iter().cloned().unzip();
        let book = self.explained.then(phrasebook);
        let reading = hopcheck::read_on(&mut self.session, &pieces, &numbers, pack(), book);
        let candidates = diagnosis::candidates(&reading.store, pack());
        let said = Circumstances::default();
        let artifacts = self.session.artifacts();
        let report = diagnosis::report(candidates, &reading, artifacts, &pieces, pack(), &said).0;
        prop_assert_eq!(report, hopcheck::diagnose(&pieces, pack(), book));
        Ok(())
    }

    fn apply(&mut self, edit: &Edit) {
        match edit {
            Edit::Line(text, line, with) => self.change(text, |lines| {
                let at = line.index(lines.len());
                lines[at].clone_from(with);
            }),
            Edit::Type(text, line, at, word) => self.change(text, |lines| {
                let count = lines.len();
                let line = &mut lines[line.index(count)];
                let at = (at.index(line.len() + 1)..=line.len()).find(|&at| line.is_char_boundary(at)).unwrap_or(0);
                line.insert_str(at, word);
            }),
            Edit::Cut(text, from, upto) => self.change(text, |lines| {
                let (from, upto) = (from.index(lines.len()), upto.index(lines.len()));
                lines.drain(from.min(upto)..from.max(upto));
            }),
            Edit::Twice(text, line) => self.change(text, |lines| {
                let line = line.index(lines.len());
                lines.insert(line, lines[line].clone());
            }),
            Edit::Case(case, hold) => {
                for piece in &CASES[case.index(CASES.len())] {
                    self.put(piece.clone(), *hold);
                }
            }
            Edit::Paste(case, below) => {
                let more: Vec<&str> = CASES[case.index(CASES.len())].iter().map(|piece| piece.text.as_str()).collect();
                self.change(below, |lines| lines.extend(more.join("\n\n").lines().map(str::to_owned)));
            }
            Edit::Remove(text) if !self.texts.is_empty() => {
                self.texts.remove(text.index(self.texts.len()));
            }
            Edit::Swap(one, other) if !self.texts.is_empty() => {
                let count = self.texts.len();
                self.texts.swap(one.index(count), other.index(count));
            }
            Edit::Again(text) if !self.texts.is_empty() => {
                let again = self.texts[text.index(self.texts.len())].clone();
                self.texts.push(again);
            }
            Edit::Rename(text, name) => self.say(text, |piece| piece.name = Some(name.clone())),
            Edit::Kind(text, kind) => {
                self.say(text, |piece| piece.kind = kind.map(|kind| Kind::ALL[kind.index(Kind::ALL.len())]))
            }
            Edit::Correct(text, line, place) => self.say(text, |piece| {
                let line = 1 + line.index(piece.text.lines().count().max(1));
                piece.corrections = vec![Correction { line, place: Some(place.clone()), ..Correction::default() }];
            }),
            Edit::Explain => self.explained = !self.explained,
            Edit::Remove(_) | Edit::Swap(..) | Edit::Again(_) => {}
        }
    }

    fn say(&mut self, text: &Index, change: impl FnOnce(&mut Piece)) {
        if !self.texts.is_empty() {
            let at = text.index(self.texts.len());
            change(&mut self.texts[at].1);
        }
    }

    /// A change of a text: it is another text then, which is never held.
    fn change(&mut self, text: &Index, change: impl FnOnce(&mut Vec<String>)) {
        if self.texts.is_empty() {
            return;
        }
        let at = text.index(self.texts.len());
        let (number, piece) = &mut self.texts[at];
        *number = None;
        let mut lines: Vec<String> = piece.text.split('\n').map(str::to_owned).collect();
        change(&mut lines);
        piece.text = lines.join("\n");
    }
}

#[derive(Clone, Debug)]
enum Edit {
    Line(Index, Index, String),
    Type(Index, Index, Index, String),
    Cut(Index, Index, Index),
    Twice(Index, Index),
    Case(Index, bool),
    Paste(Index, Index),
    Remove(Index),
    Swap(Index, Index),
    Again(Index),
    Rename(Index, String),
    Kind(Index, Option<Index>),
    Correct(Index, Index, String),
    Explain,
}

fn edit() -> impl Strategy<Value = Edit> {
    let at = any::<Index>;
    let word = "[a-z0-9 .:/{}\";\\[\\]|$-]{0,8}";
    prop_oneof![
        4 => (at(), at(), at(), word).prop_map(|(text, line, at, word)| Edit::Type(text, line, at, word)),
        2 => (at(), at(), word).prop_map(|(text, line, with)| Edit::Line(text, line, with)),
        2 => (at(), at(), at()).prop_map(|(text, from, upto)| Edit::Cut(text, from, upto)),
        1 => (at(), at()).prop_map(|(text, line)| Edit::Twice(text, line)),
        2 => (at(), any::<bool>()).prop_map(|(case, hold)| Edit::Case(case, hold)),
        2 => (at(), at()).prop_map(|(case, below)| Edit::Paste(case, below)),
        1 => at().prop_map(Edit::Remove),
        1 => (at(), at()).prop_map(|(one, other)| Edit::Swap(one, other)),
        1 => at().prop_map(Edit::Again),
        1 => (at(), "(nginx\\.conf|error\\.log|docker-compose\\.yml|[a-z]{3})").prop_map(|(text, name)| Edit::Rename(text, name)),
        1 => (at(), proptest::option::of(at())).prop_map(|(text, kind)| Edit::Kind(text, kind)),
        1 => (at(), at(), "(edge|pool)").prop_map(|(text, line, place)| Edit::Correct(text, line, place)),
        1 => Just(Edit::Explain),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn any_edits(first in any::<Index>(), hold in any::<bool>(), edits in proptest::collection::vec(edit(), 1..8)) {
        let mut desk = Desk::default();
        desk.apply(&Edit::Case(first, hold));
        desk.answers_as_from_scratch()?;
        for edit in &edits {
            desk.apply(edit);
            desk.answers_as_from_scratch()?;
        }
    }
}

/// Every case as files that stay while something is typed beside them.
#[test]
fn every_case_while_something_is_typed_beside_it() {
    let mut desk = Desk::default();
    desk.put(Piece::default(), false);
    for case in CASES.iter() {
        desk.texts.truncate(1);
        for piece in case {
            desk.put(piece.clone(), true);
        }
        for typed in ["It answers", "It answers with 502."] {
            desk.texts[0].1.text = typed.to_owned();
            desk.answers_as_from_scratch().unwrap_or_else(|e| panic!("{e}"));
        }
    }
}
