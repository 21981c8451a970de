//! IP addresses: where they stand in a text, and others in their place that say the same about a network.

use std::collections::HashMap;
use std::net::{Ipv4Addr, Ipv6Addr};

/// The networks of one paste and the numbers they got.
///
/// Loopback, wildcards, masks, link-local IPv4, public resolvers and the ranges for documentation stay. Private addresses stay in their
/// range, with their last number; two of one network before are of one network after. Public ones move into the ranges for documentation
/// (RFC 5737, RFC 3849), further networks into 198.18.0.0/15 (RFC 2544) and 240.0.0.0/4.
#[derive(Debug, Default)]
pub(super) struct Networks {
    /// The number that a part of an address got, by what stands before it.
    numbers: HashMap<(u128, u64), u64>,
    /// How many parts are numbered below that.
    counts: HashMap<u128, u64>,
    /// Ranges for documentation that the paste does not use itself.
    free: Vec<[u8; 3]>,
    /// Where the numbers of the networks outside of them begin, after those that the paste may hold itself.
    first: (u8, u16),
}

/// Public resolvers: half the world's, and what a configuration says about them matters.
const RESOLVERS: [[u8; 4]; 6] =
    [[1, 1, 1, 1], [1, 0, 0, 1], [8, 8, 8, 8], [8, 8, 4, 4], [9, 9, 9, 9], [149, 112, 112, 112]];

/// TEST-NET-1 to TEST-NET-3 (RFC 5737).
const DOCUMENTATION: [[u8; 3]; 3] = [[192, 0, 2], [198, 51, 100], [203, 0, 113]];

impl Networks {
    /// For a paste of these texts.
    pub(super) fn new<'a>(texts: impl Iterator<Item = &'a str> + Clone) -> Self {
        let holds = |part: &str| texts.clone().any(|text| text.contains(part));
        let free = DOCUMENTATION.into_iter().filter(|[a, b, c]| !holds(&format!("{a}.{b}.{c}."))).collect();
        let first = (if holds("198.18.") { 19 } else { 18 }, if holds("2001:db8:0:") { 0x1000 } else { 0 });
        Networks { free, first, ..Networks::default() }
    }

    /// What stands in the place of an address; none for one that stays, and for what is no address.
    pub(super) fn replaced(&mut self, text: &str) -> Option<String> {
        match text.parse::<Ipv4Addr>() {
            Ok(address) => self.v4(address.octets()).map(|octets| Ipv4Addr::from(octets).to_string()),
            Err(_) => self.v6(text.parse().ok()?).map(|address| address.to_string()),
        }
    }

    /// The number of `part` below `parent`, counted from 1 in the order of appearance; that of 0 is 0.
    fn number(&mut self, parent: u128, part: u64) -> u64 {
        if part == 0 {
            return 0;
        }
        if let Some(&number) = self.numbers.get(&(parent, part)) {
            return number;
        }
        let count = self.counts.entry(parent).or_default();
        *count += 1;
        self.numbers.insert((parent, part), *count);
        *count
    }

    fn v4(&mut self, [a, b, c, d]: [u8; 4]) -> Option<[u8; 4]> {
        let octet = |n: u64| n as u8;
        // Keys of this space: the parts before, above all that IPv6 uses.
        let key = |parts: &[u8]| parts.iter().fold(1u128 << 100, |key, part| key << 8 | u128::from(*part));
        Some(match (a, b) {
            (0 | 127 | 224.., _) | (169, 254) | (198, 18 | 19) => return None,
            _ if DOCUMENTATION.contains(&[a, b, c]) || RESOLVERS.contains(&[a, b, c, d]) => return None,
            // A version (Chrome/120.0.0.0) or a whole network, never a host.
            _ if [b, c, d] == [0, 0, 0] => return None,
            (10, _) => {
                let second = self.number(key(&[a]), b.into());
                [a, octet(second), octet(self.number(key(&[a, b]), c.into())), d]
            }
            // Docker's default network is 172.17, and its further ones begin with 172.18.
            (172, 16..=31) => {
                let second = if b == 17 { 17 } else { 16 + (self.number(key(&[a]), b.into()) + 1) % 16 };
                [a, octet(second), octet(self.number(key(&[a, b]), c.into())), d]
            }
            (192, 168) => [a, b, octet(self.number(key(&[a, b]), c.into())), d],
            (100, 64..=127) => {
                let second = 63 + self.number(key(&[a]), b.into());
                [a, octet(second), octet(self.number(key(&[a, b]), c.into())), d]
            }
            _ => {
                let network = self.number(1 << 90, u64::from_be_bytes([0, 0, 0, 0, 1, a, b, c])) as usize - 1;
                let [a, b, c] = match self.free.get(network) {
                    Some(free) => *free,
                    None => {
                        let [.., high, middle, low] = (network - self.free.len()).to_be_bytes();
                        match high == 0 && middle == 0 {
                            true => [198, self.first.0, low],
                            false => [240 + high % 16, middle, low],
                        }
                    }
                };
                let last = if d == 255 { d } else { octet(self.number(key(&[a, b, c]), d.into())) };
                [a, b, c, last]
            }
        })
    }

    fn v6(&mut self, address: Ipv6Addr) -> Option<Ipv6Addr> {
        let [a, b, ..] = address.segments();
        if let Some(v4) = address.to_ipv4_mapped() {
            return self.v4(v4.octets()).map(|octets| Ipv4Addr::from(octets).to_ipv6_mapped());
        }
        if address.is_loopback() || address.is_unspecified() || a >> 8 == 0xff || (a, b) == (0x2001, 0x0db8) {
            return None;
        }
        let (network, interface) = ((address.to_bits() >> 64) as u64, address.to_bits() as u64);
        let (first, second, parent, offset) = match a {
            0xfc00..=0xfdff => (0xfd00, 0, 1u128 << 91, 0),
            0xfe80..=0xfebf => (0xfe80, 0, 1 << 92, 0),
            _ => (0x2001, 0x0db8, 1 << 93, self.first.1),
        };
        let nth = if first == 0xfe80 { 0 } else { self.number(parent, network) as u16 + offset };
        let host = self.number(u128::from(network), interface);
        let part = |shift: u32| (host >> shift) as u16;
        Some(Ipv6Addr::new(first, second, 0, nth, part(48), part(32), part(16), part(0)))
    }
}

