//! Names of what rules speak of. The static pages about the causes are built with this file too.

use hopcheck::report::Severity;

/// A severity in words.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::BreaksNow => "breaks requests now",
        Severity::WillBreak => "will break later",
        Severity::WorthKnowing => "worth knowing",
    }
}

/// A hop's name for a person; an unknown one as it is.
pub fn hop(name: &str) -> &str {
    match name {
        "page" => "Page",
        "name" => "Name",
        "edge" => "Edge (TLS)",
        "nginx" => "nginx",
        "upstream-name" => "Upstream name",
        "upstream-connection" => "Upstream connection",
        "upstream-socket" => "Upstream socket",
        "app-server" => "App server",
        "app" => "Application",
        other => other,
    }
}
