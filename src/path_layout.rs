//! Where the hops of the request's path stand in the picture: side by side where there is room, else one below the other.

/// Below this width, in CSS pixels, the hops stand one below the other.
const SIDE_BY_SIDE: f64 = 660.0;
/// Advance of one character of the label font, in CSS pixels; generous, since the font is the reader's.
const LABEL_CHARACTER: f64 = 6.8;
/// The same of the name font.
const NAME_CHARACTER: f64 = 7.4;
/// Parts of labels, such as a host or an address, up to this many characters are kept whole: the first that fits is taken.
const UNBROKEN: [usize; 4] = [22, 16, 12, 0];
/// Side by side, a label is given room for this many characters and broken beyond.
const LABEL_ROOM: usize = 22;
/// Between two columns, in CSS pixels.
const GAP: f64 = 10.0;
/// The narrowest column, in CSS pixels: the nodes stand apart.
const NARROWEST: f64 = 58.0;
/// Lines of a label before it is cut.
const LABEL_LINES: usize = 4;

/// Which way the path runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Left to right.
    Across,
    /// Top to bottom.
    Down,
}

/// The picture, in CSS pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// Which way it runs.
    pub direction: Direction,
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// One place per hop, in order.
    pub nodes: Vec<NodePlace>,
}

/// Where one hop stands.
#[derive(Clone, Debug, PartialEq)]
pub struct NodePlace {
    /// Centre of the node.
    pub x: f64,
    /// Centre of the node.
    pub y: f64,
    /// The hop's name, line by line.
    pub name: Vec<String>,
    /// What stands there, line by line.
    pub label: Vec<String>,
}

/// Lays out hops given as (name, label) in a picture of `width` CSS pixels.
pub fn layout(hops: &[(&str, &str)], width: f64) -> Layout {
    if width >= SIDE_BY_SIDE { across(hops, width) } else { down(hops, width) }
}

fn across(hops: &[(&str, &str)], width: f64) -> Layout {
    let mut left = 0.0;
    let nodes: Vec<NodePlace> = hops
        .iter()
        .zip(columns(hops, width))
        .map(|((name, label), column)| {
            let room = |character: f64| ((column - GAP) / character + 0.01).max(4.0) as usize;
            let (name, label) = (words(name, room(NAME_CHARACTER)), wrap(label, room(LABEL_CHARACTER)));
            left += column;
            NodePlace { x: left - column / 2.0, y: 40.0, name, label }
        })
        .collect();
    let names = nodes.iter().map(|node| node.name.len()).max().unwrap_or(1);
    let labels = nodes.iter().map(|node| node.label.len()).max().unwrap_or(0);
    Layout { direction: Direction::Across, width, height: 60.0 + 16.0 * names as f64 + 15.0 * labels as f64, nodes }
}

/// How wide each hop's column is: what its name and the words of its label need, and of what is left in proportion to what
/// the label wants.
fn columns(hops: &[(&str, &str)], width: f64) -> Vec<f64> {
    let fits = |columns: &Vec<f64>| columns.iter().sum::<f64>() <= width + 0.5;
    let whole = UNBROKEN.iter().map(|&unbroken| share(hops, width, unbroken)).find(fits);
    whole.unwrap_or_else(|| share(hops, width, 0))
}

/// The columns where parts of labels up to `unbroken` characters keep together; wider than `width` where they do not fit.
fn share(hops: &[(&str, &str)], width: f64, unbroken: usize) -> Vec<f64> {
    let needs: Vec<(f64, f64)> = hops
        .iter()
        .map(|(name, label)| {
            let longest = |text: &str, at: &[char]| text.split(at).map(|word| word.chars().count()).max().unwrap_or(0);
            let word = longest(name, &[' ']) as f64 * NAME_CHARACTER;
            let part = longest(label, &[' ', ':', '/']).min(unbroken) as f64 * LABEL_CHARACTER;
            let needed = (word.max(part) + GAP).max(NARROWEST);
            (needed, needed.max(label.chars().count().min(LABEL_ROOM) as f64 * LABEL_CHARACTER + GAP))
        })
        .collect();
    let needed: f64 = needs.iter().map(|(needed, _)| needed).sum();
    let wanted: f64 = needs.iter().map(|(_, wanted)| wanted).sum();
    if wanted <= width {
        let spare = (width - wanted) / hops.len().max(1) as f64;
        return needs.iter().map(|(_, wanted)| wanted + spare).collect();
    }
    let share = if wanted > needed { ((width - needed) / (wanted - needed)).max(0.0) } else { 0.0 };
    needs.iter().map(|(needed, wanted)| needed + (wanted - needed) * share).collect()
}

fn down(hops: &[(&str, &str)], width: f64) -> Layout {
    let room = ((width - 44.0) / LABEL_CHARACTER).max(12.0) as usize;
    let mut y = 16.0;
    let mut nodes = Vec::with_capacity(hops.len());
    for (name, label) in hops {
        let label = wrap(label, room);
        let height = 25.0 + 15.0 * label.len() as f64;
        nodes.push(NodePlace { x: 14.0, y, name: vec![(*name).to_owned()], label });
        y += height;
    }
    Layout { direction: Direction::Down, width, height: y - 6.0, nodes }
}

/// Two lines at most, broken between words.
fn words(text: &str, room: usize) -> Vec<String> {
    if text.chars().count() <= room {
        return vec![text.to_owned()];
    }
    match text.split_once(' ') {
        Some((first, rest)) => vec![first.to_owned(), rest.to_owned()],
        None => vec![text.to_owned()],
    }
}

