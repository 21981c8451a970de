//! The engine's verdict beside nginx's.

use std::fmt;

use hopcheck::nginx::verdict::{Refusal, Verdict};

/// Both verdicts over one case.
pub struct Comparison {
    /// nginx's.
    pub nginx: Verdict,
    /// The engine's.
    pub engine: Verdict,
}

impl Comparison {
    /// Both accept, or both refuse.
    pub fn same_verdict(&self) -> bool {
        matches!((&self.nginx, &self.engine), (Verdict::Accepts, Verdict::Accepts)) || self.refusals().is_some()
    }

    fn refusals(&self) -> Option<(&Refusal, &Refusal)> {
        match (&self.nginx, &self.engine) {
            (Verdict::Refuses(nginx), Verdict::Refuses(engine)) => Some((nginx, engine)),
            _ => None,
        }
    }

    /// Both refuse, and name the same file and line, or none.
    fn same_line(&self) -> bool {
        self.refusals().is_some_and(|(a, b)| (a.line, a.file) == (b.line, b.file))
    }

    /// Both refuse with the same message, what it quotes left out.
    fn same_message(&self) -> bool {
        self.refusals().is_some_and(|(a, b)| format_of(&a.message) == format_of(&b.message))
    }

    /// True where anything is not the same.
    pub fn differs(&self) -> bool {
        !self.same_verdict() || self.refusals().is_some() && !(self.same_line() && self.same_message())
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |verdict: &Verdict| match verdict {
            Verdict::Accepts => "accepts".to_owned(),
            Verdict::Refuses(Refusal { file, line, message }) => match line {
                Some(line) => format!("{message} (file {file}, line {line})"),
                None => message.clone(),
            },
        };
        write!(f, "nginx:  {}\nengine: {}", shown(&self.nginx), shown(&self.engine))
    }
}

/// A message without what it quotes and counts: the kind of it.
fn format_of(message: &str) -> String {
    let mut format = String::new();
    // The functions of PCRE's two versions say the same.
    let message = message.replace("pcre_compile", "pcre2_compile");
    let message = message.split(" at \"").next().unwrap_or(&message);
    for (n, part) in message.split('"').enumerate() {
        if n % 2 == 0 {
            format.extend(part.chars().filter(|c| !c.is_ascii_digit()));
        } else {
            format.push('"');
        }
    }
    format.trim().to_owned()
}

/// How often the two agree.
pub struct Figures {
    cases: usize,
    accepted: usize,
    same_verdict: usize,
    both_refuse: usize,
    same_line: usize,
    same_message: usize,
}

/// The share of configurations on which both must say the same.
const SAME_VERDICT: f64 = 0.995;
/// The share of refusals of both that must name the same line.
const SAME_LINE: f64 = 0.98;

impl Figures {
    /// Counts.
    pub fn of<C>(comparisons: &[(C, Comparison)]) -> Self {
        let count =
            |fits: fn(&Comparison) -> bool| comparisons.iter().filter(|(_, comparison)| fits(comparison)).count();
        Figures {
            cases: comparisons.len(),
            accepted: count(|comparison| comparison.nginx == Verdict::Accepts),
            same_verdict: count(Comparison::same_verdict),
            both_refuse: count(|comparison| comparison.refusals().is_some()),
            same_line: count(Comparison::same_line),
            same_message: count(Comparison::same_message),
        }
    }

    /// What does not reach its floor.
    pub fn complaints(&self) -> Vec<String> {
        let below = |part: usize, whole: usize, share: f64, what: &str| {
            let enough = part as f64 >= share * whole as f64;
            (!enough).then(|| format!("only {part} of {whole} {what}; the floor is {} %", share * 100.0))
        };
        let verdict = below(self.same_verdict, self.cases, SAME_VERDICT, "configurations have nginx's verdict");
        let line = below(self.same_line, self.both_refuse, SAME_LINE, "refusals name the line that nginx names");
        verdict.into_iter().chain(line).collect()
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = |part: usize, whole: usize| if whole == 0 { 100.0 } else { 100.0 * part as f64 / whole as f64 };
        write!(
            f,
            "{} configurations, {} accepted; same verdict {} ({:.1} %), of {} refusals same line {} ({:.1} %), same message {} ({:.1} %)",
            self.cases,
            self.accepted,
            self.same_verdict,
            share(self.same_verdict, self.cases),
            self.both_refuse,
            self.same_line,
            share(self.same_line, self.both_refuse),
            self.same_message,
            share(self.same_message, self.both_refuse),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refuses(line: u32, message: &str) -> Verdict {
        Verdict::Refuses(Refusal { file: 0, line: Some(line), message: message.to_owned() })
    }

    #[test]
    fn verdict_line_and_message_are_compared_apart() {
        let compare = |nginx, engine| Comparison { nginx, engine };
        let same = compare(refuses(3, "unknown directive \"a\""), refuses(3, "unknown directive \"b\""));
        assert!(!same.differs());
        let line = compare(refuses(3, "unexpected \"}\""), refuses(4, "unexpected \"}\""));
        assert!(line.same_verdict() && line.differs());
        let verdict = compare(Verdict::Accepts, refuses(4, "unexpected \"}\""));
        assert!(!verdict.same_verdict() && verdict.differs());
        let figures = Figures::of(&[((), same), ((), line), ((), verdict)]);
        assert_eq!((figures.same_verdict, figures.both_refuse, figures.same_line), (2, 2, 1));
        assert_eq!(
            figures.complaints(),
            [
                "only 2 of 3 configurations have nginx's verdict; the floor is 99.5 %",
                "only 1 of 2 refusals name the line that nginx names; the floor is 98 %"
            ]
        );
    }
}
