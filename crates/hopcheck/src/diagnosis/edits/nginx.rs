//! Setting directives of nginx in a block, adding lines to one, and taking one out, without touching anything else of the text.

use super::{Splice, indent, indented, line_start};
use crate::nginx::{Config, Id, parse};
use crate::text::Span;

/// The replacements that set `lines`, one directive a line, in the block at `block`.
///
/// What stands directly in the block under the same name is replaced where it differs; the rest goes before the closing brace.
pub fn set(text: &str, block: Span, lines: &str) -> Option<Vec<Splice>> {
    let config = parse(text, None);
    let owner = (0..config.directives.len() as Id)
        .find(|&id| config.directives[id as usize].block.is_some() && config.span(id) == block)?;
    let close = config.directives[owner as usize].block.as_ref()?.close?.start as usize;
    let mut replaced = Vec::new();
    let mut missing = Vec::new();
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let wanted = parse(line, None);
        let key = key(&wanted, 0);
        let mut there = config.children(owner).filter(|&id| self::key(&config, id) == key).peekable();
        if there.peek().is_none() {
            missing.push(line);
        }
        for id in there {
            let same = config.name(id) == wanted.name(0) && config.args(id) == wanted.args(0);
            if !same {
                replaced.push((config.span(id), line.to_owned()));
            }
        }
    }
    if !missing.is_empty() {
        let kept = inherited(text, &config, owner, lines)?;
        let all: Vec<&str> = kept.into_iter().chain(missing).collect();
        replaced.push(at_end(text, &config, owner, close, &all));
    }
    Some(replaced)
}

/// Directives that a block inherits all together, and only where it has none of that name: a first one in it would end those around it.
const ALL_TOGETHER: &[&str] = &[
    "add_header",
    "error_page",
    "fastcgi_param",
    "grpc_set_header",
    "limit_req",
    "proxy_hide_header",
    "proxy_set_header",
    "scgi_param",
    "set_real_ip_from",
    "uwsgi_param",
];

/// What has to stand in the block beside `lines`, since the lines would keep it from being inherited: the text of those directives around
/// the block. None where an include in the block may say more.
fn inherited<'t>(text: &'t str, config: &Config, owner: Id, lines: &str) -> Option<Vec<&'t str>> {
    let wanted = parse(lines, None);
    let added: Vec<Id> =
        (0..wanted.directives.len() as Id).filter(|&id| wanted.directives[id as usize].parent.is_none()).collect();
    let mut kept = Vec::new();
    let mut names: Vec<_> = added.iter().map(|&id| wanted.name(id)).collect();
    names.dedup();
    for name in names.into_iter().filter(|name| ALL_TOGETHER.contains(&name.as_ref())) {
        let of_name = |block: Id| config.children(block).filter(|&id| config.name(id) == name).collect::<Vec<_>>();
        let mut block = owner;
        while of_name(block).is_empty()
            && let Some(around) = config.directives[block as usize].parent
        {
            block = around;
        }
        let around = of_name(block);
        if block == owner || around.is_empty() {
            continue;
        }
        if config.children(owner).any(|id| config.name(id) == "include") {
            return None;
        }
        let set_anew = |id: &Id| added.iter().any(|&new| key(&wanted, new) == key(config, *id));
        kept.extend(around.into_iter().filter(|id| !set_anew(id)).map(|id| config.span(id).of(text)));
    }
    Some(kept)
}

/// What makes two directives the same setting: the name, and with headers and parameters also what they set.
fn key(config: &Config, id: Id) -> (String, String) {
    let name = config.name(id).to_ascii_lowercase();
    let keyed = ALL_TOGETHER.contains(&name.as_str()) || matches!(name.as_str(), "set" | "rewrite");
    let of = if keyed { config.word(id, 1).to_ascii_lowercase() } else { String::new() };
    (name, of)
}

/// The replacement that puts lines at the end of the block, before its closing brace; none of them where they stand there already.
pub fn insert(text: &str, block: Span, lines: &str) -> Option<Vec<Splice>> {
    let body = block.of(text);
    let wanted: Vec<&str> = lines.lines().map(str::trim).collect();
    let there: Vec<&str> = body.lines().map(str::trim).collect();
    if there.windows(wanted.len().max(1)).any(|there| there == wanted) {
        return Some(Vec::new());
    }
    let config = parse(text, None);
    let owner = (0..config.directives.len() as Id).find(|&id| config.span(id) == block);
    let kept = owner.map_or(Some(Vec::new()), |owner| inherited(text, &config, owner, lines))?;
    let lines: String = kept.into_iter().chain(lines.lines()).map(|line| format!("{line}\n")).collect();
    let close = block.start as usize + body.rfind('}')?;
    let first = body.lines().skip(1).find(|line| !line.trim().is_empty() && !line.trim_start().starts_with('}'));
    let outer = indent(text, block.start as usize);
    let inner =
        first.map_or_else(|| format!("{outer}    "), |line| line[..line.len() - line.trim_start().len()].to_owned());
    Some(vec![before_close(text, close, outer, &indented(&lines, &inner))])
}

