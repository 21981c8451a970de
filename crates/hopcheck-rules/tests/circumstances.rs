//! What the reader says beside the texts: fixes that did not help, and where the programs run.

use hopcheck::circumstances::{Circumstances, Tried};
use hopcheck::intake::Piece;
use hopcheck::report::{Certainty, Report};
use hopcheck::rules::template;
use hopcheck_rules::pack;

/// A WebSocket URL with the application's port, and a WSGI server behind it: one is confirmed, the other masked by it.
const CHAT: [(&str, &str); 3] = [
    ("console.txt", "chat.js:14 WebSocket connection to 'wss://shop.example.com:8000/ws/chat/' failed: \n"),
    ("page-address.txt", "https://shop.example.com/\n"),
    (
        "docker-compose.yml",
        "services:\n  api:\n    build: .\n    command: gunicorn --workers 3 --bind 0.0.0.0:8000 shop.wsgi:application\n    ports:\n      - \"8000:8000\"\n  edge:\n    image: nginx:1.27\n    ports:\n      - \"80:80\"\n      - \"443:443\"\n",
    ),
];

const REFUSED: &str = "2026/01/05 10:00:00 [error] 29#29: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 10.0.0.9, server: app.example.com, request: \"GET / HTTP/1.1\", upstream: \"http://10.0.0.3:5000/\", host: \"app.example.com\"\n";

fn diagnose(texts: &[(&str, &str)], tried: &[(&str, Option<usize>)], environment: Option<&str>) -> Report {
    let piece = |(name, text): &(&str, &str)| Piece {
        name: Some((*name).to_owned()),
        text: (*text).to_owned(),
        ..Piece::default()
    };
    let pieces: Vec<Piece> = texts.iter().map(piece).collect();
    let tried = tried.iter().map(|(id, step)| Tried { id: (*id).to_owned(), step: *step }).collect();
    let circumstances = Circumstances { tried, environment: environment.map(str::to_owned) };
    hopcheck::diagnose_in(&pieces, &circumstances, pack(), None)
}

#[test]
fn a_fix_that_did_not_help_speaks_against_its_cause() {
    let before = diagnose(&CHAT, &[], None);
    let (top, next) = (&before.findings[0], &before.findings[1]);
    assert_eq!((top.certainty, next.masked_by.as_ref()), (Certainty::Confirmed, Some(&top.id)));
    let step = &top.steps[0];
    let after = diagnose(&CHAT, &[(&top.id, Some(step.number))], None);
    assert_eq!(after.findings[0].id, next.id, "what it masked is first now");
    assert_eq!(after.findings[0].masked_by, None);
    let doubted = after.findings.iter().find(|one| one.id == top.id).expect("it still stands");
    assert_eq!(doubted.certainty, Certainty::Possible);
    assert_eq!(doubted.evidence, top.evidence, "the text says what it said");
    let against = doubted.contradiction.as_deref().unwrap_or_default();
    assert!(against.contains(&step.action) && against.contains("did not help"), "{against}");
    assert!(doubted.steps.iter().all(|one| one.tried == (one.number == step.number)));
    assert_eq!(after.tried.len(), 1);
}

#[test]
fn what_was_tried_in_all_its_steps_is_last_and_comes_back_when_it_is_taken_back() {
    let before = diagnose(&[("error.log", REFUSED)], &[], None);
    assert!(before.findings.len() > 2);
    let top = before.findings[0].id.clone();
    let after = diagnose(&[("error.log", REFUSED)], &[(&top, None)], None);
    assert_eq!(after.findings.last().map(|one| &one.id), Some(&top));
    assert!(after.findings.last().expect("one").steps.iter().all(|step| step.tried));
    assert!(!after.summary.contains(&before.findings[0].steps[0].action), "{}", after.summary);
    assert_eq!(diagnose(&[("error.log", REFUSED)], &[("another-cause", None)], None).findings, before.findings);
}

