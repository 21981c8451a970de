//! The kinds of artifact: one list, shared by intake, asks, the JSON and the page.

use serde::{Deserialize, Serialize};

/// What a piece of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Lines of nginx's error log, run-time and start-up, from a file, a container's log or a terminal.
    NginxErrorLog,
    /// nginx configuration: whole files, fragments, or the dump of `nginx -T`.
    NginxConfig,
    /// Lines of an access log.
    AccessLog,
    /// A browser's console or a WebSocket client's own message.
    Console,
    /// The status of the WebSocket handshake, as the Network tab shows it.
    HandshakeStatus,
    /// The address of the page that opened the connection.
    PageAddress,
    /// How long something took, or stayed open.
    Durations,
    /// What an application, application server or process supervisor printed.
    AppLog,
    /// How the application is started: a command line, a Procfile, a platform's settings.
    StartCommand,
    /// A docker compose file, or fragments of one.
    ComposeFile,
    /// `docker ps`, `docker compose ps`, `kubectl get pods`.
    ContainerList,
    /// `docker inspect`, `docker network inspect`, `kubectl describe`.
    ContainerInspect,
    /// `ss -ltnp`, `ss -xl`, `netstat -tlnp`, `lsof -i`.
    ListeningSockets,
    /// `ls -l`, `stat`, `namei -l` of a socket, file or directory.
    SocketFile,
    /// `systemctl status`, `supervisorctl status`, `journalctl -u` heads.
    ServiceStatus,
    /// `curl -v`, `curl -i`, `wscat` and the like: one HTTP exchange.
    Curl,
    /// `getent hosts`, `nslookup`, `dig`, `/etc/hosts`, `/etc/resolv.conf`.
    NameResolution,
    /// `iptables -L`, `ufw status`, SELinux booleans and denials.
    Firewall,
    /// `nginx -v`, `nginx -V`, `docker --version`: versions and build options.
    Versions,
    /// A Dockerfile.
    Dockerfile,
    /// A shell script that starts the application.
    EntrypointScript,
    /// Python source.
    PythonSource,
    /// JavaScript or TypeScript source, or HTML with scripts.
    FrontendSource,
    /// A systemd unit file.
    SystemdUnit,
    /// A supervisord configuration.
    SupervisordConfig,
    /// A hosting platform's settings (Procfile, app.yaml, render.yaml, fly.toml, railway.json).
    PlatformConfig,
    /// An application server's own settings (gunicorn.conf.py, uwsgi.ini).
    AppConfig,
    /// A PHP-FPM pool or global configuration.
    PhpFpmPool,
    /// An environment file: NAME=value lines.
    EnvFile,
    /// Kubernetes YAML: Deployment, Service, Ingress.
    KubernetesManifest,
    /// The configuration of another proxy: Apache, Caddy, HAProxy.
    ProxyConfig,
    /// What a person wrote around it.
    Prose,
    /// Not understood.
    Unknown,
}

impl Kind {
    /// Every kind, in the order of the contract.
    pub const ALL: &[Kind] = &[
        Kind::NginxErrorLog,
        Kind::NginxConfig,
        Kind::AccessLog,
        Kind::Console,
        Kind::HandshakeStatus,
        Kind::PageAddress,
        Kind::Durations,
        Kind::AppLog,
        Kind::StartCommand,
        Kind::ComposeFile,
        Kind::ContainerList,
        Kind::ContainerInspect,
        Kind::ListeningSockets,
        Kind::SocketFile,
        Kind::ServiceStatus,
        Kind::Curl,
        Kind::NameResolution,
        Kind::Firewall,
        Kind::Versions,
        Kind::Dockerfile,
        Kind::EntrypointScript,
        Kind::PythonSource,
        Kind::FrontendSource,
        Kind::SystemdUnit,
        Kind::SupervisordConfig,
        Kind::PlatformConfig,
        Kind::AppConfig,
        Kind::PhpFpmPool,
        Kind::EnvFile,
        Kind::KubernetesManifest,
        Kind::ProxyConfig,
        Kind::Prose,
        Kind::Unknown,
    ];

