//! The patterns of `location ~`, as far as configurations use them: literals, classes, groups, alternatives, repetitions and anchors.
//!
//! What is beyond that (look-around, back references, named classes) is not guessed at. A pattern is matched by the sets of places where
//! its parts can end, so that the time it takes grows with the path's length and never runs away.

/// Groups in groups: nobody nests deeper.
const MOST_LEVELS: usize = 12;
/// A repetition that is written out counts at most so often.
const MOST_TIMES: usize = 64;

/// A longer path is not matched.
const LONGEST_PATH: usize = 2048;

#[derive(Debug)]
enum Atom {
    Start,
    End,
    /// Byte ranges; true where all but these are meant.
    Class(Vec<(u8, u8)>, bool),
    Group(Vec<Vec<Piece>>),
}

#[derive(Debug)]
struct Piece {
    atom: Atom,
    least: usize,
    most: usize,
}

/// Whether a part of `path` matches, as nginx looks for it. None where the pattern is not understood.
pub fn matches(pattern: &str, path: &str, any_case: bool) -> Option<bool> {
    if path.len() > LONGEST_PATH {
        return None;
    }
    let (pattern, path) = match any_case {
        true => (pattern.to_ascii_lowercase(), path.to_ascii_lowercase()),
        false => (pattern.to_owned(), path.to_owned()),
    };
    let mut reader = Reader { bytes: pattern.as_bytes(), at: 0 };
    let all = reader.alternatives(MOST_LEVELS)?;
    if reader.at < pattern.len() {
        return None;
    }
    let starts: Vec<usize> = (0..=path.len()).collect();
    Some(!ends(&all, path.as_bytes(), &starts).is_empty())
}

/// The places of a path that were reached, each marked at its number.
struct Reached(Vec<bool>);

impl Reached {
    fn new(path: &[u8]) -> Self {
        Reached(vec![false; path.len() + 1])
    }

    /// Marks the places; what is left of them are those that were not marked before.
    fn add(&mut self, places: &mut Vec<usize>) {
        places.retain(|&place| !std::mem::replace(&mut self.0[place], true));
    }

    /// The marked places, in order.
    fn places(&self) -> Vec<usize> {
        let mut places: Vec<usize> = (0..self.0.len()).collect();
        places.retain(|&place| self.0[place]);
        places
    }
}

/// Where the alternatives can end that begin at one of `starts`, which are in order, in order.
fn ends(all: &[Vec<Piece>], path: &[u8], starts: &[usize]) -> Vec<usize> {
    let mut reached = Reached::new(path);
    for pieces in all {
        let mut at = starts.to_vec();
        for piece in pieces {
            at = repeated(piece, path, at);
        }
        reached.add(&mut at);
    }
    reached.places()
}

fn repeated(piece: &Piece, path: &[u8], mut at: Vec<usize>) -> Vec<usize> {
    for _ in 0..piece.least {
        at = once(&piece.atom, path, at);
    }
    if piece.least == piece.most {
        return at;
    }
    let mut reached = Reached::new(path);
    reached.add(&mut at);
    for _ in piece.least..piece.most {
        at = once(&piece.atom, path, at);
        reached.add(&mut at);
        if at.is_empty() {
            break;
        }
    }
    reached.places()
}

fn once(atom: &Atom, path: &[u8], mut at: Vec<usize>) -> Vec<usize> {
    match atom {
        Atom::Start => at.retain(|at| *at == 0),
        Atom::End => at.retain(|at| *at == path.len()),
        Atom::Class(ranges, but) => {
            let fits = |byte: u8| ranges.iter().any(|(from, to)| (*from..=*to).contains(&byte)) != *but;
            at.retain(|at| path.get(*at).is_some_and(|byte| fits(*byte)));
            at.iter_mut().for_each(|at| *at += 1);
        }
        Atom::Group(all) => return ends(all, path, &at),
    }
    at
}

