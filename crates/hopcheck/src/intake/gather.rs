//! Joins segments to artifacts: log lines of one kind across a stream, configurations across their blank lines.

use super::Kind;
use super::outline::Section;
use super::segment::{SURE, Segment};

/// What one artifact is made of: ranges of a stream's items.
#[derive(Clone, Debug)]
pub(super) struct Group {
    /// What it is.
    pub kind: Kind,
    /// Ranges of items, ascending.
    pub ranges: Vec<(usize, usize)>,
    /// True while the section's name and place still apply.
    pub named: bool,
}

/// Joins `segments` of one stream; `collected` says that a log collector printed it.
pub(super) fn gather(
    mut segments: Vec<Segment>,
    section: &Section,
    collected: bool,
    forced: Option<Kind>,
) -> Vec<Group> {
    if let Some(kind) = forced {
        let ranges = match (segments.first(), segments.last()) {
            (Some(first), Some(last)) => vec![(first.start, last.end)],
            _ => return Vec::new(),
        };
        return vec![Group { kind, ranges, named: true }];
    }
    let named = if collected {
        // A collector's log under a configuration's name is not that file.
        vec![section.hint.is_none_or(prints_logs); segments.len()]
    } else {
        apply_hint(&mut segments, section)
    };
    lend_to_logs(&mut segments);
    let joined = join_blocks(segments, &named);
    let mut groups: Vec<Group> = Vec::new();
    for (segment, named) in joined {
        let range = (segment.start, segment.end);
        let same_log = segment.linewise || segment.kind == Kind::Prose;
        match groups.iter_mut().find(|g| same_log && g.kind == segment.kind && g.named == named) {
            Some(group) => group.ranges.push(range),
            None => groups.push(Group { kind: segment.kind, ranges: vec![range], named }),
        }
    }
    groups
}

/// Lets the section's hint decide where the lines themselves do not; returns for each segment whether the section's name
/// still applies to it. A name holds until, after a blank line, something else begins.
fn apply_hint(segments: &mut [Segment], section: &Section) -> Vec<bool> {
    if section.name.is_none() && section.hint.is_none() && section.place.is_none() {
        return vec![true; segments.len()];
    }
    let mut alive = true;
    let mut first = true;
    segments
        .iter_mut()
        .map(|segment| {
            let fits = match section.hint {
                Some(hint) if segment.kind == hint => true,
                Some(hint) if segment.linewise => prints_logs(hint) && !segment.blank_before,
                Some(hint) => {
                    let clear = segment.votes_for(segment.kind) > segment.votes_for(hint) + 6
                        || (!first && segment.blank_before && segment.votes_for(hint) == 0);
                    let rival = segment.strongest >= 6 && clear;
                    let over = !first && segment.blank_before && prints_no_blanks(hint) && segment.votes_for(hint) == 0;
                    let foreign = over || (segment.kind == Kind::Prose && !first);
                    !rival && !foreign
                }
                None => !segment.blank_before || (segment.linewise && first),
            };
            alive &= fits
                || (!segment.blank_before && !segment.cut_before && !segment.linewise)
                || (first && section.hint.is_none());
            if alive
                && fits
                && !segment.linewise
                && let Some(hint) = section.hint
            {
                segment.kind = hint;
                segment.strongest = segment.strongest.max(SURE as u8);
            }
            first = false;
            alive
        })
        .collect()
}

/// True where log lines may follow a command or name of this kind.
fn prints_logs(hint: Kind) -> bool {
    matches!(hint, Kind::NginxErrorLog | Kind::ServiceStatus | Kind::Curl)
}

/// True where a blank line ends what a command of this kind prints.
fn prints_no_blanks(hint: Kind) -> bool {
    matches!(
        hint,
        Kind::ContainerList
            | Kind::ListeningSockets
            | Kind::SocketFile
            | Kind::Versions
            | Kind::EnvFile
            | Kind::ContainerInspect
    )
}

