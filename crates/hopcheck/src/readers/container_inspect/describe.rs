//! `kubectl describe` of a pod, Service, endpoints or Ingress: `Name: value` lines.

use super::super::settings_lines::{Setting, settings};
use super::super::{Sink, container_list};
use crate::facts::container::{Container, IngressAnnotation, NameAddress};
use crate::facts::context::Environment;
use crate::facts::server::ProcessEvent;
use crate::facts::{Field, Host};
use crate::text::{Span, span_in};

/// Reads the objects one after another: each begins with its name.
pub fn described(text: &str, sink: &mut Sink) {
    let all = settings(text, &[':']);
    let begins: Vec<usize> = (0..all.len())
        .filter(|at| all[*at].name == "Name" && text[all[*at].line.start as usize..].starts_with("Name"))
        .collect();
    for (nth, &from) in begins.iter().enumerate() {
        let to = begins.get(nth + 1).copied().unwrap_or(all.len());
        object(text, &all[from..to], sink);
    }
    if !begins.is_empty() {
        sink.understood_all();
    }
}

fn object(text: &str, all: &[Setting], sink: &mut Sink) {
    let get = |name: &str| all.iter().find(|one| one.name == name).map(|one| (one.value, one.at));
    let (Some(first), Some(last)) = (all.first(), all.last()) else { return };
    let whole = Span::new(first.line.start as usize, last.line.end as usize);
    let name = first.value;
    sink.add(whole, Environment { about: Field::set("kubernetes"), value: Field::set("yes") });
    annotations(all, get("Ingress Class").map(|(class, _)| class), sink);
    if let Some((endpoints, at)) = get("Endpoints") {
        let none = matches!(endpoints, "<none>" | "");
        let address = endpoints.split(',').next().and_then(|one| one.split(':').next()).unwrap_or(endpoints);
        let address = if none { Field::Absent } else { Field::set(address) };
        return sink.add(at, NameAddress { name: Field::set(name), address, by: Field::set("endpoints") });
    }
    if get("Rules").is_some() || get("Default backend").is_some() {
        return backends(&text[whole.start as usize..whole.end as usize], text, sink);
    }
    pod(text, all, name, whole, sink);
}

fn pod(text: &str, all: &[Setting], name: &str, whole: Span, sink: &mut Sink) {
    let get = |name: &str| all.iter().find(|one| one.name == name).map(|one| (one.value, one.at));
    let reason = |wanted: &str| all.iter().find(|one| one.name == "Reason" && one.value == wanted);
    let Some((state, _)) = reason("CrashLoopBackOff").map(|one| (one.value, one.at)).or(get("Status")) else { return };
    let app = container_list::pod_app(name);
    let ready = get("Ready").is_none_or(|(ready, _)| ready != "False");
    sink.add(
        whole,
        Container {
            name: Field::set(name),
            service: Field::set(app),
            image: Field::known(get("Image").map(|(image, _)| image)),
            state: Field::set(match state {
                "CrashLoopBackOff" => "crash-loop",
                "Running" if !ready => "unhealthy",
                "Running" => "running",
                "Pending" => "created",
                _ => "exited",
            }),
            status: Field::set(state),
            address: get("IP").map_or(Field::Unknown, |(address, at)| Field::at(address, at)),
            restarts: Field::known(get("Restart Count").and_then(|(count, _)| count.parse::<u32>().ok())),
            exit: Field::known(
                get("Exit Code").and_then(|(code, _)| code.parse::<u32>().ok()).filter(|code| *code > 0),
            ),
            ..Container::default()
        },
    );
    if let Some(killed) = reason("OOMKilled") {
        let event = Field::set("out-of-memory");
        sink.add(killed.line, ProcessEvent { event, service: Field::set(app), ..ProcessEvent::default() });
    }
    for line in text[whole.start as usize..whole.end as usize].lines() {
        let Some((_, failure)) = line.split_once("probe failed: ") else { continue };
        let dialled = failure.split_once("dial tcp ").and_then(|(_, rest)| rest.split(": ").next());
        let (host, port) = dialled.and_then(|address| address.rsplit_once(':')).unzip();
        sink.add(
            span_in(text, line),
            ProcessEvent {
                event: Field::set("unhealthy"),
                service: Field::set(app),
                detail: Field::set(failure.trim()),
                host: host.map_or(Field::Unknown, |host| Field::at(Host(host.to_owned()), span_in(text, host))),
                port: Field::known(port.and_then(|port| port.parse::<u16>().ok())),
                ..ProcessEvent::default()
            },
        );
    }
}

