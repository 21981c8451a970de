use super::*;
use crate::state::history::Deed;

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
    assert_eq!((&*back.paste, names(&back), back.paste_set), ("older", vec!["a.log"], set), "the box is left alone");
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
