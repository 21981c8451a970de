//! The pages about the causes, one HTML file each and a list of all: made from `rules/`, without a script, for people who search for
//! the line they see.

mod list;
mod page;
mod symptoms;
// The very words that the page has for the same things.
#[path = "../../../../src/text/terms.rs"]
mod terms;
mod words;

use std::path::Path;

use hopcheck_rules::cases::{self, Case};

use crate::built::Built;
use crate::markup::escaped;
use crate::{digest, files, root};

/// What was written.
pub struct Written {
    /// Addresses of the pages, from the site's root.
    pub names: Vec<String>,
    /// File name of their style sheet.
    pub style: String,
}

/// Writes all of them into `rules/` of the site.
pub fn write(site: &Path, built: &Built, base_url: Option<&str>) -> Result<Written, String> {
    let pack = hopcheck_rules::pack();
    let (cases, complaints) = cases::load(&root().join("rules"), pack);
    if let Some(complaint) = complaints.first() {
        return Err(complaint.to_string());
    }
    // The page's first sheet has the colours and the type; its others are about its own parts.
    let base = built.styles.first().ok_or("the page has no style sheet")?;
    let style = built.text(base)? + &files::text(&root().join("www/rules.css"))?;
    let style_name = digest::named("rules.css", style.as_bytes());
    files::write(&site.join(&style_name), style)?;
    let frame = Frame { built, style: &style_name, base_url };

    let mut names = vec!["rules/".to_owned()];
    files::write(&site.join("rules/index.html"), list::page(pack, &frame))?;
    for rule in &pack.rules {
        let own: Vec<&Case> = cases.iter().filter(|case| case.rule == rule.id).collect();
        let name = format!("rules/{}.html", rule.id);
        files::write(&site.join(&name), page::page(rule, pack, &own, &frame))?;
        names.push(name);
    }
    Ok(Written { names, style: style_name })
}

/// What frames each page.
pub struct Frame<'b> {
    built: &'b Built,
    style: &'b str,
    base_url: Option<&'b str>,
}

impl Frame<'_> {
    /// A whole page. `title` and `description` are plain text, `main` is HTML, `name` the file's own.
    fn page(&self, name: &str, title: &str, description: &str, main: &str) -> String {
        let canonical = self.base_url.map_or(String::new(), |base| {
            format!(
                "<link rel=\"canonical\" href=\"{}rules/{}\">\n",
                escaped(base),
                name.trim_start_matches("index.html")
            )
        });
        format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'; img-src 'self' data:; \
             manifest-src 'self'; base-uri 'none'; form-action 'none'\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
             <title>{title} · Hopcheck</title>\n<meta name=\"description\" content=\"{description}\">\n{canonical}\
             <link rel=\"icon\" href=\"../{icon}\">\n<link rel=\"stylesheet\" href=\"../{style}\">\n</head>\n<body class=\"cause\">\n\
             <header class=\"header\"><p class=\"home\"><a href=\"../\"><img src=\"../{icon}\" alt=\"\" width=\"28\" height=\"28\">Hopcheck</a></p>\
             <nav aria-label=\"Causes\"><a href=\"./\"{current}>All causes</a></nav></header>\n\
             <main>\n{main}</main>\n\
             <footer class=\"footer\"><p>Hopcheck finds the broken hop between a page and its application from what you paste, in your browser; \
             nothing is uploaded. <a href=\"../\">Paste yours</a></p><p>Version {version}</p></footer>\n</body>\n</html>\n",
            title = escaped(title),
            description = escaped(description),
            icon = self.built.icon,
            style = self.style,
            current = if name == "index.html" { " aria-current=\"page\"" } else { "" },
            version = hopcheck::version::line(),
        )
    }
}
