//! The logs of other proxies: HAProxy's HTTP format, an AWS application load balancer's; Caddy's are in `caddy.rs`.

use super::{caddy, fields, upstream};
use crate::facts::Field;
use crate::facts::http::EdgeEntry;
use crate::text::{Decimal, span_in};

/// The entry of a line, and its time as written.
pub fn entry<'t>(all: &str, line: &'t str) -> Option<(Box<EdgeEntry>, Option<&'t str>)> {
    haproxy(all, line).or_else(|| load_balancer(all, line)).or_else(|| caddy::entry(all, line))
}

fn request(all: &str, request: &str) -> (Field<String>, Field<String>) {
    let mut words = request.split(' ');
    let (method, target) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let target = target.split_once("://").map_or(target, |(_, rest)| rest.find('/').map_or("/", |at| &rest[at..]));
    let path = target.split('?').next().unwrap_or(target);
    (Field::set(method), if path.is_empty() { Field::Unknown } else { Field::at(path, span_in(all, path)) })
}

/// `client:port [date.ms] frontend backend/server TR/Tw/Tc/Tr/Ta status bytes - - sH-- … "request"` (HAProxy, Configuration
/// Manual, "HTTP log format" and "Session state at disconnection").
fn haproxy<'t>(all: &str, line: &'t str) -> Option<(Box<EdgeEntry>, Option<&'t str>)> {
    let (before, rest) = line.split_once(" [")?;
    let (date, rest) = rest.split_once("] ")?;
    let mut words = rest.split(' ');
    let (_, backend, times) = (words.next()?, words.next()?, words.next()?);
    let times: Vec<&str> = times.split('/').collect();
    if before.contains(' ') || times.len() != 5 || !backend.contains('/') {
        return None;
    }
    let status_word = words.next()?;
    let state = words.nth(3)?;
    let (method, path) = fields::quoted_request(rest).map_or_else(Default::default, |(inside, _)| request(all, inside));
    let end = match state.get(..2)? {
        "sH" => Some("server-timeout"),
        "sD" | "cD" => Some("idle-timeout"),
        "SC" => Some("connect-failed"),
        "sC" | "sQ" => Some("connect-timeout"),
        "CD" | "CH" | "CC" => Some("client-gone"),
        _ => None,
    };
    let answered = times[3] != "-1";
    let mut fact = EdgeEntry::unknown();
    fact.by.put("haproxy");
    fact.method.put_field(method);
    fact.path.put_field(path);
    fact.status.put_at(status_word.parse::<u32>().ok()?, span_in(all, status_word));
    fact.target_status.put_field(if answered { Field::known(status_word.parse::<u32>().ok()) } else { Field::Absent });
    fact.backend.put_part(all, backend);
    fact.seconds.put_known(times[4].trim_start_matches('+').decimal().map(|ms| ms / 1000.0));
    fact.end.put_known(end);
    Some((fact, date.split('.').next()))
}

/// `type time elb client:port target:port t t t elb_status target_status … "request"` (AWS, "Access log entries").
fn load_balancer<'t>(all: &str, line: &'t str) -> Option<(Box<EdgeEntry>, Option<&'t str>)> {
    let mut words = line.split(' ');
    if !matches!(words.next()?, "http" | "https" | "h2" | "ws" | "wss" | "grpcs") {
        return None;
    }
    let (time, balancer) = (words.next()?, words.next()?);
    if !balancer.starts_with("app/") {
        return None;
    }
    let (_, target) = (words.next()?, words.next()?);
    let waits: Vec<f64> = [words.next()?, words.next()?, words.next()?].iter().filter_map(|t| t.decimal()).collect();
    let (status_word, target_status) = (words.next()?, words.next()?);
    let (method, path) = fields::quoted_request(line).map_or_else(Default::default, |(inside, _)| request(all, inside));
    let mut fact = EdgeEntry::unknown();
    fact.by.put("aws-alb");
    fact.method.put_field(method);
    fact.path.put_field(path);
    fact.status.put_at(status_word.parse::<u32>().ok()?, span_in(all, status_word));
    fact.target_status.put_field(upstream::status(target_status));
    fact.target = upstream::endpoint(all, target).unwrap_or_default();
    fact.seconds.put_known(waits.iter().all(|t| *t >= 0.0).then(|| waits.iter().sum::<f64>()));
    Some((fact, Some(time)))
}
