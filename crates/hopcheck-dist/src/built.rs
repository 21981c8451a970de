//! The page as Trunk built it: its parts, by their roles in `index.html`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::markup::{Tag, tags};
use crate::{digest, files, styles};

/// The built page.
#[derive(Debug)]
pub struct Built {
    folder: PathBuf,
    /// What was made here rather than built, by name.
    made: BTreeMap<String, Vec<u8>>,
    /// `index.html`.
    pub html: String,
    /// File name of the module's JavaScript.
    pub glue: String,
    /// File name of the module.
    pub wasm: String,
    /// File name of the part of the module that is loaded later, where it is split.
    pub rest: Option<String>,
    /// File names of the style sheets, in their order.
    pub styles: Vec<String>,
    /// File name of the script that puts the reader's colours into the document before it is drawn.
    pub theme: String,
    /// File name of the icon.
    pub icon: String,
    /// File name of nginx's messages in plain words.
    pub phrasebook: String,
    /// The other files that lie beside the page and are loaded when they are wanted: texts, by their paths.
    pub others: Vec<String>,
    /// The content security policy in `index.html`.
    pub policy: String,
}

/// The script that starts the page, as `index.html` names it.
pub const START: &str = "start.mjs";
/// What the name of the script that chooses the colours begins with.
const THEME: &str = "theme-";

impl Built {
    /// Finds the parts of the page in `folder`.
    pub fn read(folder: &Path) -> Result<Self, String> {
        let html = files::text(&folder.join("index.html"))?;
        let links = tags(&html, "link");
        let named = |what: &str, is: &dyn Fn(&Tag) -> bool| {
            let link = links.iter().find(|tag| is(tag)).and_then(|tag| tag.attribute("href"));
            link.map(file_name).ok_or_else(|| format!("index.html links to no {what}"))
        };
        let rel = |tag: &Tag, rel: &str| tag.attribute("rel") == Some(rel);
        let glue = named("module", &|tag| rel(tag, "modulepreload"))?;
        let metas = tags(&html, "meta");
        let meta = |key: &str, value: &str| {
            metas.iter().find(|tag| tag.attribute(key) == Some(value)).and_then(|tag| tag.attribute("content"))
        };
        let wasm = meta("name", "hopcheck-module").map(file_name).ok_or("index.html names no WebAssembly file")?;
        let icon = named("icon", &|tag| rel(tag, "icon"))?;
        let scripts = tags(&html, "script");
        let mut scripts = scripts.iter().filter_map(|tag| tag.attribute("src")).map(file_name);
        let theme = scripts.find(|name| name.starts_with(THEME)).ok_or("index.html chooses no colours")?;
        let styles = links.iter().filter(|tag| rel(tag, "stylesheet")).filter_map(|tag| tag.attribute("href"));
        let styles: Vec<String> = styles.map(file_name).collect();
        let phrasebook =
            files::all(folder)?.into_iter().find(|name| name.starts_with(hopcheck_rules::messages::NAME_START));
        let phrasebook = phrasebook.ok_or_else(|| format!("{} holds no phrasebook", folder.display()))?;
        if styles.is_empty() || !html.contains(START) {
            return Err("index.html has no style sheet or does not start".to_owned());
        }
        let policy = meta("http-equiv", "Content-Security-Policy").map(str::to_owned);
        let policy = policy.ok_or("index.html has no content security policy")?;
        let known = |name: &String| {
            [&glue, &wasm, &theme, &icon, &phrasebook].contains(&name)
                || styles.contains(name)
                || ["index.html", START].contains(&name.as_str())
        };
        let others: Vec<String> = files::all(folder)?.into_iter().filter(|name| !known(name)).collect();
        if let Some(other) = others.iter().find(|name| !name.ends_with(".txt")) {
            return Err(format!("what is {other} for?"));
        }
        // Everything but the start script and the texts is named by its content already.
        if let Some(other) =
            [&glue, &wasm, &theme, &icon, &phrasebook].into_iter().chain(&styles).find(|name| !digest::is_named(name))
        {
            return Err(format!("{other} has no digest in its name"));
        }
        let (folder, made) = (folder.to_path_buf(), BTreeMap::new());
        Ok(Self { folder, made, glue, wasm, rest: None, styles, theme, icon, phrasebook, others, policy, html })
    }

    /// Puts a file among the page's, under a name that tells its content.
    pub fn put(&mut self, name: &str, content: Vec<u8>) -> String {
        let name = digest::named(name, &content);
        self.made.insert(name.clone(), content);
        name
    }

    /// Puts another module, and its glue, in place of what was built.
    pub fn replace_module(&mut self, glue: String, wasm: Vec<u8>) {
        let glue = self.put("hopcheck-page.js", glue.into_bytes());
        let wasm = self.put("hopcheck-page.wasm", wasm);
        self.html = self.html.replace(&self.glue, &glue).replace(&self.wasm, &wasm);
        (self.glue, self.wasm) = (glue, wasm);
    }

    /// The bytes of a file of the page.
    pub fn bytes(&self, name: &str) -> Result<Vec<u8>, String> {
        self.made.get(name).map_or_else(|| files::read(&self.folder.join(name)), |made| Ok(made.clone()))
    }

    /// The text of a file of the page.
    pub fn text(&self, name: &str) -> Result<String, String> {
        String::from_utf8(self.bytes(name)?).map_err(|e| format!("{name} is no text: {e}"))
    }

    /// All style sheets, one after the other, as they are shipped.
    pub fn all_styles(&self) -> Result<String, String> {
        self.styles.iter().map(|name| Ok(styles::bare(&self.text(name)?))).collect()
    }

    /// The parts that are shipped as they are: all but the style sheets, of which one is made.
    pub fn parts(&self) -> impl Iterator<Item = &String> {
        [&self.glue, &self.wasm, &self.theme, &self.icon, &self.phrasebook]
            .into_iter()
            .chain(&self.rest)
            .chain(&self.others)
    }

    /// `index.html` with one link to the style sheet `name` in place of those to its parts.
    pub fn html_with_style(&self, name: &str) -> String {
        let mut links = tags(&self.html, "link");
        links.retain(|tag| tag.attribute("rel") == Some("stylesheet"));
        let mut out = self.html.clone();
        for tag in links.iter().skip(1).rev() {
            out.replace_range(tag.range.clone(), "");
        }
        if let Some(first) = links.first() {
            out.replace_range(first.range.clone(), &format!("<link rel=\"stylesheet\" href=\"./{name}\"/>"));
        }
        out
    }
}

fn file_name(address: &str) -> String {
    address.trim_start_matches("./").to_owned()
}