#[test]
fn a_cause_that_was_tried_explains_no_other_away_and_is_asked_about_last() {
    let weight = |report: &Report, id: &str| report.asks.iter().position(|ask| ask.separates.contains(&id.to_owned()));
    let before = diagnose(&[("error.log", REFUSED)], &[], None);
    let top = before.findings[0].id.clone();
    let after = diagnose(&[("error.log", REFUSED)], &[(&top, None)], None);
    assert!(weight(&before, &top).is_some());
    assert!(weight(&after, &top).is_none_or(|at| Some(at) >= weight(&before, &top)));
    assert!(!after.asks.is_empty(), "the others are still to be told apart");
}

#[test]
fn the_environment_is_recognised_with_its_reason_or_chosen() {
    let seen = diagnose(&CHAT, &[], None).environment.expect("a compose file shows it");
    assert_eq!((seen.name.as_str(), seen.because.is_some()), ("compose", true));
    assert_eq!(diagnose(&[("error.log", REFUSED)], &[], None).environment, None);
    let chosen = diagnose(&CHAT, &[], Some("podman")).environment.expect("as chosen");
    assert_eq!((chosen.name.as_str(), chosen.because), ("podman", None));
}

#[test]
fn commands_follow_the_environment() {
    let runs = |environment| -> String {
        let report = diagnose(&[("error.log", REFUSED)], &[], environment);
        let steps = report.findings.iter().flat_map(|one| one.steps.iter().filter_map(|step| step.run.clone()));
        steps.chain(report.asks.iter().filter_map(|ask| ask.run.clone())).collect::<Vec<_>>().join("\n")
    };
    for (environment, wanted, foreign) in [
        ("compose", "docker compose exec app ss -ltnp", "kubectl"),
        ("podman", "podman exec app ss -ltnp", "docker"),
        ("kubernetes", "kubectl exec deploy/app -- ss -ltnp", "docker"),
        ("docker", "docker exec app ss -ltnp", "kubectl"),
        ("systemd", "ss -ltnp", "docker compose"),
    ] {
        let said = runs(Some(environment));
        assert!(said.contains(wanted) && !said.contains(foreign), "{environment}: {said}");
    }
    assert!(runs(Some("systemd")).contains("journalctl -u app"));
    assert!(runs(Some("compose")).contains("docker compose logs --tail 80 app"));
    // The compose service's own name, which is not "nginx".
    let edge = diagnose(&CHAT, &[], None);
    let all = format!("{:?}", edge.asks) + &format!("{:?}", edge.findings);
    assert!(all.contains("docker compose exec edge nginx"), "{all}");
}

#[test]
fn a_strange_name_stays_one_word_of_the_command() {
    let listed = "CONTAINER ID  IMAGE        COMMAND  CREATED  STATUS  PORTS  NAMES\n";
    let row = "0123456789ab  docker.io/library/nginx:1.27  nginx  1 hour ago  Up 1 hour  0.0.0.0:80->80/tcp  $(x)\n";
    let report = diagnose(&[("podman ps", &format!("$ podman ps\n{listed}{row}")), ("error.log", REFUSED)], &[], None);
    let runs: Vec<String> = report.asks.iter().filter_map(|ask| ask.run.clone()).collect();
    assert!(!runs.join("\n").contains(" $(x)"), "{runs:?}");
}

#[test]
fn every_command_of_every_rule_is_whole_in_every_environment() {
    for environment in &pack().environments {
        for rule in &pack().rules {
            for run in rule.steps.iter().filter_map(|step| step.run.as_ref()).chain(rule.verify.iter().map(|v| &v.run))
            {
                let said = template::expand(run, &|verb, target, _| environment.command(verb, target, "NAME"));
                assert!(
                    !said.trim().is_empty() && !said.contains("{target}"),
                    "{} {}: {run}",
                    environment.name,
                    rule.id
                );
                assert!(template::names(&said).iter().all(|(name, _)| !name.contains(':')), "{said}");
            }
        }
    }
}

#[test]
fn without_a_paste_a_command_is_the_machines_own() {
    assert_eq!(pack().in_general("{apply:nginx}"), "nginx -t && nginx -s reload");
    assert_eq!(
        pack().in_general("{restart:unit|YOUR-UNIT} {x.y} {{{{.State}}"),
        "systemctl restart YOUR-UNIT <X-Y> {{.State}}"
    );
}
