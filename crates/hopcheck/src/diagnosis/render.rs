//! The report, from what stands.

use super::candidates::Candidate;
use super::commands::Commands;
use super::proof::{self, Proof, Told, Unproven};
use super::{asks, fixes, messages, path, rank, tried};
use crate::circumstances::Circumstances;
use crate::facts::{Fact, Origin, Store, Value};
use crate::intake::{Artifact, Kind, Piece};
use crate::matcher::Matcher;
use crate::readers::Reading;
use crate::report::{
    ArtifactReport, Certainty, Evidence, Finding, HopState, Report, RuledOut, SCHEMA, See, Severity, Step,
};
use crate::rules::{Pack, template};
use crate::text::{LineIndex, Span};
use std::collections::BTreeSet;

/// Evidence text is cut at this many characters.
const LONGEST_QUOTE: usize = 240;
/// More places than these help nobody to choose.
const MOST_PLACES: usize = 40;
/// A finding that folds many lines shows the first few.
const MOST_EVIDENCE: usize = 8;

/// Everything the paste gave, ready to be told.
struct Teller<'a> {
    store: &'a Store,
    artifacts: &'a [Artifact],
    pieces: &'a [Piece],
    commands: &'a Commands<'a>,
    lines: Vec<LineIndex>,
}

/// Ranks the candidates and tells what stands; beside the report, the patches that were tried and are not offered.
pub fn report<'p>(
    mut candidates: Vec<Candidate<'p>>,
    reading: &Reading,
    artifacts: &[Artifact],
    pieces: &[Piece],
    pack: &'p Pack,
    circumstances: &Circumstances,
) -> (Report, Vec<Unproven>) {
    let store = &reading.store;
    let commands = Commands::new(Matcher::new(store), pack, circumstances);
    tried::note(&mut candidates, &circumstances.tried, &Matcher::new(store), &commands);
    let lines = pieces.iter().map(|piece| LineIndex::new(&piece.text)).collect();
    let teller = Teller { store, artifacts, pieces, commands: &commands, lines };
    let (dormant, candidates): (Vec<_>, Vec<_>) = candidates.into_iter().partition(|one| one.form.dormant);
    let could = proof::keys(&candidates, store);
    let (standing, out) = rank::rank(candidates, store, pack);
    let mut proof = Proof::new(Told::new(could, &standing), store, artifacts, pieces, pack);
    // Where nothing is broken by itself, what would be if a failure were seen is worth asking for.
    let breaks = standing.iter().any(|one| one.severity() != Severity::WorthKnowing);
    let open: Vec<&Candidate> = standing.iter().chain(dormant.iter().filter(|_| !breaks)).collect();
    let asks = asks::asks(&open, store, pack, artifacts, &commands);
    let path = path::path(&standing, store, pack);
    let findings: Vec<Finding> = standing.iter().map(|one| teller.finding(one, &mut proof)).collect();
    let ruled_out = out.iter().map(|one| teller.ruled_out(one)).collect();
    let messages = messages::messages(reading, |artifact, span| teller.line(artifact, span));
    let artifacts = (0..artifacts.len()).map(|index| teller.artifact(index, reading)).collect();
    let mut report = Report {
        schema: SCHEMA,
        version: crate::version::VERSION.to_owned(),
        environment: commands.known.clone(),
        tried: circumstances.tried.clone(),
        artifacts,
        messages,
        findings,
        ruled_out,
        asks,
        path,
        summary: String::new(),
        places: places(store),
    };
    report.summary = summary(&report);
    (report, proof.into_unproven())
}

