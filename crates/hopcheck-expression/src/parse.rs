//! From a pattern to a tree.

/// Groups may stand this deep in each other.
const MOST_NESTED: u32 = 50;
/// A counted repetition counts to this at most.
const MOST_REPEATED: u32 = 1000;

/// A set of bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bytes([u64; 4]);

impl Bytes {
    /// Adds the bytes from `first` to `last`.
    pub fn add(&mut self, first: u8, last: u8) {
        for byte in first..=last {
            self.0[usize::from(byte >> 6)] |= 1 << (byte & 63);
        }
    }

    /// Whether it holds the byte.
    pub fn has(&self, byte: u8) -> bool {
        self.0[usize::from(byte >> 6)] >> (byte & 63) & 1 == 1
    }

    /// Adds what another holds.
    pub fn join(&mut self, other: &Bytes) {
        for (mine, theirs) in self.0.iter_mut().zip(other.0) {
            *mine |= theirs;
        }
    }

    /// All other bytes.
    pub fn opposite(&self) -> Bytes {
        Bytes(self.0.map(|word| !word))
    }

    fn without_case(&self) -> Bytes {
        let mut all = *self;
        for letter in b'a'..=b'z' {
            if self.has(letter) || self.has(letter.to_ascii_uppercase()) {
                all.add(letter, letter);
                all.add(letter.to_ascii_uppercase(), letter.to_ascii_uppercase());
            }
        }
        all
    }
}

/// A place between two bytes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Place {
    /// The text's beginning.
    TextStart,
    /// The text's end.
    TextEnd,
    /// A line's beginning.
    LineStart,
    /// A line's end.
    LineEnd,
    /// Between a word's byte and another.
    Boundary,
    /// Not there.
    NoBoundary,
}

/// A part of a pattern.
#[derive(Debug)]
pub enum Node {
    /// One byte of a set.
    Byte(Bytes),
    /// A place.
    At(Place),
    /// A group that captures, by number.
    Group(usize, Box<Node>),
    /// One after the other.
    Row(Vec<Node>),
    /// The first that lets the rest match.
    Choice(Vec<Node>),
    /// Between `least` and `most` times.
    Repeat {
        /// What.
        node: Box<Node>,
        /// How often at least.
        least: u32,
        /// How often at most; none where there is no limit.
        most: Option<u32>,
        /// As often as possible, or as seldom.
        greedy: bool,
    },
}

/// A whole pattern.
#[derive(Debug)]
pub struct Parsed {
    /// The tree.
    pub node: Node,
    /// How many groups capture, not counting the whole.
    pub groups: usize,
    /// The names of groups.
    pub names: Vec<(String, usize)>,
}

/// Reads a pattern.
pub fn parse(pattern: &str, ignore_case: bool) -> Result<Parsed, String> {
    let flags = Flags { ignore_case, dot_all: false, lines: false };
    let mut parser = Parser { rest: pattern, flags, groups: 0, names: Vec::new(), depth: 0 };
    match parser.choice().and_then(|node| if parser.rest.is_empty() { Ok(node) } else { Err("a `)` too many") }) {
        Ok(node) => Ok(Parsed { node, groups: parser.groups, names: parser.names }),
        Err(wrong) => Err(format!("{wrong} at byte {} of `{pattern}`", pattern.len() - parser.rest.len())),
    }
}

#[derive(Clone, Copy)]
struct Flags {
    ignore_case: bool,
    dot_all: bool,
    lines: bool,
}

struct Parser<'p> {
    rest: &'p str,
    flags: Flags,
    groups: usize,
    names: Vec<(String, usize)>,
    depth: u32,
}

type Read<T> = Result<T, &'static str>;

impl<'p> Parser<'p> {
    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn eat(&mut self, text: &str) -> bool {
        let rest = self.rest.strip_prefix(text);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn next(&mut self) -> Read<char> {
        let next = self.peek().ok_or("the pattern ends too early")?;
        self.rest = &self.rest[next.len_utf8()..];
        Ok(next)
    }

    fn until(&mut self, end: char) -> Read<&'p str> {
        let (text, rest) = self.rest.split_once(end).ok_or("the pattern ends too early")?;
        self.rest = rest;
        Ok(text)
    }

