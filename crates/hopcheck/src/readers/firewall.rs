//! What forbids a connection: SELinux denials and booleans, host firewalls.

use super::Sink;
use super::rows::rows;
use crate::facts::Stamp;
use crate::facts::context::Environment;
use crate::facts::server::ProcessEvent;
use crate::intake::Artifact;

/// Reads `ausearch`, `getsebool`, `sestatus`, `getenforce`, `ufw status` and the like.
pub fn read(artifact: &Artifact, sink: &mut Sink) {
    for (line, span) in rows(&artifact.text) {
        if let Some(event) = denial(line) {
            sink.add_at(span, audit_time(line), event);
        } else if let Some((about, value)) = setting(line) {
            let mut said = Environment::unknown();
            said.about.put(about);
            said.value.put(value);
            sink.add(span, said);
        } else if let Some(event) = wanted(line) {
            sink.add(span, event);
        } else if rule(line) {
            sink.understood(span);
        }
    }
}

/// `avc:  denied  { connectto } for … comm="nginx" path="/run/a.sock" … tclass=unix_stream_socket permissive=0`.
fn denial(line: &str) -> Option<Box<ProcessEvent>> {
    let (_, rest) = line.split_once("avc:")?;
    let (_, rest) = rest.split_once("denied")?;
    let permission = rest.split_once('{')?.1.split_once('}')?.0.trim();
    let value = |key: &str| {
        let (_, rest) = rest.split_once(key)?;
        rest.split([' ', ',']).next().map(|word| word.trim_matches('"'))
    };
    // A permissive domain is logged and let through.
    if value("permissive=") == Some("1") {
        return None;
    }
    let class = value("tclass=").unwrap_or_default();
    let path = value(" path=").filter(|path| path.starts_with('/'));
    let mut fact = ProcessEvent::unknown();
    fact.event.put("selinux-denied");
    fact.program.put_known(value("comm="));
    fact.detail.put(format!("{permission} {class}").trim());
    fact.pid.put_known(value(" pid=").and_then(|pid| pid.parse::<u32>().ok()));
    fact.port.put_known(value(" dest=").and_then(|port| port.parse::<u16>().ok()));
    fact.socket.put_known(path);
    Some(fact)
}

/// `allow httpd_t soundd_port_t:tcp_socket name_connect;`: what audit2allow makes of a denial, the rule that was missing.
fn wanted(line: &str) -> Option<Box<ProcessEvent>> {
    let rest = line.trim().strip_prefix("allow httpd_t ")?.strip_suffix(';')?;
    let (target, permission) = rest.split_once(' ')?;
    let (_, class) = target.split_once(':')?;
    let mut fact = ProcessEvent::unknown();
    fact.event.put("selinux-denied");
    fact.detail.put(format!("{} {class}", permission.trim_matches(['{', '}', ' '])));
    Some(fact)
}

/// `msg=audit(1700000000.123:45)`: seconds since 1970, UTC.
fn audit_time(line: &str) -> Option<Stamp> {
    let (_, rest) = line.split_once("audit(")?;
    let seconds: i64 = rest.split(['.', ':']).next()?.parse().ok()?;
    Some(Stamp { wall: Some(seconds), zone: Some(0), order: None })
}

/// A boolean, SELinux's mode, or a firewall's state.
fn setting(line: &str) -> Option<(String, String)> {
    let line = line.trim();
    if let Some((name, value)) = line.split_once(" --> ") {
        return Some((name.trim().to_owned(), value.trim().to_owned()));
    }
    if matches!(line, "Enforcing" | "Permissive" | "Disabled") {
        return Some(("selinux".to_owned(), line.to_ascii_lowercase()));
    }
    let (label, value) = line.split_once(':')?;
    let value = value.trim().to_ascii_lowercase();
    match label.trim() {
        "Current mode" => Some(("selinux".to_owned(), value)),
        "SELinux status" if value == "disabled" => Some(("selinux".to_owned(), value)),
        "Status" if matches!(value.as_str(), "active" | "inactive") => Some(("ufw".to_owned(), value)),
        _ => None,
    }
}

/// A line of a table of firewall rules or of `sestatus`, understood although nothing follows from it yet.
fn rule(line: &str) -> bool {
    let line = line.trim_start();
    let first = line.split_whitespace().next().unwrap_or_default();
    matches!(
        first,
        "Chain"
            | "target"
            | "ACCEPT"
            | "DROP"
            | "REJECT"
            | "RETURN"
            | "LOG"
            | "To"
            | "--"
            | "pkts"
            | "SELinux"
            | "SELinuxfs"
            | "Loaded"
            | "Policy"
            | "Mode"
            | "Max"
            | "Memory"
            | "module"
            | "require"
            | "type"
            | "class"
            | "}"
            | "#!!!!"
            | "#============="
    ) || line.contains("ALLOW")
        || line.contains("DENY")
}

#[cfg(test)]
mod tests {
    use super::super::testing::{facts, one, text};
    use crate::intake::Kind;

    #[test]
    fn a_denial_and_a_boolean() {
        let store = one(
            Kind::Firewall,
            "firewall",
            "type=AVC msg=audit(1767607200.123:45): avc:  denied  { connectto } for  pid=7 comm=\"nginx\" path=\"/run/php-fpm/www.sock\" scontext=system_u:system_r:httpd_t:s0 tcontext=system_u:system_r:unconfined_service_t:s0 tclass=unix_stream_socket permissive=0\nhttpd_can_network_connect --> off\n",
        );
        let event = facts(&store, "process-event")[0];
        assert_eq!(
            (text(event, "program"), text(event, "socket"), text(event, "detail")),
            ("nginx".into(), "/run/php-fpm/www.sock".into(), "connectto unix_stream_socket".into())
        );
        assert_eq!(text(event, "at"), "2026-01-05 10:00:00");
        assert_eq!(text(facts(&store, "environment")[0], "value"), "off");
    }
}
