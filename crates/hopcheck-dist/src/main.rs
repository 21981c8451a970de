//! Makes what is shipped out of the page that Trunk has built: the site with everything a static host needs, the page in one file, the
//! pages about the causes, checksums and licences. `cargo xtask dist` calls it; docs/hosting.md describes the outcome.

mod built;
mod compress;
mod digest;
mod embed;
mod files;
mod hosting;
mod licences;
mod markup;
mod offline;
mod rule_pages;
mod shadow;
mod single;
mod site;
mod size;
mod split;
mod styles;
mod sums;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;

/// Makes what is shipped out of the page that Trunk has built.
#[derive(Debug, Parser)]
struct Args {
    /// The folder that Trunk built the page into.
    #[arg(long, value_name = "DIR")]
    built: PathBuf,
    /// The folder of the site; replaced.
    #[arg(long, value_name = "DIR")]
    site: PathBuf,
    /// The folder of everything else; replaced.
    #[arg(long, value_name = "DIR")]
    release: PathBuf,
    /// Where the site will be, for the sitemap and for links out of the single file.
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// The command line tool, to be put beside the rest.
    #[arg(long, value_name = "FILE")]
    tool: Option<PathBuf>,
    /// Splits the module: what is loaded first are the parts that these notes say were run, a byte for each.
    #[arg(long, value_name = "FILE", requires = "linked")]
    first: Option<PathBuf>,
    /// The module as the linker made it, with its relocations: they tell which data is loaded first.
    #[arg(long, value_name = "FILE")]
    linked: Option<PathBuf>,
    /// Splits the module: what is loaded later are the functions whose names hold one of these words.
    #[arg(long, value_name = "WORD", conflicts_with = "first")]
    later: Vec<String>,
    /// Writes only the page that notes which parts of its functions are run, into this folder, with pastes to try.
    #[arg(long, value_name = "DIR")]
    marked: Option<PathBuf>,
    /// Compresses quickly rather than well, and holds no budget: for tests.
    #[arg(long)]
    quick: bool,
}

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(code) => code,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> Result<ExitCode, String> {
    let built = split::without_relocations(built::Built::read(&args.built)?)?;
    if let Some(folder) = &args.marked {
        split::write_marked(built, folder)?;
        return Ok(ExitCode::SUCCESS);
    }
    let base_url = args.base_url.as_deref().map(site::base_url).transpose()?;
    let base_url = base_url.as_deref();
    for folder in [&args.site, &args.release] {
        files::empty(folder)?;
    }

    // The page in one file holds the module in one piece.
    files::write(&args.release.join("hopcheck.html"), single::page(&built, base_url)?)?;
    let built = match (&args.first, &args.linked) {
        (Some(notes), Some(linked)) => split::by_notes(built, notes, linked)?,
        _ if !args.later.is_empty() => split::by_names(built, &args.later)?,
        _ => built,
    };

    let licences = licences::text()?;
    site::write(&args.site, &built, base_url, &licences)?;
    compress::beside(&args.site, args.quick)?;

    files::write(&args.release.join("THIRD-PARTY-LICENCES.txt"), &licences)?;
    hosting::write_snippets(&args.release.join("hosting"), &built)?;
    if let Some(tool) = &args.tool {
        let name = tool.file_name().ok_or_else(|| format!("{} is no file", tool.display()))?;
        std::fs::copy(tool, args.release.join(name)).map_err(|e| format!("cannot copy {}: {e}", tool.display()))?;
    }
    sums::write(&args.site, &args.release)?;
    let single = std::fs::metadata(args.release.join("hopcheck.html")).map_or(0, |file| file.len());
    println!("{single:>10}            the page in one file");
    size::report(&args.site, args.quick)
}

/// The workspace root.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .expect("this crate lies two folders below the workspace root")
}