    fn choice(&mut self) -> Read<Node> {
        let mut all = vec![self.row()?];
        while self.eat("|") {
            all.push(self.row()?);
        }
        Ok(if all.len() == 1 { all.remove(0) } else { Node::Choice(all) })
    }

    fn row(&mut self) -> Read<Node> {
        let mut all = Vec::new();
        while let Some(next) = self.peek().filter(|next| !matches!(next, '|' | ')')) {
            if matches!(next, '*' | '+' | '?' | '{') {
                return Err("nothing to repeat");
            }
            if let Some(node) = self.item()? {
                all.push(self.repeated(node)?);
            }
        }
        Ok(Node::Row(all))
    }

    fn repeated(&mut self, mut node: Node) -> Read<Node> {
        for _ in 0..MOST_NESTED {
            let (least, most) = match self.peek() {
                Some('*') => (0, None),
                Some('+') => (1, None),
                Some('?') => (0, Some(1)),
                Some('{') => self.count()?,
                _ => return Ok(node),
            };
            self.next()?;
            let greedy = !self.eat("?");
            node = Node::Repeat { node: Box::new(node), least, most, greedy };
        }
        Err("too much nesting")
    }

    /// What stands in braces; leaves the closing one.
    fn count(&mut self) -> Read<(u32, Option<u32>)> {
        self.next()?;
        let (text, _) = self.rest.split_once('}').ok_or("a `{` without its `}`")?;
        let number = |text: &str| {
            let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse().ok().filter(|&n| plain && n <= MOST_REPEATED).ok_or("not a count that can be used")
        };
        let counts = match text.split_once(',') {
            None => (number(text)?, Some(number(text)?)),
            Some((least, "")) => (number(least)?, None),
            Some((least, most)) => (number(least)?, Some(number(most)?)),
        };
        if counts.1.is_some_and(|most| most < counts.0) {
            return Err("a count that ends before it begins");
        }
        self.rest = &self.rest[text.len()..];
        Ok(counts)
    }

    fn item(&mut self) -> Read<Option<Node>> {
        Ok(Some(match self.next()? {
            '(' => return self.group(),
            '[' => Node::Byte(self.class()?),
            '.' => {
                let mut line_end = Bytes::default();
                if !self.flags.dot_all {
                    line_end.add(b'\n', b'\n');
                }
                Node::Byte(line_end.opposite())
            }
            '^' => Node::At(if self.flags.lines { Place::LineStart } else { Place::TextStart }),
            '$' => Node::At(if self.flags.lines { Place::LineEnd } else { Place::TextEnd }),
            '\\' => match self.peek() {
                Some('b') => self.place(Place::Boundary)?,
                Some('B') => self.place(Place::NoBoundary)?,
                Some('A') => self.place(Place::TextStart)?,
                Some('z') => self.place(Place::TextEnd)?,
                _ => {
                    let (set, _) = self.escaped()?;
                    Node::Byte(self.cased(set))
                }
            },
            other => self.literal(other),
        }))
    }

    fn place(&mut self, place: Place) -> Read<Node> {
        self.next()?;
        if self.peek() == Some('{') {
            return Err("not a place that is known");
        }
        Ok(Node::At(place))
    }

    fn literal(&self, char: char) -> Node {
        let one = |byte: u8| {
            let mut set = Bytes::default();
            set.add(byte, byte);
            Node::Byte(self.cased(set))
        };
        match u8::try_from(char) {
            Ok(byte) if byte.is_ascii() => one(byte),
            _ => Node::Row(char.encode_utf8(&mut [0; 4]).bytes().map(one).collect()),
        }
    }

    fn cased(&self, set: Bytes) -> Bytes {
        if self.flags.ignore_case { set.without_case() } else { set }
    }

