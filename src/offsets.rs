//! Places in a text, in the three units that meet here: the report's lines and columns (Unicode scalar values, from 1),
//! Rust's bytes, and the UTF-16 units of `setSelectionRange`.

/// Where each line of a text begins, in bytes and in UTF-16 units.
#[derive(Debug, PartialEq)]
pub struct Offsets {
    bytes: Vec<u32>,
    units: Vec<u32>,
    end: (u32, u32),
}

/// A place in a text, counted both ways.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Offset in UTF-8 bytes.
    pub byte: usize,
    /// Offset in UTF-16 code units.
    pub unit: usize,
}

impl Default for Offsets {
    /// Those of the empty text, which has one line.
    fn default() -> Self {
        Offsets { bytes: vec![0], units: vec![0], end: (0, 0) }
    }
}

impl Offsets {
    /// Reads `text` once; a line ends at `\n`.
    pub fn new(text: &str) -> Self {
        let mut offsets = Offsets::default();
        offsets.extend(text);
        offsets
    }

    /// Reads on: `text` follows what was read before.
    pub fn extend(&mut self, text: &str) {
        let (start, mut unit) = self.end;
        for (at, byte) in text.bytes().enumerate() {
            // Continuation bytes add nothing; a four-byte character is a surrogate pair.
            unit += match byte {
                0x80..=0xBF => 0,
                0xF0..=0xFF => 2,
                _ => 1,
            };
            if byte == b'\n' {
                self.bytes.push(start + at as u32 + 1);
                self.units.push(unit);
            }
        }
        self.end = (start + text.len() as u32, unit);
    }

    /// How many lines the text has; an empty text has one.
    pub fn lines(&self) -> usize {
        self.bytes.len()
    }

    /// The text of a line (from 1) without its line end; empty past the last line.
    pub fn line<'a>(&self, text: &'a str, line: usize) -> &'a str {
        let Some(start) = line.checked_sub(1).and_then(|at| self.bytes.get(at)) else {
            return "";
        };
        let end = self.bytes.get(line).copied().unwrap_or(self.end.0);
        text.get(*start as usize..end as usize).unwrap_or("").trim_end_matches(['\n', '\r'])
    }

    /// The place of a line and column (both from 1, columns in Unicode scalar values). A column past the line's end means
    /// its end, a line past the text's end means the text's end.
    pub fn place(&self, text: &str, line: usize, column: usize) -> Place {
        let at = line.max(1) - 1;
        let (Some(&byte), Some(&unit)) = (self.bytes.get(at), self.units.get(at)) else {
            return Place { byte: self.end.0 as usize, unit: self.end.1 as usize };
        };
        let mut place = Place { byte: byte as usize, unit: unit as usize };
        for c in self.line(text, at + 1).chars().take(column.max(1) - 1) {
            place.byte += c.len_utf8();
            place.unit += c.len_utf16();
        }
        place
    }

    /// The line (from 1) that holds a UTF-16 offset.
    pub fn line_of_unit(&self, unit: usize) -> usize {
        self.units.partition_point(|&start| start as usize <= unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_become_bytes_and_utf16_units() {
        let text = "a\né😀x = 1\nlast";
        let offsets = Offsets::new(text);
        assert_eq!(offsets.lines(), 3);
        let x = offsets.place(text, 2, 3);
        assert_eq!(&text[x.byte..x.byte + 1], "x");
        assert_eq!(x.unit, "a\né😀".encode_utf16().count());
        let last = offsets.place(text, 3, 1);
        assert_eq!((last.byte, last.unit), (text.len() - 4, text.encode_utf16().count() - 4));
    }

    #[test]
    fn places_past_the_end_are_held_back() {
        let text = "ab\r\ncd";
        let offsets = Offsets::new(text);
        assert_eq!(offsets.line(text, 1), "ab");
        assert_eq!(offsets.place(text, 1, 99), Place { byte: 2, unit: 2 });
        assert_eq!(offsets.place(text, 9, 1), Place { byte: 6, unit: 6 });
        assert_eq!(offsets.place(text, 0, 0), Place::default());
        assert_eq!(offsets.line(text, 7), "");
    }

    #[test]
    fn a_text_may_come_in_parts() {
        let mut parts = Offsets::default();
        ["a\n", "", "é😀\nx", "y\n"].iter().for_each(|part| parts.extend(part));
        assert_eq!(parts, Offsets::new("a\né😀\nxy\n"));
    }

    #[test]
    fn a_caret_is_on_a_line() {
        let offsets = Offsets::new("😀\nb\n");
        assert_eq!([0, 2, 3, 4, 5].map(|unit| offsets.line_of_unit(unit)), [1, 1, 2, 2, 3]);
    }
}
