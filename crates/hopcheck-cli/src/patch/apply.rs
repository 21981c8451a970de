//! `hopcheck --apply FILE…`

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use super::ask::{Answer, Asker};
use super::{Offer, Walk, bytes, one_line, review, write};
use crate::args::Args;
use crate::{FOUND, NOTHING};

/// Shows each patch, asks, and writes it. The exit status says whether something is left.
pub fn apply(args: &Args) -> Result<u8, String> {
    let mut walk = Walk::new(args)?;
    if walk.offer().is_none() {
        let found = if walk.findings.is_empty() { "nothing was found" } else { "no patch of these texts mends it" };
        eprintln!("hopcheck: nothing to apply: {found}; without --apply the whole answer is shown");
        return Ok(if walk.findings.is_empty() { NOTHING } else { FOUND });
    }
    let mut asker = if args.yes { Asker::yes() } else { Asker::terminal()? };
    let mut backups: BTreeMap<PathBuf, PathBuf> = BTreeMap::new();
    while let Some(offer) = walk.offer() {
        let names: Option<Vec<&String>> = offer.changes.iter().map(|change| change.file.as_ref()).collect();
        let Some(names) = names else {
            eprintln!(
                "hopcheck: {}: what came from standard input cannot be written; --patch prints the change",
                offer.id
            );
            walk.decline(&offer);
            continue;
        };
        let files: Vec<PathBuf> = names.into_iter().map(|name| write::real_file(name)).collect::<Result<_, _>>()?;
        show(&offer);
        match asker.ask(&format!("Write this to {}?", spoken(&files))) {
            Answer::Yes | Answer::All => {}
            Answer::No => {
                walk.decline(&offer);
                continue;
            }
            Answer::Quit => return Ok(FOUND),
        }
        // All that can fail without a file being changed comes first.
        for (file, change) in files.iter().zip(&offer.changes) {
            write::unchanged(file, &walk.pieces[change.piece].text)?;
            if !backups.contains_key(file) {
                backups.insert(file.clone(), write::back_up(file)?);
            }
        }
        for (file, change) in files.iter().zip(&offer.changes) {
            write::replace(file, &change.text)?;
            println!("Written: {} (as it was: {})", file.display(), backups[file].display());
        }
        next(&offer);
        walk.take(offer);
    }
    Ok(if walk.left { FOUND } else { NOTHING })
}

/// The files' names, one after the other.
fn spoken(files: &[PathBuf]) -> String {
    files.iter().map(|file| file.display().to_string()).collect::<Vec<_>>().join(" and ")
}

fn show(offer: &Offer) {
    let mut out = format!("{} [{}]\n{}\n", one_line(&offer.title), offer.id, one_line(&offer.step.action));
    if let Some(because) = review(&offer.step) {
        out.push_str(&format!("Review it: {because}\n"));
    }
    out.extend(offer.changes.iter().map(|change| change.diff.as_str()));
    let _ = std::io::stdout().write_all(&bytes::encode(&out));
}

/// What to do once the text is written.
fn next(offer: &Offer) {
    if let Some(run) = &offer.run {
        println!("Then run:\n  {}", run.replace('\n', "\n  "));
    }
    for check in &offer.verify {
        println!("Check:\n  {}\n  expect {}", check.run.replace('\n', "\n  "), check.expect);
    }
    println!();
}
