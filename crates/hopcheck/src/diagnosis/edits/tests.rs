//! Edits of files in all their styles.

use super::{Splice, ini, words, yaml};
use crate::intake::Kind;
use crate::text::Span;

/// The text with its splices; each must leave the others their places.
fn spliced(text: &str, mut splices: Vec<Splice>) -> String {
    splices.sort_by_key(|(span, _)| std::cmp::Reverse(span.start));
    let (mut out, mut reached) = (text.to_owned(), text.len());
    for (span, with) in splices {
        assert!(span.end as usize <= reached, "{text}");
        reached = span.start as usize;
        out.replace_range(reached..span.end as usize, &with);
    }
    out
}

/// Where the service of that name stands: from its key on.
fn service(text: &str, name: &str) -> Span {
    let tree = crate::readers::yaml::parse(text);
    let services = tree.get(tree.roots[0], "services").unwrap_or(tree.roots[0]);
    let (key, value) = tree.entries(services).0.into_iter().find(|(key, _)| tree.text(*key) == Some(name)).unwrap();
    let (key, value) = (tree.node(key).span, tree.node(value).span);
    Span { start: key.start, end: value.end.max(key.end) }
}

/// The text with `lines` laid over the service `web`, twice.
fn laid(text: &str, lines: &str) -> Option<String> {
    let after = spliced(text, yaml::set(text, service(text, "web"), false, lines)?);
    let again = spliced(&after, yaml::set(&after, service(&after, "web"), false, lines).expect("again"));
    assert_eq!(again, after, "twice changes nothing");
    Some(after)
}

#[test]
fn keys_are_added_in_the_files_own_style() {
    let four = "services:\n    web:\n        image: a # why\n        # last words\n    db:\n        image: b\n";
    assert_eq!(
        laid(four, "restart: always\nhealthcheck:\n  test: [\"CMD\", \"true\"]\n").unwrap(),
        "services:\n    web:\n        image: a # why\n        restart: always\n        healthcheck:\n            test: [\"CMD\", \"true\"]\n        # last words\n    db:\n        image: b\n"
    );
    let flow = "services:\n  web: {image: a, ports: [80]}\n";
    assert_eq!(
        laid(flow, "restart: always\nports:\n  - 90").unwrap(),
        "services:\n  web: {image: a, ports: [80, 90], restart: always}\n"
    );
    let open = "services:\n  web:\n    image: a";
    assert_eq!(laid(open, "restart: always").unwrap(), "services:\n  web:\n    image: a\n    restart: always");
}

#[test]
fn lists_get_what_they_lack_dash_for_dash() {
    let flush = "services:\n  web:\n    ports:\n    - \"80:80\" # front\n    networks:\n      - back\n";
    let lines = "ports:\n  - \"80:80\"\n  - 81:81\nnetworks: [default]";
    assert_eq!(
        laid(flush, lines).unwrap(),
        "services:\n  web:\n    ports:\n    - \"80:80\" # front\n    - \"81:81\"\n    networks:\n      - back\n      - default\n"
    );
    let empty = "services:\n  web:\n    ports: []\n    expose:\n    image: a\n";
    assert_eq!(
        laid(empty, "ports: [80]\nexpose:\n  - 8000").unwrap(),
        "services:\n  web:\n    ports: [80]\n    expose:\n      - 8000\n    image: a\n"
    );
    let folded = "services:\n  web:\n    command: [\n      \"a\",\n      \"b\" # c\n    ]\n";
    assert_eq!(
        laid(folded, "command: [c]").unwrap(),
        "services:\n  web:\n    command: [\n      \"a\",\n      \"b\", \"c\" # c\n    ]\n"
    );
}

#[test]
fn scalars_keep_their_quotes_and_settings_their_form() {
    let text = "services:\n  web:\n    restart: \"no\"\n    mem_limit: 64m   # small\n    environment:\n      - HOST=127.0.0.1\n";
    assert_eq!(
        laid(text, "restart: always\nmem_limit: 1g\nenvironment:\n  HOST: 0.0.0.0\n  PORT: \"80\"").unwrap(),
        "services:\n  web:\n    restart: \"always\"\n    mem_limit: 1g   # small\n    environment:\n      - HOST=0.0.0.0\n      - PORT=80\n"
    );
}

