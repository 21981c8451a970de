//! Where the Lua source of a `*_by_lua_block { … }` ends.
//!
//! OpenResty's module reads these blocks itself: braces count, except in Lua's strings, long brackets and comments.

/// The offset of the `}` that closes the block whose source starts at `from`, or the text's length where none does.
pub fn block_end(bytes: &[u8], from: usize) -> usize {
    let mut depth = 0usize;
    let mut at = from;
    // How far the search for each closing long bracket may be skipped: none of that level is left from there on.
    while let Some(&b) = bytes.get(at) {
        match b {
            b'{' => depth += 1,
            b'}' if depth == 0 => return at,
            b'}' => depth -= 1,
            b'"' | b'\'' => at = string_end(bytes, at),
            b'-' if bytes.get(at + 1) == Some(&b'-') => {
                at = match long_bracket(bytes, at + 2) {
                    Some(level) => long_end(bytes, at + 2, level),
                    None => bytes[at..].iter().position(|&b| b == b'\n').map_or(bytes.len(), |n| at + n),
                };
            }
            b'[' => {
                if let Some(level) = long_bracket(bytes, at) {
                    at = long_end(bytes, at, level);
                }
            }
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

/// The offset of the quote that closes the string starting at `at`; a line's end closes it too, as Lua would refuse it.
fn string_end(bytes: &[u8], at: usize) -> usize {
    let mut end = at + 1;
    while let Some(&b) = bytes.get(end) {
        match b {
            b'\\' => end += 2,
            b'\n' => return end,
            _ if b == bytes[at] => return end,
            _ => end += 1,
        }
    }
    bytes.len()
}

/// The level of the long bracket that opens at `at` (`[[` is 0, `[=[` is 1), if one does.
fn long_bracket(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = bytes.get(at..)?.strip_prefix(b"[")?;
    let level = rest.iter().take_while(|&&b| b == b'=').count();
    (rest.get(level) == Some(&b'[')).then_some(level)
}

/// The offset of the last byte of the bracket that closes the one at `at`.
fn long_end(bytes: &[u8], at: usize, level: usize) -> usize {
    let mut end = at + level + 2;
    while let Some(n) = bytes.get(end..).and_then(|rest| rest.iter().position(|&b| b == b']')) {
        let equals = bytes[end + n + 1..].iter().take_while(|&&b| b == b'=').count();
        end += n + 1 + equals;
        if equals == level && bytes.get(end) == Some(&b']') {
            return end;
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::block_end;

    fn body(source: &str) -> &str {
        &source[..block_end(source.as_bytes(), 0)]
    }

    #[test]
    fn braces_in_strings_comments_and_long_brackets_do_not_count() {
        assert_eq!(body(r#" local t = {a = "}"} -- }"#), r#" local t = {a = "}"} -- }"#);
        assert_eq!(body(" x = [==[ }]] ]=] ]==] } rest"), " x = [==[ }]] ]=] ]==] ");
        assert_eq!(body("--[[ } \n } ]] a() } rest"), "--[[ } \n } ]] a() ");
        assert_eq!(body("'\\'}' } rest"), "'\\'}' ");
        assert_eq!(body("t[i[1]] = {} } rest"), "t[i[1]] = {} ");
    }
}
