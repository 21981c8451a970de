//! From artifacts to facts: one module for each format.
//!
//! A reader knows its own format and nothing else. It works on an artifact's clean text, gives every fact its span there,
//! and says which lines it understood; the rest is counted and shown as not understood.

mod access_log;
mod app_config;
mod app_log;
mod browser_page;
mod compose_file;
mod compose_service;
mod console;
mod container_inspect;
mod container_list;
mod curl;
mod dockerfile;
mod entrypoint_script;
mod env_file;
mod firewall;
mod frontend_source;
mod handshake_status;
mod ingress_annotations;
pub(crate) mod ini;
mod kubernetes_manifest;
mod listening_sockets;
mod name_resolution;
mod nginx_config;
mod nginx_directives;
mod nginx_error;
mod packages;
mod php_fpm_pool;
mod platform_config;
mod ports;
mod process_name;
mod prose;
mod proxy_config;
mod python_call;
mod python_source;
mod reading;
mod redirect;
#[cfg(test)]
mod robustness;
mod rows;
mod server_page;
mod service_status;
mod settings_lines;
mod sink;
mod socket_file;
mod start_command;
mod supervisord_config;
mod systemd_unit;
#[cfg(test)]
pub(crate) mod testing;
mod url;
mod versions;
mod voice;
mod words;
pub(crate) mod yaml;

pub(crate) use app_log::is_known_within;
pub use reading::{Alone, Reading, Rest};
pub use sink::Sink;

use crate::facts::Store;
use crate::intake::{Artifact, Kind};
use crate::phrasebook::Phrasebook;

/// Reads one artifact with the readers of its kind.
/// What reads the texts of one kind. A function's address rather than a call: nothing of it becomes part of what chooses among them,
/// so that the page may load a reader when the first text of its kind is pasted.
type Read = fn(&Artifact, &mut Sink);

/// The readers of each kind.
fn readers(kind: Kind) -> &'static [Read] {
    match kind {
        Kind::NginxErrorLog => &[nginx_error::read],
        Kind::AccessLog => &[access_log::read],
        Kind::Console => &[console::read],
        Kind::AppLog => &[app_log::read, console::read],
        Kind::HandshakeStatus => &[handshake_status::read],
        Kind::PageAddress => &[handshake_status::page_address],
        Kind::Curl => &[curl::read],
        Kind::Durations | Kind::Prose => &[prose::read],
        Kind::Versions => &[versions::read, packages::read],
        // Settings that a frontend's build bakes in stand in these as well.
        Kind::ComposeFile => &[compose_file::read, frontend_source::settings],
        Kind::Dockerfile => &[dockerfile::read, frontend_source::settings],
        Kind::StartCommand => &[start_command::read],
        Kind::EntrypointScript => &[entrypoint_script::read],
        Kind::PythonSource => &[python_source::read],
        Kind::FrontendSource => &[frontend_source::read],
        Kind::AppConfig => &[app_config::read],
        Kind::PlatformConfig => &[platform_config::read],
        Kind::EnvFile => &[env_file::read, frontend_source::settings],
        Kind::ContainerList => &[container_list::read],
        Kind::ContainerInspect => &[container_inspect::read],
        Kind::NameResolution => &[name_resolution::read],
        Kind::ListeningSockets => &[listening_sockets::read],
        Kind::SocketFile => &[socket_file::read],
        // Below a unit's head stand the last lines of its journal.
        Kind::ServiceStatus => &[service_status::read, app_log::read],
        Kind::Firewall => &[firewall::read],
        Kind::SystemdUnit => &[systemd_unit::read],
        Kind::SupervisordConfig => &[supervisord_config::read],
        Kind::PhpFpmPool => &[php_fpm_pool::read],
        Kind::KubernetesManifest => &[kubernetes_manifest::read, ingress_annotations::read],
        Kind::ProxyConfig => &[proxy_config::read],
        // An nginx configuration is read together with the others, since one may include another.
        Kind::NginxConfig | Kind::Unknown => &[],
    }
}

/// What may stand in a text of any kind.
const ANYWHERE: [Read; 3] = [server_page::read, browser_page::read, ingress_annotations::controller];

fn read_one(artifact: &Artifact, sink: &mut Sink) {
    for read in readers(artifact.kind).iter().chain(&ANYWHERE) {
        read(artifact, sink);
    }
}

/// Reads the artifact of that index, alone or together with the other configurations.
fn read_any(index: usize, artifact: &Artifact, configs: &nginx_config::Together, sink: &mut Sink) {
    match artifact.kind {
        Kind::NginxConfig => configs.read(index, sink),
        _ => read_one(artifact, sink),
    }
}

/// Reads all artifacts without a phrasebook.
#[cfg(test)]
pub(crate) fn read(artifacts: &[Artifact]) -> Reading {
    Reading::of(&read_each(artifacts, std::iter::repeat_with(|| None), None))
}

/// The facts in the artifacts for which `wanted` holds; the others are as if they had not been pasted.
pub fn read_only(artifacts: &[Artifact], wanted: &dyn Fn(usize) -> bool) -> Store {
    let mut store = Store::default();
    let configs = nginx_config::Configs::new(artifacts, wanted);
    let configs = nginx_config::Together::new(&configs);
    for (index, artifact) in artifacts.iter().enumerate().filter(|(index, _)| wanted(*index)) {
        read_any(index, artifact, &configs, &mut Sink::new(&mut store, artifact, index));
    }
    store
}

/// Reads each artifact that is not known. The configurations are known together or not at all, since one may include another. With a
/// phrasebook nginx's messages become facts of their own, with what they mean.
pub fn read_each(
    artifacts: &[Artifact],
    known: impl IntoIterator<Item = Option<Alone>>,
    phrasebook: Option<&Phrasebook>,
) -> Vec<Alone> {
    let mut known: Vec<Option<Alone>> = known.into_iter().take(artifacts.len()).collect();
    let configs = nginx_config::Configs::new(artifacts, &|index| known[index].is_none());
    let configs = nginx_config::Together::new(&configs);
    let read = |index: usize, artifact: &Artifact| {
        let mut store = Store::default();
        let mut sink = Sink::new(&mut store, artifact, index).listening_to(phrasebook);
        read_any(index, artifact, &configs, &mut sink);
        let rest = sink.finish();
        Alone { store, rest }
    };
    let each = artifacts.iter().enumerate().zip(&mut known);
    each.map(|((index, artifact), known)| known.take().unwrap_or_else(|| read(index, artifact))).collect()
}
