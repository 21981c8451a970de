//! A team's own rule: a folder with one file changes the findings and the asks, without a line of Rust. And what a
//! malformed rule is told.

mod tool;

use std::fs;
use std::path::Path;

use tool::{err, hopcheck, out};

const TOY: &str = r#"
title = "the office proxy at {host} swallows the request"
hop = "edge"
prior = "common"
why = "A toy cause."

[[when]]
fact = "nginx-error"
event = "connect-failed"
upstream = { host = "?host" }

[[confirm]]
fact = "listener"
host = "?host"

[[step]]
do = "Ask the office"

[[verify]]
run = "true"
expect = "nothing"

[[see]]
title = "a page"
url = "https://example.com/"
"#;
const LINE: &str = "[error] 29#29: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 172.18.0.1, \
server: a.example.com, request: \"GET / HTTP/1.1\", upstream: \"http://172.18.0.3:5000/\", host: \"a.example.com\"";

fn case(role: &str, name: &str, expects: &str) -> String {
    format!(
        "## {role}: {name}\nSource: written from https://example.com/\n\n```text error.log\n{LINE}\n```\n\n- {expects}\n\n"
    )
}

fn good_cases() -> String {
    let near = case("near miss", "x", "then: toy-office-proxy");
    format!("# toy-office-proxy\n\n{0}{0}{near}{near}", case("hit", "x", "then: toy-office-proxy"))
}

fn rules(toy: &str, cases: Option<&str>) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let rule = folder.path().join("toy-office-proxy");
    fs::create_dir(&rule).expect("made");
    fs::write(rule.join("rule.toml"), toy).expect("written");
    if let Some(cases) = cases {
        fs::write(rule.join("cases.md"), cases).expect("written");
    }
    folder
}

fn run(args: &[&str], input: &str) -> (Option<i32>, String, String) {
    let output = hopcheck(args, input);
    (output.status.code(), out(&output), err(&output))
}

fn check(folder: &Path) -> (Option<i32>, String) {
    let (code, _, err) = run(&["rules", "check", &folder.display().to_string()], "");
    (code, err)
}

fn report(extra: &[&str]) -> serde_json::Value {
    let (_, out, err) = run(&[&["--format", "json", "-"], extra].concat(), LINE);
    serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {err}"))
}

fn ids(report: &serde_json::Value) -> Vec<&str> {
    report["findings"].as_array().expect("findings").iter().filter_map(|finding| finding["id"].as_str()).collect()
}

#[test]
fn a_rule_in_a_folder_changes_findings_and_asks() {
    let folder = rules(TOY, Some(&good_cases()));
    assert_eq!(check(folder.path()), (Some(0), String::new()));
    let before = report(&[]);
    let after = report(&["--rules", &folder.path().display().to_string()]);
    assert!(!ids(&before).contains(&"toy-office-proxy"));
    assert!(ids(&after).contains(&"toy-office-proxy"), "{after:#}");
    let top = |report: &serde_json::Value| report["asks"][0]["separates"].clone();
    let separates = |report: &serde_json::Value| {
        report["asks"]
            .as_array()
            .into_iter()
            .flatten()
            .any(|ask| ask["separates"].as_array().into_iter().flatten().any(|id| id == "toy-office-proxy"))
    };
    assert!(!separates(&before) && separates(&after), "{:#}", after["asks"]);
    assert_ne!(top(&before), top(&after), "the top ask weighs the new cause too");
}

#[test]
fn malformed_rules_are_told_file_and_line() {
    let cases = good_cases();
    let with = |from: &str, to: &str| TOY.replace(from, to);
    let wrong: &[(String, Option<String>, &str, &str)] = &[
        (TOY.into(), None, "rule.toml:1:", "has no case"),
        (TOY.into(), Some(case("hit", "x", "then: toy-office-proxy")), "cases.md:1:", "begins with"),
        (TOY.into(), Some(cases.replace("then: toy-office-proxy", "then: nobody")), "cases.md:", "no rule \"nobody\""),
        (with("event = ", "evnt = "), Some(cases.clone()), "rule.toml:9:", "no field \"evnt\""),
        (with("\"listener\"", "\"listner\""), Some(cases.clone()), "rule.toml:12:", "unknown fact \"listner\""),
        (with("{host} swallows", "{hots} swallows"), Some(cases.clone()), "rule.toml:2:", "{hots}"),
        (
            with("Ask the office", "Ask {office|the office}"),
            Some(cases.clone()),
            "rule.toml:17:",
            "only ever prints its fallback: no pattern of this rule binds ?office",
        ),
        (with("\nhost = \"?host\"", "\nhost = { not = \"?hots\" }"), Some(cases.clone()), "rule.toml:", "?hots"),
        (
            with(
                "
host = \"?host\"",
                "\nhost = \"?other\"",
            ),
            Some(cases.clone()),
            "rule.toml:",
            "shares no variable",
        ),
        (with("prior = \"common\"", "prior = \"mostly\""), Some(cases.clone()), "rule.toml:4:", "prior is one of"),
        (with("hop = \"edge\"", "hop = \"moon\""), Some(cases.clone()), "rule.toml:3:", "unknown hop"),
        (TOY.replacen("why", "wyh", 1), Some(cases.clone()), "rule.toml:", "why = "),
        (with("why =", "why "), Some(cases.clone()), "rule.toml:5:", ""),
    ];
    for (toy, cases, place, message) in wrong {
        let folder = rules(toy, cases.as_deref());
        let (code, err) = check(folder.path());
        assert_eq!(code, Some(1), "{message}: {err}");
        let told = err.lines().any(|line| line.contains(place) && line.contains(message));
        assert!(told, "wanted {place} … {message}, got:\n{err}");
    }
}

#[test]
fn cases_without_a_rule_are_told() {
    let folder = rules(TOY, Some(&good_cases()));
    let stray = folder.path().join("stray");
    fs::create_dir(&stray).expect("made");
    fs::write(stray.join("cases.md"), "# stray\n").expect("written");
    let (code, err) = check(folder.path());
    assert_eq!(code, Some(1));
    assert!(err.contains("stray") && err.contains("no rule"), "{err}");
}

#[test]
fn a_case_that_does_not_hold_is_told() {
    let folder = rules(TOY, Some(&good_cases().replace("then: toy-office-proxy", "finds: toy-office-proxy confirmed")));
    let (code, err) = check(folder.path());
    assert_eq!(code, Some(1));
    assert!(err.contains("cases.md:") && err.contains("expected"), "{err}");
}
