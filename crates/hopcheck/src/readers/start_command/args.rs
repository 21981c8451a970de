//! Options of a command line.

use crate::readers::words::Word;

/// A program's arguments.
pub struct Args<'w>(pub &'w [Word]);

impl Args<'_> {
    /// The values of an option, in order: `--bind X`, `--bind=X`, `-b X`, `-bX`. An option without a value gives an empty word.
    pub fn values(&self, names: &[&str]) -> Vec<Word> {
        let mut values = Vec::new();
        for (nth, word) in self.0.iter().enumerate() {
            for name in names {
                if word.text == *name {
                    let next = self.0.get(nth + 1).filter(|next| !next.text.starts_with("--"));
                    values.push(next.cloned().unwrap_or_else(|| Word::at("", word.start)));
                } else if let Some(rest) = word.text.strip_prefix(name) {
                    let skip = if let Some(value) = rest.strip_prefix('=') {
                        word.text.len() - value.len()
                    } else if !name.starts_with("--") && name.len() == 2 {
                        name.len()
                    } else {
                        continue;
                    };
                    values.push(word.part(skip, word.text.len()));
                }
            }
        }
        values
    }

    /// The first value of an option.
    pub fn value(&self, names: &[&str]) -> Option<Word> {
        self.values(names).into_iter().next()
    }

    /// Whether an option stands there.
    pub fn has(&self, names: &[&str]) -> bool {
        self.0.iter().any(|word| {
            names.iter().any(|name| {
                word.text == *name || word.text.strip_prefix(name).is_some_and(|rest| rest.starts_with('='))
            })
        })
    }

    /// The first word that is no option and no option's value (a word after `--long` without `=` counts as its value).
    pub fn positional(&self) -> Option<&Word> {
        let mut after_option = false;
        self.0.iter().find(|word| {
            let option = word.text.starts_with('-');
            let free = !option && !after_option;
            after_option = option && !word.text.contains('=');
            free
        })
    }

    /// The application: the first word of the form `module:attribute`.
    pub fn application(&self) -> Option<&Word> {
        self.0.iter().find(|word| {
            let Some((module, attribute)) = word.text.split_once(':') else { return false };
            let name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
            module.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
                && module.chars().all(name)
                && attribute.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        })
    }
}
