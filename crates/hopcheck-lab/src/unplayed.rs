//! The causes without a scenario, and why: `tests/lab/no-scenario.txt`.

/// `id: reason`, one a line.
const LIST: &str = include_str!("../../../tests/lab/no-scenario.txt");

/// Each cause without a scenario, with the reason.
pub fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    LIST.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(": "))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::scenario;

    #[test]
    fn every_rule_has_a_scenario_or_a_reason_why_not() {
        let played: BTreeSet<String> = scenario::all(&crate::root().join("rules"))
            .unwrap()
            .into_iter()
            .map(|placed| placed.name.split('/').next().unwrap_or_default().to_owned())
            .collect();
        let excused: BTreeSet<String> = super::all().map(|(id, _)| id.to_owned()).collect();
        let rules: BTreeSet<String> = hopcheck_rules::pack().rules.iter().map(|rule| rule.id.clone()).collect();
        assert_eq!(
            played.intersection(&excused).collect::<Vec<_>>(),
            Vec::<&String>::new(),
            "a reason, and a scenario"
        );
        let told: BTreeSet<String> = played.union(&excused).cloned().collect();
        assert_eq!(told, rules);
    }

    #[test]
    fn every_line_gives_a_reason() {
        let lines = super::LIST.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(super::all().filter(|(_, reason)| reason.len() > 10).count(), lines);
    }
}
