//! One of nginx's message formats, and whether a text was printed with it.
//!
//! The dialect is that of `ngx_vslprintf()` (src/core/ngx_string.c): `%V`, `%s`, `%*s` print text, `%ui`, `%d`, `%O`, `%P` … numbers,
//! with a width or `x` in between.

/// With fewer bytes of its fixed text left, a cut text is taken for nothing.
const SHORTEST_START: usize = 12;

/// What a conversion may print.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Prints {
    /// Any text, also none.
    Text,
    /// One character.
    Character,
    /// A decimal number, perhaps negative, perhaps with a fraction.
    Number,
    /// Hexadecimal digits.
    Hex,
}

impl Prints {
    fn fits(self, text: &str) -> bool {
        match self {
            Prints::Text => true,
            Prints::Character => text.chars().count() <= 1,
            Prints::Number => {
                let digits = text.strip_prefix('-').unwrap_or(text);
                !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
            }
            Prints::Hex => !text.is_empty() && text.bytes().all(|b| b.is_ascii_hexdigit()),
        }
    }
}

/// A format, taken apart: `literals[0] parts[0] literals[1] …`, one literal more than there are parts.
#[derive(Clone, Debug)]
pub struct Format {
    literals: Vec<String>,
    parts: Vec<Prints>,
}

impl Format {
    /// Takes a format apart. What is no conversion stands for itself.
    pub fn new(format: &str) -> Self {
        let mut literals = vec![String::new()];
        let mut parts = Vec::new();
        let mut rest = format;
        while let Some(at) = rest.find('%') {
            let literal = literals.last_mut().expect("there is always a last literal");
            literal.push_str(&rest[..at]);
            let Some((prints, length)) = conversion(&rest[at + 1..]) else {
                literal.push('%');
                rest = &rest[at + 1..];
                continue;
            };
            match prints {
                Printed::Part(prints) => {
                    parts.push(prints);
                    literals.push(String::new());
                }
                Printed::Percent => literal.push('%'),
                Printed::Nothing => {}
            }
            rest = &rest[at + 1 + length..];
        }
        literals.last_mut().expect("there is always a last literal").push_str(rest);
        Format { literals, parts }
    }

    /// How many parts it prints.
    pub fn part_count(&self) -> usize {
        self.parts.len()
    }

    /// Its longest fixed text: what a text must contain to be worth a closer look.
    pub fn key(&self) -> &str {
        let longest = self.literals.iter().max_by_key(|literal| literal.len());
        longest.map_or("", String::as_str)
    }

    /// How much of it is fixed, in bytes: of two formats that fit one text, the one with more says more.
    pub fn fixed(&self) -> usize {
        self.literals.iter().map(String::len).sum()
    }

    /// The parts of `text`, where it was printed with this format. Each part ends where the literal behind it first stands and
    /// the part is what its conversion prints; the time is linear in the text for each literal.
    pub fn parts_of<'t>(&self, text: &'t str) -> Option<Vec<&'t str>> {
        self.take(text, false)
    }

    /// The parts that are left of a text that was cut off at its end.
    pub fn parts_of_cut<'t>(&self, text: &'t str) -> Option<Vec<&'t str>> {
        if text.len() >= SHORTEST_START && self.literals[0].starts_with(text) {
            return Some(Vec::new());
        }
        if self.literals[0].len() < SHORTEST_START { None } else { self.take(text, true) }
    }

    fn take<'t>(&self, text: &'t str, cut: bool) -> Option<Vec<&'t str>> {
        let mut rest = text.strip_prefix(self.literals[0].as_str())?;
        let mut found = Vec::with_capacity(self.parts.len());
        for (nth, prints) in self.parts.iter().enumerate() {
            let literal = self.literals[nth + 1].as_str();
            let is_last = nth + 1 == self.parts.len();
            let at = if is_last {
                rest.len().checked_sub(literal.len()).filter(|&at| rest.is_char_boundary(at) && rest.ends_with(literal))
            } else if literal.is_empty() {
                Some(run(*prints, rest))
            } else {
                rest.match_indices(literal).map(|(at, _)| at).find(|&at| prints.fits(&rest[..at]))
            };
            match at.filter(|&at| prints.fits(&rest[..at])) {
                Some(at) => {
                    found.push(&rest[..at]);
                    rest = &rest[at + literal.len()..];
                }
                None if cut => {
                    found.push(without_start_of(rest, literal));
                    return Some(found);
                }
                None => return None,
            }
        }
        rest.is_empty().then_some(found)
    }
}