#[test]
fn a_short_form_becomes_the_long_one_and_keeps_its_meaning() {
    let wanted = "depends_on:\n  db:\n    condition: service_healthy";
    let block = "services:\n  web:\n    depends_on:\n    - cache # first\n    - db\n    image: a\n";
    assert_eq!(
        laid(block, wanted).unwrap(),
        "services:\n  web:\n    depends_on:\n      cache:\n        condition: service_started # first\n      db:\n        condition: service_healthy\n    image: a\n"
    );
    let flow = "services:\n  web:\n    depends_on: [cache, db]\n";
    assert_eq!(
        laid(flow, wanted).unwrap(),
        "services:\n  web:\n    depends_on: {cache: {condition: service_started}, db: {condition: service_healthy}}\n"
    );
    let long = "services:\n  web:\n    depends_on:\n      db:\n        condition: service_started\n    networks:\n      back:\n        aliases: [x]\n";
    assert_eq!(
        laid(long, &format!("{wanted}\nnetworks: [front]")).unwrap(),
        "services:\n  web:\n    depends_on:\n      db:\n        condition: service_healthy\n    networks:\n      back:\n        aliases: [x]\n      front:\n"
    );
}

#[test]
fn what_others_use_or_a_merge_brings_in_is_not_touched() {
    let lines = "networks: [front]";
    for text in [
        "services:\n  web: &base\n    image: a\n  b:\n    <<: *base\n",
        "x: &n\n  networks: [back]\nservices:\n  web:\n    <<: *n\n    image: a\n",
        "n: &n [back]\nservices:\n  web:\n    networks: *n\n    image: a\n",
        "services:\n  web:\n    networks: &n [back]\n    image: a\n",
        "services:\n  web:\n    image: {{ bad\n    networks: [back]\n",
    ] {
        assert_eq!(laid(text, lines), None, "{text}");
    }
    let merged = "x: &n\n  image: a\nservices:\n  web:\n    <<: *n\n    ports: [80]\n";
    assert_eq!(laid(merged, "image: b").unwrap(), merged.replace("[80]\n", "[80]\n    image: b\n"));
}

#[test]
fn a_document_and_an_object_of_a_list() {
    let lines = "metadata:\n  annotations:\n    a/b: \"1\"\n";
    let at = |text: &str| {
        let start = text.find("old/a").unwrap();
        Span::new(start, start + 5)
    };
    let set = |text: &str| spliced(text, yaml::set(text, at(text), true, lines).unwrap());
    let one = "kind: Ingress\nmetadata:\n  name: x\n  annotations:\n    old/a: \"2\"\nspec: {}\n---\nkind: Service\n";
    assert_eq!(set(one), one.replace("\"2\"\n", "\"2\"\n    a/b: \"1\"\n"));
    let list =
        "kind: List\nitems:\n- kind: Ingress\n  metadata:\n    annotations:\n      old/a: \"2\"\n- kind: Service\n";
    assert_eq!(set(list), list.replace("\"2\"\n", "\"2\"\n      a/b: \"1\"\n"));
}

#[test]
fn a_key_goes_with_its_lines() {
    let text = "services:\n  web:\n    command: # none\n      - a\n      - b # c\n    image: x\n";
    let tree = crate::readers::yaml::parse(text);
    let command = tree.at(tree.roots[0], &["services", "web", "command"]).unwrap();
    let after = spliced(text, yaml::remove(text, tree.node(command).span).unwrap());
    assert_eq!(after, "services:\n  web:\n    image: x\n");
}