impl Teller<'_> {
    fn finding<'p>(&self, one: &Candidate<'p>, proof: &mut Proof<'_, 'p>) -> Finding {
        let rule = one.rule;
        let (steps, patches) = fixes::fixes(one, self.store, self.artifacts, self.pieces, self.commands, proof);
        Finding {
            id: rule.id.clone(),
            narrows: rule.narrows.clone(),
            title: one.title(self.store),
            hop: rule.hop.clone(),
            severity: one.severity(),
            certainty: one.settled(),
            masked_by: one.masked_by.map(str::to_owned),
            evidence: self.evidence(one),
            why: template::fill(&rule.why, &|name| one.env.text(name, self.store)),
            contradiction: contradiction(one, &steps),
            steps,
            patches,
            verify: fixes::verify(one, self.commands),
            consequences: one.consequences.clone(),
            see: rule.see.iter().map(|see| See { title: see.title.to_string(), url: see.url.to_string() }).collect(),
        }
    }

    fn ruled_out(&self, one: &Candidate) -> RuledOut {
        let (because, facts) = one.refuted.clone().unwrap_or_default();
        RuledOut {
            id: one.rule.id.clone(),
            title: one.title(self.store),
            because,
            evidence: facts.iter().flat_map(|&index| self.of_fact(index, None)).collect(),
        }
    }

    fn evidence(&self, one: &Candidate) -> Vec<Evidence> {
        let fill = |text: &str| template::fill(text, &|name| one.env.text(name, self.store));
        let mut all: Vec<Evidence> = Vec::new();
        for (index, shows) in &one.env.matched {
            for evidence in self.of_fact(*index, shows.map(|shows| fill(shows))) {
                let known = |other: &Evidence| {
                    (other.artifact, other.line, other.column) == (evidence.artifact, evidence.line, evidence.column)
                };
                if !all.iter().any(known) && all.len() < MOST_EVIDENCE {
                    all.push(evidence);
                }
            }
        }
        all
    }

    /// The places of a fact: its own, or those of the facts it was derived from.
    fn of_fact(&self, index: usize, shows: Option<String>) -> Vec<Evidence> {
        let fact = self.store.get(index);
        match &fact.origin {
            Origin::Read => self.quote(fact, shows.unwrap_or_else(|| fact.shows())).into_iter().collect(),
            Origin::Derived { because, .. } => {
                let roots = self.store.sources(index);
                let shows = shows.unwrap_or_else(|| because.clone());
                let first = roots.first().copied();
                roots
                    .iter()
                    .filter_map(|&root| {
                        let fact = self.store.get(root);
                        let shows = if Some(root) == first { shows.clone() } else { fact.shows() };
                        self.quote(fact, shows)
                    })
                    .collect()
            }
        }
    }

    fn quote(&self, fact: &Fact, shows: String) -> Option<Evidence> {
        let artifact = self.artifacts.get(fact.artifact)?;
        let text = &self.pieces.get(artifact.piece)?.text;
        let span = first_lines(artifact.map.original_span(fact.span), text);
        let index = &self.lines[artifact.piece];
        let (line, column) = index.line_column(text, span.start);
        let (end_line, end_column) = index.line_column(text, span.end);
        let shows = if fact.count > 1 { format!("{shows} ({} times)", fact.count) } else { shows };
        let text = cut(span.of(text));
        Some(Evidence { artifact: fact.artifact, line, column, end_line, end_column, text, shows })
    }

    /// The line of the piece that a span of an artifact begins on.
    fn line(&self, artifact: usize, span: Span) -> usize {
        let artifact = &self.artifacts[artifact];
        self.lines[artifact.piece].line(artifact.map.original_span(span).start)
    }

    fn artifact(&self, index: usize, reading: &Reading) -> ArtifactReport {
        let artifact = &self.artifacts[index];
        let piece = &self.pieces[artifact.piece];
        let lines = &self.lines[artifact.piece];
        let mut ranges: Vec<(usize, usize)> = Vec::new();
        for span in reading.unread.get(index).into_iter().flatten() {
            let span = artifact.map.original_span(*span);
            let (first, last) = (lines.line(span.start), lines.line(span.end.saturating_sub(1).max(span.start)));
            match ranges.last_mut() {
                Some(range) if first <= range.1 + 1 => range.1 = range.1.max(last),
                _ => ranges.push((first, last)),
            }
        }
        ArtifactReport {
            name: artifact.name.clone(),
            source: piece.name.clone().unwrap_or_else(|| "-".to_owned()),
            piece: artifact.piece,
            first_line: artifact.first_line,
            kind: artifact.kind.name().to_owned(),
            place: artifact.place.clone(),
            lines: artifact.lines,
            nginx_lines: reading.nginx_lines.get(index).copied().unwrap_or(0),
            unread: ranges,
            correction: artifact.correction,
        }
    }
}

