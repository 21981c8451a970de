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
    let mut said = Environment::unknown();
    said.about.put("kubernetes");
    said.value.put("yes");
    sink.add(whole, said);
    annotations(all, get("Ingress Class").map(|(class, _)| class), sink);
    if let Some((endpoints, at)) = get("Endpoints") {
        let none = matches!(endpoints, "<none>" | "");
        let address = endpoints.split(',').next().and_then(|one| one.split(':').next()).unwrap_or(endpoints);
        let address = if none { Field::Absent } else { Field::set(address) };
        let mut said = NameAddress::unknown();
        said.name.put(name);
        said.address.put_field(address);
        said.by.put("endpoints");
        return sink.add(at, said);
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
    let mut said = Container::unknown();
    said.name.put(name);
    said.service.put(app);
    said.image.put_known(get("Image").map(|(image, _)| image));
    said.state.put(match state {
        "CrashLoopBackOff" => "crash-loop",
        "Running" if !ready => "unhealthy",
        "Running" => "running",
        "Pending" => "created",
        _ => "exited",
    });
    said.status.put(state);
    said.address.put_field(get("IP").map_or(Field::Unknown, |(address, at)| Field::at(address, at)));
    said.restarts.put_known(get("Restart Count").and_then(|(count, _)| count.parse::<u32>().ok()));
    said.exit.put_known(get("Exit Code").and_then(|(code, _)| code.parse::<u32>().ok()).filter(|code| *code > 0));
    sink.add(whole, said);
    if let Some(killed) = reason("OOMKilled") {
        let event = Field::set("out-of-memory");
        let mut said = ProcessEvent::unknown();
        said.event.put_field(event);
        said.service.put(app);
        sink.add(killed.line, said);
    }
    for line in text[whole.start as usize..whole.end as usize].lines() {
        let Some((_, failure)) = line.split_once("probe failed: ") else { continue };
        let dialled = failure.split_once("dial tcp ").and_then(|(_, rest)| rest.split(": ").next());
        let (host, port) = dialled.and_then(|address| address.rsplit_once(':')).unzip();
        let mut said = ProcessEvent::unknown();
        said.event.put("unhealthy");
        said.service.put(app);
        said.detail.put(failure.trim());
        said.host.put_field(host.map_or(Field::Unknown, |host| Field::at(Host(host.to_owned()), span_in(text, host))));
        said.port.put_known(port.and_then(|port| port.parse::<u16>().ok()));
        sink.add(span_in(text, line), said);
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
        let mut said = NameAddress::unknown();
        said.name.put(service);
        said.address.put_field(address);
        said.by.put("endpoints");
        sink.add(span_in(text, line), said);
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
        let mut said = IngressAnnotation::unknown();
        said.prefix.put(prefix);
        said.name.put(name);
        said.value.put(value.trim());
        said.class.put_known(class);
        said.object.put_field(if class.is_some() { Field::set("Ingress") } else { Field::Unknown });
        sink.add(one.line, said);
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
