//! What people write around the evidence: claims that may support a cause and never confirm one.

use super::Sink;
use crate::facts::context::Claim;
use crate::intake::Artifact;
use crate::text::{Decimal, span_in};

/// Phrases, in lower case, and what they claim. The first of each kind in a sentence counts.
const CLAIMS: &[(&str, &[&str])] = &[
    (
        "after-reboot",
        &[
            "after a reboot",
            "after reboot",
            "after rebooting",
            "when the server boots",
            "at boot",
            "on boot",
            "after the server restarts",
            "after a power cut",
        ],
    ),
    (
        "only-at-start",
        &[
            "only at start",
            "only on startup",
            "right after start",
            "first few seconds",
            "first seconds after",
            "during startup",
            "just after starting",
            "right after the containers start",
        ],
    ),
    (
        "works-later",
        &[
            "works later",
            "after a while it works",
            "works after a while",
            "works after a few seconds",
            "works after some seconds",
            "recovers by itself",
            "fixes itself",
            "a minute later it works",
        ],
    ),
    (
        "restarted-backend",
        &[
            "restarted the backend",
            "restarted the app",
            "restarted the container",
            "restart the backend",
            "restarting the backend",
            "recreated the backend",
            "recreated the container",
            "rebuilt the backend",
            "rebuilt the container",
        ],
    ),
    (
        "address-changed",
        &[
            "ip changed",
            "address changed",
            "new ip",
            "different ip",
            "another ip",
            "changed its ip",
            "got a new address",
            "changing ip",
            "ip changes",
            "ips change",
            "ip address changes",
            "ip can change",
            "ips can change",
        ],
    ),
    (
        "changed-socket-path",
        &[
            "changed the socket",
            "moved the socket",
            "new socket path",
            "renamed the socket",
            "upgraded php",
            "updated php",
            "php upgrade",
        ],
    ),
    (
        "slow-work",
        &[
            "takes long",
            "takes a long time",
            "long running request",
            "long-running request",
            "slow query",
            "takes minutes",
            "takes more than a minute",
            "takes over a minute",
            "large export",
            "big report",
            "llm",
            "language model",
        ],
    ),
    (
        "streaming",
        &["streaming", "server-sent events", "sse ", "event stream", "eventsource", "token by token", "event-stream"],
    ),
    (
        "streams-late",
        &[
            "all at once",
            "arrives in one piece",
            "only arrives at the end",
            "arrives at the end",
            "comes in bursts",
            "in one go at the end",
            "messages at once",
            "output only once",
            "only after it completes",
            "only after completion",
            "until the connection closes",
            "until the request completes",
            "after receiving all",
            "not streamed",
            "does not stream",
            "doesn't stream",
            "buffered",
        ],
    ),
    (
        "works-after-restart",
        &[
            "works after restart",
            "works again after restart",
            "after restarting nginx",
            "restarting nginx fix",
            "restart nginx and it works",
            "until i restart",
            "until we restart",
            "after reloading nginx",
            "restarting fixes",
            "restart fixes",
            "restarting nginx helps",
            "works again when i restart",
        ],
    ),
    (
        "works-directly",
        &[
            "works directly",
            "works without nginx",
            "works locally",
            "works without the proxy",
            "works without proxy",
            "works if i bypass",
            "works when i bypass",
            "bypassing nginx",
            "without nginx it works",
            "direct connection works",
            "works when accessing directly",
            "works if i connect directly",
            "works when i connect directly",
            "works fine on port",
            "works fine without",
        ],
    ),
    (
        "after-reboot",
        &[
            "after reboot",
            "after a reboot",
            "after rebooting",
            "after the reboot",
            "on boot",
            "at boot",
            "when the server boots",
        ],
    ),
    (
        "rebuilt",
        &[
            "rebuilt the",
            "rebuilt my",
            "rebuild the",
            "i rebuilt",
            "after rebuilding",
            "after a rebuild",
            "recreated the",
            "up -d --build",
            "up --build",
        ],
    ),
    (
        "restarted",
        &[
            "i restarted the",
            "restarted the",
            "we restarted",
            "after restarting the",
            "after a restart of",
            "redeployed only the",
        ],
    ),
    (
        "deployed",
        &["after deploying", "after a deploy", "after the deploy", "deployed a new", "after deployment", "new release"],
    ),
    (
        "long-running",
        &[
            "after a few hours",
            "for some hours",
            "for a few hours",
            "after some hours",
            "after several hours",
            "after a few days",
            "after a day",
            "after some days",
            "over night",
            "overnight",
            "after hours",
            "runs fine for hours",
            "after running for",
            "after long running",
            "long running time",
            "after a long time",
            "after it has been running",
        ],
    ),
    (
        "intermittent",
        &[
            "intermittent",
            "sporadic",
            "sometimes",
            "randomly",
            "from time to time",
            "every now and then",
            "occasionally",
            "some of the requests",
        ],
    ),
    (
        "idle",
        &[
            "when idle",
            "if idle",
            "while idle",
            "no messages",
            "without traffic",
            "idle connection",
            "nothing is sent",
            "is quiet",
        ],
    ),
    (
        "worked-before",
        &["worked before", "used to work", "worked yesterday", "worked until", "worked fine until", "was working"],
    ),
    (
        "no-error-in-backend",
        &[
            "nothing in the backend log",
            "no error in the backend",
            "no errors in the backend",
            "backend shows no error",
            "backend log is empty",
            "nothing in the logs",
            "no errors in the log",
        ],
    ),
    (
        "cookies-missing",
        &["cookie is not sent", "cookies are not sent", "no cookie", "token is missing", "without token"],
    ),
    (
        "several-workers",
        &[
            "several workers",
            "multiple workers",
            "cluster mode",
            "more than one worker",
            "multiple instances",
            "several instances",
            "two instances",
            "two replicas",
            "multi process",
            "multi-process",
            "multiple processes",
            "multiple nodes",
            "multi-node",
            "clustered",
            "several replicas",
            "multiple replicas",
        ],
    ),
    (
        "websocket-fails",
        &[
            "connect to the websocket",
            "connect to websocket",
            "websocket connection fail",
            "websocket connection error",
            "websocket connection is not",
            "websocket connection does not",
            "websocket fails",
            "websocket error",
            "websocket doesn't",
            "websocket does not",
            "websocket isn't",
            "websocket is not",
            "websocket not working",
            "websockets not working",
            "websockets don't",
            "websockets do not",
            "websockets aren't",
            "websocket won't",
        ],
    ),
    ("behind-cloudflare", &["cloudflare"]),
    ("self-signed", &["self signed", "self-signed", "selfsigned", "own certificate"]),
    ("behind-load-balancer", &["load balancer", "application load balancer", "behind an alb", "behind alb", "aws elb"]),
    (
        "only-production",
        &[
            "only in production",
            "only on the server",
            "works on localhost",
            "working on localhost",
            "fine on localhost",
            "fine locally",
            "fine in localhost",
            "works on my machine",
            "works locally",
            "in production it",
            "on the live server",
            "on live server",
            "when deployed",
            "after deploying",
            "once deployed",
        ],
    ),
    ("large-message", &["large message", "big message", "large payload", "sending a file", "large file"]),
];

