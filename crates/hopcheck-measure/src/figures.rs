//! What is counted over labelled cases.

use std::collections::BTreeMap;
use std::fmt;

/// A share: so many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Those that count.
    pub hits: usize,
    /// Those there are.
    pub of: usize,
}

impl Share {
    /// Counts one more.
    pub fn count(&mut self, hit: bool) {
        self.hits += usize::from(hit);
        self.of += 1;
    }

    /// As a number from 0 to 1; none where there is nothing to count.
    pub fn value(self) -> Option<f64> {
        (self.of > 0).then(|| self.hits as f64 / self.of as f64)
    }
}

impl fmt::Display for Share {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.value() {
            Some(value) => write!(out, "{}/{} = {value:.3}", self.hits, self.of),
            None => write!(out, "none to count"),
        }
    }
}

/// The figures over a set of cases.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// The first finding is the cause, of the cases that can be decided.
    pub top1: Share,
    /// The cause is among the first three findings, of all cases that have one.
    pub top3: Share,
    /// Something likely or confirmed is said of healthy texts.
    pub false_alarms: Share,
    /// A cause is confirmed that is not there.
    pub wrongly_confirmed: Share,
    /// One of the first two asks is what an expert would ask for, of the cases that say what that is.
    pub asks: Share,
    /// For each cause what was said first instead, and how often.
    pub confused: BTreeMap<(String, String), usize>,
}

impl fmt::Display for Figures {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "top1 {}  top3 {}  false alarms {}/{}  wrongly confirmed {}/{}  asks {}",
            self.top1,
            self.top3,
            self.false_alarms.hits,
            self.false_alarms.of,
            self.wrongly_confirmed.hits,
            self.wrongly_confirmed.of,
            self.asks
        )
    }
}

/// The least (of shares) and the most (of faults) that is allowed.
#[derive(Clone, Debug, Default, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Floors {
    /// Least share.
    pub top1: f64,
    /// Least share.
    pub top3: f64,
    /// Least share.
    pub asks: f64,
    /// Most cases.
    pub false_alarms: usize,
    /// Most cases.
    pub wrongly_confirmed: usize,
    /// Least number of cases, so that a share is not met by having fewer.
    pub cases: usize,
}

impl Floors {
    /// What the figures fall short of.
    pub fn missed(&self, figures: &Figures, cases: usize) -> Vec<String> {
        let mut missed = Vec::new();
        for (name, share, least) in
            [("top1", figures.top1, self.top1), ("top3", figures.top3, self.top3), ("asks", figures.asks, self.asks)]
        {
            // To the digits that are printed and recorded.
            if share.value().is_none_or(|value| (value * 1000.0).round() < (least * 1000.0).round()) {
                missed.push(format!("{name} is {share}, at least {least:.3} is recorded"));
            }
        }
        for (name, share, most) in [
            ("false alarms", figures.false_alarms, self.false_alarms),
            ("wrongly confirmed", figures.wrongly_confirmed, self.wrongly_confirmed),
        ] {
            if share.hits > most {
                missed.push(format!("{name}: {}, at most {most} are allowed", share.hits));
            }
        }
        if cases < self.cases {
            missed.push(format!("{cases} cases, at least {} are recorded", self.cases));
        }
        missed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floors_are_held() {
        let share = |hits, of| Share { hits, of };
        let figures = Figures { top1: share(93, 100), top3: share(9, 10), asks: share(7, 10), ..Figures::default() };
        let floors = Floors { top1: 0.93, top3: 0.9, asks: 0.7, cases: 100, ..Floors::default() };
        assert_eq!(floors.missed(&figures, 100), Vec::<String>::new());
        assert_eq!(floors.missed(&figures, 99).len(), 1);
        let worse = Figures { top1: share(92, 100), false_alarms: share(1, 4), ..figures };
        assert_eq!(floors.missed(&worse, 100).len(), 2);
    }
}
