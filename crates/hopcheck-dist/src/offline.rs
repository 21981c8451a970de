//! What makes the page installable and lets it work without the network: the manifest, and the service worker with its list of files.

use std::path::Path;

use crate::embed::{filled, quoted};
use crate::{digest, files, root};

/// The icons that installing wants, made from `www/icon.svg` by `www/icons/make.mjs`.
const ICONS: [(&str, &str, &str); 3] = [
    ("icon-192.png", "192x192", "any"),
    ("icon-512.png", "512x512", "any"),
    ("icon-maskable-512.png", "512x512", "maskable"),
];

/// Writes `manifest.json` and the icons it names. The name is one that every server has a content type for.
pub fn write_manifest(site: &Path, icon: &str) -> Result<(), String> {
    let mut icons = vec![serde_json::json!({ "src": icon, "sizes": "any", "type": "image/svg+xml" })];
    for (name, sizes, purpose) in ICONS {
        let content = files::read(&root().join("www/icons").join(name))?;
        let named = digest::named(name, &content);
        files::write(&site.join(&named), content)?;
        icons.push(serde_json::json!({ "src": named, "sizes": sizes, "type": "image/png", "purpose": purpose }));
    }
    let manifest = serde_json::json!({
        "name": "Hopcheck",
        "short_name": "Hopcheck",
        "description": "Paste what broke. See which hop of the request is broken, why, and the fix.",
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "background_color": "#f6f5f1",
        "theme_color": "#f6f5f1",
        "icons": icons,
    });
    let text = serde_json::to_string_pretty(&manifest).map_err(|e| format!("the manifest: {e}"))?;
    files::write(&site.join("manifest.json"), text + "\n")
}

/// Writes `sw.js` for these files of the site.
pub fn write_service_worker(site: &Path, names: &[String]) -> Result<(), String> {
    let mut entries = Vec::new();
    for name in names {
        entries.push(vec![name.clone(), digest::integrity(&files::read(&site.join(name))?)]);
    }
    let list = serde_json::to_string_pretty(&entries).map_err(|e| format!("the list of files: {e}"))?;
    let script = files::text(&root().join("www/sw.js"))?;
    let script = filled(&script, "VERSION", &quoted(&digest::short(list.as_bytes())))?;
    files::write(&site.join("sw.js"), filled(&script, "FILES", &list)?)
}
