//! The command line tool as people run it: formats, exit codes, messages.

mod tool;

use std::path::Path;

use tool::{err, hopcheck, out};

const REFUSED: &str = "2026/01/05 10:00:00 [error] 29#29: *1 connect() failed (111: Connection refused) while connecting to upstream, \
client: 172.18.0.1, server: app.example.com, request: \"GET / HTTP/1.1\", upstream: \"http://172.18.0.3:5000/\", host: \"app.example.com\"\n";
const NO_RESOLVER: &str = "2026/01/05 10:00:00 [error] 29#29: *1 no resolver defined to resolve api.example.com, client: 172.18.0.1, \
server: app.example.com, request: \"GET / HTTP/1.1\", host: \"app.example.com\"\n";

#[test]
fn a_proven_cause_exits_with_one() {
    let output = hopcheck(&["-"], NO_RESOLVER);
    assert_eq!(output.status.code(), Some(1), "{}", err(&output));
    assert!(out(&output).contains("upstream-no-resolver"), "{}", out(&output));
    assert!(out(&output).contains("api.example.com"), "{}", out(&output));
}

#[test]
fn json_follows_the_contract() {
    let output = hopcheck(&["--format", "json", "-"], NO_RESOLVER);
    let said: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(said["schema"], 1);
    let finding = &said["findings"][0];
    assert_eq!(finding["id"], "upstream-no-resolver");
    assert_eq!(finding["certainty"], "confirmed");
    assert_eq!(finding["evidence"][0]["line"], 1);
    assert!(finding["steps"][0]["do"].is_string());
    assert_eq!(said["artifacts"][0]["source"], "-");
    assert_eq!(said["artifacts"][0]["kind"], "nginx-error-log");
}

#[test]
fn markdown_is_a_ticket() {
    let said = out(&hopcheck(&["--format", "markdown", "-"], NO_RESOLVER));
    assert!(said.starts_with("# "), "{said}");
    assert!(said.contains("## 1. ") && said.contains("```sh"), "{said}");
}

#[test]
fn an_open_case_asks_and_fails_only_when_told_to() {
    let output = hopcheck(&["-"], REFUSED);
    assert_eq!(output.status.code(), Some(0), "{}", out(&output));
    assert!(out(&output).contains("Paste next"), "{}", out(&output));
    assert_eq!(hopcheck(&["--fail-on", "possible", "-"], REFUSED).status.code(), Some(1));
}

#[test]
fn text_of_no_known_kind_is_called_not_understood() {
    let output = hopcheck(&["-"], "lorem ipsum dolor sit amet\n");
    assert_eq!(output.status.code(), Some(0));
    assert!(err(&output).contains("not understood"), "{}", err(&output));
}

#[test]
fn unreadable_input_and_bad_usage_exit_with_two() {
    for args in [&["/no/such/file"][..], &["--no-such-flag"], &["explain", "no-such-cause"]] {
        let output = hopcheck(args, "");
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(!err(&output).is_empty(), "{args:?}");
    }
    assert!(err(&hopcheck(&["/no/such/file"], "")).contains("/no/such/file"));
}

#[test]
fn explain_and_list_know_every_rule() {
    let list = out(&hopcheck(&["rules", "list"], ""));
    let ids: Vec<&str> = list.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(ids.contains(&"upstream-no-resolver"), "{list}");
    for id in ids {
        let output = hopcheck(&["explain", id], "");
        assert_eq!(output.status.code(), Some(0), "{id}: {}", err(&output));
        assert!(out(&output).contains("What to do"), "{id}");
    }
}

#[test]
fn files_and_folders_are_read_by_name() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("error.log"), NO_RESOLVER).expect("written");
    let output = hopcheck(&["--format", "json", &folder.path().display().to_string()], "");
    let said: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let source = said["artifacts"][0]["source"].as_str().expect("a source").to_owned();
    assert!(Path::new(&source).ends_with("error.log"), "{source}");
}

#[test]
fn what_was_tried_and_where_it_runs_can_be_said() {
    let said = |args: &[&str]| -> serde_json::Value {
        serde_json::from_slice(&hopcheck(&[&["--format", "json"], args].concat(), NO_RESOLVER).stdout).expect("JSON")
    };
    let before = said(&["-"]);
    let letter = before["findings"][0]["steps"][0]["letter"].as_str().expect("a letter");
    let tried = format!("upstream-no-resolver:{letter}");
    let after = said(&["--tried", &tried, "--environment", "podman", "-"]);
    assert_eq!(after["tried"][0]["id"], "upstream-no-resolver");
    assert_eq!(after["environment"]["name"], "podman");
    assert_eq!(after["findings"][0]["certainty"], "possible");
    let text = out(&hopcheck(&["--tried", &tried, "--environment", "compose", "-"], NO_RESOLVER));
    assert!(text.contains("Commands are for Docker Compose") && text.contains("did not help"), "{text}");
    // The steps are counted as they are shown, and a count is not taken for a step's name.
    let shown: Vec<&str> =
        text.lines().filter(|line| line.starts_with("   ") && line.contains(") ") && line.contains(" [")).collect();
    let [first, second] = shown[..] else { panic!("{text}") };
    assert_eq!((first, letter), ("   1) Set a resolver: Docker's own in a container [a]", "c"));
    assert!(second.starts_with("   2) Or write the name") && second.ends_with(" [d]"), "{second}");
    let (none, count) = (["--tried", "upstream-no-resolver:zz"], ["--tried", "upstream-no-resolver:1"]);
    for wrong in [["--tried", "no-such-cause"], none, count, ["--environment", "cloud"]] {
        let output = hopcheck(&[&wrong[..], &["-"]].concat(), NO_RESOLVER);
        assert_eq!(output.status.code(), Some(2), "{wrong:?}");
        assert!(err(&output).contains(if wrong[1] == "cloud" { "compose" } else { "hopcheck" }), "{}", err(&output));
    }
}