/// The byte before `at`; none at the text's begin, and behind a character that is written as `%3D`.
fn before(bytes: &[u8], at: usize) -> Option<u8> {
    let encoded = at.checked_sub(3).is_some_and(|from| bytes[from] == b'%');
    at.checked_sub(1).filter(|_| !encoded).map(|before| bytes[before])
}

/// The end of an IPv4 address that begins at `at`, where one does.
pub(super) fn v4_end(bytes: &[u8], at: usize) -> Option<usize> {
    if before(bytes, at).is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_')) {
        return None;
    }
    let mut end = at;
    for part in 0..4 {
        let start = end;
        while end < bytes.len() && end - start < 4 && bytes[end].is_ascii_digit() {
            end += 1;
        }
        let digits = std::str::from_utf8(&bytes[start..end]).ok()?;
        if digits.len() > 1 && digits.starts_with('0') || digits.parse::<u8>().is_err() {
            return None;
        }
        if part < 3 {
            (bytes.get(end) == Some(&b'.')).then_some(())?;
            end += 1;
        }
    }
    let next = |nth: usize| bytes.get(end + nth).copied().unwrap_or(b' ');
    (!next(0).is_ascii_alphanumeric() && next(0) != b'_' && !(next(0) == b'.' && next(1).is_ascii_digit()))
        .then_some(end)
}

/// The end of an IPv6 address that begins at `at`, where one does. Times and numbers with colons are none.
pub(super) fn v6_end(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    if before(bytes, at).is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b':')) {
        return None;
    }
    // The longest spelling has 45 characters (RFC 4291, 2.2).
    let run = bytes[at..].iter().take(46).take_while(|b| b.is_ascii_hexdigit() || matches!(b, b':' | b'.')).count();
    let mut end = at + run;
    if bytes.get(end).is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_') {
        return None;
    }
    // A colon or full stop behind it belongs to the sentence; so may a port (`:::8000` of netstat).
    while end > at {
        let slice = text.get(at..end)?;
        if slice.matches(':').count() < 2 {
            return None;
        }
        // Letters alone are names in a program (`Add::Face`).
        let digits = slice.bytes().any(|b| b.is_ascii_digit()) || slice.bytes().all(|b| b == b':');
        if digits && slice.parse::<Ipv6Addr>().is_ok() {
            return Some(end);
        }
        end = at + slice.rfind([':', '.'])?;
        if bytes[end - 1] == b':' && !slice[..end - at].ends_with("::") {
            end -= 1;
        }
    }
    None
}

/// The end of a network card's address at `at`: six groups of two digits with one kind of separator.
pub(super) fn mac_end(bytes: &[u8], at: usize) -> Option<usize> {
    let end = at + 17;
    let edge = |b: Option<&u8>| b.is_none_or(|b| !b.is_ascii_alphanumeric() && !matches!(b, b':' | b'-'));
    let (here, before) = (bytes.get(at..end)?, at.checked_sub(1).and_then(|before| bytes.get(before)));
    let separator = here[2];
    let fits =
        here.iter().enumerate().all(|(nth, b)| if nth % 3 == 2 { *b == separator } else { b.is_ascii_hexdigit() });
    (fits && matches!(separator, b':' | b'-') && edge(before) && edge(bytes.get(end))).then_some(end)
}
