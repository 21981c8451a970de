//! Names in the columns of tables: `docker ps`, `docker compose ps`, `kubectl get`.

use super::{Names, services};
use crate::redact::class::Class;

/// Headings of columns that hold names.
const HEADINGS: &[&str] = &["NAMES", "NAME", "SERVICE", "NAMESPACE", "IMAGE", "HOSTS", "NODE"];

/// The columns of the table that is being read.
#[derive(Debug, Default)]
pub(super) struct Columns {
    open: Vec<(usize, &'static str)>,
}

impl Columns {
    /// What the next line holds under the headings before it.
    pub(super) fn find(&mut self, line: &str, names: &mut Names) {
        if line.trim().is_empty() {
            self.open.clear();
            return;
        }
        let heads = line.split_whitespace().filter(|word| HEADINGS.contains(word)).count();
        if heads > 0 && line.bytes().all(|b| !b.is_ascii_lowercase()) {
            self.open.clear();
            for heading in HEADINGS {
                let mut places = line.match_indices(heading).filter(|(at, _)| {
                    let alone = |b: Option<u8>| b.is_none_or(|b| b == b' ' || b == b'\t');
                    alone(at.checked_sub(1).map(|at| line.as_bytes()[at]))
                        && alone(line.as_bytes().get(at + heading.len()).copied())
                });
                if let Some((at, _)) = places.next() {
                    self.open.push((at, heading));
                }
            }
            return;
        }
        for (at, heading) in &self.open {
            // A cell begins under its heading, or where the words before it are longer, at the next gap.
            let Some(cell) = line.get(*at..).map(|rest| rest.split_whitespace().next().unwrap_or("")) else { continue };
            let whole = line[..*at].ends_with(' ') || *at == 0;
            match *heading {
                "IMAGE" if whole => services::image(cell, names),
                "HOSTS" | "NODE" if whole => cell.split(',').for_each(|host| names.add_host(host)),
                "NAMES" => names.add(Class::Name, line.split_whitespace().next_back().unwrap_or("")),
                _ if whole => names.add(Class::Name, cell),
                _ => {}
            }
        }
    }
}
