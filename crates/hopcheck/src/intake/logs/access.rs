//! Access lines of other forms than nginx's own.

use crate::intake::pattern::shape;
use crate::text::among;

/// Tab-separated `name:value` fields, a status among them (LTSV).
pub(super) fn is_labelled(text: &str) -> bool {
    text.split('\t').any(|field| field.starts_with("status:")) && text.split('\t').all(|field| field.contains(':'))
}

/// A line of HAProxy, of an AWS load balancer, of Nginx Proxy Manager, or one with the date and the status before the request.
pub(super) fn is_other_proxy(text: &str) -> bool {
    let kind = text.split(' ').next().unwrap_or("");
    if among(kind, "http https h2 ws wss") {
        return text.split(' ').nth(2).is_some_and(|balancer| balancer.starts_with("app/"));
    }
    let Some(rest) = text.find('[').map(|at| &text[at..]) else { return false };
    let Some(len) = shape(rest, "[00/AAA/0000:00:00:00") else { return false };
    if rest[len..].starts_with('.') {
        return rest.split(' ').nth(3).is_some_and(|times| times.matches('/').count() == 4);
    }
    if text.contains(" [Client ") && text.contains(" [Sent-to ") {
        return true;
    }
    let after = rest.split_once("] ").map_or("", |(_, after)| after);
    shape(after, "000 ").is_some() && after.contains(" HTTP/")
}
