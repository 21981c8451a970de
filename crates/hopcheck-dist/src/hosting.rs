//! What servers and hosts need to know: response headers, as ready files for nginx and Caddy and as `_headers`.

use std::collections::BTreeSet;
use std::path::Path;

use crate::built::Built;
use crate::{digest, embed, files};

const NGINX: &str = include_str!("../assets/nginx.conf");
const NGINX_HEADERS: &str = include_str!("../assets/hopcheck-headers.conf");
const CADDY: &str = include_str!("../assets/Caddyfile");

/// The site's files named by their content may be kept for a year, which is "for ever" in HTTP.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// The headers of every response but `Cache-Control`, by name.
pub fn headers(built: &Built) -> [(&'static str, String); 5] {
    [
        // Only a header can say who may put the page into a frame.
        ("Content-Security-Policy", format!("{}; {UNFRAMED}", built.policy)),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        ("Referrer-Policy", "no-referrer".to_owned()),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()".to_owned()),
        // The files are public; other sites' pages load the element from here.
        ("Access-Control-Allow-Origin", "*".to_owned()),
    ]
}

/// Nobody may put the page into a frame, and everybody the page that is made for it.
const UNFRAMED: &str = "frame-ancestors 'none'";
const FRAMED: &str = "frame-ancestors *";

/// Writes the snippets for servers.
pub fn write_snippets(folder: &Path, built: &Built) -> Result<(), String> {
    let headers = headers(built);
    let nginx: String =
        headers.iter().map(|(name, value)| format!("add_header {name} \"{value}\" always;\n")).collect();
    let nginx = nginx.replace(UNFRAMED, "frame-ancestors $hopcheck_ancestors");
    let caddy: String = headers.iter().map(|(name, value)| format!("\t\t{name} \"{value}\"\n")).collect();
    let caddy = caddy.replace(UNFRAMED, "frame-ancestors {hopcheck_ancestors}");
    files::write(&folder.join("nginx.conf"), NGINX)?;
    files::write(&folder.join("hopcheck-headers.conf"), NGINX_HEADERS.replace("# HEADERS\n", &nginx))?;
    files::write(&folder.join("Caddyfile"), CADDY.replace("\t\t# HEADERS\n", &caddy))
}

/// `_headers`, as Netlify, Cloudflare Pages and GitLab's imitators read it. A path is named by one rule per header only: where two
/// match, some hosts join their values. So the policy is said of each page and of the service worker, which are all that it binds.
pub fn headers_file(built: &Built, names: &[String]) -> String {
    let (policies, others): (Vec<_>, Vec<_>) =
        headers(built).into_iter().partition(|(name, _)| *name == "Content-Security-Policy");
    let framed = embed::FRAME.trim_end_matches(".html");
    let mut out = String::from("/*\n");
    for (name, value) in others {
        out.push_str(&format!("  {name}: {value}\n"));
    }
    for (name, value) in policies {
        // A folder by one rule: Cloudflare reads a hundred rules.
        let bound = names.iter().filter(|name| name.ends_with(".html") || *name == "sw.js");
        let mut paths: BTreeSet<String> =
            bound.map(|name| name.split_once('/').map_or(name.clone(), |(folder, _)| format!("{folder}/*"))).collect();
        // The address of index.html; and where Cloudflare, which serves pages without their ending, sends those who ask for a frame.
        paths.extend([String::new(), framed.to_owned()]);
        for path in paths {
            let value =
                if path.trim_end_matches(".html") == framed { value.replace(UNFRAMED, FRAMED) } else { value.clone() };
            out.push_str(&format!("/{path}\n  {name}: {value}\n"));
        }
    }
    for name in names.iter().filter(|name| digest::is_named(name)) {
        out.push_str(&format!("/{name}\n  Cache-Control: {FOR_EVER}\n"));
    }
    out
}
