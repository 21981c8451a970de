//! Only a patch that was seen to do what it promises is offered: rules of a test's own whose edits do, and do not.

mod tool;

use std::fs;

use tool::{err, hopcheck, out};

const CONFIG: &str = "server {\n    listen 80;\n    keepalive_timeout 13;\n}\n";
const LOG: &str = "2026/01/05 10:00:00 [error] 29#29: *1 no resolver defined to resolve api.example.com, client: 172.18.0.1, \
server: app.example.com, request: \"GET / HTTP/1.1\", host: \"app.example.com\"\n";

/// A finding that rests on the configuration.
const ON_CONFIG: &str =
    "fact = \"nginx-directive\"\nname = \"keepalive_timeout\"\nvalue = { regex = '^13' }\nas = \"it\"";
/// A finding that rests on the log, which says the same after the patch.
const ON_LOG: &str = "fact = \"nginx-error\"\nevent = \"no-resolver\"";

/// A folder with the rule to be tried, and with one that finds the number 15.
fn folder(when: &str, step: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let other = ON_CONFIG.replace("^13", "^15");
    for (id, when, step) in [("toy-unlucky-number", when, step), ("toy-odd-number", other.as_str(), "run = \"true\"")] {
        let head = format!("title = \"{id}\"\nhop = \"nginx\"\nwhy = \"A toy cause.\"\nwhen_proves = true\n");
        let rest = "[[verify]]\nrun = \"true\"\nexpect = \"nothing\"\n\n[[see]]\ntitle = \"a page\"\nurl = \"https://example.com/\"\n";
        let text =
            format!("{head}\n[[when]]\n{when}\n\n[[step]]\ndo = \"Be lucky\"\nsafety = \"safe\"\n{step}\n\n{rest}");
        fs::create_dir(folder.path().join(id)).expect("made");
        fs::write(folder.path().join(id).join("rule.toml"), text).expect("written");
    }
    folder
}

fn run(args: &[&str], input: &str) -> (String, String) {
    let output = hopcheck(args, input);
    (out(&output), err(&output))
}

/// The patched texts that the rule's finding offers for the configuration, with the log beside it in the same paste.
fn offered(when: &str, step: &str) -> Vec<String> {
    let rules = folder(when, step);
    let rules = rules.path().display().to_string();
    let (out, err) = run(&["--format", "json", "--rules", &rules, "-"], &format!("{LOG}\n{CONFIG}"));
    let report: serde_json::Value = serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {err}"));
    let findings = report["findings"].as_array().expect("findings");
    let finding = findings.iter().find(|one| one["id"] == "toy-unlucky-number").expect("the rule finds");
    let patches = finding["patches"].as_array().expect("patches");
    patches.iter().filter_map(|patch| patch["text"].as_str().map(str::to_owned)).collect()
}

const OF_STEP: &str = "when = { fact = \"nginx-directive\", name = \"keepalive_timeout\", as = \"it\" }\n";

#[test]
fn a_patch_that_mends_is_offered() {
    let texts = offered(ON_CONFIG, "edit = [{ replace = \"it.value\", with = \"14\" }]");
    assert_eq!(texts, [format!("{LOG}\n{}", CONFIG.replace("13", "14"))]);
}

#[test]
fn a_log_that_still_speaks_of_the_past_is_no_objection() {
    let texts = offered(ON_LOG, &format!("{OF_STEP}edit = [{{ replace = \"it.value\", with = \"14\" }}]"));
    assert_eq!(texts, [format!("{LOG}\n{}", CONFIG.replace("13", "14"))]);
}

#[test]
fn a_patch_that_leaves_the_finding_is_not_offered() {
    assert!(offered(ON_CONFIG, "edit = [{ replace = \"it.value\", with = \"130\" }]").is_empty());
}

#[test]
fn a_patch_that_would_go_on_patching_is_not_offered() {
    let step = format!("{OF_STEP}edit = [{{ replace = \"it.value\", with = \"2{{it.value}}\" }}]");
    assert!(offered(ON_LOG, &step).is_empty());
}

#[test]
fn a_patch_that_brings_about_another_finding_is_not_offered() {
    let step = "edit = [{ replace = \"it.value\", with = \"15\" }]";
    assert!(offered(ON_CONFIG, step).is_empty());
}

#[test]
fn a_patch_that_changes_nothing_is_none() {
    let step = format!("{OF_STEP}edit = [{{ replace = \"it.value\", with = \"{{it.value}}\" }}]");
    assert!(offered(ON_LOG, &step).is_empty());
}

#[test]
fn who_writes_a_rule_is_told_why_its_patch_is_not_offered() {
    let rules = folder(ON_CONFIG, "edit = [{ replace = \"it.value\", with = \"130\" }]");
    let case = |heading: &str, config: &str| {
        format!(
            "## {heading}\nSource: written from https://example.com/\n\n```nginx nginx.conf\n{config}```\n\n- finds: toy-unlucky-number\n\n"
        )
    };
    let cases = format!("# toy-unlucky-number\n\n{}", case("hit: the number", CONFIG));
    fs::write(rules.path().join("toy-unlucky-number/cases.md"), cases).expect("written");
    let (_, err) = run(&["rules", "check", &rules.path().display().to_string()], "");
    assert!(err.contains("is not offered: the patched text still shows it"), "{err}");
}
