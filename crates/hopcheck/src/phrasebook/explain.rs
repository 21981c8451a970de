//! From a line's parts to plain words.

use super::{Entry, Phrasebook, Recognised};
use crate::rules::template;

/// A value longer than this, in characters, is cut: the line itself stands beside its explanation.
const LONGEST_VALUE: usize = 80;

/// What a line means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meaning {
    /// The format it was printed with; empty for a message that is not nginx's own.
    pub format: String,
    /// `name: value` of each part.
    pub parts: Vec<String>,
    /// In plain words.
    pub words: String,
    /// Ids of the rules it points to.
    pub rules: Vec<String>,
    /// True where only the authors of nginx or of a module can act on it.
    pub internal: bool,
    /// True where the action's words turned out to be part of the message.
    pub action_is_message: bool,
}

/// What is said of a message that no format of nginx fits.
const NOT_OURS: &str = "nginx's own source has no such message: a module, a script or a changed build wrote it.";

/// The parts of a line that its meaning depends on.
#[derive(Clone, Copy, Debug, Default)]
pub struct Said<'t> {
    /// The message with its errno, up to " while".
    pub message: &'t str,
    /// The same with the action and the place in a file, where these stand behind it.
    pub whole: &'t str,
    /// The words after "while".
    pub action: Option<&'t str>,
    /// The error number, as Linux has it.
    pub errno: Option<u32>,
}

impl Phrasebook {
    /// What a line means.
    pub fn meaning(&self, said: &Said) -> Meaning {
        let Some((recognised, whole)) = self.best(said) else {
            return self.by_function_name(said).unwrap_or_else(|| self.not_ours(said));
        };
        self.compose(&recognised, said, whole)
    }

    /// The message in any of the shapes in which its end may be something else: with what looks like an error number (`(3: Host
    /// not found)` is a part of some), without it, and with what looks like an action or a place.
    fn best<'b, 't>(&'b self, said: &Said<'t>) -> Option<(Recognised<'b, 't>, bool)> {
        let message = said.message;
        let shapes = [(message, false), (bare(message), false), (bare(said.whole), true), (said.whole, true)];
        let fixed = |recognised: &Recognised| recognised.wording.format.fixed();
        let mut best: Option<(Recognised<'b, 't>, bool)> = None;
        for (text, whole) in shapes {
            let action = said.action.filter(|_| !whole);
            if let Some(found) = self.recognise(text, action)
                && best.as_ref().is_none_or(|(known, _)| fixed(&found) > fixed(known))
            {
                best = Some((found, whole));
            }
        }
        best.or_else(|| self.recognise_cut(bare(message), said.action).map(|found| (found, false)))
    }

    /// The same message with the function's name as Linux has it.
    fn by_function_name(&self, said: &Said) -> Option<Meaning> {
        let message = self.with_known_functions(said.message)?;
        let whole = self.with_known_functions(said.whole)?;
        let said = Said { message: &message, whole: &whole, ..*said };
        let (recognised, whole) = self.best(&said)?;
        Some(self.compose(&recognised, &said, whole))
    }

    fn compose(&self, recognised: &Recognised, said: &Said, whole: bool) -> Meaning {
        let entry = recognised.entry;
        let named = || recognised.wording.parts.iter().zip(&recognised.parts);
        let value = |name: &str| {
            named().find(|(known, _)| *known == name).map(|(_, value)| cut(value)).filter(|value| !value.is_empty())
        };
        let mut words = vec![template::fill(&entry.means, &value)];
        if entry.internal {
            words.push("This is internal: report it to nginx or the module's author.".to_owned());
        }
        let action = said.action.filter(|_| !whole);
        words.extend(self.of_errno(said));
        // An entry of its own for the action has said so already.
        words.extend(
            action.filter(|_| entry.action.is_none()).and_then(|action| self.action(action)).map(str::to_owned),
        );
        Meaning {
            format: recognised.wording.text.clone(),
            parts: named().map(|(name, value)| format!("{name}: {value}")).collect(),
            words: words.join(" "),
            rules: rules(entry, said.errno),
            internal: entry.internal,
            action_is_message: whole,
        }
    }

    fn not_ours(&self, said: &Said) -> Meaning {
        let mut words = vec![NOT_OURS.to_owned()];
        words.extend(self.of_errno(said));
        words.extend(said.action.and_then(|action| self.action(action)).map(str::to_owned));
        Meaning { words: words.join(" "), ..Meaning::default() }
    }

    /// What the error number means in this message.
    fn of_errno(&self, said: &Said) -> Option<String> {
        let errno = self.errnos.get(&said.errno?)?;
        let there = errno.on.iter().find(|(words, _)| said.message.contains(words.as_str()));
        let means = there.map_or(errno.means.as_str(), |(_, means)| means.as_str());
        Some(format!("({}) {means}", errno.number))
    }
}

fn rules(entry: &Entry, errno: Option<u32>) -> Vec<String> {
    let own = entry.rules_by_errno.iter().find(|(number, _)| Some(*number) == errno);
    own.map_or(&entry.rules, |(_, rules)| rules).clone()
}

fn cut(value: &str) -> String {
    match value.char_indices().nth(LONGEST_VALUE) {
        Some((at, _)) => format!("{}…", &value[..at]),
        None => value.to_owned(),
    }
}

/// A message without the `(SSL: …)` and the `(ERRNO: text)` that nginx's logging adds.
fn bare(message: &str) -> &str {
    let mut text = message.trim_end_matches([',', ' ']);
    if let Some(at) = text.find(" (SSL: ") {
        text = &text[..at];
    }
    if text.ends_with(')')
        && let Some(at) = text.rfind(" (").filter(|&at| is_errno(&text[at + 2..]))
    {
        text = &text[..at];
    }
    text.trim_end_matches([',', ' '])
}

fn is_errno(inside: &str) -> bool {
    inside.split_once(':').is_some_and(|(number, _)| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}
