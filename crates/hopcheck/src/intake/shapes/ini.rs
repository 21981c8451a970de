//! Sections and keys of ini-like files: systemd, supervisord, PHP-FPM, uWSGI, environment files.

use super::{good, sure};
use crate::intake::Kind;
use crate::intake::guess::Guess;
use crate::intake::pattern::{is_name_byte, run};
use crate::text::among;

/// `[section]` and the keys of ini-like files.
pub(super) fn section(line: &str, text: &str) -> Option<Guess> {
    let head = text.split([';', '#']).next().unwrap_or("").trim_end();
    if let Some(name) = head.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'))
        && !line.starts_with(' ')
        && !name.contains('"')
    {
        return match name {
            "uwsgi" => sure(Kind::AppConfig),
            _ if among(name, "Unit Service Install Socket Timer") => sure(Kind::SystemdUnit),
            "global" | "www" => sure(Kind::PhpFpmPool),
            _ if among(
                name,
                "http_service build env processes deploy mounts checks http_service.concurrency [http_service.checks] [mounts] [services] [vm] [services.ports]",
            ) =>
            {
                sure(Kind::PlatformConfig)
            }
            _ if among(
                name,
                "supervisord unix_http_server supervisorctl inet_http_server rpcinterface:supervisor include",
            ) =>
            {
                sure(Kind::SupervisordConfig)
            }
            _ if name.starts_with("program:") || name.starts_with("group:") || name.starts_with("fcgi-program:") => {
                sure(Kind::SupervisordConfig)
            }
            _ if !name.is_empty() && name.bytes().all(is_name_byte) => {
                Some(Guess { kind: Kind::AppConfig, weight: 4, opens: true })
            }
            _ => None,
        };
    }
    let bare = text.strip_prefix(';').unwrap_or(text).trim_start();
    let len = run(bare, |b| is_name_byte(b) || b == b'[' || b == b']');
    let rest = bare[len..].trim_start();
    let value = rest.strip_prefix('=')?.trim_start();
    if len == 0 || value.starts_with('=') {
        return None;
    }
    let key = &bare[..len];
    let kind = match key {
        _ if among(
            key,
            "ExecStart ExecStartPre ExecReload WantedBy WorkingDirectory EnvironmentFile RuntimeDirectory PrivateTmp Restart RestartSec After Requires Description ListenStream",
        ) =>
        {
            (Kind::SystemdUnit, 8)
        }
        _ if among(
            key,
            "listen listen.owner listen.group listen.mode listen.backlog listen.allowed_clients pm daemonize catch_workers_output clear_env security.limit_extensions request_terminate_timeout slowlog access.log",
        ) =>
        {
            (Kind::PhpFpmPool, 8)
        }
        _ if key.starts_with("pm.") || key.starts_with("php_") || key.starts_with("env[") => (Kind::PhpFpmPool, 8),
        _ if among(
            key,
            "stdout_logfile stderr_logfile autostart autorestart nodaemon startsecs redirect_stderr stopsignal stdout_logfile_maxbytes",
        ) =>
        {
            (Kind::SupervisordConfig, 8)
        }
        _ if among(
            key,
            "http-socket wsgi-file module chdir buffer-size harakiri chmod-socket vacuum die-on-term master processes uwsgi-socket max-requests enable-threads plugins lazy-apps",
        ) =>
        {
            (Kind::AppConfig, 6)
        }
        _ if among(
            key,
            "bind workers worker_class threads timeout keepalive worker_connections graceful_timeout accesslog errorlog loglevel preload_app",
        ) && !line.starts_with(' ')
            && !text.ends_with(',') =>
        {
            (Kind::AppConfig, 6)
        }
        _ if among(
            key,
            "primary_region internal_port force_https auto_stop_machines auto_start_machines min_machines_running kill_signal kill_timeout",
        ) =>
        {
            (Kind::PlatformConfig, 8)
        }
        // fly.toml begins with the application's name, a source with a call.
        "app" if value.starts_with(['"', '\'']) && !value.contains(['(', '[']) && value.len() > 2 => {
            (Kind::PlatformConfig, 6)
        }
        _ if among(key, "user group command directory socket environment") => {
            return good(ini_like(key), 3);
        }
        _ if key.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
            && key.starts_with(|c: char| c.is_ascii_uppercase()) =>
        {
            // Python sets blanks around the sign, an environment file must not.
            let tight = bare.as_bytes().get(len) == Some(&b'=');
            return good(if tight { Kind::EnvFile } else { Kind::PythonSource }, 4);
        }
        _ => return None,
    };
    good(kind.0, kind.1)
}

/// The likelier home of a key that several ini-like files know.
fn ini_like(key: &str) -> Kind {
    match key {
        "command" | "directory" | "environment" => Kind::SupervisordConfig,
        "socket" => Kind::AppConfig,
        _ => Kind::PhpFpmPool,
    }
}
