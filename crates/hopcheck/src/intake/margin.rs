//! What editors, web pages and mail put in front of whole lines: numbers, bullets, indentation.

use super::line::Line;
use super::logs;
use super::pattern::run;

/// Where every line begins with this many blanks, the paste was indented as a whole (a code block of Markdown).
const INDENT: usize = 4;

/// Takes such margins off `lines`.
pub(super) fn trim(piece: &str, lines: &mut [Line]) {
    unnumber(piece, lines);
    unbullet(piece, lines);
    outdent(piece, lines);
}

/// What stands between a line's number and the line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Tab,
    Bar,
    Colon,
    /// The number stands on a line of its own.
    Alone,
}

/// `  12<tab>text`, `12 | text`, `12: text`, `12`: the number, what marks it, and where the text begins.
fn numbered(text: &str) -> Option<(u32, Mark, usize)> {
    let blanks = run(text, |b| b == b' ');
    let digits = run(&text[blanks..], |b| b.is_ascii_digit());
    let number = text[blanks..blanks + digits].parse().ok().filter(|_| digits < 7)?;
    let rest = &text[blanks + digits..];
    let len = |mark: &str| text.len() - rest.len() + mark.len();
    if rest.trim().is_empty() {
        return Some((number, Mark::Alone, text.len()));
    }
    let (mark, text) =
        [("\t", Mark::Tab), (" | ", Mark::Bar), (" |", Mark::Bar), (": ", Mark::Colon), (":", Mark::Colon)]
            .into_iter()
            .find_map(|(text, mark)| rest.starts_with(text).then(|| (mark, len(text))))?;
    Some((number, mark, text))
}

/// A line that is not blank: its index, and its number, what marks it and where the text begins.
type Numbered = (usize, Option<(u32, Mark, usize)>);

/// Takes off line numbers: three lines or more in a row, each numbered one more than the line before it, by one mark.
fn unnumber(piece: &str, lines: &mut [Line]) {
    // A long log has none, and needs no list of its lines.
    if !lines.iter().any(|line| numbered(line.text(piece)).is_some()) {
        return;
    }
    let numbers: Vec<Numbered> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| !line.text(piece).trim().is_empty())
        .map(|(at, line)| (at, numbered(line.text(piece))))
        .collect();
    let mut from = 0;
    while from < numbers.len() {
        let Some((first, mark, _)) = numbers[from].1 else {
            from += 1;
            continue;
        };
        // A number alone belongs to the text below it, or is that of an empty line among numbered ones.
        let own = if mark == Mark::Alone { following(&numbers[from..]) } else { mark };
        let (mut last, mut to, mut marked) = ((numbers[from].0, first), from + 1, 1);
        while to < numbers.len() {
            match numbers[to].1 {
                Some((number, mark, _)) if goes_on(last, (numbers[to].0, number)) && fits(mark, own) => {
                    last = (numbers[to].0, number);
                    marked += 1;
                }
                None if own == Mark::Alone && numbers[to - 1].1.is_some_and(|(_, mark, _)| mark == Mark::Alone) => {}
                _ => break,
            }
            to += 1;
        }
        if marked >= 3 {
            for (at, number) in &numbers[from..to] {
                if let Some((_, _, text)) = number {
                    lines[*at].body += *text as u32;
                }
            }
        }
        from = to;
    }
}

/// The mark of a run that begins with a number alone.
fn following(rest: &[Numbered]) -> Mark {
    let marks = rest.iter().map_while(|(_, number)| number.map(|(_, mark, _)| mark));
    marks.take(8).find(|mark| *mark != Mark::Alone).unwrap_or(Mark::Alone)
}

fn fits(mark: Mark, own: Mark) -> bool {
    mark == own || mark == Mark::Alone
}

/// The next number is one more; an empty line between may have had one too.
fn goes_on((last_at, last): (usize, u32), (at, number): (usize, u32)) -> bool {
    number > last && (number - last) as usize <= (at - last_at).max(1)
}