/// Words after which a number of seconds or minutes says when it closes or fails.
const CLOSES: [&str; 17] = [
    "close",
    "closes",
    "closed",
    "closing",
    "disconnect",
    "drops",
    "dropped",
    "dies",
    "lost",
    "cut",
    "terminated",
    "goes down",
    "reconnect",
    "reconects",
    "broken",
    "breaks",
    "ends after",
];
const FAILS: [&str; 10] =
    ["fail", "fails", "failed", "502", "504", "times out", "timeout", "timed out", "error", "breaks"];

/// Reads a description.
pub fn read(artifact: &Artifact, sink: &mut Sink) {
    let all = artifact.text.as_str();
    for sentence in all.split(['\n', '!', '?', ';']).flat_map(|part| part.split(". ")) {
        let lower = sentence.to_ascii_lowercase().replace('\u{2019}', "'");
        let span = span_in(all, sentence);
        for (about, phrases) in CLAIMS {
            if let Some(phrase) = phrases.iter().find(|phrase| lower.contains(*phrase)) {
                let about = if *about == "restarted" && lower.contains("nginx") && !lower.contains("backend") {
                    "nginx-restarted"
                } else {
                    about
                };
                let mut said = Claim::unknown();
                said.about.put(about);
                said.value.put(*phrase);
                sink.add(span, said);
            }
        }
        if works_directly(&lower) {
            let mut said = Claim::unknown();
            said.about.put("works-directly");
            sink.add(span, said);
        }
        if let Some(seconds) = duration(&lower) {
            let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
            let about = if says(&CLOSES) {
                "closes-after"
            } else if says(&FAILS) {
                "fails-after"
            } else {
                "takes"
            };
            let mut said = Claim::unknown();
            said.about.put(about);
            said.seconds.put(seconds);
            sink.add(span, said);
        }
    }
    sink.understood_all();
}