    /// What follows a backslash: its bytes, and the one byte where it is one.
    fn escaped(&mut self) -> Read<(Bytes, Option<u8>)> {
        let mut set = Bytes::default();
        let next = self.next()?;
        let ranges: &[(u8, u8)] = match next {
            'd' | 'D' => &[(b'0', b'9')],
            'w' | 'W' => &[(b'0', b'9'), (b'A', b'Z'), (b'_', b'_'), (b'a', b'z')],
            's' | 'S' => &[(b'\t', b'\r'), (b' ', b' ')],
            _ => &[],
        };
        for &(first, last) in ranges {
            set.add(first, last);
        }
        if !ranges.is_empty() {
            return Ok((if next.is_ascii_uppercase() { set.opposite() } else { set }, None));
        }
        let byte = match next {
            'n' => b'\n',
            'r' => b'\r',
            't' => b'\t',
            'x' => {
                let digits = self.rest.get(..2).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
                self.rest = self.rest.get(2..).unwrap_or_default();
                digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()).ok_or("`\\x` needs two digits")?
            }
            mark if mark.is_ascii_punctuation() && !matches!(mark, '<' | '>') => mark as u8,
            _ => return Err("not an escape that is known"),
        };
        set.add(byte, byte);
        Ok((set, Some(byte)))
    }

    fn class(&mut self) -> Read<Bytes> {
        let negated = self.eat("^");
        let mut set = Bytes::default();
        let mut first = true;
        loop {
            if !first && self.eat("]") {
                let set = self.cased(set);
                return Ok(if negated { set.opposite() } else { set });
            }
            first = false;
            if ["&&", "--", "~~"].iter().any(|operator| self.rest.starts_with(operator)) {
                return Err("not in the language: sets of sets");
            }
            let (part, from) = self.class_part()?;
            if self.rest.starts_with('-') && !self.rest.starts_with("-]") && !self.rest.starts_with("--") {
                self.next()?;
                let (Some(from), Some(to)) = (from, self.class_part()?.1) else { return Err("not a range") };
                if to < from {
                    return Err("not a range");
                }
                set.add(from, to);
            } else {
                set.join(&part);
            }
        }
    }

    fn class_part(&mut self) -> Read<(Bytes, Option<u8>)> {
        match self.next()? {
            '\\' => self.escaped(),
            '[' => Err("not in the language: sets of sets; write `\\[`"),
            char if char.is_ascii() => {
                let mut set = Bytes::default();
                set.add(char as u8, char as u8);
                Ok((set, Some(char as u8)))
            }
            _ => Err("only ASCII can stand in a set"),
        }
    }

    /// What follows an opening bracket. None for flags, which hold to the end of the group around them.
    fn group(&mut self) -> Read<Option<Node>> {
        let outside = self.flags;
        let mut number = None;
        if self.eat("?P<") || self.eat("?<") {
            let name = self.until('>')?;
            let known = self.names.iter().any(|(other, _)| other == name);
            let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
            if known || !name.bytes().all(fits) || !name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
                return Err("not a name for a group");
            }
            self.groups += 1;
            self.names.push((name.to_owned(), self.groups));
            number = Some(self.groups);
        } else if self.eat("?") {
            if self.set_flags()? {
                return Ok(None);
            }
        } else {
            self.groups += 1;
            number = Some(self.groups);
        }
        self.depth += 1;
        if self.depth > MOST_NESTED {
            return Err("too much nesting");
        }
        let node = self.choice()?;
        self.depth -= 1;
        self.flags = outside;
        if !self.eat(")") {
            return Err("a `(` without its `)`");
        }
        Ok(Some(match number {
            Some(number) => Node::Group(number, Box::new(node)),
            None => node,
        }))
    }

    /// Flags up to `:` (false) or `)` (true).
    fn set_flags(&mut self) -> Read<bool> {
        let mut on = true;
        let mut before = String::new();
        loop {
            let next = self.next()?;
            match next {
                ':' if !before.ends_with('-') => return Ok(false),
                ')' if !before.is_empty() && !before.ends_with('-') => return Ok(true),
                _ if before.contains(next) => return Err("a flag twice"),
                '-' => on = false,
                'i' => self.flags.ignore_case = on,
                's' => self.flags.dot_all = on,
                'm' => self.flags.lines = on,
                _ => return Err("not a flag that is known"),
            }
            before.push(next);
        }
    }
}
