//! What nginx would refuse in a whole configuration though each directive of it is well formed: two locations of one path, buffers
//! that do not fit each other, a zone that nothing defines.

use crate::nginx::Model;
use crate::nginx::verdict::{Refusal, Source, Verdict, verdict};
use crate::text::Span;

/// The line nginx would name in the configuration of that index, a main file, and its message. None where something simpler was found
/// already, where lines were left out, and where nginx names no line of this file.
pub(super) fn of_whole(model: &Model<'_, '_>, config: usize) -> Option<(Span, String)> {
    let whole = model.configs.iter().all(|config| {
        let gap = config.files.iter().any(|file| file.has_gap)
            || config.directives.iter().any(|directive| directive.block.as_ref().is_some_and(|block| block.has_gap));
        config.problems.is_empty() && !config.dump && !gap
    });
    if !whole {
        return None;
    }
    let others = (0..model.configs.len()).filter(|&other| other != config);
    let sources: Vec<Source<'_>> = std::iter::once(config)
        .chain(others)
        .map(|config| {
            let config = &model.configs[config];
            let name = config.files.first().and_then(|file| file.name.as_deref()).unwrap_or("");
            Source { name, text: config.text }
        })
        .collect();
    let Verdict::Refuses(Refusal { file: 0, line: Some(line), message }) = verdict(&sources, false) else {
        return None;
    };
    // A module that is unknown here, or words left to be filled in.
    if message.starts_with("unknown directive") || message.contains(['<', '$', '{']) {
        return None;
    }
    let text = model.configs[config].text;
    let at = text.split_inclusive('\n').take(line as usize - 1).map(str::len).sum::<usize>();
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    Some((Span::new(at, end), message))
}