/// `rest` without what may be the beginning of `literal` at its end.
fn without_start_of<'t>(rest: &'t str, literal: &str) -> &'t str {
    let longest = (1..=literal.len().min(rest.len()))
        .rev()
        .find(|&length| literal.is_char_boundary(length) && rest.ends_with(&literal[..length]));
    &rest[..rest.len() - longest.unwrap_or(0)]
}

/// How far a part reaches that another one follows at once.
fn run(prints: Prints, rest: &str) -> usize {
    let stops = |c: char| match prints {
        Prints::Number => !(c.is_ascii_digit() || c == '-'),
        Prints::Hex => !c.is_ascii_hexdigit(),
        Prints::Text | Prints::Character => true,
    };
    rest.find(stops).unwrap_or(rest.len())
}

enum Printed {
    Part(Prints),
    Percent,
    Nothing,
}

/// The conversion that `rest`, behind a `%`, begins with, and its length.
fn conversion(rest: &str) -> Option<(Printed, usize)> {
    let mut hex = false;
    let mut unsigned = false;
    let mut seen_dot = false;
    for (at, c) in rest.char_indices() {
        let part = |prints| Some((Printed::Part(if hex { Prints::Hex } else { prints }), at + c.len_utf8()));
        match c {
            '0'..='9' | '*' => {}
            '.' if !seen_dot => seen_dot = true,
            'u' => unsigned = true,
            'x' | 'X' => hex = true,
            'V' | 'v' | 's' => return part(Prints::Text),
            'c' => return part(Prints::Character),
            'p' => return Some((Printed::Part(Prints::Hex), at + 1)),
            'i' | 'd' | 'l' | 'D' | 'L' | 'A' | 'O' | 'P' | 'M' | 'T' | 'z' | 'r' | 'f' => return part(Prints::Number),
            'N' | 'Z' => return Some((Printed::Nothing, at + 1)),
            '%' => return Some((Printed::Percent, at + 1)),
            // `%u` alone, as the Windows build prints its version with.
            _ if unsigned => return Some((Printed::Part(Prints::Number), at)),
            _ => return None,
        }
    }
    unsigned.then_some((Printed::Part(Prints::Number), rest.len()))
}

#[cfg(test)]
mod tests {
    use super::Format;

    #[test]
    fn parts_are_found_between_the_literals() {
        let format = Format::new("client intended to send too large body: %O bytes");
        assert_eq!(format.parts_of("client intended to send too large body: 20971520 bytes"), Some(vec!["20971520"]));
        assert_eq!(format.parts_of("client intended to send too large body: many bytes"), None);
        let format = Format::new("%V could not be resolved (%i: %s)");
        assert_eq!(
            format.parts_of("app.internal could not be resolved (3: Host not found)"),
            Some(vec!["app.internal", "3", "Host not found"])
        );
    }

    #[test]
    fn a_literal_that_comes_too_early_is_passed_over() {
        let format = Format::new("%s: %d left");
        assert_eq!(format.parts_of("zone one: 7 left"), Some(vec!["zone one", "7"]));
        let format = Format::new("excess: %ui.%03ui by zone \"%V\"");
        assert_eq!(format.parts_of("excess: 5.620 by zone \"api\""), Some(vec!["5", "620", "api"]));
    }

    #[test]
    fn hexadecimal_numbers_and_percent_signs() {
        let format = Format::new("bad %08XD at %p, 100%% sure");
        assert_eq!(format.parts_of("bad 00FF0012 at 000055D2A, 100% sure"), Some(vec!["00FF0012", "000055D2A"]));
        assert_eq!(Format::new("OS: %u build:%ud.%ud").part_count(), 3);
        assert_eq!(Format::new("ends in %").key(), "ends in %");
    }

    #[test]
    fn a_text_that_was_cut_off_gives_what_is_left() {
        let format = Format::new("directory index of \"%V\" is forbidden");
        assert_eq!(format.parts_of("directory index of \"/srv/si"), None);
        assert_eq!(format.parts_of_cut("directory index of \"/srv/si"), Some(vec!["/srv/si"]));
        assert_eq!(format.parts_of_cut("directory index of \"/srv/site\" is f"), Some(vec!["/srv/site"]));
        assert_eq!(format.parts_of_cut("index of \"/srv/si"), None);
        assert_eq!(Format::new("invalid %s response").parts_of_cut("invalid number"), None, "too little of it is left");
        assert_eq!(Format::new("upstream prematurely closed connection").parts_of_cut("upstream prem"), Some(vec![]));
    }

    #[test]
    fn any_text_is_survived() {
        for format in ["", "%", "%V%V", "%s%*s", "é%Vé", "%ui"] {
            let format = Format::new(format);
            for text in ["", "é", "ééé", "1", "%", "a\u{0}b", "12é"] {
                let _ = (format.parts_of(text), format.parts_of_cut(text));
            }
        }
    }
}
