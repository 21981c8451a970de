//! From a line's parts to plain words.

use super::{Circumstances, Entry, Phrasebook, Recognised, TlsReason};
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
    /// The error number, where it is none of the message's own numbers.
    pub errno: Option<u32>,
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
    /// Whether the line is about a request or connection.
    pub on_request: bool,
    /// Whether the message is the end of the line, so that the rest of it may be lost.
    pub may_be_cut: bool,
}

/// A message in one of the shapes in which its end may be something else.
#[derive(Clone, Copy, Debug)]
struct Shape<'t> {
    text: &'t str,
    /// What looks like an error number was taken off: `(111: Connection refused)`, but `(3: Host not found)` is a part of some.
    without_errno: bool,
    /// What looks like an action or a place in a file is left on: `fork() failed while spawning "worker process"`.
    whole: bool,
}

impl<'t> Shape<'t> {
    fn all(said: &Said<'t>) -> [Shape<'t>; 4] {
        let of = |text: &'t str, whole| {
            [Shape { text: bare(text), without_errno: true, whole }, Shape { text, without_errno: false, whole }]
        };
        let ([a, b], [c, d]) = (of(said.message, false), of(said.whole, true));
        [a, b, c, d]
    }
}

impl Phrasebook {
    /// What a line means.
    pub fn meaning(&self, said: &Said) -> Meaning {
        let Some((recognised, shape)) = self.best(said) else {
            return self.by_function_name(said).unwrap_or_else(|| self.not_ours(said));
        };
        self.compose(&recognised, said, shape)
    }

    /// The message in whichever shape fits the format with the most fixed text.
    fn best<'b, 't>(&'b self, said: &Said<'t>) -> Option<(Recognised<'b, 't>, Shape<'t>)> {
        let fixed = |recognised: &Recognised| recognised.wording.format.fixed();
        let mut best: Option<(Recognised<'b, 't>, Shape<'t>)> = None;
        let shapes = Shape::all(said);
        for shape in shapes {
            let action = said.action.filter(|_| !shape.whole);
            let circumstances = Circumstances { action, on_request: said.on_request };
            if let Some(found) = self.recognise(shape.text, circumstances)
                && best.as_ref().is_none_or(|(known, _)| fixed(&found) > fixed(known))
            {
                best = Some((found, shape));
            }
        }
        let circumstances = Circumstances { action: said.action, on_request: said.on_request };
        best.or_else(|| {
            let cut = said.may_be_cut.then(|| self.recognise_cut(shapes[0].text, circumstances))?;
            Some((cut?, shapes[0]))
        })
    }

    /// The same message with the function's name as Linux has it.
    fn by_function_name(&self, said: &Said) -> Option<Meaning> {
        self.foreign_functions(said.whole).find_map(|(theirs, ours)| {
            let (message, whole) = (said.message.replace(theirs, ours), said.whole.replace(theirs, ours));
            let said = Said { message: &message, whole: &whole, ..*said };
            let (recognised, shape) = self.best(&said)?;
            Some(self.compose(&recognised, &said, shape))
        })
    }

    fn compose(&self, recognised: &Recognised, said: &Said, shape: Shape) -> Meaning {
        let entry = recognised.entry;
        let named = || recognised.wording.parts.iter().zip(&recognised.parts);
        let value = |name: &str| {
            named().find(|(known, _)| *known == name).map(|(_, value)| cut(value)).filter(|value| !value.is_empty())
        };
        let errno = said.errno.filter(|_| shape.without_errno);
        let mut words = vec![template::fill(&entry.means, &value)];
        if entry.internal {
            words.push("This is internal: report it to nginx or the module's author.".to_owned());
        }
        let tls = self.tls_reason(said.whole);
        words.extend(tls.map(|reason| reason.means.clone()));
        words.extend(self.of_errno(said.message, errno));
        // An entry of its own for the action has said so already.
        let action = said.action.filter(|_| !shape.whole && entry.action.is_none());
        words.extend(action.and_then(|action| self.action(action)).map(str::to_owned));
        Meaning {
            format: recognised.wording.text.clone(),
            parts: named().map(|(name, value)| format!("{name}: {value}")).collect(),
            words: words.join(" "),
            rules: rules(entry, errno, tls),
            internal: entry.internal,
            errno,
            action_is_message: shape.whole,
        }
    }

    fn not_ours(&self, said: &Said) -> Meaning {
        let mut words = vec![NOT_OURS.to_owned()];
        words.extend(self.of_errno(said.message, said.errno));
        words.extend(said.action.and_then(|action| self.action(action)).map(str::to_owned));
        Meaning { words: words.join(" "), errno: said.errno, ..Meaning::default() }
    }

    /// The reason that the TLS library gives.
    fn tls_reason(&self, whole: &str) -> Option<&TlsReason> {
        let (_, library) = whole.split_once("(SSL: ")?;
        self.tls_reasons.iter().find(|reason| library.contains(reason.words.as_str()))
    }

    /// What the error number means in this message.
    fn of_errno(&self, message: &str, number: Option<u32>) -> Option<String> {
        let errno = self.errnos.get(&number?)?;
        let there = errno.on.iter().find(|(words, _)| message.contains(words.as_str()));
        let means = there.map_or(errno.means.as_str(), |(_, means)| means.as_str());
        Some(format!("({}) {means}", errno.number))
    }
}

/// The rules of the TLS library's reason, then those of the message.
fn rules(entry: &Entry, errno: Option<u32>, tls: Option<&TlsReason>) -> Vec<String> {
    let own = entry.rules_by_errno.iter().find(|(number, _)| Some(*number) == errno);
    let own = own.map_or(&entry.rules, |(_, rules)| rules);
    let mut rules = tls.map(|reason| reason.rules.clone()).unwrap_or_default();
    rules.extend(own.iter().filter(|id| tls.is_none_or(|reason| !reason.rules.contains(id))).cloned());
    rules
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