/// Unknown lines that touch log lines are the application's.
fn lend_to_logs(segments: &mut [Segment]) {
    for at in 0..segments.len() {
        let segment = &segments[at];
        if segment.linewise || segment.strongest >= 4 {
            continue;
        }
        let before = at > 0 && segments[at - 1].linewise && !segment.blank_before && !segment.cut_before;
        let after = segments.get(at + 1).is_some_and(|next| next.linewise && !next.blank_before && !next.cut_before);
        let spoken = segment.kind == Kind::Prose;
        if (after && !segment.label) || (before && !spoken) {
            segments[at].kind = Kind::AppLog;
            segments[at].linewise = true;
        }
    }
}

/// Joins neighbours that are one configuration, source or table.
fn join_blocks(segments: Vec<Segment>, named: &[bool]) -> Vec<(Segment, bool)> {
    let mut out: Vec<(Segment, bool)> = Vec::new();
    for (segment, named) in segments.into_iter().zip(named.iter().copied()) {
        if let Some((last, _)) = out.last_mut()
            && !last.linewise
            && !segment.linewise
            && !segment.cut_before
        {
            if belongs(last, &segment) {
                last.swallow(&segment);
                continue;
            }
            // A comment above a configuration is its own.
            if last.is_filler() && last.kind == Kind::Unknown && segment.kind != Kind::Prose {
                let kind = segment.kind;
                last.swallow(&segment);
                last.kind = kind;
                last.opens = segment.opens;
                continue;
            }
        }
        out.push((segment, named));
    }
    out
}

/// True where `next` goes on with what `last` began.
fn belongs(last: &Segment, next: &Segment) -> bool {
    let kind = last.kind;
    if next.kind == kind {
        return !begins_anew(last, next);
    }
    if matches!(kind, Kind::Unknown | Kind::Prose) {
        return false;
    }
    if next.is_filler() && next.kind == Kind::Unknown {
        return true;
    }
    // What follows a script's first line is the script, its start command above all.
    if kind == Kind::EntrypointScript
        && last.opens
        && (next.kind == Kind::StartCommand || (next.is_weak() && next.kind != Kind::Prose))
    {
        return true;
    }
    let open = last.depth > 0 && matches!(kind, Kind::NginxConfig | Kind::ProxyConfig);
    let undecided = next.is_weak() && next.kind != Kind::Prose;
    let related = next.votes_for(kind) > 0 && u32::from(next.strongest) < SURE;
    let inside = next.indented && layered(kind);
    (undecided && (open || inside || !next.blank_before)) || (related && (inside || !next.blank_before || ini(kind)))
}

/// True where `next` is a second text of the same kind, not more of the first.
fn begins_anew(last: &Segment, next: &Segment) -> bool {
    next.opens
        && next.blank_before
        && match next.kind {
            Kind::ComposeFile => {
                last.votes_for(Kind::ComposeFile) >= 8
                    && last.opens
                    && !next.indented
                    && last.depth == 0
                    && next.votes_for(Kind::ComposeFile) >= 6
                    && !continues_version(last)
            }
            Kind::KubernetesManifest | Kind::EntrypointScript | Kind::ContainerList => true,
            // A command alone has its answer still to come.
            Kind::Curl => last.opens && last.lines > 1,
            Kind::PhpFpmPool | Kind::AppConfig | Kind::SystemdUnit | Kind::SupervisordConfig => !last.opens,
            _ => false,
        }
}

/// `version: '3'` alone: the `services:` below it belong to it.
fn continues_version(last: &Segment) -> bool {
    last.lines == 1
}

fn layered(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::ComposeFile
            | Kind::KubernetesManifest
            | Kind::PythonSource
            | Kind::FrontendSource
            | Kind::NginxConfig
            | Kind::ContainerInspect
            | Kind::EntrypointScript
            | Kind::Dockerfile
            | Kind::ProxyConfig
    )
}

fn ini(kind: Kind) -> bool {
    matches!(kind, Kind::PhpFpmPool | Kind::AppConfig | Kind::SystemdUnit | Kind::SupervisordConfig | Kind::EnvFile)
}