#[test]
fn arguments_are_added_in_the_form_of_the_command() {
    let added = |kind, text: &str, last: &str| {
        let start = text.rfind(last).unwrap();
        let splices = words::add(text, kind, Span::new(start, start + last.len()), "--host 0.0.0.0").unwrap();
        spliced(text, splices)
    };
    let host = "--host 0.0.0.0";
    for (text, after) in [
        ("CMD [\"uvicorn\", \"a:b\"]\n", "CMD [\"uvicorn\", \"a:b\", \"--host\", \"0.0.0.0\"]\n".to_owned()),
        ("CMD uvicorn a:b # x\n", format!("CMD uvicorn a:b {host} # x\n")),
        ("CMD uvicorn \"a:b\"\n", format!("CMD uvicorn \"a:b\" {host}\n")),
        (
            "CMD [\"sh\", \"-c\", \"exec uvicorn a:b\"]\n",
            format!("CMD [\"sh\", \"-c\", \"exec uvicorn a:b {host}\"]\n"),
        ),
    ] {
        assert_eq!(added(Kind::Dockerfile, text, "a:b"), after);
    }
    for (text, after) in [
        ("command: uvicorn a:b # x\n", format!("command: uvicorn a:b {host} # x\n")),
        ("command: 'uvicorn a:b'\n", format!("command: 'uvicorn a:b {host}'\n")),
        ("command: >\n  uvicorn\n  a:b\nimage: x\n", format!("command: >\n  uvicorn\n  a:b {host}\nimage: x\n")),
        ("command: ['uvicorn', 'a:b']\n", "command: ['uvicorn', 'a:b', '--host', '0.0.0.0']\n".to_owned()),
        ("command:\n- uvicorn\n- a:b\n", "command:\n- uvicorn\n- a:b\n- --host\n- 0.0.0.0\n".to_owned()),
    ] {
        assert_eq!(added(Kind::ComposeFile, text, "a:b"), after);
    }
}

#[test]
fn directives_are_set_in_their_section() {
    let set = |kind, text: &str, section: &str, lines: &str| {
        let at = text.find(section).unwrap();
        spliced(text, ini::set(text, kind, Span::new(at, at + 1), section.is_empty(), lines).unwrap())
    };
    let pool = "[www]\n  listen = /run/a.sock ; here\n  listen.owner = app\n\n; more\n[other]\nlisten = 9000\n";
    let lines = "listen.owner = www-data\nlisten.group = www-data";
    let after = "[www]\n  listen = /run/a.sock ; here\n  listen.owner = www-data\n  listen.group = www-data\n\n; more\n[other]\nlisten = 9000\n";
    assert_eq!(set(Kind::PhpFpmPool, pool, "[www]", lines), after);
    assert_eq!(set(Kind::PhpFpmPool, after, "[www]", lines), after);
    let unit = "[Unit]\nAfter=network.target\n[Service]\nExecStart=/bin/a \\\n  b";
    let lines = "[Unit]\nAfter=network-online.target\nWants=network-online.target\n\n[Service]\nRestart=on-failure\n\n[Install]\nWantedBy=x\n";
    let after = "[Unit]\nAfter=network.target\nAfter=network-online.target\nWants=network-online.target\n[Service]\nExecStart=/bin/a \\\n  b\nRestart=on-failure\n\n[Install]\nWantedBy=x\n";
    assert_eq!(set(Kind::SystemdUnit, unit, "", lines), after);
    assert_eq!(set(Kind::SystemdUnit, after, "", lines), after);
    let settings = "bind = \"0.0.0.0:80\"\nhooks = [\n    \"a=b\",\n]\n";
    assert_eq!(set(Kind::AppConfig, settings, "bind", "timeout = 120"), format!("{settings}timeout = 120\n"));
    let uwsgi = "; app\n[uwsgi]\nsocket = :3031\n";
    assert_eq!(set(Kind::AppConfig, uwsgi, ";", "buffer-size = 32768"), format!("{uwsgi}buffer-size = 32768\n"));
}

mod random {
    use super::*;
    use proptest::prelude::*;

    /// How somebody writes a compose file.
    #[derive(Clone, Debug)]
    struct Style {
        step: usize,
        dash: bool,
        comments: bool,
        open_end: bool,
    }

    fn styles() -> impl Strategy<Value = Style> {
        let parts = (2usize..5, any::<bool>(), any::<bool>(), any::<bool>());
        parts.prop_map(|(step, dash, comments, open_end)| Style { step, dash, comments, open_end })
    }

    /// A key of a service and how it is written there.
    fn entries() -> impl Strategy<Value = Vec<(&'static str, usize)>> {
        let keys = ["image", "ports", "networks", "depends_on", "environment", "restart"];
        proptest::sample::subsequence(keys.to_vec(), 1..=6)
            .prop_shuffle()
            .prop_flat_map(|keys| keys.into_iter().map(|key| (Just(key), 0usize..3)).collect::<Vec<_>>())
    }

