//! The module in two files: what the page needs to answer what most people paste, and the rest, which comes when the page is up.
//!
//! What is needed is seen, not guessed: a page whose functions note which of their parts are run ([`write_marked`]) is given the pastes of
//! [`pastes`], and what none of them ran is deferred. docs/size.md says how it works and what it saves.

use std::collections::BTreeSet;
use std::path::Path;

use hopcheck_rules::{cases, seldom};

use crate::built::Built;
use crate::{embed, files, root, site};

/// What loads the rest; becomes a part of the module's glue.
const LOADER: &str = include_str!("../assets/rest.mjs");

/// Where the glue hands its imports over, which the crate writes as `"./…_bg.js": import0,`.
const IMPORTS: &str = "_bg.js\": import0,\n";

/// Where the glue has the module's exports.
const INSTANTIATED: &str = "    wasm = instance.exports;\n";

/// Where the glue starts the module.
const STARTED: &str = "    wasm.__wbindgen_start();\n";

/// The page without what the linker left in its module for [`by_notes`].
pub fn without_relocations(built: Built) -> Result<Built, String> {
    let bare = hopcheck_split::without_relocations(&built.bytes(&built.wasm)?).map_err(|e| e.to_string())?;
    let mut built = built;
    let glue = built.text(&built.glue)?;
    built.replace_module(glue, bare);
    Ok(built)
}

/// The page whose module is split by what was run: `notes` is the report of `tests/browser/first/measure.mjs`, a byte for each part of a
/// function, and `linked` what the linker made of the module, with its relocations.
pub fn by_notes(built: Built, notes: &Path, linked: &Path) -> Result<Built, String> {
    let wasm = built.bytes(&built.wasm)?;
    let outlined = hopcheck_split::outline(&wasm, &files::read(notes)?).map_err(|e| e.to_string())?;
    into_two(built, &outlined.wasm, &outlined.cold, Some(&files::read(linked)?))
}

/// The page whose module is split by names: the functions whose names hold one of the words go into the second file.
pub fn by_names(built: Built, words: &[String]) -> Result<Built, String> {
    let wasm = built.bytes(&built.wasm)?;
    let names = hopcheck_split::functions(&wasm).map_err(|e| e.to_string())?;
    let is_meant = |name: &String| words.iter().any(|word| name.contains(word.as_str()));
    let meant: BTreeSet<usize> =
        names.iter().enumerate().filter(|(_, name)| is_meant(name)).map(|(number, _)| number).collect();
    if meant.is_empty() {
        return Err(format!("no function is named after {words:?}"));
    }
    into_two(built, &wasm, &meant, None)
}

fn into_two(built: Built, wasm: &[u8], deferred: &BTreeSet<usize>, linked: Option<&[u8]>) -> Result<Built, String> {
    let split = hopcheck_split::split(wasm, deferred, linked).map_err(|e| e.to_string())?;
    let mut built = built;
    let rest = built.put("hopcheck-later.wasm", split.rest);
    let mut glue = built.text(&built.glue)?;
    for (long, short) in &split.imports {
        glue = replaced_once(&glue, &format!("\n        {long}: function("), &format!("\n        {short}: function("))?;
    }
    let (module, name) = hopcheck_split::LOAD;
    glue = with_import(&glue, module, &format!("{name}: loadRest"))?;
    let glue = replaced_once(&glue, STARTED, &format!("{STARTED}    fetchRestWhenIdle();\n"))?;
    let loader = embed::filled(LOADER, "REST", &embed::quoted(&format!("./{rest}")))?;
    let loader = embed::filled(&loader, "FIRST", &embed::quoted(hopcheck_split::FIRST))?;
    built.replace_module(glue + &loader, split.first);
    built.rest = Some(rest);
    Ok(built)
}

/// Writes the site with a module whose functions note which of their parts are run, and beside it the pastes to try, as `pastes.json`.
pub fn write_marked(built: Built, folder: &Path) -> Result<(), String> {
    files::empty(folder)?;
    let marked = hopcheck_split::marked(&built.bytes(&built.wasm)?).map_err(|e| e.to_string())?;
    let mut built = built;
    let marks = hopcheck_split::MARKS;
    let show = format!("{INSTANTIATED}    globalThis.{marks} = wasm.{marks};\n");
    let glue = replaced_once(&built.text(&built.glue)?, INSTANTIATED, &show)?;
    built.replace_module(glue, marked);
    site::write(folder, &built, None, "")?;
    let pastes = serde_json::to_string(&pastes()?).map_err(|e| e.to_string())?;
    files::write(&folder.join("pastes.json"), pastes)
}

/// What most people paste, as far as the rules' cases know: each case that holds nothing else, as one text.
fn pastes() -> Result<Vec<String>, String> {
    let pack = hopcheck_rules::pack();
    let (cases, complaints) = cases::load(&root().join("rules"), pack);
    if let Some(complaint) = complaints.first() {
        return Err(complaint.to_string());
    }
    Ok(cases.iter().filter(|case| seldom::is_often_pasted(case, pack)).map(seldom::as_one).collect())
}

/// The glue with a further module among what it hands over.
fn with_import(glue: &str, module: &str, function: &str) -> Result<String, String> {
    replaced_once(glue, IMPORTS, &format!("{IMPORTS}        {module}: {{ {function} }},\n"))
}

fn replaced_once(text: &str, old: &str, new: &str) -> Result<String, String> {
    match text.matches(old).count() {
        1 => Ok(text.replacen(old, new, 1)),
        count => Err(format!("the glue of this wasm-bindgen has {count} times {old:?}, not once")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_wasm_bindgen_is_noticed() {
        let glue = "return {\n        \"./page_bg.js\": import0,\n    };";
        let with = with_import(glue, "split", "load: loadRest").unwrap();
        assert!(with.contains("import0,\n        split: { load: loadRest },\n    };"), "{with}");
        assert!(with_import("return import0;", "split", "").is_err());
    }

    #[test]
    fn what_is_tried_is_many_pastes_of_few_kinds() {
        let pastes = pastes().unwrap();
        assert!(pastes.len() > 300, "{}", pastes.len());
        assert!(!pastes.iter().any(|paste| paste.contains("\nservices:")));
    }
}
