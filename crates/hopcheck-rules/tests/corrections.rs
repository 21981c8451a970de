//! What the reader says about a piece counts more than what was recognised, and changes what is concluded.

use hopcheck::intake::{Correction, Kind, Piece};
use hopcheck::report::Report;

const NOT_FOUND: &str = "2026/01/05 10:00:00 [crit] 812#812: *7 connect() to unix:/run/php/php.sock failed (2: No such file or \
     directory) while connecting to upstream, client: 203.0.113.9, server: shop.example.com, request: \"GET /index.php \
     HTTP/1.1\", upstream: \"fastcgi://unix:/run/php/php.sock:\", host: \"shop.example.com\"\n";
const SOCKETS: &str = "Netid State  Recv-Q Send-Q             Local Address:Port   Peer Address:PortProcess\n\
     u_str LISTEN 0      4096   /run/php/php.sock 24893            * 0    users:((\"php-fpm8.2\",pid=700,fd=8))\n";

fn diagnose(text: &str, corrections: Vec<Correction>) -> Report {
    let piece = Piece { text: text.to_owned(), corrections, ..Piece::default() };
    hopcheck::diagnose(&[piece], hopcheck_rules::pack(), None)
}

fn place(line: usize, place: &str) -> Correction {
    Correction { line, place: Some(place.to_owned()), ..Correction::default() }
}

#[test]
fn where_the_pieces_were_printed_tells_two_containers_apart() {
    let text = format!("{NOT_FOUND}\n{SOCKETS}");
    let title = |corrections| {
        let report = diagnose(&text, corrections);
        let finding = report.findings.iter().find(|finding| finding.id == "socket-not-shared").cloned();
        finding.unwrap_or_else(|| panic!("{:#?}", report.findings)).title
    };
    assert!(!title(vec![]).contains("in pool"), "nothing says where they were printed");
    let apart = title(vec![place(1, "edge"), place(4, "pool")]);
    assert!(apart.contains("in pool") && apart.contains("in edge"), "{apart}");
    let together = title(vec![place(1, "edge"), place(4, "edge")]);
    assert!(!together.contains("in edge"), "{together}");
}

#[test]
fn a_place_holds_over_the_collectors_prefix() {
    let text = format!("web_1  | {NOT_FOUND}");
    assert_eq!(diagnose(&text, vec![]).places, ["web"]);
    let report = diagnose(&text, vec![place(1, "edge")]);
    assert_eq!((report.artifacts[0].place.as_deref(), &report.places[..]), (Some("edge"), &["edge".to_owned()][..]));
}

#[test]
fn a_kind_can_be_corrected() {
    // One row of what `ss` printed, without the head that tells it from anything else.
    let row = "u_str LISTEN 0 4096 /run/php/other.sock 24893 * 0 users:((\"php-fpm8.2\",pid=700,fd=8))";
    let paste = format!("{NOT_FOUND}\n{row}\n");
    let before = diagnose(&paste, vec![]);
    assert_eq!(before.artifacts.last().map(|artifact| artifact.kind.as_str()), Some(Kind::Unknown.name()));
    let correction =
        Correction { line: 3, kind: Some(Kind::ListeningSockets), name: Some("ss -xlp".into()), place: None };
    let after = diagnose(&paste, vec![correction]);
    let artifact = after.artifacts.iter().find(|artifact| artifact.correction == Some(0)).expect("the corrected one");
    assert_eq!((artifact.kind.as_str(), artifact.name.as_str()), (Kind::ListeningSockets.name(), "ss -xlp"));
    let certainty = |report: &Report| report.findings.first().map(|finding| (finding.id.clone(), finding.certainty));
    assert_ne!(certainty(&before), certainty(&after), "the socket that is listened on is another than the one dialled");
}

#[test]
fn a_patch_is_proved_under_what_the_reader_said() {
    let pool = "; the pool's own file\nuser = www-data\nlisten = /run/php/other.sock\npm = dynamic\n";
    let config =
        "server {\n    listen 80;\n    location ~ \\.php$ {\n        fastcgi_pass unix:/run/php/php.sock;\n    }\n}\n";
    let paste = format!("{NOT_FOUND}\n# nginx.conf\n{config}\n; www.conf\n{pool}");
    let line = |start: &str| paste.lines().position(|line| line.trim_start().starts_with(start)).unwrap() + 1;
    let patches = |corrections| {
        let report = diagnose(&paste, corrections);
        report.findings.iter().flat_map(|finding| &finding.patches).map(|patch| patch.text.clone()).collect::<Vec<_>>()
    };
    let recognised = patches(vec![]);
    assert!(!recognised.is_empty());
    let said = |start, kind| Correction { line: line(start), kind: Some(kind), ..Correction::default() };
    let corrected = patches(vec![said("fastcgi_pass", Kind::NginxConfig), said("listen =", Kind::PhpFpmPool)]);
    assert_eq!(corrected, recognised, "saying what was recognised changes nothing, also on the changed line");
}

#[test]
fn corrections_of_lines_that_are_not_there_change_nothing() {
    for line in [0, 2, 99, usize::MAX] {
        let report = diagnose("GET / 502\n", vec![place(line, "edge")]);
        assert!(report.artifacts.iter().all(|artifact| artifact.correction.is_none() && artifact.place.is_none()));
    }
}
