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

pub(crate) use app_log::known_from;
pub use reading::{Alone, Reading, Rest};
pub use sink::Sink;

use crate::facts::Store;
use crate::intake::{Artifact, Kind};
use crate::phrasebook::Phrasebook;

/// Reads one artifact with the readers of its kind.
fn read_one(artifact: &Artifact, sink: &mut Sink) {
    match artifact.kind {
        Kind::NginxErrorLog => nginx_error::read(artifact, sink),
        Kind::AccessLog => access_log::read(artifact, sink),
        Kind::Console => console::read(artifact, sink),
        Kind::AppLog => {
            app_log::read(artifact, sink);
            console::read(artifact, sink);
        }
        Kind::HandshakeStatus => handshake_status::read(artifact, sink),
        Kind::PageAddress => handshake_status::page_address(artifact, sink),
        Kind::Curl => curl::read(artifact, sink),
        Kind::Durations | Kind::Prose => prose::read(artifact, sink),
        Kind::Versions => {
            versions::read(artifact, sink);
            packages::read(artifact, sink);
        }
        // Settings that a frontend's build bakes in stand in these as well.
        Kind::ComposeFile => {
            compose_file::read(artifact, sink);
            frontend_source::settings(artifact, sink);
        }
        Kind::Dockerfile => {
            dockerfile::read(artifact, sink);
            frontend_source::settings(artifact, sink);
        }
        Kind::StartCommand => start_command::read(artifact, sink),
        Kind::EntrypointScript => entrypoint_script::read(artifact, sink),
        Kind::PythonSource => python_source::read(artifact, sink),
        Kind::FrontendSource => frontend_source::read(artifact, sink),
        Kind::AppConfig => app_config::read(artifact, sink),
        Kind::PlatformConfig => platform_config::read(artifact, sink),
        Kind::EnvFile => {
            env_file::read(artifact, sink);
            frontend_source::settings(artifact, sink);
        }
        Kind::ContainerList => container_list::read(artifact, sink),
        Kind::ContainerInspect => container_inspect::read(artifact, sink),
        Kind::NameResolution => name_resolution::read(artifact, sink),
        Kind::ListeningSockets => listening_sockets::read(artifact, sink),
        Kind::SocketFile => socket_file::read(artifact, sink),
        Kind::ServiceStatus => {
            service_status::read(artifact, sink);
            // Below a unit's head stand the last lines of its journal.
            app_log::read(artifact, sink);
        }
        Kind::Firewall => firewall::read(artifact, sink),
        Kind::SystemdUnit => systemd_unit::read(artifact, sink),
        Kind::SupervisordConfig => supervisord_config::read(artifact, sink),
        Kind::PhpFpmPool => php_fpm_pool::read(artifact, sink),
        // Read together, since one configuration may include another.
        Kind::NginxConfig => {}
        Kind::KubernetesManifest => {
            kubernetes_manifest::read(artifact, sink);
            ingress_annotations::read(artifact, sink);
        }
        Kind::ProxyConfig => proxy_config::read(artifact, sink),
        Kind::Unknown => {}
    }
    server_page::read(artifact, sink);
    browser_page::read(artifact, sink);
    ingress_annotations::controller(artifact, sink);
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
