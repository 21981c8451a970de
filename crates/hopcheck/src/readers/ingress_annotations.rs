//! Annotations of Kubernetes objects that speak to an ingress controller: `nginx.ingress.kubernetes.io/rewrite-target: /$1`.

use super::Sink;
use crate::facts::Field;
use crate::facts::container::IngressAnnotation;
use crate::intake::Artifact;
use crate::text::span_in;

/// Reads every annotation, line by line: pasted manifests are cut and indented wrongly more often than not.
pub fn read(artifact: &Artifact, sink: &mut Sink) {
    let text = artifact.text.as_str();
    let class = text.lines().find_map(|line| {
        let (key, value) = entry(line)?;
        matches!(key, "kubernetes.io/ingress.class" | "ingressClassName").then_some(value)
    });
    let mut object = None;
    for line in text.lines() {
        let Some((key, value)) = entry(line) else { continue };
        if key == "kind" {
            object = Some(value);
        }
        let Some((prefix, name)) = key.split_once('/').filter(|(prefix, _)| speaks_to_controller(prefix)) else {
            continue;
        };
        sink.add(
            span_in(text, line.trim()),
            IngressAnnotation {
                prefix: Field::at(prefix, span_in(text, prefix)),
                name: Field::set(name),
                value: Field::known(Some(value).filter(|value| !value.is_empty())),
                class: Field::known(class),
                object: Field::known(object),
            },
        );
    }
}

fn speaks_to_controller(prefix: &str) -> bool {
    prefix.ends_with("ingress.kubernetes.io") || prefix == "nginx.org" || prefix == "nginx.com"
}

/// `key: "value"`, without quotes and without the dash of a list.
fn entry(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.trim().trim_start_matches("- ").split_once(':')?;
    Some((key.trim().trim_matches(['"', '\'']), value.trim().trim_matches(['"', '\''])))
}
