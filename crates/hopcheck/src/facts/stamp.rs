//! Points in time as logs give them: with or without a zone, or only "further down in the same log".

use std::cmp::Ordering;
use std::fmt;

/// When something happened.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Stamp {
    /// Seconds since 1970-01-01 00:00 as the clock on the wall showed it; none where the line has no stamp.
    pub wall: Option<i64>,
    /// Minutes east of UTC, where the stamp says so.
    pub zone: Option<i32>,
    /// The artifact it stands in, and the byte offset there: lines of one log are in time order.
    pub order: Option<(usize, u32)>,
}

/// Seconds within which two clocks of which one does not name its zone are taken for clocks of one zone.
const NEAR: i64 = 420;

impl Stamp {
    /// Which of two came first. Without stamps the order within one artifact decides; two stamps of which only one
    /// names its zone can be compared where they lie more than a day apart, or so near to each other that both clocks show
    /// one zone's time: zones differ by a quarter of an hour at least.
    pub fn order(&self, other: &Stamp) -> Option<Ordering> {
        if let (Some(a), Some(b)) = (self.wall, other.wall) {
            return match (self.zone, other.zone) {
                (Some(za), Some(zb)) => Some((a - i64::from(za) * 60).cmp(&(b - i64::from(zb) * 60))),
                (None, None) => Some(a.cmp(&b)),
                _ if (a - b).abs() > 86_400 || (a - b).abs() <= NEAR => Some(a.cmp(&b)),
                _ => None,
            };
        }
        match (self.order, other.order) {
            (Some((a, x)), Some((b, y))) if a == b => Some(x.cmp(&y)),
            _ => None,
        }
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(wall) = self.wall else { return Ok(()) };
        let (year, month, day) = civil(wall.div_euclid(86_400));
        let second = wall.rem_euclid(86_400);
        write!(out, "{year:04}-{month:02}-{day:02} {:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60)
    }
}

/// Days since 1970-01-01 of a date of the Gregorian calendar (Howard Hinnant, "chrono-compatible low-level date
/// algorithms").
pub fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The date of a day counted from 1970-01-01: the inverse of [`days`].
pub fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

/// Reads the stamps that servers print: `2024/06/20 16:12:08`, `2024-06-20T16:12:08.123Z`, `2024-06-20 16:12:08 +0000`,
/// `20/Jun/2024:16:12:08 +0200`, `20-Jun-2024 16:12:08`, `Fri Nov 20 14:40:42 2020`. None where the text is none of these.
pub fn parse(text: &str) -> Option<Stamp> {
    let text = text.trim().trim_start_matches('[').trim_end_matches(']');
    let parts: Vec<&str> = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|p| !p.is_empty()).collect();
    let number = |i: usize| parts.get(i).and_then(|p| p.parse::<i64>().ok());
    let first = parts.first()?;
    let (year, month, day, clock) = if first.len() == 4 && first.bytes().all(|b| b.is_ascii_digit()) {
        // 2024-06-20T16 keeps day and hour in one part.
        let (day, clock) = match parts.get(2)?.split_once('T') {
            Some((day, hour)) => (day.parse().ok()?, Clock { hour: hour.parse().ok()?, next: 3 }),
            None => (number(2)?, Clock { hour: number(3)?, next: 4 }),
        };
        (number(0)?, number(1)?, day, clock)
    } else if let Some(month) = month_named(parts.get(1)?).filter(|_| number(0).is_some()) {
        (number(2)?, month, number(0)?, Clock { hour: number(3)?, next: 4 })
    } else {
        let month = month_named(parts.get(1)?)?;
        (
            [6, 7].into_iter().filter_map(number).find(|year| (1900..10_000).contains(year))?,
            month,
            number(2)?,
            Clock { hour: number(3)?, next: 4 },
        )
    };
    let (minute, second) = (number(clock.next)?, parts.get(clock.next + 1).map(|s| s.trim_end_matches('Z')));
    let second = second.and_then(|s| s.parse::<i64>().ok()).unwrap_or(0);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) || clock.hour > 24 || minute > 59 || second > 60 {
        return None;
    }
    let wall = days(year, month, day) * 86_400 + clock.hour * 3600 + minute * 60 + second;
    Some(Stamp { wall: Some(wall), zone: zone_of(text), order: None })
}

struct Clock {
    hour: i64,
    next: usize,
}

fn month_named(text: &str) -> Option<i64> {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    MONTHS.iter().position(|m| text.eq_ignore_ascii_case(m)).map(|i| i as i64 + 1)
}

/// `Z`, `+0200` or `+02:00` at the end of a stamp, in minutes east of UTC.
fn zone_of(text: &str) -> Option<i32> {
    if text.ends_with('Z') {
        return Some(0);
    }
    let (at, sign) = text.rfind(['+', '-']).map(|at| (at, if text.as_bytes()[at] == b'-' { -1 } else { 1 }))?;
    let digits: String = text[at + 1..].chars().filter(|c| *c != ':').collect();
    if digits.len() != 4 || at < 11 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number: i32 = digits.parse().ok()?;
    Some(sign * (number / 100 * 60 + number % 100))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_the_same_instant() {
        let want = "2024-06-20 16:12:08";
        for text in [
            "2024/06/20 16:12:08",
            "2024-06-20T16:12:08.123Z",
            "2024-06-20 16:12:08 +0000",
            "[20/Jun/2024:16:12:08 +0000]",
            "20-Jun-2024 16:12:08",
            "Thu Jun 20 16:12:08 2024",
        ] {
            assert_eq!(parse(text).map(|s| s.to_string()).as_deref(), Some(want), "{text}");
        }
        assert_eq!(parse("no date here at all"), None);
    }

    #[test]
    fn zones_count() {
        let berlin = parse("2024-06-20T18:12:08+02:00").unwrap();
        let utc = parse("2024-06-20T16:12:09Z").unwrap();
        assert_eq!(berlin.order(&utc), Some(Ordering::Less));
        assert_eq!(berlin.order(&parse("2024/06/20 17:00:00").unwrap()), None);
        assert_eq!(utc.order(&parse("2024/06/20 16:12:00").unwrap()), Some(Ordering::Greater), "nine seconds apart");
    }
}
