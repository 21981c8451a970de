//! What one nginx binary can do: its version, and which of the table's directives it knows.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use hopcheck::nginx::directives::Form;

/// The environment variable that names an nginx 1.28, built by `cargo xtask nginx-check`.
const NGINX_128: &str = "HOPCHECK_LAB_NGINX_1_28";

/// Modules that nginx builds unless it is told not to (auto/options).
const DEFAULT: &[&str] = &[
    "nginx",
    "ngx_conf_file",
    "ngx_event",
    "ngx_epoll_module",
    "ngx_http",
    "ngx_log",
    "ngx_regex",
    "ngx_http_access_module",
    "ngx_http_auth_basic_module",
    "ngx_http_autoindex_module",
    "ngx_http_browser_module",
    "ngx_http_charset_filter_module",
    "ngx_http_copy_filter_module",
    "ngx_http_core_module",
    "ngx_http_empty_gif_module",
    "ngx_http_fastcgi_module",
    "ngx_http_geo_module",
    "ngx_http_grpc_module",
    "ngx_http_gzip_filter_module",
    "ngx_http_headers_filter_module",
    "ngx_http_index_module",
    "ngx_http_limit_conn_module",
    "ngx_http_limit_req_module",
    "ngx_http_log_module",
    "ngx_http_map_module",
    "ngx_http_memcached_module",
    "ngx_http_mirror_module",
    "ngx_http_proxy_module",
    "ngx_http_referer_module",
    "ngx_http_rewrite_module",
    "ngx_http_scgi_module",
    "ngx_http_split_clients_module",
    "ngx_http_ssi_filter_module",
    "ngx_http_try_files_module",
    "ngx_http_upstream",
    "ngx_http_upstream_hash_module",
    "ngx_http_upstream_ip_hash_module",
    "ngx_http_upstream_keepalive_module",
    "ngx_http_upstream_least_conn_module",
    "ngx_http_upstream_random_module",
    "ngx_http_upstream_zone_module",
    "ngx_http_userid_filter_module",
    "ngx_http_uwsgi_module",
];

/// Modules that come with an option of `configure`.
const OPTIONAL: &[(&str, &str)] = &[
    ("ngx_http_addition_filter_module", "--with-http_addition_module"),
    ("ngx_http_auth_request_module", "--with-http_auth_request_module"),
    ("ngx_http_dav_module", "--with-http_dav_module"),
    ("ngx_http_flv_module", "--with-http_flv_module"),
    ("ngx_http_gunzip_filter_module", "--with-http_gunzip_module"),
    ("ngx_http_gzip_static_module", "--with-http_gzip_static_module"),
    ("ngx_http_mp4_module", "--with-http_mp4_module"),
    ("ngx_http_random_index_module", "--with-http_random_index_module"),
    ("ngx_http_realip_module", "--with-http_realip_module"),
    ("ngx_http_secure_link_module", "--with-http_secure_link_module"),
    ("ngx_http_slice_filter_module", "--with-http_slice_module"),
    ("ngx_http_ssl_module", "--with-http_ssl_module"),
    ("ngx_event_openssl", "--with-http_ssl_module"),
    ("ngx_http_stub_status_module", "--with-http_stub_status_module"),
    ("ngx_http_sub_filter_module", "--with-http_sub_module"),
    ("ngx_http_v2_module", "--with-http_v2_module"),
    ("ngx_thread_pool", "--with-threads"),
];

/// Directives younger than their module, and the version that brought them, as nginx's CHANGES tell.
const SINCE: &[(&str, (u32, u32, u32))] = &[
    ("http2", (1, 25, 1)),
    ("proxy_pass_trailers", (1, 27, 2)),
    ("keepalive_min_timeout", (1, 27, 4)),
    ("ssl_certificate_cache", (1, 27, 4)),
    ("proxy_ssl_certificate_cache", (1, 27, 4)),
    ("grpc_ssl_certificate_cache", (1, 27, 4)),
    ("uwsgi_ssl_certificate_cache", (1, 27, 4)),
    ("early_hints", (1, 29, 0)),
    ("add_header_inherit", (1, 29, 3)),
    ("add_trailer_inherit", (1, 29, 3)),
    ("ssl_ech_file", (1, 29, 4)),
    ("ssl_certificate_compression", (1, 29, 1)),
    ("client_body_early_read", (1, 31, 0)),
    ("max_headers", (1, 29, 8)),
];

/// Directives that nginx still knows but no longer reads, from that version on.
const OBSOLETE: &[(&str, (u32, u32, u32))] = &[("http2_push", (1, 25, 1)), ("http2_push_preload", (1, 25, 1))];

/// An nginx binary.
#[derive(Clone, Debug)]
pub struct Build {
    /// Its path.
    pub program: PathBuf,
    /// `1.22`, `1.28`.
    pub series: String,
    version: (u32, u32, u32),
    modules: HashSet<&'static str>,
}

impl Build {
    /// The nginx of that series, or why there is none: the system's own, or the one that is built for the lab.
    pub fn of(series: &str) -> Result<Self, String> {
        let found = match series {
            "1.28" => std::env::var_os(NGINX_128).map(PathBuf::from).ok_or("nginx 1.28 was not built"),
            _ => installed().ok_or("nginx is not installed"),
        };
        let build = Build::read(&found?)?;
        match build.series == series {
            true => Ok(build),
            false => Err(format!("the nginx installed here is {}", build.series)),
        }
    }

    fn read(program: &Path) -> Result<Self, String> {
        let output = Command::new(program).arg("-V").output().map_err(|e| format!("{}: {e}", program.display()))?;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let version = said.split("nginx/").nth(1).and_then(|rest| rest.split_whitespace().next());
        let version = version.ok_or_else(|| format!("{} tells no version", program.display()))?;
        let numbers: Vec<u32> = version.split('.').filter_map(|part| part.parse().ok()).collect();
        let [major, minor, patch] = numbers[..] else { return Err(format!("no version: {version}")) };
        let options: HashSet<&str> = said.split_whitespace().collect();
        let mut modules: HashSet<&str> = DEFAULT.iter().copied().collect();
        modules.extend(OPTIONAL.iter().filter(|(_, option)| options.contains(option)).map(|(module, _)| *module));
        let without = |module: &str| {
            let short = module.trim_start_matches("ngx_").replace("_filter_module", "_module");
            options.contains(format!("--without-{short}").as_str())
        };
        modules.retain(|module| !without(module));
        Ok(Build {
            program: program.to_owned(),
            series: format!("{major}.{minor}"),
            version: (major, minor, patch),
            modules,
        })
    }

    /// True where this nginx knows the form.
    pub fn knows(&self, form: &Form) -> bool {
        let since = SINCE.iter().find(|(name, _)| *name == form.name).map_or((0, 0, 0), |(_, version)| *version);
        // Servers of an upstream that are looked up again came with a `resolver` of their own.
        let upstream = form.module == "ngx_http_upstream" && form.name.starts_with("resolver");
        let since = if upstream { (1, 27, 3) } else { since };
        // Directives of every protocol at once.
        let of_all = form.name.ends_with("_socket_rcvbuf") || form.name.ends_with("_socket_sndbuf");
        let since = if of_all { (1, 31, 0) } else { since };
        let obsolete = OBSOLETE.iter().any(|(name, version)| *name == form.name && self.version >= *version);
        self.modules.contains(form.module) && self.version >= since && !obsolete
    }
}

/// The system's nginx.
fn installed() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders = std::env::split_paths(&path).chain(["/usr/sbin".into(), "/usr/local/sbin".into()]);
    folders.map(|folder| folder.join("nginx")).find(|file| file.is_file())
}
