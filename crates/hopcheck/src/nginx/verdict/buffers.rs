//! Buffers for the upstream's answer: sizes that must fit each other, at each level by itself (`ngx_http_proxy_merge_loc_conf()` and
//! its like).

use std::collections::HashMap;

use crate::nginx::units::bytes;

/// The protocols with such buffers, in the order nginx merges them.
const PROTOCOLS: [&str; 4] = ["proxy", "fastcgi", "uwsgi", "scgi"];
/// A page of memory: the size of a buffer where none is set.
const PAGE: f64 = 4096.0;

/// The levels of `http`, and what each sets.
#[derive(Default)]
pub(super) struct Buffers {
    levels: Vec<Level>,
    open: Vec<usize>,
}

#[derive(Default)]
struct Level {
    parent: Option<usize>,
    /// By directive, its numbers.
    set: HashMap<String, Vec<f64>>,
}

impl Buffers {
    /// A level begins: `http`, a server, a location, an `if`.
    pub fn open(&mut self) {
        self.levels.push(Level { parent: self.open.last().copied(), set: HashMap::new() });
        self.open.push(self.levels.len() - 1);
    }

    /// The innermost level ends.
    pub fn close(&mut self) {
        self.open.pop();
    }

    /// Keeps a directive that is about buffers.
    pub fn keep(&mut self, name: &str, arguments: &[String]) {
        let about = PROTOCOLS.iter().any(|protocol| name.starts_with(protocol));
        let sized = ["_buffers", "_buffer_size", "_buffers_size", "_write_size", "_file_size"];
        if about
            && sized.iter().any(|end| name.ends_with(end))
            && let Some(level) = self.open.last().and_then(|&level| self.levels.get_mut(level))
        {
            let numbers = arguments.iter().filter_map(|word| bytes(word)).collect();
            level.set.insert(name.to_owned(), numbers);
        }
    }

    /// What nginx refuses when it merges the levels.
    pub fn refusal(&self) -> Option<String> {
        let merged = |level: &&Level| level.parent.is_some();
        // Where nothing is set nothing is wrong.
        let set = |protocol: &&&str| {
            self.levels.iter().any(|level| level.set.keys().any(|name| name.starts_with(**protocol)))
        };
        PROTOCOLS.iter().filter(set).find_map(|protocol| {
            self.levels.iter().filter(merged).find_map(|level| self.level_refusal(protocol, level))
        })
    }

    /// The value in effect at a level: its own, or that of the nearest level around it.
    fn effective<'b>(&'b self, level: &'b Level, name: &str) -> Option<&'b [f64]> {
        let mut level = level;
        // A level's parent was opened before it, so that the walk ends.
        loop {
            if let Some(numbers) = level.set.get(name) {
                return Some(numbers);
            }
            level = self.levels.get(level.parent?)?;
        }
    }

    fn level_refusal(&self, protocol: &str, level: &Level) -> Option<String> {
        let one = |end: &str| {
            self.effective(level, &format!("{protocol}_{end}")).and_then(|numbers| numbers.first().copied())
        };
        let (count, each) = match self.effective(level, &format!("{protocol}_buffers")) {
            Some([count, each]) => (*count, *each),
            _ => (8.0, PAGE),
        };
        if count < 2.0 {
            return Some(format!("there must be at least 2 \"{protocol}_buffers\""));
        }
        let largest = one("buffer_size").unwrap_or(PAGE).max(each);
        let busy = one("busy_buffers_size").unwrap_or(2.0 * largest);
        let too_small = |what: &str, than: &str| {
            Some(format!(
                "\"{protocol}_{what}\" must be {than} the maximum of the value of \"{protocol}_buffer_size\" and one of the \"{protocol}_buffers\""
            ))
        };
        if busy < largest {
            return too_small("busy_buffers_size", "equal to or greater than");
        }
        if busy > (count - 1.0) * each {
            return Some(format!(
                "\"{protocol}_busy_buffers_size\" must be less than the size of all \"{protocol}_buffers\" minus one buffer"
            ));
        }
        if one("temp_file_write_size").is_some_and(|size| size < largest) {
            return too_small("temp_file_write_size", "equal to or greater than");
        }
        if one("max_temp_file_size").is_some_and(|size| size != 0.0 && size < largest) {
            return too_small(
                "max_temp_file_size",
                "equal to zero to disable temporary files usage or must be equal to or greater than",
            );
        }
        None
    }
}
