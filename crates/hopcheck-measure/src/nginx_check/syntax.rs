//! Cases about the language itself: braces, quotes, comments, line ends, what is too long.

use super::case::{Case, File};
use crate::random::Random;

/// A configuration that nginx accepts, to be damaged.
const WHOLE: &str = "worker_processes 1;\n\nevents {\n    worker_connections 64;\n}\n\nhttp {\n    # names\n    log_format short '$remote_addr \"$request\"';\n    server {\n        listen 127.0.0.1:8099;\n        server_name \"a.example\" b.example;\n        location / {\n            return 200 \"a;b}c{d\\n\";\n        }\n        location ~ \\.(jpg|png)$ {\n            expires 30d;\n        }\n    }\n}\n";

/// One piece of the whole configuration and what stands in its place instead, or what is put before or behind it.
const DAMAGES: &[(&str, &str, &str)] = &[
    ("extra-close-at-end", "    }\n}\n", "    }\n}\n}\n"),
    ("extra-close-in-server", "        location ~", "        }\n        location ~"),
    ("lost-close-of-location", "        }\n        location ~", "        location ~"),
    ("lost-close-of-http", "    }\n}\n", "    }\n"),
    ("lost-close-of-events", "64;\n}\n", "64;\n"),
    ("lost-open", "location / {", "location /"),
    ("double-open", "location / {", "location / {{"),
    ("double-semicolon", "64;", "64;;"),
    ("lone-semicolon", "    # names", "    ;"),
    ("lone-open", "    # names", "    {"),
    ("block-without-name", "    # names", "    { }"),
    ("unclosed-double-quote", "\"a.example\"", "\"a.example"),
    ("unclosed-single-quote", "\"$request\"';", "\"$request\";"),
    ("letter-after-quote", "\"a.example\" b", "\"a.example\"b"),
    ("comma-after-quote", "\"a.example\" b", "\"a.example\", b"),
    ("close-after-quote", "d\\n\";", "d\\n\"}"),
    ("bracket-after-quote", "\"a.example\" b", "\"a.example\") b"),
    ("semicolon-after-quote-lost", "d\\n\";", "d\\n\""),
    ("comment-eats-semicolon", "64;", "64 # ;"),
    ("comment-eats-brace", "location / {", "location / # {"),
    ("comment-in-the-middle", "server_name \"a.example\"", "server_name # the names\n            \"a.example\""),
    ("sharp-in-word", "b.example;", "b#c.example;"),
    ("close-in-word", "b.example;", "b}c.example;"),
    ("open-in-word", "b.example;", "b{c.example;"),
    ("variable-with-braces", "200 \"a", "200 \"${host}a"),
    ("bare-variable-with-braces", "200 \"a;b}c{d\\n\"", "200 ${host}x"),
    ("unclosed-variable", "200 \"a;b}c{d\\n\"", "200 ${host;"),
    ("escaped-space", "b.example;", "b\\ c.example;"),
    ("escaped-semicolon", "b.example;", "b\\;c.example;"),
    ("escaped-quote", "\"a.example\"", "\"a\\\"b.example\""),
    ("regex-with-quantifier", "~ \\.(jpg|png)$ {", "~ ^/a{2}$ {"),
    ("quoted-quantifier", "~ \\.(jpg|png)$ {", "~ \"^/a{2,3}$\" {"),
    ("quoted-name", "worker_processes 1;", "\"worker_processes\" '1';"),
    ("empty-name", "worker_processes 1;", "\"\" 1;"),
    ("no-space-before-brace", "location / {", "location /{"),
    ("all-on-one-line", "location / {\n            return 200", "location / { return 200"),
    ("brace-on-next-line", "location / {", "location /\n        {"),
    ("unicode-words", "b.example;", "bücher.example;"),
    ("no-break-space", "listen 127", "listen\u{a0}127"),
    ("curly-quotes", "\"a.example\"", "“a.example”"),
    ("tab-and-form-feed", "listen 127", "listen\t\u{c} 127"),
    ("lua-block", "            expires 30d;", "            content_by_lua_block { ngx.say(\"}\") }"),
    ("diff-marker", "    # names", "<<<<<<< HEAD"),
    ("template", "b.example;", "{{ server_name }};"),
    ("shell-variable", "listen 127.0.0.1:8099;", "listen ${PORT};"),
    ("json-colon", "worker_connections 64;", "worker_connections: 64;"),
    ("equals-sign", "worker_connections 64;", "worker_connections = 64;"),
    ("no-events", "events {\n    worker_connections 64;\n}\n", ""),
    ("events-twice", "events {", "events { }\nevents {"),
    ("http-twice", "http {\n", "http { }\nhttp {\n"),
    ("server-outside", "http {\n", "server { }\nhttp {\n"),
    ("no-http", "http {", "events2 {"),
];

