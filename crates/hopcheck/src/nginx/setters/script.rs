//! Values with variables (`ngx_http_script_compile()`) and regular expressions.

/// What nginx says to a value whose variables it cannot read.
pub fn fault(value: &str) -> Option<String> {
    let bytes = value.as_bytes();
    let is_name = |b: &u8| b.is_ascii_alphanumeric() || *b == b'_';
    let mut at = 0;
    while let Some(dollar) = bytes[at..].iter().position(|&b| b == b'$').map(|n| at + n) {
        at = dollar + 1;
        if bytes.get(at).is_some_and(|b| matches!(b, b'1'..=b'9')) {
            at += 1;
            continue;
        }
        let braces = bytes.get(at) == Some(&b'{');
        let start = at + usize::from(braces);
        let length = bytes.get(start..).unwrap_or(&[]).iter().take_while(|b| is_name(b)).count();
        at = start + length;
        if braces && bytes.get(at) != Some(&b'}') {
            let begun = &value[start..at];
            return Some(match bytes.get(at) {
                None if length == 0 => "invalid variable name".to_owned(),
                _ => format!("the closing bracket in \"{begun}\" variable is missing"),
            });
        }
        if length == 0 {
            return Some("invalid variable name".to_owned());
        }
        at += usize::from(braces);
    }
    None
}

/// What PCRE says to a pattern with a bracket too many or too few, nothing to repeat, or a lone backslash at its end.
/// Whatever else is wrong in a pattern is not seen.
pub fn regex_fault(pattern: &str) -> Option<String> {
    let bytes = pattern.as_bytes();
    let say = |what: &str, at: usize| {
        let rest = pattern.get(at..).unwrap_or("");
        let place = if rest.is_empty() { String::new() } else { format!(" at \"{rest}\"") };
        Some(format!("pcre2_compile() failed: {what} in \"{pattern}\"{place}"))
    };
    if let Some((at, what)) = group_fault(pattern) {
        return say(what, at);
    }
    let mut depth = 0usize;
    let mut repeatable = false;
    let mut at = 0;
    while let Some(&b) = bytes.get(at) {
        at += 1;
        match b {
            b'\\' if at == bytes.len() => return say("\\ at end of pattern", at),
            // Quoted up to \E.
            b'\\' if bytes[at] == b'Q' => {
                at = pattern.get(at..).and_then(|rest| rest.find("\\E")).map_or(bytes.len(), |n| at + n + 2);
                repeatable = true;
            }
            b'\\' => {
                at += 1;
                repeatable = true;
            }
            b'[' => {
                at += usize::from(bytes.get(at) == Some(&b'^'));
                // A bracket that comes first stands for itself.
                at += usize::from(bytes.get(at) == Some(&b']'));
                loop {
                    match bytes.get(at) {
                        None => return say("missing terminating ] for character class", bytes.len()),
                        Some(b']') => break,
                        Some(b'\\') => at += 2,
                        Some(b'[') if bytes.get(at + 1) == Some(&b':') => {
                            at = pattern.get(at..).and_then(|rest| rest.find(":]")).map_or(at + 1, |n| at + n + 2);
                        }
                        Some(_) => at += 1,
                    }
                }
                at += 1;
                repeatable = true;
            }
            b'(' => {
                depth += 1;
                // `(?:`, `(?=`, `(?<name>`, `(*VERB)`: what follows is no repetition.
                at += bytes.get(at..).unwrap_or(&[]).iter().take_while(|b| matches!(b, b'?' | b'*')).count().min(1);
                repeatable = false;
            }
            b')' if depth == 0 => return say("unmatched closing parenthesis", at - 1),
            b')' => {
                depth -= 1;
                repeatable = true;
            }
            b'|' | b'^' => repeatable = false,
            b'*' | b'+' | b'?' if !repeatable => return say("quantifier does not follow a repeatable item", at - 1),
            b'*' | b'+' | b'?' => {
                // A second `?` or `+` makes the repetition lazy or possessive.
                at += usize::from(matches!(bytes.get(at), Some(b'?' | b'+')));
                repeatable = false;
            }
            _ => repeatable = true,
        }
    }
    if depth > 0 { say("missing closing parenthesis", bytes.len()) } else { None }
}

/// Two groups of one name, or a repetition whose numbers are the wrong way round.
fn group_fault(pattern: &str) -> Option<(usize, &'static str)> {
    let mut names: Vec<&str> = Vec::new();
    for (at, _) in pattern.match_indices("(?") {
        let rest = pattern[at + 2..].trim_start_matches('P');
        let Some(name) = rest.strip_prefix('<').and_then(|rest| rest.split_once('>')).map(|(name, _)| name) else {
            continue;
        };
        if names.contains(&name) && !name.starts_with(['=', '!']) {
            return Some((at, "two named subpatterns have the same name (PCRE2_DUPNAMES not set)"));
        }
        names.push(name);
    }
    pattern.match_indices('{').find_map(|(at, _)| {
        let (inner, _) = pattern[at + 1..].split_once('}')?;
        let (low, high) = inner.split_once(',')?;
        let wrong = low.parse::<u32>().ok()? > high.parse::<u32>().ok()?;
        wrong.then_some((at + inner.len() + 1, "numbers out of order in {} quantifier"))
    })
}

#[cfg(test)]
mod tests {
    use super::{fault, regex_fault};

    #[test]
    fn patterns_that_pcre_refuses() {
        let refused = ["(a", "a)", "[a", "*a", "a\\", "a|+", "(?:x"];
        let taken = [
            "^/api/(.*)$",
            "\\.(jpe?g|png)$",
            "[^]]+",
            "(?<name>a+?)x*+",
            "a{2,3}",
            "^(?!/x).*$",
            "[[:alpha:]]",
            "\\(",
            "\\Q(\\E",
        ];
        assert!(refused.iter().all(|pattern| regex_fault(pattern).is_some()));
        assert_eq!(taken.map(regex_fault), [const { None }; 9]);
    }

    #[test]
    fn variables_that_nginx_cannot_read() {
        assert_eq!(fault("http://$host:80/${uri}x$1"), None);
        assert_eq!(fault("a$").as_deref(), Some("invalid variable name"));
        assert_eq!(fault("$-").as_deref(), Some("invalid variable name"));
        assert_eq!(fault("${host").as_deref(), Some("the closing bracket in \"host\" variable is missing"));
    }
}
