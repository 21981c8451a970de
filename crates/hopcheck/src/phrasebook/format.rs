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

/// One conversion of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Part {
    prints: Prints,
    /// The least number of digits, of a number filled up with zeros; 0 where none is asked for.
    width: usize,
}

/// The most ways in which a text is laid under a format before it is given up.
const MOST_TRIES: usize = 200;

/// A format, taken apart: `literals[0] parts[0] literals[1] …`, one literal more than there are parts.
#[derive(Clone, Debug)]
pub struct Format {
    literals: Vec<String>,
    parts: Vec<Part>,
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
                Printed::Part(part) => {
                    parts.push(part);
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

    /// How many of its parts are no free text.
    pub fn typed(&self) -> usize {
        self.parts.iter().filter(|part| part.prints != Prints::Text).count()
    }

    /// The parts of `text`, where it was printed with this format. Each part is as short as the rest allows.
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
        let rest = text.strip_prefix(self.literals[0].as_str())?;
        let mut found = Vec::with_capacity(self.parts.len());
        let mut tries = MOST_TRIES;
        self.take_from(0, rest, cut, &mut found, &mut tries).then_some(found)
    }

    /// Lays the parts from `nth` on over `rest`. As deep as the format has parts.
    fn take_from<'t>(&self, nth: usize, rest: &'t str, cut: bool, found: &mut Vec<&'t str>, tries: &mut usize) -> bool {
        let Some(part) = self.parts.get(nth) else { return rest.is_empty() };
        let literal = self.literals[nth + 1].as_str();
        for at in self.ends(nth, rest) {
            if *tries == 0 {
                return false;
            }
            *tries -= 1;
            if !part.prints.fits(&rest[..at]) {
                continue;
            }
            found.push(&rest[..at]);
            if self.take_from(nth + 1, &rest[at + literal.len()..], cut, found, tries) {
                return true;
            }
            found.pop();
        }
        if cut && !rest.contains(literal) {
            found.push(without_start_of(rest, literal));
            return true;
        }
        false
    }

    /// Where the part `nth` may end in `rest`, the shortest first.
    fn ends<'t>(&self, nth: usize, rest: &'t str) -> Box<dyn Iterator<Item = usize> + 't>
    where
        Self: 't,
    {
        let literal = self.literals[nth + 1].clone();
        if nth + 1 == self.parts.len() {
            let at = rest.len().checked_sub(literal.len());
            return Box::new(at.filter(|_| rest.ends_with(&literal)).into_iter());
        }
        if literal.is_empty() {
            return Box::new(std::iter::once(run(self.parts[nth], rest)));
        }
        let mut from = 0;
        Box::new(std::iter::from_fn(move || {
            let at = rest.get(from..)?.find(&literal)? + from;
            from = at + literal.chars().next().map_or(1, char::len_utf8);
            Some(at)
        }))
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
fn run(part: Part, rest: &str) -> usize {
    let stops = |c: char| match part.prints {
        Prints::Number => !(c.is_ascii_digit() || c == '-'),
        Prints::Hex => !c.is_ascii_hexdigit(),
        Prints::Text | Prints::Character => true,
    };
    let end = rest.find(stops).unwrap_or(rest.len());
    if part.width > 0 { end.min(part.width) } else { end }
}

enum Printed {
    Part(Part),
    Percent,
    Nothing,
}

/// The conversion that `rest`, behind a `%`, begins with, and its length.
fn conversion(rest: &str) -> Option<(Printed, usize)> {
    let mut hex = false;
    let mut unsigned = false;
    let mut width = 0;
    for (at, c) in rest.char_indices() {
        let part = |prints| {
            let prints = if hex { Prints::Hex } else { prints };
            Some((Printed::Part(Part { prints, width }), at + c.len_utf8()))
        };
        match c {
            '0'..='9' => width = width * 10 + (c as usize - '0' as usize),
            '*' => {}
            // Behind it stands how many digits a fraction has.
            '.' => width = 0,
            'u' => unsigned = true,
            'x' | 'X' => hex = true,
            'V' | 'v' | 's' => return part(Prints::Text),
            'c' => return part(Prints::Character),
            'p' => return Some((Printed::Part(Part { prints: Prints::Hex, width: 0 }), at + 1)),
            'i' | 'd' | 'l' | 'D' | 'L' | 'A' | 'O' | 'P' | 'M' | 'T' | 'z' | 'r' | 'f' => return part(Prints::Number),
            'N' | 'Z' => return Some((Printed::Nothing, at + 1)),
            '%' => return Some((Printed::Percent, at + 1)),
            // `%u` alone, as the Windows build prints its version with.
            _ if unsigned => return Some((Printed::Part(Part { prints: Prints::Number, width }), at)),
            _ => return None,
        }
        if width > 99 {
            return None;
        }
    }
    unsigned.then_some((Printed::Part(Part { prints: Prints::Number, width }), rest.len()))
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
        let format = Format::new("%s %P exited on signal %d%s");
        let text = "worker process 31 exited on signal 9 (core dumped)";
        assert_eq!(format.parts_of(text), Some(vec!["worker process", "31", "9", " (core dumped)"]));
        let format = Format::new("cookie \"uid=%08XD%08XD\" was reset");
        assert_eq!(format.parts_of("cookie \"uid=0A00020F0A000210\" was reset"), Some(vec!["0A00020F", "0A000210"]));
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
        // Every way to lay it would take for ever.
        let format = Format::new("%s a%s a%s a%s a%s a%s a%s a%d");
        assert_eq!(format.parts_of(&" a".repeat(2_000)), None);
    }
}
