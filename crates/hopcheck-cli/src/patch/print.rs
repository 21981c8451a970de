//! `hopcheck --patch FILE…`

use std::io::Write;

use super::{Offer, Walk, bytes, one_line, review, write};
use crate::args::Args;
use crate::{FOUND, NOTHING};

/// Prints the patches as unified diffs. What each is for stands before it in lines that `patch` and `git apply` skip.
pub fn print(args: &Args) -> Result<u8, String> {
    let mut walk = Walk::new(args)?;
    let found = !walk.findings.is_empty();
    while let Some(offer) = walk.offer() {
        if let Some(refusal) = refusal(&offer) {
            eprintln!("hopcheck: {refusal}");
            walk.decline(&offer);
            continue;
        }
        // A reader that closes the pipe early (head) is no error of ours.
        let _ = std::io::stdout().write_all(&printed(&offer));
        for other in walk.of_finding().into_iter().skip_while(|other| other.step.action != offer.step.action).skip(1) {
            eprintln!("hopcheck: {} could be mended in another way instead: {}", other.id, other.step.action);
        }
        walk.take(offer);
    }
    if walk.left {
        eprintln!(
            "hopcheck: something was found that no patch of these texts mends; without --patch the steps are shown"
        );
    }
    Ok(if found { FOUND } else { NOTHING })
}

/// Why the patch cannot be printed for its files, if so.
fn refusal(offer: &Offer) -> Option<String> {
    offer.changes.iter().find_map(|change| refused(change.file.as_deref()?))
}

fn refused(file: &str) -> Option<String> {
    let unfit = file.contains(|c: char| c.is_control() || c == '"' || c == '\\');
    let said = || format!("{}: a file of this name cannot be named in a diff", one_line(file));
    if unfit { Some(said()) } else { write::real_file(file).err() }
}

fn printed(offer: &Offer) -> Vec<u8> {
    let mut out = format!("# {}: {}\n# {}\n", offer.id, one_line(&offer.title), one_line(&offer.step.action));
    if let Some(because) = review(&offer.step) {
        out.push_str(&format!("# review: {because}\n"));
    }
    out.extend(offer.changes.iter().map(|change| change.diff.as_str()));
    bytes::encode(&out)
}