/// Lines before the brace at `close`.
fn before_close(text: &str, close: usize, outer: &str, body: &str) -> Splice {
    let start = line_start(text, close);
    if text[start..close].trim().is_empty() {
        return (Span::new(start, start), body.to_owned());
    }
    // Something stands before the brace on its line: it gets a line of its own.
    (Span::new(close, close), format!("\n{body}{outer}"))
}

fn at_end(text: &str, config: &Config, owner: Id, close: usize, lines: &[&str]) -> Splice {
    let outer = indent(text, config.span(owner).start as usize);
    let inner = match config.children(owner).next() {
        Some(first) => indent(text, config.span(first).start as usize).to_owned(),
        None => format!("{outer}    "),
    };
    before_close(text, close, outer, &indented(&lines.join("\n"), &inner))
}

/// The place to be cut to take out what stands at `span`: its lines, where nothing else stands on them.
pub fn line(text: &str, span: Span) -> Span {
    let (start, end) = (span.start as usize, span.end as usize);
    let line_start = line_start(text, start);
    let line_end = text[end..].find('\n').map_or(text.len(), |at| end + at + 1);
    let rest = text[end..line_end].trim();
    if text[line_start..start].trim().is_empty() && (rest.is_empty() || rest.starts_with('#')) {
        return Span::new(line_start, line_end);
    }
    span
}

#[cfg(test)]
mod tests {
    use super::{insert, line, set};
    use crate::nginx::parse;
    use crate::text::Span;

    fn applied(text: &str, lines: &str) -> String {
        let config = parse(text, None);
        let block = (0..config.directives.len() as u32).find(|&id| config.name(id) == "location").unwrap();
        let mut changes = set(text, config.span(block), lines).unwrap();
        changes.sort_by_key(|(span, _)| std::cmp::Reverse(span.start));
        let mut out = text.to_owned();
        for (span, with) in changes {
            out.replace_range(span.start as usize..span.end as usize, &with);
        }
        out
    }

    #[test]
    fn replaces_what_is_there_and_adds_the_rest() {
        let text =
            "server {\n  location / { # here\n    proxy_buffer_size 1k; # small\n    proxy_pass http://a;\n  }\n}\n";
        let lines = "proxy_buffer_size 16k;\nproxy_buffers 8 16k;";
        let after = applied(text, lines);
        let wanted = "server {\n  location / { # here\n    proxy_buffer_size 16k; # small\n    proxy_pass http://a;\n    proxy_buffers 8 16k;\n  }\n}\n";
        assert_eq!(after, wanted);
        assert_eq!(applied(&after, lines), after);
    }

    #[test]
    fn headers_are_told_apart_by_their_names() {
        let text = "location / { proxy_set_header Host $proxy_host; }\n";
        let after = applied(text, "proxy_set_header Host $host;\nproxy_set_header X-Forwarded-Proto $scheme;");
        assert!(after.contains("proxy_set_header Host $host;"), "{after}");
        assert!(after.contains("\n") && after.contains("proxy_set_header X-Forwarded-Proto $scheme;\n}"), "{after}");
    }

    #[test]
    fn what_a_first_header_would_end_is_kept() {
        let text = "server {\n  proxy_set_header Host $host;\n  proxy_set_header Connection close; # old\n  location /ws {\n    proxy_pass http://a;\n  }\n}\n";
        let lines = "proxy_http_version 1.1;\nproxy_set_header Upgrade $http_upgrade;\nproxy_set_header Connection \"upgrade\";";
        let kept = "    proxy_set_header Host $host;\n    proxy_http_version 1.1;\n    proxy_set_header Upgrade $http_upgrade;\n    proxy_set_header Connection \"upgrade\";\n  }\n}\n";
        let wanted = text.replace("  }\n}\n", kept);
        assert_eq!(applied(text, lines), wanted);
        let config = parse(text, None);
        let block = (0..config.directives.len() as u32).find(|&id| config.name(id) == "location").unwrap();
        let (place, with) = insert(text, config.span(block), lines).unwrap().remove(0);
        let mut out = text.to_owned();
        out.insert_str(place.start as usize, &with);
        assert_eq!(out, wanted);
        // One of its own: what stands around is ended already.
        let hides = "server {\n  proxy_hide_header Server;\n  location / {\n    proxy_pass http://a;\n  }\n}\n";
        let also = applied(hides, "proxy_hide_header X-Powered-By;");
        assert!(also.contains("    proxy_hide_header Server;\n    proxy_hide_header X-Powered-By;\n"), "{also}");
        let own = text.replace("    proxy_pass", "    proxy_set_header X 1;\n    proxy_pass");
        assert!(!applied(&own, lines).contains("    proxy_set_header Host"));
        let include = text.replace("    proxy_pass", "    include proxy_params;\n    proxy_pass");
        let config = parse(&include, None);
        assert_eq!(set(&include, config.span(block), lines), None);
    }

    #[test]
    fn takes_the_whole_line_only_where_it_is_alone() {
        let text = "a;\n  b; # why\nc; d;\n";
        let at = |word: &str| Span::new(text.find(word).unwrap(), text.find(word).unwrap() + 2);
        assert_eq!(line(text, at("b;")).of(text), "  b; # why\n");
        assert_eq!(line(text, at("d;")).of(text), "d;");
    }
}