struct Reader<'p> {
    bytes: &'p [u8],
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    fn takes(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    fn alternatives(&mut self, levels: usize) -> Option<Vec<Vec<Piece>>> {
        let mut all = vec![Vec::new()];
        while let Some(byte) = self.peek().filter(|byte| *byte != b')') {
            if byte == b'|' {
                self.at += 1;
                all.push(Vec::new());
                continue;
            }
            let atom = self.atom(levels)?;
            let (least, most) = self.times()?;
            all.last_mut()?.push(Piece { atom, least, most });
        }
        Some(all)
    }

    fn atom(&mut self, levels: usize) -> Option<Atom> {
        let one = |byte| Atom::Class(vec![(byte, byte)], false);
        Some(match self.next()? {
            b'^' => Atom::Start,
            b'$' => Atom::End,
            b'.' => Atom::Class(vec![(b'\n', b'\n')], true),
            b'(' => {
                if self.takes(b'?') {
                    self.group_name()?;
                }
                let all = self.alternatives(levels.checked_sub(1)?)?;
                self.takes(b')').then_some(Atom::Group(all))?
            }
            b'[' => self.class()?,
            b'\\' => {
                let (ranges, but) = escaped(self.next()?)?;
                Atom::Class(ranges, but)
            }
            b'*' | b'+' | b'?' | b'{' => return None,
            byte => one(byte),
        })
    }

    /// What follows `(?`: nothing is caught, or by a name.
    fn group_name(&mut self) -> Option<()> {
        if self.takes(b':') {
            return Some(());
        }
        self.takes(b'P');
        self.takes(b'<').then_some(())?;
        let name = self.peek().filter(u8::is_ascii_alphabetic);
        name?;
        while self.next()? != b'>' {}
        Some(())
    }

    fn class(&mut self) -> Option<Atom> {
        let but = self.takes(b'^');
        let mut ranges = Vec::new();
        loop {
            let from = match self.next()? {
                b']' if !ranges.is_empty() => return Some(Atom::Class(ranges, but)),
                b'[' if self.peek() == Some(b':') => return None,
                b'\\' => match escaped(self.next()?)? {
                    (inner, false) => {
                        ranges.extend(inner);
                        continue;
                    }
                    _ => return None,
                },
                byte => byte,
            };
            let is_range = self.peek() == Some(b'-') && self.bytes.get(self.at + 1).is_some_and(|byte| *byte != b']');
            if !is_range {
                ranges.push((from, from));
                continue;
            }
            self.at += 1;
            let to = self.next().filter(|to| *to != b'\\' && *to >= from)?;
            ranges.push((from, to));
        }
    }

    fn times(&mut self) -> Option<(usize, usize)> {
        let times = match self.peek() {
            Some(b'*') => (0, usize::MAX),
            Some(b'+') => (1, usize::MAX),
            Some(b'?') => (0, 1),
            Some(b'{') => {
                let rest = self.bytes.get(self.at + 1..)?;
                let end = rest.iter().position(|byte| *byte == b'}')?;
                let text = std::str::from_utf8(&rest[..end]).ok()?;
                let (least, most) = text.split_once(',').unwrap_or((text, text));
                let least = least.parse().ok()?;
                let most = if most.is_empty() { usize::MAX } else { most.parse().ok()? };
                self.at += end + 1;
                (least <= MOST_TIMES && least <= most).then_some((least, most))?
            }
            _ => return Some((1, 1)),
        };
        self.at += 1;
        // Lazy or not, the same texts match; possessive repetitions may match fewer.
        self.takes(b'?');
        (self.peek() != Some(b'+')).then_some(times)
    }
}

/// The class that a backslash makes of a byte.
fn escaped(byte: u8) -> Option<(Vec<(u8, u8)>, bool)> {
    let word = || vec![(b'0', b'9'), (b'A', b'Z'), (b'_', b'_'), (b'a', b'z')];
    let blank = || vec![(b'\t', b'\r'), (b' ', b' ')];
    Some(match byte {
        b'd' => (vec![(b'0', b'9')], false),
        b'D' => (vec![(b'0', b'9')], true),
        b'w' => (word(), false),
        b'W' => (word(), true),
        b's' => (blank(), false),
        b'S' => (blank(), true),
        byte if !byte.is_ascii_alphanumeric() => (vec![(byte, byte)], false),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::matches;
    use proptest::prelude::*;

    #[test]
    fn what_is_beyond_is_not_guessed_at() {
        for pattern in
            ["(?!a)", "(?=a)", r"(a)\1", r"\bws\b", "[[:alpha:]]", "a++", "(", "a)", "[a", "*", r"\p{L}", "(?i)a"]
        {
            assert_eq!(matches(pattern, "/a", false), None, "{pattern}");
        }
        assert_eq!(matches(&"(".repeat(100), "/", false), None);
    }

    #[test]
    fn time_does_not_run_away() {
        assert_eq!(matches("^(/*a*)*(a|a)*b$", &"/a".repeat(400), false), Some(false));
    }

    proptest! {
        #[test]
        fn it_agrees_with_the_compiled_expressions(
            pattern in r"(\^|)(/|a|b|\\\.|\.|\[ab\]|\[\^/\]|\(a\|/b\)|\(\?:ab\)|\\d|\\w|)(\*|\+|\?|\{1,2\}|\+\?|)(/|a|b|\.|\(/\|\$\)|\(\?<n>b\))(\*|\?|)(\$|)",
            path in r"[/ab.1C]{0,8}",
            any_case in any::<bool>(),
        ) {
            let options = hopcheck_expression::Options { any_case };
            if let (Ok(code), Some(said)) = (hopcheck_expression::compile(&pattern, options), matches(&pattern, &path, any_case)) {
                let program = hopcheck_expression::Program::new(&code).expect("sound");
                prop_assert_eq!(program.is_match(path.as_bytes()), said, "{} on {}", pattern, path);
            }
        }
    }
}