    fn written(entries: &[(&str, usize)], style: &Style) -> String {
        let (one, two) = (" ".repeat(style.step), " ".repeat(2 * style.step));
        let dash = format!("{two}{}- ", if style.dash { one.as_str() } else { "" });
        let three = " ".repeat(3 * style.step);
        let why = if style.comments { " # why" } else { "" };
        let mut out = format!("services:{why}\n{one}web:\n");
        for (key, form) in entries {
            let nl = format!("{why}\n");
            out.push_str(&match (*key, form) {
                ("image", _) => format!("{two}image: a{nl}"),
                ("restart", 0) => format!("{two}restart: 'no'{nl}"),
                ("restart", _) => format!("{two}restart: no{nl}"),
                ("environment", 0) => format!("{two}environment:\n{dash}HOST=::1{nl}"),
                ("environment", 1) => format!("{two}environment: {{HOST: \"::1\"}}{nl}"),
                ("environment", _) => format!("{two}environment:\n{three}OTHER: x{nl}"),
                ("depends_on", 2) => {
                    format!("{two}depends_on:\n{three}db:\n{three}{one}condition: service_started{nl}")
                }
                (key, 0) => format!("{two}{key}:{nl}{dash}one{nl}{dash}db{nl}"),
                (key, 1) => format!("{two}{key}: [one, db]\n"),
                (key, _) => format!("{two}{key}:\n{dash}\"one\"{nl}"),
            });
            if style.comments {
                out.push_str(&format!("{two}# between\n"));
            }
        }
        out.push_str(&format!("{one}db:\n{two}image: b\n"));
        if style.open_end { out.trim_end().to_owned() } else { out }
    }

    const WANTED: &str = "restart: always\nports:\n  - 8000:8000\nnetworks: [default, front]\ndepends_on:\n  db:\n    condition: service_healthy\nenvironment:\n  HOST: 0.0.0.0\n";

    proptest! {
        #[test]
        fn a_service_gets_what_it_lacks_and_keeps_the_rest(entries in entries(), style in styles()) {
            let text = written(&entries, &style);
            let after = laid(&text, WANTED).expect("laid");
            // Every comment stays, and every line that says nothing the fragment says.
            prop_assert_eq!(after.matches('#').count(), text.matches('#').count());
            let touched = ["restart", "HOST", "condition", "db", "one", "networks", "ports", "depends_on", "environment"];
            let kept: Vec<&str> = text.lines().filter(|line| !touched.iter().any(|word| line.contains(word))).collect();
            let mut lines = after.lines();
            prop_assert!(kept.iter().all(|line| lines.any(|one| one == *line)), "{}\n{}", text, after);
            // What it says can be read from it.
            let tree = crate::readers::yaml::parse(&after);
            prop_assert!(tree.bad_lines.is_empty());
            let at = |path: &[&str]| tree.at(tree.roots[0], path);
            let web = |key: &str| at(&["services", "web", key]).unwrap();
            prop_assert_eq!(tree.text(web("restart")), Some("always"));
            prop_assert_eq!(at(&["services", "web", "depends_on", "db", "condition"]).and_then(|id| tree.text(id)), Some("service_healthy"));
            let networks = tree.items(web("networks"));
            prop_assert_eq!(networks.iter().filter(|id| matches!(tree.text(**id), Some("front" | "default"))).count(), 2);
            prop_assert!(tree.items(web("ports")).iter().any(|id| tree.text(*id) == Some("8000:8000")));
            prop_assert_eq!(at(&["services", "db", "image"]).and_then(|id| tree.text(id)), Some("b"));
            let host = after.contains("HOST: 0.0.0.0") || after.contains("HOST=0.0.0.0") || after.contains("HOST: \"0.0.0.0\"");
            prop_assert!(host && !after.contains("::1"), "{}", after);
        }

        #[test]
        fn any_yaml_is_survived(text in "([ ]{0,4}(a|b|services|web|-|- -|#|&x|\\*x|<<|\\||>|\\[|\\{|\\]|\\}|\"|')(:|: |,| |)\n?){0,24}") {
            let tree = crate::readers::yaml::parse(&text);
            let spans: Vec<Span> = tree.nodes().map(|(_, node)| node.span).collect();
            for span in spans {
                for whole in [false, true] {
                    if let Some(splices) = yaml::set(&text, span, whole, WANTED) {
                        spliced(&text, splices);
                    }
                }
                yaml::remove(&text, span);
                yaml::add_words(&text, span, &["x"]);
            }
        }
    }
}
