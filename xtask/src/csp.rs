//! The content security policy while developing.
//!
//! `www/index.html` carries the strict policy in a `<meta>` element, and a build keeps it as it is. `trunk serve` alone adds
//! an inline script that reloads the page after a build; Trunk fills the address into it per request, so no hash fits. For
//! such a build, and for no other, the hook lets inline scripts run.

use std::fs;
use std::path::Path;

/// A mark of Trunk's reload script, which only `trunk serve` puts in.
const RELOAD_SCRIPT: &str = ".well-known/trunk/ws";
const POLICY: &str = "http-equiv=\"Content-Security-Policy\"";
const SCRIPTS: &str = "script-src 'self' 'wasm-unsafe-eval'";

/// Checks and, for `trunk serve`, adapts the page that Trunk has just put together in `folder`.
pub fn adapt(folder: &Path) -> Result<(), String> {
    let page = folder.join("index.html");
    let html = fs::read_to_string(&page).map_err(|e| format!("cannot read {}: {e}", page.display()))?;
    match adapted(&html)? {
        Some(html) => fs::write(&page, html).map_err(|e| format!("cannot write {}: {e}", page.display())),
        None => Ok(()),
    }
}

/// The page with inline scripts allowed, where Trunk put one in; `None` where the page stays as it is.
fn adapted(html: &str) -> Result<Option<String>, String> {
    let scripts = html.find(POLICY).and_then(|start| html[start..].find(SCRIPTS).map(|at| start + at));
    let Some(scripts) = scripts else {
        return Err(format!("www/index.html has no <meta {POLICY}> with {SCRIPTS:?}"));
    };
    if !html.contains(RELOAD_SCRIPT) {
        return Ok(None);
    }
    let end = scripts + SCRIPTS.len();
    Ok(Some(format!("{} 'unsafe-inline'{}", &html[..end], &html[end..])))
}

#[cfg(test)]
mod tests {
    use super::adapted;

    const PAGE: &str = r#"<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; base-uri 'self'">"#;

    #[test]
    fn a_build_keeps_the_strict_policy() {
        assert_eq!(adapted(PAGE), Ok(None));
    }

    #[test]
    fn serving_allows_the_reload_script() {
        let served = format!("{PAGE}<script>'.well-known/trunk/ws'</script>");
        let html = adapted(&served).unwrap().unwrap();
        assert!(html.contains("'wasm-unsafe-eval' 'unsafe-inline'; base-uri"), "{html}");
    }

    #[test]
    fn a_page_without_a_policy_is_an_error() {
        assert!(adapted("<title>script-src 'self' 'wasm-unsafe-eval'</title>").is_err());
    }
}
