//! First lines that name their kind.

use super::{good, sure};
use crate::intake::Kind;
use crate::intake::guess::Guess;
use crate::intake::pattern::{is_name_byte, shape};

/// First lines that name their kind.
pub(super) fn heading(_: &str, text: &str) -> Option<Guess> {
    let starts = |with: &[&str]| with.iter().any(|w| text.starts_with(w));
    if text.starts_with("#!/") || text.starts_with("#! /") {
        return if text.contains("sh") {
            sure(Kind::EntrypointScript)
        } else if text.contains("python") {
            sure(Kind::PythonSource)
        } else {
            sure(Kind::FrontendSource)
        };
    }
    if text.starts_with("# configuration file ") && text.ends_with(':') {
        return sure(Kind::NginxConfig);
    }
    if starts(&["CONTAINER ID", "NAMES ", "REPOSITORY "])
        || (text.starts_with("NAME")
            && [
                "READY",
                "STATUS",
                "IMAGE",
                "COMMAND",
                "SERVICE",
                "State",
                "ENDPOINTS",
                "CLUSTER-IP",
                "HOSTS",
                "DESIRED",
            ]
            .iter()
            .any(|w| text.contains(w)))
        || (text.starts_with("Name ") && text.contains("State") && text.contains("Ports"))
    {
        return sure(Kind::ContainerList);
    }
    if starts(&["NETWORK ID "]) {
        return sure(Kind::ContainerList);
    }
    if let Some(found) = described(text) {
        return Some(found);
    }
    if starts(&["Netid", "State ", "Proto Recv-Q", "Active Internet", "Active UNIX", "COMMAND "])
        && !text.ends_with('.')
    {
        return sure(Kind::ListeningSockets);
    }
    if starts(&["Chain ", "Status: active", "Status: inactive", "SELinux status:", "type=AVC ", "#!!!! This avc"])
        || text.contains("httpd_can_network")
        || (text.starts_with("allow ") && text.contains(':') && text.contains("_t "))
        || starts(&["require {", "#====="])
        || (starts(&["module ", "type ", "class "]) && text.ends_with(';'))
    {
        return good(Kind::Firewall, 8);
    }
    if starts(&[
        "nginx version:",
        "Docker version ",
        "Docker Compose version",
        "docker-compose version",
        "configure arguments:",
        "built by gcc",
        "built with OpenSSL",
        "TLS SNI support",
    ]) || (text.starts_with("Python ") && shape(&text[7..], "0.").is_some())
    {
        return sure(Kind::Versions);
    }
    if is_package(text) {
        return good(Kind::Versions, 5);
    }
    if starts(&[
        "Server:\t",
        "Server:  ",
        "Non-authoritative answer",
        ";; ",
        "nameserver ",
        "** server can't find",
        "Address:\t",
        "Name:\t",
    ]) {
        return good(Kind::NameResolution, 7);
    }
    if starts(&["Request URL:", "Request Method:", "Status Code:", "Remote Address:", "Referrer Policy:"]) {
        return good(Kind::HandshakeStatus, 8);
    }
    if starts(&["real\t", "user\t", "sys\t", "time_total", "time_connect", "time_starttransfer"]) {
        return good(Kind::Durations, 7);
    }
    if starts(&["http://", "https://"]) && !text.contains(' ') {
        return good(Kind::PageAddress, 6);
    }
    None
}

/// `uvicorn==0.30.1` of `pip freeze`, and the head of `pip list`.
fn is_package(text: &str) -> bool {
    let Some((name, version)) = text.split_once("==") else {
        return text.starts_with("Package ") && text.trim_end().ends_with(" Version");
    };
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|b| is_name_byte(b) || matches!(b, b'[' | b']' | b','))
        && version.starts_with(|c: char| c.is_ascii_digit())
}

/// The fields of `kubectl describe`, whose values stand in a column.
fn described(text: &str) -> Option<Guess> {
    let (label, rest) = text.split_once(':')?;
    let column = rest.starts_with("   ");
    match label {
        "Name" if rest.starts_with("     ") && !rest.trim().contains(' ') => sure(Kind::ContainerInspect),
        "Namespace" | "Service Account" | "Node" | "Selector" | "Endpoints" | "TargetPort" | "Session Affinity"
        | "Ingress Class" | "Default backend" | "Container ID" | "Last State" | "Restart Count" | "Exit Code"
        | "Labels" | "Annotations" | "Image ID" | "Status" | "IP" | "Events" | "Rules" | "Reason"
            if column || rest.is_empty() =>
        {
            good(Kind::ContainerInspect, if rest.is_empty() { 2 } else { 6 })
        }
        _ => None,
    }
}
