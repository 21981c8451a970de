//! Exceptions of a page's script that do not say of which call: Firefox's `SecurityError: The operation is insecure.` for ws:// on a page
//! loaded over https, and its `SyntaxError: An invalid or illegal string was specified` for a text that is no WebSocket URL (seen with
//! 153.7.0); Safari's `SyntaxError: The string did not match the expected pattern.` (WebKit, ExceptionCode's descriptions).

use super::{Line, contains};
use crate::facts::websocket::ScriptError;
use crate::readers::Sink;

/// Reads one line.
pub fn read(line: Line, sink: &mut Sink) {
    let insecure = contains(line.text, "the operation is insecure");
    let (name, says) = if insecure { ("SecurityError", "insecure") } else { ("SyntaxError", "invalid-text") };
    let place = place(line.text);
    let mut said = ScriptError::unknown();
    said.name.put(name);
    said.says.put(says);
    said.file.put_known(place.map(|(file, _)| file));
    said.line.put_known(place.map(|(_, number)| number));
    line.add(sink, said);
}

/// The `file:line:column` or `file:line` that a console puts at a line's end or before the message.
fn place(text: &str) -> Option<(&str, u32)> {
    let number = |word: &str| word.parse::<u32>().ok();
    let of = |word: &'_ str| -> Option<(usize, u32)> {
        let (before, last) = word.rsplit_once(':')?;
        match before.rsplit_once(':').and_then(|(file, middle)| Some((file, number(middle)?))) {
            Some((file, line)) if number(last).is_some() => Some((file.len(), line)),
            _ => Some((before.len(), number(last)?)),
        }
    };
    text.split_whitespace().rev().find_map(|word| of(word).map(|(end, line)| (&word[..end], line)))
}

#[cfg(test)]
mod tests {
    use crate::intake::Kind;
    use crate::readers::testing::{facts, one, text};

    #[test]
    fn where_the_script_was_stopped() {
        for (line, want) in [
            ("SecurityError: The operation is insecure. (index):5:18", ["SecurityError", "insecure", "(index)", "5"]),
            ("Uncaught DOMException: The operation is insecure.", ["SecurityError", "insecure", "", ""]),
            (
                "SyntaxError: An invalid or illegal string was specified chat.js:12:9",
                ["SyntaxError", "invalid-text", "chat.js", "12"],
            ),
            (
                "SyntaxError: The string did not match the expected pattern. — chat.js:12",
                ["SyntaxError", "invalid-text", "chat.js", "12"],
            ),
            (
                "Uncaught DOMException: An invalid or illegal string was specified https://chat.example/app.js:3:7",
                ["SyntaxError", "invalid-text", "https://chat.example/app.js", "3"],
            ),
        ] {
            let store = one(Kind::Console, "", line);
            let error = facts(&store, "script-error")[0];
            assert_eq!(["name", "says", "file", "line"].map(|path| text(error, path)), want, "{line}");
        }
    }
}
