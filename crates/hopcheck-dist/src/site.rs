//! The site: a folder to be copied to any static host, to the root of a name or below any path of one.

use std::path::Path;

use crate::built::{self, Built};
use crate::markup::escaped;
use crate::single::inserted;
use crate::{digest, embed, files, hosting, offline, root, rule_pages};

/// Writes the site's files.
pub fn write(site: &Path, built: &Built, base_url: Option<&str>, licences: &str) -> Result<(), String> {
    for name in built.parts() {
        files::write(&site.join(name), built.bytes(name)?)?;
    }
    let start = content_named(site, "start.js", &built.text(built::START)?)?;
    let offline_script = content_named(site, "offline.js", &files::text(&root().join("www/offline.mjs"))?)?;
    // One, since the first sight waits for all of them.
    let styles = content_named(site, "page.css", &built.all_styles()?)?;
    let mut html = built.html_with_style(&styles).replacen(built::START, &start, 1);
    html = inserted(&html, "</head>", &head(&offline_script))?;
    files::write(&site.join("index.html"), html)?;

    offline::write_manifest(site, &built.icon)?;
    embed::write(site, built)?;
    let pages = rule_pages::write(site, built, base_url)?;
    files::write(&site.join("404.html"), not_found(base_url))?;
    // GitHub would otherwise pass the folder through Jekyll.
    files::write(&site.join(".nojekyll"), "")?;
    files::write(&site.join("THIRD-PARTY-LICENCES.txt"), licences)?;
    if let Some(base_url) = base_url {
        files::write(&site.join("sitemap.xml"), sitemap(base_url, &pages.names))?;
    }

    let mut cached =
        vec!["index.html".to_owned(), "manifest.json".to_owned(), start, offline_script, styles, pages.style];
    cached.extend(built.parts().cloned());
    offline::write_service_worker(site, &cached)?;
    files::write(&site.join("_headers"), hosting::headers_file(built, &files::all(site)?))
}

/// A base URL that ends in a slash.
pub fn base_url(url: &str) -> Result<String, String> {
    if !url.starts_with("https://") && !url.starts_with("http://") || url.contains(['?', '#', '"', ' ']) {
        return Err(format!("{url:?} is no address of a folder, as in https://example.com/hopcheck/"));
    }
    Ok(format!("{}/", url.trim_end_matches('/')))
}

/// The element by which the page knows where the pages about the causes are.
pub fn rules_meta(address: &str) -> String {
    format!("<meta name=\"hopcheck-rules\" content=\"{address}\">\n")
}

/// Writes a script or a style sheet under a name that tells its content.
fn content_named(site: &Path, name: &str, content: &str) -> Result<String, String> {
    let named = digest::named(name, content.as_bytes());
    files::write(&site.join(&named), content)?;
    Ok(named)
}

/// What only the hosted page has.
fn head(offline_script: &str) -> String {
    format!(
        "{}<link rel=\"manifest\" href=\"./manifest.json\">\n<script type=\"module\" src=\"./{offline_script}\"></script>\n",
        rules_meta("rules/")
    )
}

/// The page for addresses that do not exist. It is shown at any depth, so it uses no other file. Without a base URL it cannot know how
/// deep it stands, and offers the two folders from which the site is reached.
fn not_found(base_url: Option<&str>) -> String {
    let ways = base_url.map_or_else(
        || "<a href=\"./\">This folder</a> or <a href=\"../\">the one above</a>".to_owned(),
        |home| format!("<a href=\"{}\">Hopcheck</a>", escaped(home)),
    );
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"robots\" content=\"noindex\">\n<title>Not found · Hopcheck</title>\n\
         <main>\n<h1>There is no page at this address</h1>\n<p>{ways}</p>\n</main>\n</html>\n"
    )
}

fn sitemap(base_url: &str, pages: &[String]) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for page in std::iter::once("").chain(pages.iter().map(String::as_str)) {
        out.push_str(&format!("<url><loc>{}{page}</loc></url>\n", escaped(base_url)));
    }
    out + "</urlset>\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_url_is_a_folder() {
        assert_eq!(base_url("https://example.com/hopcheck"), Ok("https://example.com/hopcheck/".into()));
        assert_eq!(base_url("https://example.com/"), Ok("https://example.com/".into()));
        for wrong in ["example.com", "ftp://example.com", "https://example.com/?a", "https://a\"b"] {
            assert!(base_url(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_page_that_is_not_there_leads_home_from_any_depth() {
        assert!(
            not_found(Some("https://example.com/a&b/"))
                .contains("<a href=\"https://example.com/a&amp;b/\">Hopcheck</a>")
        );
        let unknown = not_found(None);
        assert!(unknown.contains("href=\"./\"") && unknown.contains("href=\"../\""), "{unknown}");
    }

    #[test]
    fn the_sitemap_names_the_page_and_every_other() {
        let map = sitemap("https://example.com/", &["rules/".into(), "rules/a.html".into()]);
        for address in ["https://example.com/", "https://example.com/rules/", "https://example.com/rules/a.html"] {
            assert!(map.contains(&format!("<loc>{address}</loc>")), "{map}");
        }
    }
}
