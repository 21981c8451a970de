//! Where the hops of the request's path stand in the picture: side by side where there is room, else one below the other.

/// Below this width, in CSS pixels, the hops stand one below the other.
const SIDE_BY_SIDE: f64 = 660.0;
/// Advance of one character of the label font, in CSS pixels; generous, since the font is the reader's.
const CHARACTER: f64 = 7.4;
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
    if width >= SIDE_BY_SIDE {
        across(hops, width)
    } else {
        down(hops, width)
    }
}

fn across(hops: &[(&str, &str)], width: f64) -> Layout {
    let column = width / hops.len().max(1) as f64;
    let room = ((column - 6.0) / CHARACTER).max(6.0) as usize;
    let nodes: Vec<NodePlace> = hops
        .iter()
        .enumerate()
        .map(|(at, (name, label))| NodePlace {
            x: column * (at as f64 + 0.5),
            y: 40.0,
            name: words(name, room),
            label: wrap(label, room),
        })
        .collect();
    let names = nodes.iter().map(|node| node.name.len()).max().unwrap_or(1);
    let labels = nodes.iter().map(|node| node.label.len()).max().unwrap_or(0);
    Layout {
        direction: Direction::Across,
        width,
        height: 60.0 + 16.0 * names as f64 + 15.0 * labels as f64,
        nodes,
    }
}

fn down(hops: &[(&str, &str)], width: f64) -> Layout {
    let room = ((width - 44.0) / CHARACTER).max(12.0) as usize;
    let mut y = 16.0;
    let mut nodes = Vec::with_capacity(hops.len());
    for (name, label) in hops {
        let label = wrap(label, room);
        let height = 26.0 + 16.0 * label.len() as f64;
        nodes.push(NodePlace {
            x: 14.0,
            y,
            name: vec![(*name).to_owned()],
            label,
        });
        y += height;
    }
    Layout {
        direction: Direction::Down,
        width,
        height: y - 6.0,
        nodes,
    }
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
        let separator = rest[..room]
            .iter()
            .rposition(|c| matches!(c, '/' | ':' | '.' | '-' | '_' | ' ' | ',' | '@'));
        let cut = match separator {
            // Before a port or a path, behind anything else; never a stub of a line.
            Some(at) if at >= room / 3 => at + usize::from(!matches!(rest[at], ':' | '/')),
            _ => room,
        };
        lines.push(rest[..cut].iter().collect::<String>().trim_end().to_owned());
        rest = &rest[cut..];
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_pictures_run_across_and_narrow_ones_down() {
        let hops = [
            ("Page", "https://shop.example.com"),
            ("nginx", ""),
            ("Upstream socket", "/run/php/php-fpm.sock"),
        ];
        let wide = layout(&hops, 800.0);
        assert_eq!(wide.direction, Direction::Across);
        assert!(
            wide.nodes
                .windows(2)
                .all(|pair| pair[0].x < pair[1].x && pair[0].y == pair[1].y)
        );
        let narrow = layout(&hops, 300.0);
        assert_eq!(narrow.direction, Direction::Down);
        assert!(
            narrow
                .nodes
                .windows(2)
                .all(|pair| pair[0].y < pair[1].y && pair[0].x == pair[1].x)
        );
        assert!(
            narrow
                .nodes
                .last()
                .is_some_and(|node| node.y < narrow.height)
        );
    }

    #[test]
    fn labels_break_at_separators_and_lose_nothing() {
        let path = "/run/php-fpm/php-fpm.sock";
        let lines = wrap(path, 12);
        assert_eq!(lines.concat(), path);
        assert!(lines.iter().all(|line| line.chars().count() <= 12));
        assert_eq!(wrap("172.18.0.3:5000", 11), ["172.18.0.3", ":5000"]);
        assert_eq!(wrap("", 9), Vec::<String>::new());
    }

    #[test]
    fn what_does_not_fit_says_so() {
        let lines = wrap(&"x".repeat(200), 10);
        assert_eq!(lines.len(), LABEL_LINES);
        assert!(lines.iter().all(|line| line.chars().count() <= 10));
        assert!(lines[LABEL_LINES - 1].ends_with('…'));
    }
}
