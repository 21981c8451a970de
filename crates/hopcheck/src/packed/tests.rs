use super::*;
use crate::packed;
use crate::rules::Prose;

#[derive(Debug, PartialEq)]
enum Shape {
    Dot,
    Line(Vec<f64>),
    Named { name: String, sides: u32 },
}
packed!(enum Shape { 0 => Dot, 1 => Line(points), 2 => Named { name, sides } });

#[test]
fn comes_back_as_it_was() {
    let named = |name: &str| Shape::Named { name: name.to_owned(), sides: u32::MAX };
    let data = vec![
        (Shape::Dot, Some(true)),
        (Shape::Line(vec![0.5, -1e300, 0.0, 502.0, -0.0, f64::from(u32::MAX)]), None),
        (named("é"), Some(false)),
        (named(""), None),
        (named("é"), None),
    ];
    let bytes = pack(&data);
    assert_eq!(unpack(&bytes), Some(data));
    assert_eq!(String::from_utf8_lossy(&bytes).matches('é').count(), 1, "each text once");
}

#[test]
fn prose_is_found_where_it_was_put() {
    fn shelves(place: Place) -> &'static str {
        match (place.seldom, place.number) {
            (false, 0) => "why",
            (false, 1) => "é",
            (true, 0) => "undo",
            (true, 1) => "",
            _ => panic!("{place:?}"),
        }
    }
    let data: Vec<Prose> = ["why", "undo", "é", "", "why", "", "é", "undo"].map(Prose::from).into();
    let apart = pack_apart(&data, ["undo", "", "never"].map(str::to_owned).into());
    assert_eq!(texts(&apart.shelves[0])[..2], ["why", "é"]);
    assert_eq!(texts(&apart.shelves[1])[..2], ["undo", ""]);
    assert_eq!(unpack_apart(&apart.data, shelves), Some(data.clone()));
    assert_eq!(unpack(&pack(&data)), Some(data), "or a text as any other");
}

#[test]
fn what_is_not_such_data_is_none() {
    let bytes = pack(&vec![Shape::Dot, Shape::Named { name: "a".to_owned(), sides: 3 }]);
    for end in 0..bytes.len() {
        assert_eq!(unpack::<Vec<Shape>>(&bytes[..end]), None);
    }
    assert_eq!(unpack::<Vec<Shape>>(&[&bytes[..], &[0]].concat()), None);
    assert_eq!(unpack::<Vec<Shape>>(&[0, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1]), None);
}
