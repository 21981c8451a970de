//! What `rules check` demands of a rule's cases.

use std::fs;
use std::process::Command;

/// Every pass to a name of two or three letters is the toy's symptom; that it has two is the deciding fact.
const TOY: &str = r#"
title = "{host} is a toy"
hop = "nginx"
why = "A toy cause."

[[when]]
fact = "nginx-location"
as = "place"
pass = { host = { bind = "host", regex = '^...?$' } }

[[confirm]]
fact = "nginx-location"
pass = { host = { equals = "?host", regex = '^..$' } }

[[step]]
do = "Give it another name"
edit = [{ replace = "place.pass.host", with = "longer" }]
safety = "safe"

[[verify]]
run = "nginx -t"
expect = "ok"

[[see]]
title = "a page"
url = "https://example.com/"
"#;

fn case(heading: &str, host: &str, expects: &str) -> String {
    let text =
        format!("server {{\n    listen 80;\n    location / {{\n        proxy_pass http://{host}:8000;\n    }}\n}}");
    format!(
        "## {heading}\nSource: written from https://example.com/\n\n```nginx nginx.conf\n{text}\n```\n\n{expects}\n\n"
    )
}

fn cases() -> String {
    let hit = case("hit: a", "ab", "- finds: toy confirmed\n- patched: http://longer:8000");
    let near = case("near miss: a", "abc", "- then: toy");
    format!("# toy\n\n{hit}{hit}{near}{near}{}", case("fixed: a", "longer", "- not: toy"))
}

/// The complaints of `rules check` about the toy.
fn check(rule: &str, cases: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("toy")).expect("made");
    fs::write(folder.path().join("toy/rule.toml"), rule).expect("written");
    fs::write(folder.path().join("toy/cases.md"), cases).expect("written");
    let output = Command::new(env!("CARGO_BIN_EXE_hopcheck")).args(["rules", "check"]).arg(folder.path()).output();
    String::from_utf8_lossy(&output.expect("the tool runs").stderr).into_owned()
}

#[track_caller]
fn told(complaints: &str, wanted: &str) {
    assert!(complaints.contains(wanted), "wanted {wanted:?}, got:\n{complaints}");
}

#[test]
fn a_whole_rule_is_taken() {
    assert_eq!(check(TOY, &cases()), "");
}

#[test]
fn a_rule_has_a_step_a_check_and_a_reference() {
    for part in ["[[step]]", "[[verify]]", "[[see]]"] {
        let (from, rest) = TOY.split_at(TOY.find(part).expect("there"));
        let rest = rest[2..].find("[[").map_or("", |at| &rest[at + 2..]);
        told(&check(&format!("{from}{rest}"), &cases()), &format!("the rule needs a {part}"));
    }
    told(&check(&TOY.replace("https:", "http:"), &cases()), "url must begin with https://");
}

#[test]
fn a_case_says_which_program_or_which_page() {
    for source in ["from memory", "captured from nginx", "written from nginx's source"] {
        told(
            &check(TOY, &cases().replace("written from https://example.com/", source)),
            "captured from PROGRAM VERSION",
        );
    }
    told(&check(TOY, &cases().replace("Source:", "")), "does not say where its text comes from");
}

#[test]
fn an_edit_is_shown_and_mends() {
    told(
        &check(TOY, &cases().replace("- patched: http://longer:8000", "")),
        "show it by a case that expects \"patched",
    );
    told(&check(TOY, &cases().replace("## fixed", "## no symptom")), "show it by a case \"## fixed");
    let same = TOY.replace("with = \"longer\"", "with = \"cd\"");
    told(&check(&same, &cases()), "the patched text still shows it: cd is a toy");
}

#[test]
fn a_near_miss_holds_the_symptom_and_is_not_confirmed() {
    let near = |host: &str, expects: &str| cases() + &case("near miss: b", host, expects);
    told(&check(TOY, &near("longer", "- not: toy")), "a near miss matches every `when`");
    told(&check(TOY, &near("ef", "- then: toy")), "here the rule is confirmed");
    let text_without_symptom = cases() + &case("no symptom: b", "longer", "- not: toy");
    assert_eq!(check(TOY, &text_without_symptom), "");
}

/// Where the symptom alone proves, the deciding fact is one test of the symptom.
#[test]
fn a_symptom_that_proves_is_missed_by_one_test() {
    let proving = TOY.replace("hop =", "when_proves = true\nhop =").replace("regex = '^...?$'", "regex = '^..$'");
    assert_eq!(check(&proving, &cases().replace("- then: toy", "- not: toy")), "");
    let elsewhere = cases().replace("- then: toy", "- not: toy").replace("proxy_pass http://abc:8000", "return 200");
    told(&check(&proving, &elsewhere), "a near miss matches every `when`");
}
