//! What is seldom read is what no answer to a frequent paste reads.

use hopcheck_rules::cases::Case;
use hopcheck_rules::{cases, pack, seldom};

#[test]
fn prose_is_seldom_read_where_no_answer_shows_it() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules");
    let (mut cases, complaints) = cases::load(&folder, pack());
    assert!(complaints.is_empty(), "{complaints:?}");
    cases.retain(|case| ["upstream-not-running", "ingress-annotation-wrong"].contains(&case.rule.as_str()));
    let often: Vec<&Case> = cases.iter().filter(|case| seldom::is_often_pasted(case, pack())).collect();
    assert!(!often.is_empty() && often.iter().all(|case| case.rule == "upstream-not-running"));

    let seldom = seldom::prose(pack(), &often);
    let why = |id: &str| &*pack().rule(id).unwrap().why;
    assert!(!seldom.contains(why("upstream-not-running")));
    assert!(seldom.contains(why("ingress-annotation-wrong")));
    assert!(seldom::prose(pack(), &[]).len() > seldom.len());
}