/// Takes list bullets off log lines: `- 2026/01/05 10:00:00 [error] …`. A run of lines with the same bullet is a list of
/// log lines where one of them is known.
fn unbullet(piece: &str, lines: &mut [Line]) {
    const BULLETS: [&str; 5] = ["- ", "* ", "\u{2022} ", "\u{2013} ", "\u{b7} "];
    let mut at = 0;
    while at < lines.len() {
        let bullet = BULLETS.into_iter().find(|bullet| lines[at].text(piece).starts_with(bullet));
        let Some(bullet) = bullet else {
            at += 1;
            continue;
        };
        let begins = |line: &&Line| line.text(piece).starts_with(bullet) || line.text(piece).trim().is_empty();
        let len = lines[at..].iter().take_while(begins).count();
        let known = |line: &Line| {
            let text = line.text(piece);
            text.strip_prefix(bullet).is_some_and(|rest| logs::log_line(rest.trim()).is_some())
                && (logs::is_error_line(text[bullet.len()..].trim())
                    || logs::log_line(text.trim()) != logs::log_line(text[bullet.len()..].trim()))
        };
        if lines[at..at + len].iter().any(known) {
            for line in &mut lines[at..at + len] {
                let own = line.text(piece).starts_with(bullet);
                line.body += if own { bullet.len() as u32 } else { 0 };
            }
        }
        at += len;
    }
}

/// Takes off the indentation that all lines share.
fn outdent(piece: &str, lines: &mut [Line]) {
    let full = |line: &&Line| !line.text(piece).trim().is_empty();
    let blanks = |line: &Line| run(line.text(piece), |b| b == b' ');
    let shared = lines.iter().filter(full).map(blanks).min().unwrap_or(0);
    if shared < INDENT {
        return;
    }
    for line in lines {
        let len = run(line.text(piece), |b| b == b' ').min(shared);
        line.body += len as u32;
    }
}

#[cfg(test)]
mod tests {
    use super::super::line;
    use super::*;

    fn trimmed(text: &str) -> String {
        let mut lines = line::split(text);
        trim(text, &mut lines);
        lines.iter().map(|line| line.text(text)).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn line_numbers_go() {
        for text in [
            "  8\tserver {\n  9\t    listen 80;\n 10\t}",
            "8 | server {\n9 |     listen 80;\n10 | }",
            "8: server {\n9:     listen 80;\n10: }",
        ] {
            assert_eq!(trimmed(text), "server {\n    listen 80;\n}", "{text}");
        }
        assert_eq!(trimmed("1\nserver {\n2\n    listen 80;\n3\n}"), "\nserver {\n\n    listen 80;\n\n}");
        assert_eq!(trimmed("1\n2\n3\nserver {"), "\n\n\nserver {");
        assert_eq!(trimmed("1 | a\n2\n3 | b"), "a\n\nb");
    }

    #[test]
    fn numbers_that_count_nothing_stay() {
        for text in ["80: a\n443: b\n22: c", "1: a\n2: b", "8080\n8081", "1 | a\n3 | b\n5 | c"] {
            assert_eq!(trimmed(text), text);
        }
    }

    #[test]
    fn bullets_go_from_log_lines_only() {
        let line = "2024/05/10 06:50:00 [error] 7#7: *1 connect() failed";
        assert_eq!(trimmed(&format!("- {line}\n- {line}")), format!("{line}\n{line}"));
        for text in
            ["- \"80:80\"\n- \"443:443\"", "* Connected to a (1.2.3.4) port 80", "* Running on http://127.0.0.1:5000"]
        {
            assert_eq!(trimmed(text), text);
        }
    }

    #[test]
    fn a_shared_indentation_goes() {
        assert_eq!(trimmed("    a:\n      b: 1\n\n    c: 2"), "a:\n  b: 1\n\nc: 2");
        assert_eq!(trimmed(" * Running on x\n * Debug"), " * Running on x\n * Debug");
    }
}