/// Lines of at most `room` characters, broken behind the separators of hosts and paths where there is one; what does not
/// fit ends in an ellipsis.
fn wrap(text: &str, room: usize) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    let mut lines = Vec::new();
    let mut rest = characters.as_slice();
    while !rest.is_empty() {
        if rest.len() <= room {
            lines.push(rest.iter().collect());
            break;
        }
        if lines.len() + 1 == LABEL_LINES {
            lines.push(rest[..room - 1].iter().chain(&['…']).collect());
            break;
        }
        // A short first word is better than a broken second one; other separators do not stand so near the beginning.
        let cut = (1..=room)
            .filter(|&at| at >= room / 3 || quality(rest, at) == BETWEEN_WORDS)
            .max_by_key(|&at| (quality(rest, at), at))
            .unwrap_or(room);
        lines.push(rest[..cut].iter().collect::<String>().trim_end().to_owned());
        rest = &rest[cut..];
        rest = &rest[rest.iter().take_while(|c| **c == ' ').count()..];
    }
    lines
}

/// The best place to break a line.
const BETWEEN_WORDS: u8 = 4;

/// How good a place before `text[at]` is to break a line: between words, before a port or a path segment, behind other
/// separators, anywhere.
fn quality(text: &[char], at: usize) -> u8 {
    let (before, behind) = (text[at.saturating_sub(1)], text[at]);
    match (before, behind) {
        _ if at == 0 => 0,
        (' ', _) | (_, ' ') => BETWEEN_WORDS,
        (':', '/') | ('/', '/') | (_, ':') if behind == '/' || text.get(at + 1) == Some(&'/') => 0,
        ('/', _) | (_, '/' | ':') => 3,
        ('-' | '_' | ',' | '@', _) => 2,
        (_, '.') if !before.is_ascii_digit() => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_pictures_run_across_and_narrow_ones_down() {
        let hops = [("Page", "https://shop.example.com"), ("nginx", ""), ("Upstream socket", "/run/php/php-fpm.sock")];
        let wide = layout(&hops, 800.0);
        assert_eq!(wide.direction, Direction::Across);
        assert!(wide.nodes.windows(2).all(|pair| pair[0].x < pair[1].x && pair[0].y == pair[1].y));
        let narrow = layout(&hops, 300.0);
        assert_eq!(narrow.direction, Direction::Down);
        assert!(narrow.nodes.windows(2).all(|pair| pair[0].y < pair[1].y && pair[0].x == pair[1].x));
        assert!(narrow.nodes.last().is_some_and(|node| node.y < narrow.height));
    }

    #[test]
    fn labels_break_at_separators_and_lose_nothing() {
        let path = "/run/php-fpm/php-fpm.sock";
        let lines = wrap(path, 12);
        assert_eq!(lines.concat(), path);
        assert!(lines.iter().all(|line| line.chars().count() <= 12));
        assert_eq!(wrap("172.18.0.3:5000", 11), ["172.18.0.3", ":5000"]);
        assert_eq!(wrap("flask 127.0.0.1:5000", 14), ["flask", "127.0.0.1:5000"]);
        assert_eq!(wrap("https://shop.example.com", 17), ["https://", "shop.example.com"]);
        assert_eq!(wrap("nginx in a container", 9), ["nginx in", "a", "container"]);
        assert_eq!(wrap("", 9), Vec::<String>::new());
    }

    #[test]
    fn columns_fill_the_width_and_labels_get_more() {
        let hops = [("Page", "wss://chat.example.com:8000/ws/"), ("Name", ""), ("nginx", "web_1")];
        for width in [180.0, 700.0] {
            let columns = columns(&hops, width);
            assert!((columns.iter().sum::<f64>() - width).abs() < 0.01);
            assert!(columns[0] >= columns[2] && columns[2] >= columns[1]);
        }
    }

    #[test]
    fn addresses_stay_whole_while_there_is_room() {
        let hops = [
            ("Name", "shop.example.com"),
            ("nginx", "nginx in web_1 (shop.example.com)"),
            ("Upstream name", "172.19.0.3"),
            ("Upstream connection", "172.19.0.3:5000"),
            ("App server", "werkzeug in api_1 on 127.0.0.1:5000"),
        ];
        let picture = layout(&hops, 700.0);
        let lines = |at: usize| picture.nodes[at].label.as_slice();
        assert_eq!(lines(0), ["shop.example.com"]);
        assert_eq!(lines(2), ["172.19.0.3"]);
        assert!(lines(4).iter().any(|line| line.contains("127.0.0.1")), "{:?}", lines(4));
    }

    #[test]
    fn any_number_of_hops_has_a_picture() {
        for width in [200.0, 320.0, 700.0, 1400.0] {
            for count in 0..9 {
                let picture = layout(&vec![("Upstream connection", "172.19.0.3:5000"); count], width);
                assert_eq!(picture.nodes.len(), count);
                assert!(
                    picture.height > 0.0
                        && picture.nodes.iter().all(|node| node.x >= 0.0 && node.x <= width.max(660.0))
                );
            }
        }
    }

    #[test]
    fn what_does_not_fit_says_so() {
        let lines = wrap(&"x".repeat(200), 10);
        assert_eq!(lines.len(), LABEL_LINES);
        assert!(lines.iter().all(|line| line.chars().count() <= 10));
        assert!(lines[LABEL_LINES - 1].ends_with('…'));
    }
}
