//! How reports are packed.

use super::{
    ArtifactReport, Ask, Certainty, EnvironmentReport, Evidence, Finding, HopState, Message, Patch, PathHop, Report,
    RuledOut, See, Severity, Step, Verify,
};
use crate::packed;

packed! {
    struct Report { schema, version, environment, tried, artifacts, messages, findings, ruled_out, asks, path, summary, places }
    struct ArtifactReport { name, source, piece, first_line, kind, place, lines, unread, nginx_lines, correction }
    struct Message { artifact, line, again, count, level, text, format, parts, errno, explains, points_to, internal }
    struct Finding {
        id, narrows, title, hop, severity, certainty, masked_by, evidence, why, contradiction, steps, patches, verify, consequences, see,
    }
    struct Evidence { artifact, line, column, end_line, end_column, text, shows }
    struct Step { number, letter, tried, action, run, code, safety, because, costs, undo }
    struct Patch { artifact, step, diff, text, safety }
    struct EnvironmentReport { name, title, because }
    struct Verify { run, expect }
    struct See { title, url }
    struct RuledOut { id, title, because, evidence }
    struct Ask { artifact, how, run, place, why, separates }
    struct PathHop { hop, label, state }
}

packed!(enum Certainty { 0 => Possible, 1 => Likely, 2 => Confirmed });
packed!(enum Severity { 0 => WorthKnowing, 1 => WillBreak, 2 => BreaksNow });
packed!(enum HopState { 0 => Ok, 1 => Broken, 2 => Suspect, 3 => Unknown });
