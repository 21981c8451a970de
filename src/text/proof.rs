//! The promise that nothing leaves the page, and how anybody can check it.

/// The promise.
pub const PRIVATE: &str = "Nothing you paste leaves this page.";
/// The button that shows the proof.
pub const PROOF_OPEN: &str = "How you can check that";
/// Heading of the proof.
pub const PROOF: &str = "Nothing leaves this page, and you can check it";
/// What happens with a text.
pub const PROOF_WHAT: &str = "What you paste or drop is read by this page’s own program, in a worker of this browser tab. No server takes part in it. \
     The only things the page ever fetches are its own files: its program, its styles, the example you choose, and the explanations of nginx’s messages.";
/// Heading over the policy.
pub const PROOF_POLICY: &str = "The rule your browser enforces";
/// What the policy is.
pub const PROOF_POLICY_WHAT: &str = "This is the content security policy this document carries. The browser refuses whatever it does not allow, also to the worker that reads your text.";
/// Of a page without one.
pub const PROOF_NO_POLICY: &str = "This document carries no content security policy of its own; the site that shows it may send one. The other checks below hold all the same.";
/// Heading over the checks.
pub const PROOF_CHECKS: &str = "See for yourself";
/// A check.
pub const PROOF_NETWORK: &str = "Open the developer tools (F12), choose the Network tab, and paste. No request carries any of your text: those there are fetch \
     files from this page’s own address, and send no body.";
/// A check.
pub const PROOF_OFFLINE: &str =
    "Or pull the plug: once the page is here, switch the network off and paste. The findings are the same.";
/// A check.
pub const PROOF_SOURCE: &str = "Or read it: the policy stands at the top of this page’s source (Ctrl+U), and the command line tool is the same engine without a browser.";
/// What is kept.
pub const PROOF_KEPT: &str = "If you let it, the page keeps your texts in this browser’s own storage, so that they survive a reload. They stay on this \
     device, and one click forgets them.";

/// What a directive of the policy means, where it says something about what can leave.
pub fn directive(name: &str, value: &str) -> Option<&'static str> {
    Some(match (name, value) {
        ("default-src", "'none'") => "what is not named below is forbidden",
        ("connect-src", "'none'") => "no request at all",
        ("connect-src", "'self'") => "requests to this page’s own address only",
        ("form-action", "'none'") => "no form can be sent anywhere",
        ("img-src", "'self' data:") => "no picture from another server, so no counting pixel",
        ("script-src", _) => "only this page’s own program",
        ("style-src", _) => "only this page’s own styles",
        ("manifest-src", _) => "only its own description, for those who install it",
        ("base-uri", _) => "its addresses cannot be made to lead elsewhere",
        ("worker-src", _) => "only workers of this page, bound by the same rule",
        _ => return None,
    })
}
