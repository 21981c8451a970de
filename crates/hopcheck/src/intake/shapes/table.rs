//! Rows of tables: containers, sockets, files, hosts, services.

use super::{good, sure};
use crate::intake::Kind;
use crate::intake::guess::Guess;
use crate::intake::pattern::{is_name_byte, run};

/// Rows of tables: containers, sockets, files, hosts, services.
pub(super) fn table(_: &str, text: &str) -> Option<Guess> {
    let first = text.split([' ', '\t']).next().unwrap_or("");
    let columns = text.matches("  ").count() > 0 || text.contains('\t');
    if columns && first.len() == 12 && first.bytes().all(|b| b.is_ascii_hexdigit()) {
        return sure(Kind::ContainerList);
    }
    let states = [" Up ", " Exited (", " Restarting (", " Exit ", "CrashLoopBackOff", "  Running  "];
    if columns && (states.iter().any(|s| text.contains(s)) || text.ends_with(" Up")) {
        return good(Kind::ContainerList, 8);
    }
    if columns
        && (matches!(
            first,
            "tcp" | "tcp6" | "udp" | "udp6" | "u_str" | "u_dgr" | "unix" | "LISTEN" | "ESTAB" | "UNCONN"
        ) || text.ends_with("(LISTEN)"))
    {
        return good(Kind::ListeningSockets, 8);
    }
    // `/shop-web-1 - 172.18.0.2`, from `docker inspect -f '{{.Name}} - {{…IPAddress}}'`.
    let last = text.rsplit(' ').next().unwrap_or("");
    let named = first.strip_prefix('/').is_some_and(|name| !name.is_empty() && name.bytes().all(is_name_byte));
    if named
        && last.parse::<std::net::Ipv4Addr>().is_ok()
        && text[first.len()..text.len() - last.len()].trim().len() <= 2
    {
        return good(Kind::ContainerInspect, 8);
    }
    let mode = first.as_bytes();
    if mode.len() >= 10
        && b"dlsbcp-".contains(&mode[0])
        && mode[1..10].iter().all(|b| b"rwxsStT-".contains(b))
        && mode[1..10].iter().any(|b| *b != b'-')
    {
        return good(Kind::SocketFile, 8);
    }
    if text.starts_with("ls: cannot access")
        || text.starts_with("stat: cannot")
        || (text.starts_with("Access: (0") && text.contains("Uid:"))
        || (text.starts_with("f: /") && !text.contains(' '))
    {
        return good(Kind::SocketFile, 8);
    }
    if columns && [" RUNNING ", " FATAL ", " BACKOFF ", " STOPPED ", " STARTING "].iter().any(|s| text.contains(s)) {
        return good(Kind::ServiceStatus, 8);
    }
    let octets = run(text, |b| b.is_ascii_digit() || b == b'.');
    if octets >= 7
        && text[..octets].matches('.').count() == 3
        && text[octets..].starts_with([' ', '\t'])
        && !text.contains([';', '"', '('])
    {
        let host = text[octets..].trim_start();
        let len = run(host, is_name_byte);
        if len > 0 && host[..len].contains(|c: char| c.is_ascii_alphabetic()) {
            return good(Kind::NameResolution, 5);
        }
    }
    None
}