    /// The kind's name in JSON, rule files and `data-artifact`.
    pub fn name(self) -> &'static str {
        match self {
            Kind::NginxErrorLog => "nginx-error-log",
            Kind::NginxConfig => "nginx-config",
            Kind::AccessLog => "access-log",
            Kind::Console => "console",
            Kind::HandshakeStatus => "handshake-status",
            Kind::PageAddress => "page-address",
            Kind::Durations => "durations",
            Kind::AppLog => "app-log",
            Kind::StartCommand => "start-command",
            Kind::ComposeFile => "compose-file",
            Kind::ContainerList => "container-list",
            Kind::ContainerInspect => "container-inspect",
            Kind::ListeningSockets => "listening-sockets",
            Kind::SocketFile => "socket-file",
            Kind::ServiceStatus => "service-status",
            Kind::Curl => "curl",
            Kind::NameResolution => "name-resolution",
            Kind::Firewall => "firewall",
            Kind::Versions => "versions",
            Kind::Dockerfile => "dockerfile",
            Kind::EntrypointScript => "entrypoint-script",
            Kind::PythonSource => "python-source",
            Kind::FrontendSource => "frontend-source",
            Kind::SystemdUnit => "systemd-unit",
            Kind::SupervisordConfig => "supervisord-config",
            Kind::PlatformConfig => "platform-config",
            Kind::AppConfig => "app-config",
            Kind::PhpFpmPool => "php-fpm-pool",
            Kind::EnvFile => "env-file",
            Kind::KubernetesManifest => "kubernetes-manifest",
            Kind::ProxyConfig => "proxy-config",
            Kind::Prose => "prose",
            Kind::Unknown => "unknown",
        }
    }

    /// The kind's name for a person.
    pub fn label(self) -> &'static str {
        match self {
            Kind::NginxErrorLog => "nginx error log",
            Kind::NginxConfig => "nginx configuration",
            Kind::AccessLog => "access log",
            Kind::Console => "browser console",
            Kind::HandshakeStatus => "handshake status",
            Kind::PageAddress => "page address",
            Kind::Durations => "durations",
            Kind::AppLog => "application log",
            Kind::StartCommand => "start command",
            Kind::ComposeFile => "compose file",
            Kind::ContainerList => "container list",
            Kind::ContainerInspect => "container inspect",
            Kind::ListeningSockets => "listening sockets",
            Kind::SocketFile => "socket file",
            Kind::ServiceStatus => "service status",
            Kind::Curl => "HTTP exchange",
            Kind::NameResolution => "name resolution",
            Kind::Firewall => "firewall",
            Kind::Versions => "versions",
            Kind::Dockerfile => "Dockerfile",
            Kind::EntrypointScript => "entrypoint script",
            Kind::PythonSource => "Python source",
            Kind::FrontendSource => "frontend source",
            Kind::SystemdUnit => "systemd unit",
            Kind::SupervisordConfig => "supervisord configuration",
            Kind::PlatformConfig => "platform config",
            Kind::AppConfig => "app config",
            Kind::PhpFpmPool => "PHP-FPM pool",
            Kind::EnvFile => "environment file",
            Kind::KubernetesManifest => "Kubernetes manifest",
            Kind::ProxyConfig => "proxy configuration",
            Kind::Prose => "description",
            Kind::Unknown => "not understood",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Kind> {
        Kind::ALL.iter().copied().find(|kind| kind.name() == name)
    }

    /// True for kinds that report what happened, not how things are set up: they stay true when a setting is changed.
    pub fn tells_the_past(self) -> bool {
        matches!(
            self,
            Kind::NginxErrorLog
                | Kind::AccessLog
                | Kind::Console
                | Kind::HandshakeStatus
                | Kind::Durations
                | Kind::AppLog
                | Kind::Curl
                | Kind::Prose
                | Kind::Unknown
        )
    }

    /// True for kinds that somebody writes into a file, and so can be edited; a command's output cannot.
    pub fn is_written(self) -> bool {
        matches!(
            self,
            Kind::NginxConfig
                | Kind::StartCommand
                | Kind::ComposeFile
                | Kind::Dockerfile
                | Kind::EntrypointScript
                | Kind::PythonSource
                | Kind::FrontendSource
                | Kind::SystemdUnit
                | Kind::SupervisordConfig
                | Kind::PlatformConfig
                | Kind::AppConfig
                | Kind::PhpFpmPool
                | Kind::EnvFile
                | Kind::KubernetesManifest
                | Kind::ProxyConfig
        )
    }

    /// The kind that asks name where this one is more specific (a Dockerfile answers "start-command").
    pub fn asked_as(self) -> Kind {
        match self {
            Kind::Dockerfile => Kind::StartCommand,
            Kind::EntrypointScript => Kind::StartCommand,
            Kind::PythonSource => Kind::StartCommand,
            Kind::FrontendSource => Kind::PageAddress,
            Kind::SystemdUnit => Kind::StartCommand,
            Kind::SupervisordConfig => Kind::StartCommand,
            Kind::PlatformConfig => Kind::StartCommand,
            Kind::AppConfig => Kind::StartCommand,
            Kind::PhpFpmPool => Kind::StartCommand,
            Kind::EnvFile => Kind::StartCommand,
            Kind::KubernetesManifest => Kind::ComposeFile,
            kind => kind,
        }
    }
}
