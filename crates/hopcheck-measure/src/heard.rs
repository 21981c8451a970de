//! What the engine makes of every line in the catalogue.

use std::collections::{BTreeSet, HashSet};

use hopcheck::intake::Piece;
use hopcheck::phrasebook::Entry;
use hopcheck::report::Message;

use crate::catalogue::Row;
use crate::printf;

/// What the engine says of each format's lines.
pub struct Heard {
    pub recognised: HashSet<&'static str>,
    pub explained: HashSet<&'static str>,
    pub linked: HashSet<&'static str>,
    /// How many example lines the parts were compared with.
    pub compared: usize,
}

impl Heard {
    /// Reads every line of the catalogue; complaints go to `wrong`.
    pub fn all(rows: &[Row], wrong: &mut Vec<String>) -> Self {
        let mut heard =
            Heard { recognised: HashSet::new(), explained: HashSet::new(), linked: HashSet::new(), compared: 0 };
        let mut missed = HashSet::new();
        for row in rows {
            let line = line(row);
            match message(&line) {
                Some(message) if is_of(&message, row.format) => {
                    heard.recognised.insert(row.format);
                    if !message.explains.is_empty() {
                        heard.explained.insert(row.format);
                    }
                    if !message.points_to.is_empty() {
                        heard.linked.insert(row.format);
                    }
                    if !row.example.is_empty() {
                        heard.compared += 1;
                        wrong.extend(parts_differ(row, &message));
                    }
                    // Whose message an older one was, the catalogue does not say.
                    let known = row.scope != "removed" && !mixed(rows, row);
                    if known && message.internal != (row.audience == "developer") {
                        wrong.push(format!("internal is {}: {}", message.internal, row.format));
                    }
                }
                Some(message) => {
                    missed.insert(row.format);
                    wrong.push(format!("taken for {:?}: {line}", message.format.unwrap_or_default()));
                }
                None => {
                    missed.insert(row.format);
                    wrong.push(format!("no message of nginx: {line}"));
                }
            }
        }
        // A format counts where all of its lines do.
        heard.recognised.retain(|format| !missed.contains(format));
        heard
    }
}

/// A format that a module's author reads in one place and an operator in another.
fn mixed(rows: &[Row], row: &Row) -> bool {
    let audiences: BTreeSet<&str> =
        rows.iter().filter(|other| other.format == row.format).map(|other| other.audience).collect();
    audiences.len() > 1
}

/// True where the message was printed with `format`, with another wording of the same meaning that fits it as well, or as a
/// particular case of it.
fn is_of(message: &Message, format: &str) -> bool {
    let Some(said) = message.format.as_deref() else { return false };
    let entries = || hopcheck_rules::phrasebook().entries().iter();
    let same = |a: &str, b: &str| entries().any(|entry| has_wording(entry, a) && has_wording(entry, b));
    let wider = entries().filter(|entry| has_wording(entry, said)).find_map(|entry| entry.of.as_deref());
    said == format.trim_end() || same(said, format) || wider.is_some_and(|wider| same(wider, format))
}

fn has_wording(entry: &Entry, format: &str) -> bool {
    entry.wordings.iter().any(|wording| wording.text == format.trim_end_matches([',', ' ']))
}

/// The one message that a line of nginx is read as.
pub fn message(line: &str) -> Option<Message> {
    let piece = Piece { name: Some("error.log".to_owned()), text: format!("{line}\n"), ..Piece::default() };
    let report = hopcheck::diagnose(&[piece], hopcheck_rules::pack(), Some(hopcheck_rules::phrasebook()));
    let [message] = report.messages.try_into().ok()?;
    Some(message)
}

/// The format printed again with the parts that were read must stand in the example.
fn parts_differ(row: &Row, message: &Message) -> Option<String> {
    let format = message.format.as_deref()?;
    let values: Vec<&str> =
        message.parts.iter().filter_map(|part| part.split_once(": ")).map(|(_, value)| value).collect();
    let printed = printf::print(format, &values);
    // Intake leaves control characters out.
    let example = row.example.replace(char::is_control, "");
    (!example.contains(&printed)).then(|| format!("parts {values:?} are not those of {}", row.example))
}

/// The example of a row, or a line made up where there is none.
pub fn line(row: &Row) -> String {
    if !row.example.is_empty() {
        return row.example.to_owned();
    }
    let message = printf::made_up(row.format);
    let level = row.level.split(',').next().unwrap_or("error");
    match row.kind {
        "config" => format!("nginx: [{level}] {message} in /etc/nginx/conf.d/default.conf:12"),
        _ => format!("2026/03/14 09:26:53 [{level}] 29#29: {message}"),
    }
}
