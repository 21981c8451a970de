//! Lines of YAML and JSON: compose, Kubernetes, docker inspect.

use super::good;
use crate::intake::Kind;
use crate::intake::guess::{Guess, yaml_key};
use crate::intake::pattern::shape;
use crate::text::among;

/// `key: value` lines: compose, Kubernetes, JSON of docker inspect.
pub(super) fn keyed(line: &str, text: &str) -> Option<Guess> {
    if text.starts_with('"') && text.contains("\":") {
        let inspect = [
            "\"NetworkSettings\"",
            "\"IPAddress\"",
            "\"Gateway\"",
            "\"Containers\"",
            "\"IPAM\"",
            "\"EndpointID\"",
            "\"MacAddress\"",
            "\"HostConfig\"",
            "\"State\"",
            "\"RestartCount\"",
            "\"PortBindings\"",
            "\"IPv4Address\"",
            "\"NetworkMode\"",
            "\"ExposedPorts\"",
            "\"Aliases\"",
        ];
        if inspect.iter().any(|key| text.starts_with(key)) {
            return good(Kind::ContainerInspect, 8);
        }
        if ["\"startCommand\"", "\"buildCommand\"", "\"builder\"", "\"$schema\": \"https://railway"]
            .iter()
            .any(|key| text.starts_with(key))
        {
            return good(Kind::PlatformConfig, 8);
        }
    }
    let Some((key, value, indent)) = yaml_key(line) else {
        return text.starts_with("- ").then_some(Guess { kind: Kind::ComposeFile, weight: 1, opens: false });
    };
    if text.contains("kubernetes.io/") && key.contains('/') {
        return good(Kind::KubernetesManifest, 8);
    }
    let top = indent == 0;
    match key {
        "services" if value.is_empty() => Some(Guess { kind: Kind::ComposeFile, weight: 8, opens: top }),
        "apiVersion" => Some(Guess { kind: Kind::KubernetesManifest, weight: 9, opens: true }),
        "kind" if value.starts_with(|c: char| c.is_ascii_uppercase()) => good(Kind::KubernetesManifest, 8),
        _ if among(
            key,
            "metadata spec annotations containers containerPort hostNetwork dnsPolicy serviceName servicePort targetPort matchLabels ingressClassName livenessProbe readinessProbe",
        ) =>
        {
            good(Kind::KubernetesManifest, 6)
        }
        _ if among(
            key,
            "image build container_name depends_on network_mode env_file restart expose healthcheck extra_hosts cap_add stop_grace_period mem_limit",
        ) =>
        {
            good(Kind::ComposeFile, 6)
        }
        _ if among(
            key,
            "ports volumes environment networks command entrypoint links hostname deploy aliases dockerfile context logging",
        ) =>
        {
            good(Kind::ComposeFile, 4)
        }
        "version" if top && value.starts_with(['"', '\'', '2', '3']) && value.len() < 8 => {
            Some(Guess { kind: Kind::ComposeFile, weight: 6, opens: true })
        }
        _ if among(
            key,
            "healthCheckPath buildCommand startCommand envVars runtime instance_class run_command http_port instance_size_slug environment_slug env_variables",
        ) =>
        {
            good(Kind::PlatformConfig, 8)
        }
        "uwsgi" if value.is_empty() && top => Some(Guess { kind: Kind::AppConfig, weight: 8, opens: true }),
        _ if among(key, "http-socket chmod-socket wsgi-file buffer-size") => good(Kind::AppConfig, 6),
        "code" if shape(value, "1000").is_some() || shape(value, "1006").is_some() => good(Kind::Console, 6),
        _ if text.starts_with('"') || (line.starts_with(' ') && text.ends_with(',')) => None,
        _ if value.contains(' ') && !line.starts_with(' ') => None,
        _ => Some(Guess { kind: Kind::ComposeFile, weight: 1, opens: false }),
    }
}
