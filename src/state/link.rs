//! A paste that comes by a link: shown at once where there is nothing to lose, else offered.

use super::circumstances::Circumstances;
use super::texts::TextAction;
use super::{Interview, State};
use crate::state::Notice;
use crate::take_along::Opened;
use hopcheck::circumstances::Circumstances as Said;
use hopcheck::intake::Piece;
use std::rc::Rc;

/// A paste that somebody shared.
#[derive(Debug, Default, PartialEq)]
pub struct Shared {
    /// The texts, in order.
    pub pieces: Vec<Piece>,
    /// What was said beside them.
    pub said: Said,
}

/// What happens to a link.
#[derive(Debug)]
pub enum LinkAction {
    /// What it holds.
    Opened(Opened),
    /// What is offered takes the place of what is there.
    Accept,
    /// It does not.
    Decline,
}

impl State {
    #[inline(never)]
    pub(super) fn link(&mut self, action: LinkAction) {
        match action {
            LinkAction::Opened(Opened::Nothing(trouble)) => self.text(TextAction::Tell(Notice::Link(trouble))),
            LinkAction::Opened(Opened::Paste { pieces, said }) => {
                let shared = Rc::new(Shared { pieces, said });
                if self.texts.is_empty() {
                    self.show_shared(&shared);
                } else if !self.texts.holds(&shared.pieces) {
                    self.offered = Some(shared);
                }
            }
            LinkAction::Accept => {
                if let Some(shared) = self.offered.take() {
                    self.show_shared(&shared);
                }
            }
            LinkAction::Decline => self.offered = None,
        }
    }

    fn show_shared(&mut self, shared: &Shared) {
        self.text(TextAction::Share(shared.pieces.clone()));
        self.said = Circumstances::of(&shared.said);
        self.interview = Interview::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::{Action, CircumstanceAction, Source};
    use crate::take_along::LinkTrouble;
    use hopcheck::circumstances::Tried;
    use hopcheck::intake::{Correction, Kind};

    /// A cause of this build that has a step.
    fn cause() -> String {
        let mut rules = hopcheck_rules::pack().rules.iter();
        rules.find(|rule| !rule.steps.is_empty()).expect("a cause").id.clone()
    }

    fn pieces() -> Vec<Piece> {
        let correction = Correction { line: 1, place: Some("edge".into()), ..Correction::default() };
        vec![
            Piece { text: "pasted".into(), corrections: vec![correction], ..Piece::default() },
            Piece {
                name: Some("a.log".into()),
                text: "A".into(),
                kind: Some(Kind::AppLog),
                place: Some("web".into()),
                ..Piece::default()
            },
            Piece { text: "unnamed too".into(), ..Piece::default() },
        ]
    }

    fn opened() -> Action {
        let tried = vec![
            Tried { id: cause(), step: Some(1) },
            Tried { id: cause(), step: Some(99) },
            Tried { id: "of-the-future".into(), step: Some(1) },
        ];
        let said = Said { tried, environment: Some("podman".into()) };
        Action::Link(LinkAction::Opened(Opened::Paste { pieces: pieces(), said }))
    }

    #[test]
    fn on_an_empty_page_all_of_it_is_there_at_once_and_said_to_be_shared() {
        let state = State::default().after(opened());
        let snapshot = state.snapshot();
        let sources: Vec<Source> = snapshot.pieces.iter().map(|piece| piece.source).collect();
        assert_eq!(sources, [Source::Paste, Source::File(1), Source::File(2)]);
        assert_eq!(&*snapshot.pieces[0].text, "pasted");
        assert_eq!(snapshot.pieces[0].corrections, pieces()[0].corrections);
        let file = snapshot.pieces[1].file.as_ref().unwrap();
        assert_eq!(
            (file.name.as_deref(), file.kind, file.place.as_deref()),
            (Some("a.log"), Some(Kind::AppLog), Some("web"))
        );
        assert_eq!(snapshot.pieces[2].file.as_ref().unwrap().name, None);
        assert_eq!(snapshot.said.environment.as_deref(), Some("podman"));
        assert_eq!(
            snapshot.said.tried,
            [Tried { id: cause(), step: Some(1) }],
            "what this build does not know is left out"
        );
        assert!(state.texts.shared && state.offered.is_none() && state.texts.history.last().is_none());
        assert!(!state.after(Action::Text(TextAction::Typed("mine now".into()))).texts.shared);
        assert!(state.after(Action::Text(TextAction::Show(Source::File(1)))).texts.shared, "looking changes nothing");
        assert!(state.after(opened()).offered.is_none(), "it is there already");
    }

    #[test]
    fn what_is_there_is_replaced_only_when_the_reader_says_so_and_comes_back() {
        let mine = State::default()
            .after(Action::Text(TextAction::Typed("mine".into())))
            .after(Action::Circumstance(CircumstanceAction::Environment(Some("systemd".into()))));
        let asked = mine.after(opened());
        assert_eq!((&*asked.texts.paste, asked.offered.is_some()), ("mine", true));
        let declined = asked.after(Action::Link(LinkAction::Decline));
        assert_eq!((&*declined.texts.paste, declined.offered.is_none(), declined.texts.shared), ("mine", true, false));
        let accepted = asked.after(Action::Link(LinkAction::Accept));
        assert_eq!((&*accepted.texts.paste, accepted.texts.files.len(), accepted.texts.shared), ("pasted", 2, true));
        let back = accepted.after(Action::Text(TextAction::Undo));
        assert_eq!((&*back.texts.paste, back.texts.files.len(), back.texts.shared), ("mine", 0, false));
        assert_eq!(back.said.environment.as_deref(), Some("systemd"));
    }

    #[test]
    fn a_link_that_shows_nothing_leaves_everything_as_it_is_but_for_a_message() {
        let mine = State::default().after(Action::Text(TextAction::Typed("mine".into())));
        let told = mine.after(Action::Link(LinkAction::Opened(Opened::Nothing(LinkTrouble::Changed))));
        assert_eq!(told.texts.notices, [Notice::Link(LinkTrouble::Changed)]);
        assert_eq!((&*told.texts.paste, told.texts.version), ("mine", mine.texts.version));
    }
}