/// The backends of an Ingress with their endpoints: `/ws   web:80 (10.42.0.17:8000)`, `web:80 (<error: endpoints "web" not found>)`.
fn backends(object: &str, text: &str, sink: &mut Sink) {
    for line in object.lines() {
        let Some((before, inside)) = line.trim_end().strip_suffix(')').and_then(|line| line.rsplit_once(" (")) else {
            continue;
        };
        let backend = before.split_whitespace().next_back().unwrap_or("");
        let Some((service, _)) = backend.split_once(':') else { continue };
        let address = inside.split(',').next().and_then(|one| one.rsplit_once(':')).map_or("", |(address, _)| address);
        let address = match crate::facts::host::address(address) {
            Some(_) => Field::at(Host(address.to_owned()), span_in(text, address)),
            None if inside.is_empty() || inside.contains("not found") || inside == "<none>" => Field::Absent,
            None => continue,
        };
        sink.add(span_in(text, line), NameAddress { name: Field::set(service), address, by: Field::set("endpoints") });
    }
}

/// `Annotations:  nginx.ingress.kubernetes.io/proxy-read-timeout: 60`, one a line.
fn annotations(all: &[Setting], class: Option<&str>, sink: &mut Sink) {
    for one in all {
        // The first one stands behind its heading.
        let (key, value) = match one.name {
            "Annotations" => one.value.split_once(": ").unwrap_or((one.value, "")),
            name => (name, one.value),
        };
        let Some((prefix, name)) = key.split_once('/') else { continue };
        if !prefix.ends_with("kubernetes.io") && prefix != "nginx.org" && prefix != "nginx.com" {
            continue;
        }
        sink.add(
            one.line,
            IngressAnnotation {
                prefix: Field::set(prefix),
                name: Field::set(name),
                value: Field::set(value.trim()),
                class: Field::known(class),
                paths: Field::Unknown,
                object: if class.is_some() { Field::set("Ingress") } else { Field::Unknown },
            },
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::facts::Value;
    use crate::intake::Kind;
    use crate::readers::testing::{facts, one, text};

    #[test]
    fn a_pod_that_is_probed_in_vain() {
        let store = one(
            Kind::ContainerInspect,
            "",
            "Name:             web-7c9d8f6b5-abcde\nStatus:           Running\nIP:               10.42.0.17\nContainers:\n  web:\n    Image:          acme/web:1\n    Last State:     Terminated\n      Reason:       OOMKilled\n      Exit Code:    137\n    Ready:          False\nEvents:\n  Warning  Unhealthy  2m  kubelet  Readiness probe failed: Get \"http://10.42.0.17:8000/health\": dial tcp 10.42.0.17:8000: connect: connection refused\n",
        );
        let pod = facts(&store, "container")[0];
        assert_eq!(
            ["service", "state", "exit", "address"].map(|path| text(pod, path)),
            ["web", "unhealthy", "137", "10.42.0.17"]
        );
        let events: Vec<String> = facts(&store, "process-event").iter().map(|fact| text(fact, "event")).collect();
        assert_eq!(events, ["out-of-memory", "unhealthy"]);
        assert_eq!(text(facts(&store, "process-event")[1], "port"), "8000");
    }

    #[test]
    fn an_ingress_and_its_backends() {
        let store = one(
            Kind::ContainerInspect,
            "",
            "Name:             web\nIngress Class:    nginx\nDefault backend:  <default>\nRules:\n  Host              Path  Backends\n  ----              ----  --------\n  shop.example.com\n                    /ws   web:80 (<error: endpoints \"web\" not found>)\n                    /     api:80 (10.42.0.9:8000,10.42.0.8:8000)\nAnnotations:        nginx.ingress.kubernetes.io/proxy-read-timeout: 60\n                    nginx.org/websocket-services: web\n",
        );
        let named = facts(&store, "name-address");
        assert_eq!(named[0].look("address").unwrap().0, Value::Absent);
        assert_eq!(text(named[1], "address"), "10.42.0.9");
        let notes = facts(&store, "ingress-annotation");
        assert_eq!([text(notes[0], "name"), text(notes[1], "prefix")], ["proxy-read-timeout", "nginx.org"]);
    }
}