/// "If I open it directly it runs fine", in whatever order the words come.
fn works_directly(lower: &str) -> bool {
    let goes = ["works", "working", "fine", "normal", "no problem", "succeed", "success", "can run", "no issue"];
    let fails = ["not ", "n't ", "fail", "never"];
    ["directly", "without the proxy", "without nginx", "bypass"].iter().any(|word| lower.contains(word))
        && goes.iter().any(|word| lower.contains(word))
        && !fails.iter().any(|word| lower.contains(word))
}

/// The first duration of a sentence, in seconds: "60 seconds", "60s", "1 minute", "a minute", "60-second", "90 sec".
fn duration(lower: &str) -> Option<f64> {
    const UNITS: [(&str, f64); 11] = [
        ("seconds", 1.0),
        ("second", 1.0),
        ("secs", 1.0),
        ("sec", 1.0),
        ("s", 1.0),
        ("minutes", 60.0),
        ("minute", 60.0),
        ("mins", 60.0),
        ("min", 60.0),
        ("hours", 3600.0),
        ("hour", 3600.0),
    ];
    const NUMBERS: [(&str, f64); 8] = [
        ("a", 1.0),
        ("one", 1.0),
        ("two", 2.0),
        ("five", 5.0),
        ("ten", 10.0),
        ("thirty", 30.0),
        ("sixty", 60.0),
        ("every", 1.0),
    ];
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric() && c != '.')
        .map(|word| word.trim_end_matches('.'))
        .filter(|word| !word.is_empty())
        .collect();
    for (at, word) in words.iter().enumerate() {
        // "60s" and "60 seconds".
        let digits = word.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(word.len());
        let number = word[..digits].decimal();
        if let (Some(number), Some((_, unit))) = (number, UNITS.iter().find(|(unit, _)| *unit == &word[digits..])) {
            return Some(number * unit);
        }
        let number = number
            .filter(|_| digits == word.len())
            .or_else(|| NUMBERS.iter().find(|(name, _)| name == word).map(|(_, n)| *n));
        if let (Some(number), Some(next)) = (number, words.get(at + 1))
            && next.len() > 1
            && let Some((_, unit)) = UNITS.iter().find(|(unit, _)| unit == next)
        {
            return Some(number * unit);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::duration;

    #[test]
    fn durations() {
        assert_eq!(duration("the socket closes after 60 seconds"), Some(60.0));
        assert_eq!(duration("it dies after 60s."), Some(60.0));
        assert_eq!(duration("disconnects every minute"), Some(60.0));
        assert_eq!(duration("about a minute later"), Some(60.0));
        assert_eq!(duration("exactly 5 min"), Some(300.0));
        assert_eq!(duration("port 8000 is used"), None);
    }
}
