//! What a file's name says about its kind. A hint, never proof.

use super::Kind;

/// The kind that a file of this name or path usually is; `None` for general names (`other.txt`, `app.conf`).
pub(super) fn kind_of_name(path: &str) -> Option<Kind> {
    let path = path.trim().to_ascii_lowercase();
    let file = path.rsplit(['/', '\\']).next().unwrap_or("");
    let ends = |ends: &[&str]| ends.iter().any(|end| file.ends_with(end));
    let within = |parts: &[&str]| parts.iter().any(|part| path.contains(part));
    let kind = match file {
        "procfile" | "app.yaml" | "render.yaml" | "fly.toml" | "railway.json" | "railway.toml" | "vercel.json"
        | "app.json" | "nixpacks.toml" => Kind::PlatformConfig,
        "hosts" | "resolv.conf" => Kind::NameResolution,
        "www.conf" | "zz-docker.conf" | "docker.conf" | "www.conf.default" => Kind::PhpFpmPool,
        "gunicorn.conf.py" | "gunicorn_conf.py" | "gunicorn.py" => Kind::AppConfig,
        "caddyfile" | "haproxy.cfg" | "httpd.conf" | "apache2.conf" | "httpd-vhosts.conf" | ".htaccess" => {
            Kind::ProxyConfig
        }
        _ if within(&["apache2/", "httpd/", "apache/", "haproxy/"]) && ends(&[".conf", ".cfg"]) => Kind::ProxyConfig,
        _ if file.contains("apache") && ends(&[".conf"]) => Kind::ProxyConfig,
        "nginx-t" | "nginx-t.txt" => return None,
        _ if file.contains("compose") && ends(&[".yml", ".yaml"]) => Kind::ComposeFile,
        _ if file.contains("dockerfile") || file.contains("containerfile") => Kind::Dockerfile,
        _ if file.contains("supervis") && ends(&[".conf", ".ini"]) => Kind::SupervisordConfig,
        _ if (file.contains("fpm") && ends(&[".conf", ".ini", ".default"]))
            || within(&["php-fpm.d/", "fpm/pool.d/"]) =>
        {
            Kind::PhpFpmPool
        }
        _ if file.starts_with(".env") || ends(&[".env"]) => Kind::EnvFile,
        _ if ends(&[".service", ".socket"]) || within(&["systemd/system/"]) => Kind::SystemdUnit,
        _ if file.contains("uwsgi") && ends(&[".ini", ".yaml", ".yml", ".xml"]) => Kind::AppConfig,
        _ if ends(&[".py"]) => Kind::PythonSource,
        _ if ends(&[".js", ".ts", ".jsx", ".tsx", ".mjs", ".cjs", ".vue", ".svelte", ".html", ".htm"]) => {
            Kind::FrontendSource
        }
        _ if ends(&[".sh"]) => Kind::EntrypointScript,
        _ if file.contains("nginx")
            && !ends(&[".log", ".txt", ".yml", ".yaml", ".service"])
            && file.contains(".conf") =>
        {
            Kind::NginxConfig
        }
        _ if ends(&[".conf", ".vhost"]) && within(&["nginx"]) => Kind::NginxConfig,
        _ if within(&["sites-enabled/", "sites-available/", "conf.d/"]) => Kind::NginxConfig,
        "default.conf" => Kind::NginxConfig,
        _ if ends(&[".yaml", ".yml"])
            && ["ingress", "deployment", "service", "k8s"].iter().any(|k| file.contains(k)) =>
        {
            Kind::KubernetesManifest
        }
        _ => return None,
    };
    Some(kind)
}

/// True where a name is one that a file could have: `nginx.conf`, `docker-compose.yml`, `Dockerfile`, a path.
pub(super) fn is_file_name(word: &str) -> bool {
    if word.is_empty() || word.len() > 200 || word.contains("://") {
        return false;
    }
    let shape_fits = word.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-./@~".contains(&b));
    let file = word.rsplit('/').next().unwrap_or("");
    let extension = file.rsplit_once('.').is_some_and(|(stem, ext)| {
        matches!(
            ext,
            "conf"
                | "yml"
                | "yaml"
                | "log"
                | "py"
                | "js"
                | "ts"
                | "tsx"
                | "jsx"
                | "vue"
                | "html"
                | "ini"
                | "service"
                | "socket"
                | "sh"
                | "env"
                | "txt"
                | "toml"
                | "json"
                | "cfg"
                | "default"
                | "php"
                | "template"
                | "err"
        ) && (!stem.is_empty() || ext == "env")
    });
    shape_fits && (extension || matches!(file, "Dockerfile" | "Procfile" | "Caddyfile" | "entrypoint" | "hosts"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_hint() {
        for (name, kind) in [
            ("docker-compose.prod.yml", Kind::ComposeFile),
            ("/etc/nginx/conf.d/shop.conf", Kind::NginxConfig),
            ("/usr/local/etc/php-fpm.d/zz-docker.conf", Kind::PhpFpmPool),
            ("backend/Dockerfile", Kind::Dockerfile),
            ("settings.py", Kind::PythonSource),
            (".env.production", Kind::EnvFile),
            ("gunicorn.service", Kind::SystemdUnit),
        ] {
            assert_eq!(kind_of_name(name), Some(kind), "{name}");
        }
        for name in ["other.txt", "error.log", "console.txt", "app.conf"] {
            assert_eq!(kind_of_name(name), None, "{name}");
        }
    }
}