/// What speaks against a cause that stands: something in the paste, and what was tried.
fn contradiction(one: &Candidate, steps: &[Step]) -> Option<String> {
    let tried: Vec<String> = steps.iter().filter(|step| step.tried).map(|step| format!("“{}”", step.action)).collect();
    let refuted = one.refuted.as_ref().map(|(because, _)| because.clone());
    let tried = match (tried.as_slice(), one.doubted) {
        (_, false) => None,
        ([], true) => Some("you tried its fix, and it did not help".to_owned()),
        (tried, true) => Some(format!("you tried {}, and it did not help", tried.join(" and "))),
    };
    match (refuted, tried) {
        (Some(refuted), Some(tried)) => Some(format!("{refuted}; {tried}")),
        (refuted, tried) => refuted.or(tried),
    }
}

/// The names of hosts, containers and services in the facts.
fn places(store: &Store) -> Vec<String> {
    let named = |kind| {
        store.of_kind(kind).iter().filter_map(|&at| match store.get(at).look("name") {
            Some((Value::Word(name), _)) => Some(name),
            _ => None,
        })
    };
    let seen = store.all().iter().filter_map(|fact| fact.place.clone());
    let all: BTreeSet<String> = named("service").chain(named("container")).chain(seen).collect();
    all.into_iter().take(MOST_PLACES).collect()
}

/// A block that spans many lines is shown by its first three.
fn first_lines(span: Span, text: &str) -> Span {
    let inside = span.of(text);
    match inside.match_indices('\n').nth(2) {
        Some((at, _)) => Span::new(span.start as usize, span.start as usize + at),
        None => span,
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST_QUOTE) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// One sentence: the cause, what shows it, what to do.
fn summary(report: &Report) -> String {
    let Some(top) = report.findings.first() else {
        let understood = report
            .artifacts
            .iter()
            .any(|a| !matches!(Kind::from_name(&a.kind), Some(Kind::Unknown | Kind::Prose) | None));
        return match (report.artifacts.is_empty(), understood) {
            (true, _) => String::new(),
            (false, true) => "Nothing broken found in what was pasted.".to_owned(),
            (false, false) => "This text was not understood.".to_owned(),
        };
    };
    let sure = match top.certainty {
        Certainty::Confirmed => "",
        Certainty::Likely => "Likely: ",
        Certainty::Possible => "Possible: ",
    };
    let mut out = format!("{sure}{}", top.title);
    if let Some(evidence) = top.evidence.first() {
        let artifact = &report.artifacts[evidence.artifact];
        out.push_str(&format!(" ({} line {})", artifact.name, evidence.line));
    }
    let ask = report.asks.first().filter(|_| top.certainty == Certainty::Possible);
    let broken = report.path.iter().any(|hop| hop.state == HopState::Broken);
    match (ask, top.steps.iter().find(|step| !step.tried)) {
        (Some(ask), _) if !broken => {
            let run = ask.run.as_deref().map(|run| format!(": {run}")).unwrap_or_default();
            out.push_str(&format!(". Next: paste the {}{run}", Kind::from_name(&ask.artifact).map_or("", Kind::label)));
        }
        (_, Some(step)) => out.push_str(&format!(". Next: {}", step.action)),
        _ => {}
    }
    out.push('.');
    out
}
