//! A unified diff as rows of two sides: which line became which, and which words changed.

/// A row.
#[derive(Debug, PartialEq)]
pub enum Row<'d> {
    /// Lines are left out here.
    Gap,
    /// The same on both sides: old number, new number, text.
    Same(usize, usize, &'d str),
    /// A line that went, one that came, or one in place of the other.
    Changed(Option<Side<'d>>, Option<Side<'d>>),
}

/// One side of a changed line.
#[derive(Debug, PartialEq)]
pub struct Side<'d> {
    /// Line number in its text, from 1.
    pub number: usize,
    /// What both sides begin with, what differs, and what both end with.
    pub parts: [&'d str; 3],
}

/// The rows of a unified diff; the lines before its first hunk name files and make none.
pub fn rows(diff: &str) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    let (mut old, mut new) = (0, 0);
    let mut out: Vec<(usize, &str)> = Vec::new();
    let mut come: Vec<(usize, &str)> = Vec::new();
    let mut inside = false;
    for line in diff.lines() {
        if let Some((from, to)) = line.strip_prefix("@@ ").and_then(hunk) {
            pair(&mut out, &mut come, &mut rows);
            if inside || from > 1 {
                rows.push(Row::Gap);
            }
            (old, new, inside) = (from, to, true);
        } else if !inside {
            continue;
        } else if let Some(text) = line.strip_prefix('-') {
            // A line that came before this one ends the change that it belongs to.
            if !come.is_empty() {
                pair(&mut out, &mut come, &mut rows);
            }
            out.push((old, text));
            old += 1;
        } else if let Some(text) = line.strip_prefix('+') {
            come.push((new, text));
            new += 1;
        } else if !line.starts_with('\\') {
            pair(&mut out, &mut come, &mut rows);
            rows.push(Row::Same(old, new, line.strip_prefix(' ').unwrap_or(line)));
            (old, new) = (old + 1, new + 1);
        }
    }
    pair(&mut out, &mut come, &mut rows);
    rows
}

/// The first line numbers of `-12,7 +12,8 @@`.
fn hunk(header: &str) -> Option<(usize, usize)> {
    let mut sides = header.split(' ');
    let mut first = |sign| sides.next()?.strip_prefix(sign)?.split(',').next()?.parse().ok();
    Some((first('-')?, first('+')?))
}

/// Lines that went beside those that came, in their order.
fn pair<'d>(out: &mut Vec<(usize, &'d str)>, come: &mut Vec<(usize, &'d str)>, rows: &mut Vec<Row<'d>>) {
    for at in 0..out.len().max(come.len()) {
        let (left, right) = (out.get(at).copied(), come.get(at).copied());
        let shared = match (left, right) {
            (Some((_, left)), Some((_, right))) => shared(left, right),
            // A line without a counterpart differs as a whole, and says so by itself.
            _ => (usize::MAX, 0),
        };
        let side =
            |line: Option<(usize, &'d str)>| line.map(|(number, text)| Side { number, parts: cut(text, shared) });
        rows.push(Row::Changed(side(left), side(right)));
    }
    out.clear();
    come.clear();
}

fn cut(text: &str, (front, back): (usize, usize)) -> [&str; 3] {
    let front = front.min(text.len());
    let back = text.len() - back.min(text.len() - front);
    [&text[..front], &text[front..back], &text[back..]]
}

/// How many bytes two lines share at their front and at their back, in whole words.
fn shared(left: &str, right: &str) -> (usize, usize) {
    let same = |pairs: &mut dyn Iterator<Item = (&str, &str)>| -> usize {
        pairs.take_while(|(a, b)| a == b).map(|(a, _)| a.len()).sum()
    };
    let (a, b) = (words(left), words(right));
    let front = same(&mut a.iter().copied().zip(b.iter().copied()));
    let back = same(&mut a.iter().rev().copied().zip(b.iter().rev().copied()));
    (front, back.min(left.len() - front).min(right.len() - front))
}

/// Words, and each other character by itself.
fn words(line: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let (one, others) = rest.split_at(word.max(first.len_utf8() * usize::from(word == 0)));
        words.push(one);
        rest = others;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    const DIFF: &str = "--- a/nginx.conf\n+++ b/nginx.conf\n@@ -4,4 +4,5 @@\n     location / {\n-        proxy_pass http://127.0.0.1:8000;\n+        proxy_pass http://api:8000;\n+        proxy_http_version 1.1;\n     }\n }\n@@ -20,2 +21,1 @@\n-gone é\n last\n\\ No newline at end of file\n";

    #[test]
    fn lines_stand_beside_what_they_became_with_their_numbers() {
        let rows = rows(DIFF);
        assert_eq!(rows[0], Row::Gap);
        assert_eq!(rows[1], Row::Same(4, 4, "    location / {"));
        let Row::Changed(Some(old), Some(new)) = &rows[2] else { panic!("{:?}", rows[2]) };
        assert_eq!((old.number, old.parts), (5, ["        proxy_pass http://", "127.0.0.1", ":8000;"]));
        assert_eq!((new.number, new.parts), (5, ["        proxy_pass http://", "api", ":8000;"]));
        let Row::Changed(None, Some(added)) = &rows[3] else { panic!("{:?}", rows[3]) };
        assert_eq!((added.number, added.parts.concat()), (6, "        proxy_http_version 1.1;".to_owned()));
        assert_eq!(rows[4..6], [Row::Same(6, 7, "    }"), Row::Same(7, 8, "}")]);
        assert_eq!(rows[6], Row::Gap);
        assert!(matches!(&rows[7], Row::Changed(Some(Side { number: 20, .. }), None)));
        assert_eq!(rows[8], Row::Same(21, 21, "last"));
        assert_eq!(rows.len(), 9);
    }

    #[test]
    fn the_parts_are_the_line_whatever_is_shared() {
        for (old, new) in [("aa", "aaa"), ("a a", "a a a"), ("é x", "é é x"), ("", "x"), ("same", "same"), ("x;", ";")]
        {
            let (front, back) = shared(old, new);
            for line in [old, new] {
                let parts = cut(line, (front, back));
                assert_eq!(parts.concat(), line);
                assert_eq!((parts[0].len(), parts[2].len()), (front, back));
            }
        }
    }

    #[test]
    fn any_text_is_survived() {
        for text in ["", "@@", "@@ -x +y @@", "@@ -1 +1 @@\n", "+", "-é", "@@ -1,1 +1,1 @@\n\\\n\n+"] {
            rows(text);
        }
    }
}