/// All damages, the texts that are too long or too strange for a list, and the same with other line ends.
pub fn cases(random: &mut Random) -> Vec<Case> {
    let mut cases = vec![Case::new("syntax/whole".to_owned(), WHOLE.to_owned())];
    for (name, piece, instead) in DAMAGES {
        debug_assert!(WHOLE.contains(piece), "{name}");
        let text = WHOLE.replacen(piece, instead, 1);
        // A few blank lines before and the line ends are drawn: the line that is named moves with them.
        let text = format!("{}{text}", "\n".repeat(random.below(4)));
        let text = if random.one_in(5) { text.replace('\n', "\r\n") } else { text };
        cases.push(Case::new(format!("syntax/{name}"), text));
    }
    cases.extend(cut_off(random));
    cases.extend(long(random));
    cases.extend(strange());
    cases.extend(included());
    cases
}

/// The file ends anywhere.
fn cut_off(random: &mut Random) -> Vec<Case> {
    let ends: Vec<usize> = (1..WHOLE.len()).collect();
    let mut drawn: Vec<usize> = random.draw(&ends, 40).into_iter().copied().collect();
    drawn.sort_unstable();
    drawn.into_iter().map(|end| Case::new(format!("syntax/cut-off-{end}"), WHOLE[..end].to_owned())).collect()
}

/// Words, quotes and comments around the size of nginx's buffer.
fn long(random: &mut Random) -> Vec<Case> {
    let mut cases = Vec::new();
    for length in [4000, 4093, 4094, 4095, 4096, 4097, 5000, 9000] {
        let before = "# x\n".repeat(random.below(300));
        let word = "w".repeat(length);
        let texts = [
            ("word", format!("server_name {word};")),
            ("quoted", format!("server_name \"{word}\";")),
            ("quoted-lines", format!("server_name '{}';", "line\n".repeat(length / 5))),
            ("comment", format!("# {word}\n")),
            ("unclosed", format!("server_name \"{};", "a b;\n".repeat(length / 5))),
        ];
        for (kind, text) in texts {
            let text = format!(
                "{before}events {{ }}\nhttp {{ server_names_hash_bucket_size 16384; server {{ listen 127.0.0.1:8099;\n{text}\n}} }}\n"
            );
            cases.push(Case::new(format!("syntax/long-{kind}-{length}"), text));
        }
    }
    cases
}

fn strange() -> Vec<Case> {
    let deep = 40;
    let nested = (1..=deep).map(|n| format!("location /{} {{\n", "a".repeat(n))).collect::<String>();
    let nested =
        format!("events {{ }}\nhttp {{ server {{ listen 127.0.0.1:8099;\n{nested}{}}} }}\n", "}\n".repeat(deep));
    let texts = [
        ("empty", String::new()),
        ("blank", "\n\n   \n".to_owned()),
        ("comment-only", "# nothing".to_owned()),
        ("byte-order-mark", format!("\u{feff}{WHOLE}")),
        ("carriage-returns", WHOLE.replace('\n', "\r")),
        ("no-newline-at-end", WHOLE.trim_end().to_owned()),
        ("comment-at-end", format!("{}# end", WHOLE)),
        ("nested-locations", nested),
        ("markdown-fence", format!("```nginx\n{WHOLE}```\n")),
        ("shell-prompt", format!("$ cat nginx.conf\n{WHOLE}")),
        ("html", "<html><body>404</body></html>\n".to_owned()),
        ("json", "{ \"listen\": 80 }\n".to_owned()),
        ("yaml", "server:\n  - listen: 80\n".to_owned()),
    ];
    texts.into_iter().map(|(name, text)| Case::new(format!("syntax/{name}"), text)).collect()
}

/// Files that are included, whole and broken.
fn included() -> Vec<Case> {
    let main = |include: &str| format!("events {{ }}\nhttp {{\n    include {include};\n}}\n");
    let one = |id: &str, include: &str, text: &str| Case {
        id: format!("syntax/include-{id}"),
        files: [("nginx.conf", main(include)), ("conf.d/a.conf", text.to_owned())]
            .map(|(name, text)| File { name: name.to_owned(), text })
            .to_vec(),
    };
    let server = "server {\n    listen 127.0.0.1:8099;\n}\n";
    vec![
        one("one-file", "conf.d/a.conf", server),
        one("glob", "conf.d/*.conf", server),
        one("glob-that-finds-nothing", "other.d/*.conf", server),
        one("missing", "conf.d/b.conf", server),
        one("unclosed", "conf.d/a.conf", "server {\n    listen 127.0.0.1:8099;\n"),
        one("closes-too-much", "conf.d/*.conf", "server {\n    listen 127.0.0.1:8099;\n}\n}\n"),
        one("misplaced", "conf.d/*.conf", "\nlocation / { }\n"),
        one("lacks-semicolon", "conf.d/*.conf", "gzip on;\n\ngzip_vary on\n"),
        one("duplicate", "conf.d/*.conf", "gzip on;\ngzip on;\n"),
        one("without-semicolon", "conf.d/*.conf\n", "gzip on;\n"),
        one("holds-http", "conf.d/*.conf", "http {\n}\n"),
        one("two-arguments", "conf.d/a.conf conf.d/b.conf", server),
    ]
}
