//! `cargo xtask screenshots`: pictures of every state of the page, to be looked at.

use crate::{project, run, setup, test};
use std::path::PathBuf;
use std::process::ExitCode;

/// What the command line asked for.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Options {
    folder: Option<PathBuf>,
    only: Vec<String>,
}

impl Options {
    /// Reads the arguments after `screenshots`.
    pub fn parse(args: &[String]) -> Result<Self, String> {
        let mut options = Self::default();
        let mut args = args.iter();
        while let Some(arg) = args.next() {
            match arg.as_str() {
                "--only" => options.only.push(args.next().ok_or("--only needs a part of a picture's name")?.clone()),
                other if other.starts_with('-') || options.folder.is_some() => {
                    return Err(format!("screenshots does not know {other:?}"));
                }
                folder => options.folder = Some(folder.into()),
            }
        }
        Ok(options)
    }
}

/// Builds the page as the tests do, and takes the pictures.
pub fn run(options: &Options) -> Result<ExitCode, String> {
    setup::for_test()?;
    let (chromium, _) = setup::browser()?;
    if !test::build_page()? {
        return Ok(ExitCode::FAILURE);
    }
    let folder = match &options.folder {
        Some(folder) => std::path::absolute(folder).map_err(|e| format!("{}: {e}", folder.display()))?,
        None => project::target()?.join("screenshots"),
    };
    let mut node = run::command("node", None)?;
    node.args(["--test-reporter", "spec"]);
    for part in &options.only {
        node.args(["--test-name-pattern", part]);
    }
    node.arg(project::root().join("tests/browser/screenshots/take.mjs"))
        .env("HOPCHECK_PAGE", test::built_page()?)
        .env("HOPCHECK_SHIPPED", test::shipped()?)
        .env("HOPCHECK_SCREENSHOTS", &folder)
        .env("CHROMIUM", chromium);
    let taken = run::watch(&mut node, |_| ())?;
    run::say(&format!("the pictures are in {}", folder.display()));
    Ok(if taken { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

#[cfg(test)]
mod tests {
    use super::Options;

    #[test]
    fn a_folder_and_parts_of_names_can_be_given() {
        let parse = |args: &[&str]| Options::parse(&args.iter().map(|&a| a.to_owned()).collect::<Vec<_>>());
        let asked = parse(&["shots", "--only", "answer", "--only", "print"]).unwrap();
        assert_eq!((asked.folder, asked.only), (Some("shots".into()), vec!["answer".to_owned(), "print".to_owned()]));
        assert_eq!(parse(&[]), Ok(Options::default()));
        for wrong in [&["--only"][..], &["--wide"], &["a", "b"]] {
            assert!(parse(wrong).is_err(), "{wrong:?}");
        }
    }
}
