//! What is being prepared to be taken along.

use super::answer::AnswerAction;
use crate::take_along::Taken;
use hopcheck::redact::{Choices, Class, Item};
use std::rc::Rc;

/// What is being taken along, while the reader looks at it.
#[derive(Clone, Debug, Default)]
pub struct Take {
    /// Whether the reader looks at it.
    pub open: bool,
    /// What the reader decided about what leaves.
    pub choices: Choices,
    /// Which request for it is the latest; grows with each.
    pub serial: u32,
    /// What was prepared last, and for which request.
    pub taken: Option<(u32, Rc<Taken>)>,
    /// The worker ended over it.
    pub failed: bool,
}

impl PartialEq for Take {
    fn eq(&self, other: &Self) -> bool {
        let prepared = |take: &Take| take.taken.as_ref().map(|(serial, _)| *serial);
        (self.open, self.serial, self.failed) == (other.open, other.serial, other.failed)
            && prepared(self) == prepared(other)
            && self.choices == other.choices
    }
}

/// What happens to it.
#[derive(Debug)]
pub enum TakeAction {
    /// The reader wants to take the paste along.
    Open,
    /// The reader is done.
    Close,
    /// Something recognised is to stay as it is, or is to be replaced after all.
    Keep(String, bool),
    /// A word of the reader's own is to be hidden, or is not any more.
    Hide(String, bool),
    /// It is prepared, for this request.
    Taken(u32, Rc<Taken>),
}

impl Take {
    /// True while what is shown is not yet what was asked for.
    pub fn is_awaited(&self) -> bool {
        self.open && !self.failed && self.taken.as_ref().is_none_or(|(serial, _)| *serial != self.serial)
    }

    /// Whether a thing is to be replaced, as far as the reader has decided.
    pub fn replaces(&self, item: &Item) -> bool {
        let listed = |words: &[String]| words.iter().any(|word| word.eq_ignore_ascii_case(&item.original));
        if item.class == Class::Own { listed(&self.choices.hide) } else { !listed(&self.choices.keep) }
    }

    /// Words of the reader's own that do not stand in the texts.
    pub fn not_there(&self) -> Vec<&str> {
        let Some((_, taken)) = self.taken.as_ref().filter(|_| !self.is_awaited()) else { return Vec::new() };
        let there = |word: &&str| taken.items.iter().any(|item| item.original.eq_ignore_ascii_case(word));
        self.choices.hide.iter().map(String::as_str).filter(|word| !there(word)).collect()
    }

    /// Takes an action.
    #[inline(never)]
    pub(super) fn apply(&mut self, action: TakeAction) {
        match action {
            TakeAction::Open => {
                self.open = true;
                self.ask();
            }
            TakeAction::Close => {
                self.open = false;
                self.taken = None;
            }
            TakeAction::Keep(original, keep) => {
                set(&mut self.choices.keep, original, keep);
                self.ask();
            }
            TakeAction::Hide(word, hide) => {
                set(&mut self.choices.keep, word.clone(), false);
                set(&mut self.choices.hide, word, hide);
                self.ask();
            }
            TakeAction::Taken(serial, taken) => {
                if self.open && serial == self.serial {
                    self.taken = Some((serial, taken));
                }
            }
        }
    }

    /// Something happens to the worker that prepares it.
    pub(super) fn heard(&mut self, action: &AnswerAction) {
        self.failed |= self.is_awaited() && matches!(action, AnswerAction::WorkerLost(_) | AnswerAction::Stopped);
    }

    fn ask(&mut self) {
        self.serial += 1;
        self.failed = false;
    }
}

/// Puts a word on a list, or takes it off, whatever its case.
fn set(words: &mut Vec<String>, word: String, on: bool) {
    words.retain(|known| !known.eq_ignore_ascii_case(&word));
    if on {
        words.push(word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(originals: &[&str]) -> Rc<Taken> {
        let item = |original: &&str| Item {
            class: Class::Own,
            original: (*original).into(),
            replacement: "hidden1".into(),
            count: 1,
            kept: false,
        };
        Rc::new(Taken { items: originals.iter().map(item).collect(), ..Taken::default() })
    }

    #[test]
    fn only_the_answer_to_the_latest_request_counts() {
        let mut take = Take::default();
        take.apply(TakeAction::Open);
        assert!(take.is_awaited());
        take.apply(TakeAction::Hide("Zephyr".into(), true));
        take.apply(TakeAction::Taken(1, taken(&[])));
        assert!(take.is_awaited() && take.taken.is_none());
        take.apply(TakeAction::Taken(2, taken(&["zephyr"])));
        assert!(!take.is_awaited() && take.not_there().is_empty());
        take.apply(TakeAction::Close);
        assert!(take.taken.is_none() && !take.is_awaited());
        take.apply(TakeAction::Taken(2, taken(&[])));
        assert!(take.taken.is_none(), "nobody looks");
        assert_eq!(take.choices.hide, ["Zephyr"], "what was decided holds the next time");
    }

    #[test]
    fn a_word_is_hidden_or_kept_and_once_on_a_list() {
        let mut take = Take::default();
        take.apply(TakeAction::Open);
        take.apply(TakeAction::Keep("acme".into(), true));
        take.apply(TakeAction::Keep("Acme".into(), true));
        assert_eq!(take.choices.keep, ["Acme"]);
        let item = |class| Item { class, original: "ACME".into(), replacement: String::new(), count: 1, kept: false };
        assert!(!take.replaces(&item(Class::Host)) && !take.replaces(&item(Class::Own)));
        take.apply(TakeAction::Hide("acme".into(), true));
        assert_eq!((take.choices.keep.len(), take.choices.hide.len()), (0, 1));
        assert!(take.replaces(&item(Class::Host)) && take.replaces(&item(Class::Own)), "at once");
        take.apply(TakeAction::Taken(take.serial, taken(&[])));
        assert_eq!(take.not_there(), ["acme"]);
        take.apply(TakeAction::Hide("ACME".into(), false));
        assert_eq!(take.choices, Choices::default());
    }

    #[test]
    fn a_worker_that_ends_over_it_is_told() {
        let mut take = Take::default();
        take.heard(&AnswerAction::WorkerLost(true));
        assert!(!take.failed, "it was at something else");
        take.apply(TakeAction::Open);
        take.heard(&AnswerAction::WorkerLost(true));
        assert!(take.failed && !take.is_awaited());
        take.apply(TakeAction::Open);
        assert!(take.is_awaited(), "asked once more");
    }
}
