//! The system's error numbers: Linux's as they are, those of BSD, macOS and Windows translated.

/// `(number on the other system, number on Linux)` for the errors that connections and files meet.
const BSD: [(u32, u32); 12] = [
    (35, 11),
    (47, 97),
    (48, 98),
    (49, 99),
    (50, 100),
    (51, 101),
    (53, 103),
    (54, 104),
    (57, 107),
    (60, 110),
    (61, 111),
    (65, 113),
];
const WINDOWS: [(u32, u32); 13] = [
    (10013, 13),
    (10022, 22),
    (10024, 24),
    (10035, 11),
    (10047, 97),
    (10048, 98),
    (10049, 99),
    (10051, 101),
    (10053, 103),
    (10054, 104),
    (10060, 110),
    (10061, 111),
    (10065, 113),
];

/// Texts by which musl (Alpine) differs from glibc.
const MUSL: [&str; 7] = [
    "Operation timed out",
    "Host is unreachable",
    "Address not available",
    "Address in use",
    "No file descriptors available",
    "Network unreachable",
    "Connection aborted",
];

/// The last `(N: text)` of a message: the number as Linux has it, and the platform where the text gives it away.
pub fn of_line(message: &str) -> Option<(u32, Option<&'static str>)> {
    let mut found = None;
    for (at, _) in message.match_indices('(') {
        let rest = &message[at + 1..];
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        if digits > 0
            && rest[digits..].starts_with(": ")
            && let Ok(number) = rest[..digits].parse::<u32>()
        {
            found = Some((number, &rest[digits + 2..]));
        }
    }
    let (number, text) = found?;
    let text = text.split(')').next().unwrap_or(text);
    Some(if let Some((_, linux)) = WINDOWS.iter().find(|(windows, _)| *windows == number) {
        (*linux, Some("windows"))
    } else if let Some((_, linux)) = BSD.iter().find(|(bsd, _)| *bsd == number).filter(|_| is_bsd(number, text)) {
        (*linux, Some("bsd"))
    } else if MUSL.contains(&text) {
        (number, Some("musl"))
    } else {
        (number, (text == "Connection refused" || text == "Connection timed out").then_some("linux"))
    })
}

/// Linux uses these numbers too, for errors that no socket of nginx meets; the text tells.
fn is_bsd(number: u32, text: &str) -> bool {
    match number {
        35 => text.starts_with("Resource temporarily"),
        48 => text.starts_with("Address already"),
        49 => text.starts_with("Can't assign"),
        _ => !text.contains("level") && !text.contains("xchange"),
    }
}
