//! `kubectl get pods` and `kubectl get endpoints`.

use crate::facts::container::{Container, NameAddress};
use crate::facts::context::Environment;
use crate::facts::{Field, Host};
use crate::readers::Sink;
use crate::text::{Span, span_in};

/// A row of `kubectl get pods` without its head: `web-5d8c7-x2x 0/1 CrashLoopBackOff 5 3m`.
pub fn looks_like_pod(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    words.len() >= 4
        && words[1..3].iter().any(|word| {
            word.split_once('/').is_some_and(|(a, b)| {
                !a.is_empty() && !b.is_empty() && a.bytes().chain(b.bytes()).all(|c| c.is_ascii_digit())
            })
        })
}

/// One row of `kubectl get pods`.
pub fn pod(line: &str, text: &str, span: Span, sink: &mut Sink) {
    let words: Vec<&str> = line.split_whitespace().collect();
    let is_ready =
        |word: &&str| word.split_once('/').is_some_and(|(a, b)| a.parse::<u32>().is_ok() && b.parse::<u32>().is_ok());
    let Some(ready) = words.iter().position(is_ready) else { return };
    let (Some(name), Some(status)) = (ready.checked_sub(1).map(|at| words[at]), words.get(ready + 1)) else { return };
    let all_ready = words[ready].split_once('/').is_some_and(|(a, b)| a == b);
    let state = match *status {
        "Running" if all_ready => "running",
        "Running" => "unhealthy",
        "CrashLoopBackOff" => "crash-loop",
        "Completed" | "Error" | "OOMKilled" | "Evicted" => "exited",
        "Pending" | "ContainerCreating" | "PodInitializing" | "ImagePullBackOff" | "ErrImagePull" => "created",
        status if status.starts_with("Init:") => "created",
        _ => "restarting",
    };
    // `-o wide` adds the pod's address.
    let address = words[ready + 2..].iter().find(|word| word.parse::<std::net::Ipv4Addr>().is_ok());
    let mut said = Environment::unknown();
    said.about.put("kubernetes");
    said.value.put("yes");
    sink.add(span, said);
    let app = pod_app(name);
    let mut said = Container::unknown();
    said.name.put_part(text, name);
    said.service.put(app);
    said.state.put(state);
    said.status.put(format!("{status} {}", words[ready]));
    said.address.put_field(address.map_or(Field::Unknown, |a| Field::at(*a, span_in(text, a))));
    said.restarts.put_known(words.get(ready + 2).and_then(|word| word.parse::<u32>().ok()));
    sink.add(span, said);
}

/// The name of a Deployment's pod without the ReplicaSet's and the pod's hash.
pub fn pod_app(name: &str) -> &str {
    let name = name.strip_prefix("pod/").unwrap_or(name);
    let hash = |part: &str| {
        (4..=10).contains(&part.len())
            && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
            && part.bytes().any(|b| b.is_ascii_digit())
    };
    let mut rest = name;
    if let Some((head, tail)) =
        rest.rsplit_once('-').filter(|(_, tail)| tail.len() == 5 || tail.bytes().all(|b| b.is_ascii_digit()))
    {
        rest = head;
        if tail.len() == 5
            && let Some((head, _)) = rest.rsplit_once('-').filter(|(_, tail)| hash(tail))
        {
            rest = head;
        }
    }
    rest
}

/// One row of `kubectl get endpoints`.
pub fn endpoints(cells: &[(&str, usize)], header: &[&str], span: Span, sink: &mut Sink) {
    let column = header.iter().position(|name| *name == "ENDPOINTS").unwrap_or(1);
    let name_at = usize::from(header.first() == Some(&"NAMESPACE"));
    let (Some((name, _)), Some((value, _))) = (cells.get(name_at), cells.get(column)) else { return };
    let mut said = Environment::unknown();
    said.about.put("kubernetes");
    said.value.put("yes");
    sink.add(span, said);
    let mut add = |address: Field<Host>| {
        let mut said = NameAddress::unknown();
        said.name.put(*name);
        said.address.put_field(address);
        said.by.put("endpoints");
        sink.add(span, said);
    };
    if matches!(*value, "<none>" | "<unset>") {
        return add(Field::Absent);
    }
    for one in value.split(',').filter(|one| !one.contains("more...")) {
        let address = one.trim().rsplit_once(':').map_or(one, |(address, _)| address);
        add(Field::set(address.trim()));
    }
}
