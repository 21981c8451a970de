//! `hopcheck share` and `hopcheck open` as people run them.

mod tool;

use std::process::Output;

use hopcheck::report::Report;

use tool::{err, hopcheck};

const LINE: &str = "2026/01/05 10:00:00 [error] 29#29: *1 no resolver defined to resolve api.zephyrmail.de, client: 85.214.132.117, \
server: app.zephyrmail.de, request: \"GET /?token=Tk9LRU4tMTIz HTTP/1.1\", host: \"app.zephyrmail.de\"\n";

fn out(output: &Output) -> String {
    tool::out(output).trim_end().to_owned()
}

#[test]
fn what_is_shared_has_the_same_answer_and_no_secret() {
    let shared = hopcheck(&["share", "-"], LINE);
    let link = out(&shared);
    assert!(link.starts_with("#v1."), "{}", err(&shared));
    assert!(err(&shared).contains("zephyrmail.de -> host-1.example (3)"), "{}", err(&shared));
    for format in ["text", "json", "markdown"] {
        let opened = hopcheck(&["open", &link, "--format", format], "");
        assert_eq!(opened.status.code(), Some(1), "{}", err(&opened));
        let said = out(&opened);
        assert!(said.contains("upstream-no-resolver") && said.contains("api.host-1.example"), "{said}");
        for secret in ["zephyr", "85.214", "Tk9LRU4tMTIz"] {
            assert!(!said.contains(secret), "{secret} in {said}");
        }
    }
}

#[test]
fn only_the_flag_leaves_everything_as_it_is() {
    let shared = hopcheck(&["share", "--as-is", "-"], LINE);
    assert!(err(&shared).contains("as it is"), "{}", err(&shared));
    assert!(out(&hopcheck(&["open", &out(&shared)], "")).contains("api.zephyrmail.de"));
}

#[test]
fn words_are_hidden_and_kept_as_asked() {
    let link = out(&hopcheck(&["share", "--keep", "zephyrmail.de", "--hide", "app", "-"], LINE));
    let said = out(&hopcheck(&["open", &link, "--format", "json"], ""));
    assert!(said.contains("api.zephyrmail.de") && said.contains("hidden1.zephyrmail.de"), "{said}");
}

#[test]
fn a_broken_link_is_told() {
    let opened = hopcheck(&["open", "#v1.AAAA"], "");
    assert_eq!(opened.status.code(), Some(2));
    assert!(err(&opened).contains("changed or cut"), "{}", err(&opened));
}

#[test]
fn what_is_said_beside_the_texts_goes_along_and_is_shown_in_the_ticket() {
    let said = ["--tried", "upstream-no-resolver", "--environment", "podman"];
    let link = out(&hopcheck(&[&["share"], &said[..], &["-"]].concat(), LINE));
    let opened = out(&hopcheck(&["open", &link, "--format", "json"], ""));
    let asked = out(&hopcheck(&[&said[..], &["--format", "json", "-"]].concat(), LINE));
    let report = |json: &str| serde_json::from_str::<Report>(json).expect("a report");
    let (opened, asked) = (report(&opened), report(&asked));
    assert_eq!(opened.tried, asked.tried);
    assert_eq!((opened.tried.len(), &opened.environment), (1, &asked.environment));
    let certainties = |report: &Report| {
        report.findings.iter().map(|finding| (finding.id.clone(), finding.certainty)).collect::<Vec<_>>()
    };
    assert_eq!(certainties(&opened), certainties(&asked));
    let ticket = out(&hopcheck(&["open", &link, "--format", "markdown"], ""));
    for part in
        ["1. nginx", "Environment: Podman", "(tried: it did not help)", concat!("Hopcheck ", env!("CARGO_PKG_VERSION"))]
    {
        assert!(ticket.contains(part), "{part} in {ticket}");
    }
    let other = out(&hopcheck(&["open", &link, "--environment", "systemd", "--format", "json"], ""));
    assert_eq!(report(&other).environment.map(|one| one.name).as_deref(), Some("systemd"));
    let wrong = hopcheck(&["share", "--tried", "no-such-cause", "-"], LINE);
    assert_eq!(wrong.status.code(), Some(2), "{}", err(&wrong));
}
