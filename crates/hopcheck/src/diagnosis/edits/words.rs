//! Adding arguments to a command, in the form in which it is written: a shell's line, a JSON array, items of YAML.

use super::{Splice, yaml};
use crate::intake::Kind;
use crate::text::Span;

/// The splices that put `added`, words with a blank between them, behind the command's last word, which stands at `last`.
pub fn add(text: &str, kind: Kind, last: Span, added: &str) -> Option<Vec<Splice>> {
    let added: Vec<&str> = added.split_whitespace().collect();
    if matches!(kind, Kind::ComposeFile | Kind::KubernetesManifest) {
        return yaml::add_words(text, last, &added);
    }
    let end = last.end as usize;
    let quote = text[end..].chars().next().filter(|c| matches!(c, '"' | '\''));
    let quoted = quote.filter(|quote| text[..last.start as usize].ends_with(*quote));
    let behind = end + quoted.map_or(0, char::len_utf8);
    let in_array = quoted == Some('"') && text[behind..].trim_start().starts_with(']');
    let word = |word: &&str| if in_array { format!(", \"{word}\"") } else { format!(" {word}") };
    Some(vec![(Span::new(behind, behind), added.iter().map(word).collect())])
}
