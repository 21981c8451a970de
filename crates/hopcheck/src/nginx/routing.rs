//! Which of a server's locations nginx takes for a request.
//!
//! `ngx_http_core_find_location()`: an exact location at once; else the longest prefix, and in it the same again among the locations inside;
//! then the patterns in the order of the text, from the innermost level out, unless the prefix says `^~`.
//! <https://nginx.org/en/docs/http/ngx_http_core_module.html#location>

use super::pattern;

/// A location.
#[derive(Clone, Copy, Debug)]
pub struct Place<'t> {
    /// `=`, `^~`, `~`, `~*`; none for a plain prefix.
    pub modifier: Option<&'t str>,
    /// Its path or pattern.
    pub path: &'t str,
    /// The location it stands in.
    pub inside: Option<usize>,
}

/// The location for a request's path, as an index; the inner None where no location is for it. The outer None where a pattern decides that
/// is not understood.
pub fn route(places: &[Place], request: &str) -> Option<Option<usize>> {
    let path = normalised(request);
    let mut taken = None;
    loop {
        let found = at(places, &path, taken)?;
        let Found::Pattern(next) = found else {
            let (Found::Settled(next) | Found::Prefix(next)) = found else { return Some(taken) };
            return Some(Some(next));
        };
        // Locations may stand in the one of the pattern, which are deeper each time.
        taken = Some(next);
    }
}

enum Found {
    Nothing,
    Settled(usize),
    Prefix(usize),
    Pattern(usize),
}

/// The search among the locations that stand in `around`.
fn at(places: &[Place], path: &str, around: Option<usize>) -> Option<Found> {
    let inside = |level: Option<usize>| places.iter().enumerate().filter(move |(_, place)| place.inside == level);
    // The levels that prefixes lead down to, and whether each lets patterns be looked for.
    let mut levels = vec![(around, true)];
    let mut prefix = None;
    while let Some((level, patterns)) = levels.last_mut() {
        if let Some((exact, _)) = inside(*level).find(|(_, place)| place.modifier == Some("=") && place.path == path) {
            return Some(Found::Settled(exact));
        }
        let is_prefix = |place: &Place| matches!(place.modifier, None | Some("^~")) && path.starts_with(place.path);
        let longest = inside(*level).filter(|(_, place)| is_prefix(place)).max_by_key(|(_, place)| place.path.len());
        let Some((next, place)) = longest else { break };
        *patterns = place.modifier.is_none();
        prefix = Some(next);
        levels.push((Some(next), true));
    }
    for (level, _) in levels.into_iter().rev().filter(|(_, patterns)| *patterns) {
        for (next, place) in inside(level).filter(|(_, place)| matches!(place.modifier, Some("~" | "~*"))) {
            if pattern::matches(place.path, path, place.modifier == Some("~*"))? {
                return Some(Found::Pattern(next));
            }
        }
    }
    Some(prefix.map_or(Found::Nothing, Found::Prefix))
}

/// A request's path as nginx compares it: without query, with `%XX` decoded, doubled slashes merged, `.` and `..` resolved.
fn normalised(request: &str) -> String {
    let path = request.split(['?', '#']).next().unwrap_or("");
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|code| u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok());
        match code.filter(|_| byte == b'%') {
            Some(code) => {
                bytes.push(code);
                rest = &after[2..];
            }
            None => {
                bytes.push(byte);
                rest = after;
            }
        }
    }
    let decoded = String::from_utf8_lossy(&bytes).into_owned();
    let mut parts: Vec<&str> = Vec::new();
    for part in decoded.split('/').filter(|part| !part.is_empty() && *part != ".") {
        match part {
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    let open = decoded.ends_with('/') || decoded.ends_with("/.") || decoded.ends_with("/..");
    let end = if open && !parts.is_empty() { "/" } else { "" };
    format!("/{}{end}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::{Place, route};

    fn taken<'t>(places: &[(&'t str, Option<usize>)], request: &str) -> Option<Option<&'t str>> {
        let place = |(written, inside): &(&'t str, Option<usize>)| {
            let (modifier, path) =
                written.split_once(' ').map_or((None, *written), |(modifier, path)| (Some(modifier), path));
            Place { modifier, path, inside: *inside }
        };
        let all: Vec<Place> = places.iter().map(place).collect();
        Some(route(&all, request)?.map(|at| places[at].0))
    }

    // The order of https://nginx.org/en/docs/http/ngx_http_core_module.html#location, with its own example.
    #[test]
    fn the_documentations_example() {
        let all = ["= /", "/", "/documents/", "^~ /images/", r"~* \.(gif|jpg|jpeg)$"].map(|written| (written, None));
        for (request, location) in [
            ("/", "= /"),
            ("/index.html", "/"),
            ("/documents/document.html", "/documents/"),
            ("/images/1.gif", "^~ /images/"),
            ("/documents/1.jpg", r"~* \.(gif|jpg|jpeg)$"),
            ("/documents/1.JPG?size=2", r"~* \.(gif|jpg|jpeg)$"),
            ("//documents/./x/../1.html", "/documents/"),
            ("/%64ocuments/1.html", "/documents/"),
        ] {
            assert_eq!(taken(&all, request), Some(Some(location)), "{request}");
        }
    }

    #[test]
    fn the_first_pattern_counts_and_the_longest_prefix() {
        let all = ["/", "/ws", "/ws/chat", "~ ^/ws/c", "~ ^/ws"].map(|written| (written, None));
        assert_eq!(taken(&all, "/ws/chat/1"), Some(Some("~ ^/ws/c")));
        assert_eq!(taken(&all, "/ws/"), Some(Some("~ ^/ws")));
        assert_eq!(taken(&all[..3], "/ws/chat/1"), Some(Some("/ws/chat")));
        assert_eq!(taken(&[("/api", None)], "/ws"), Some(None));
        assert_eq!(taken(&[("/", None), ("~ (?!x)", None)], "/ws"), None);
        assert_eq!(taken(&[("^~ /ws", None), ("~ (?!x)", None)], "/ws"), Some(Some("^~ /ws")));
    }

    // Seen with nginx 1.22.1: an inner pattern before an outer one, and an outer one before an inner prefix.
    #[test]
    fn locations_in_locations() {
        let all = [("/a/", None), ("/a/b/", Some(0)), (r"~ \.x$", Some(0)), (r"~ \.(x|y)$", None), ("~ /c", Some(3))];
        for (request, location) in [
            ("/a/b/1", "/a/b/"),
            ("/a/1", "/a/"),
            ("/a/1.x", r"~ \.x$"),
            ("/a/b/1.y", r"~ \.(x|y)$"),
            ("/c.y", "~ /c"),
            ("/d.y", r"~ \.(x|y)$"),
        ] {
            assert_eq!(taken(&all, request), Some(Some(location)), "{request}");
        }
    }
}
