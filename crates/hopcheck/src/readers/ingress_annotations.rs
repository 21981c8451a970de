//! Annotations of Kubernetes objects that speak to an ingress controller: `nginx.ingress.kubernetes.io/rewrite-target: /$1`.

use super::Sink;
use crate::facts::Field;
use crate::facts::container::IngressAnnotation;
use crate::facts::context::Environment;
use crate::intake::{Artifact, Kind};
use crate::text::span_in;

/// Reads every annotation, line by line: pasted manifests are cut and indented wrongly more often than not.
pub fn read(artifact: &Artifact, sink: &mut Sink) {
    let text = artifact.text.as_str();
    let class = text.lines().find_map(|line| {
        let (key, value) = entry(line)?;
        matches!(key, "kubernetes.io/ingress.class" | "ingressClassName").then_some(value)
    });
    let paths: Vec<String> =
        text.lines().filter_map(entry).filter(|(key, _)| *key == "path").map(|(_, path)| path.to_owned()).collect();
    let mut object = None;
    for line in text.lines() {
        let Some((key, value)) = entry(line) else { continue };
        if key == "kind" {
            object = Some(value);
        }
        let Some((prefix, name)) = key.split_once('/').filter(|(prefix, _)| speaks_to_controller(prefix)) else {
            continue;
        };
        let mut said = IngressAnnotation::unknown();
        said.prefix.put_part(text, prefix);
        said.name.put(name);
        said.value.put_known(Some(value).filter(|value| !value.is_empty()));
        said.class.put_known(class);
        said.object.put_known(object);
        said.paths.put_field(if paths.is_empty() { Field::Unknown } else { Field::set(paths.clone()) });
        sink.add(span_in(text, line.trim()), said);
    }
}

fn speaks_to_controller(prefix: &str) -> bool {
    prefix.ends_with("ingress.kubernetes.io")
        || matches!(prefix, "nginx.org" | "nginx.com" | "service.beta.kubernetes.io")
}

/// Names of images, charts and repositories, and the controller they belong to; the more particular first.
const CONTROLLERS: &[(&str, &str)] = &[
    ("nginx-stable/nginx-ingress", "nginx-inc"),
    ("helm.nginx.com", "nginx-inc"),
    ("nginxinc/charts", "nginx-inc"),
    ("nginxinc/kubernetes-ingress", "nginx-inc"),
    ("nginx/kubernetes-ingress", "nginx-inc"),
    ("nginx/nginx-ingress", "nginx-inc"),
    ("ingress-nginx/ingress-nginx", "ingress-nginx"),
    ("ingress-nginx/controller", "ingress-nginx"),
    ("kubernetes-ingress-controller/nginx-ingress-controller", "ingress-nginx"),
    ("github.io/ingress-nginx", "ingress-nginx"),
    ("kubernetes/ingress-nginx", "ingress-nginx"),
];

/// Which of the two nginx ingress controllers a text names, by its image, chart or repository.
pub fn controller(artifact: &Artifact, sink: &mut Sink) {
    if matches!(artifact.kind, Kind::NginxErrorLog | Kind::NginxConfig | Kind::AccessLog) {
        return;
    }
    let text = artifact.text.as_str();
    let Some((name, value)) = CONTROLLERS.iter().find(|(name, _)| text.contains(name)) else { return };
    let Some(at) = text.find(name) else { return };
    let mut said = Environment::unknown();
    said.about.put("ingress-controller");
    said.value.put(*value);
    sink.add(span_in(text, &text[at..at + name.len()]), said);
}

/// `key: "value"`, without quotes and without the dash of a list.
fn entry(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.trim().trim_start_matches("- ").split_once(':')?;
    Some((key.trim().trim_matches(['"', '\'']), value.trim().trim_matches(['"', '\''])))
}
