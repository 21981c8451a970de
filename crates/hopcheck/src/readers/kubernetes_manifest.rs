//! Kubernetes manifests: what a workload runs, as far as the connection to it goes (Kubernetes API, "Workload Resources").

use super::start_command::{Origin, add_command};
use super::words::Word;
use super::yaml::Tree;
use super::{Sink, ports, yaml};
use crate::facts::Field;
use crate::facts::container::{EnvSetting, Service};
use crate::facts::context::Environment;
use crate::intake::Artifact;
use crate::text::span_in;

/// Where a container list stands in the kinds that have one.
const CONTAINERS: &[&[&str]] = &[&["spec", "template", "spec", "containers"], &["spec", "containers"], &["containers"]];

/// Reads it.
pub fn read(artifact: &Artifact, sink: &mut Sink) {
    let tree = yaml::parse(&artifact.text);
    for line in artifact.text.lines().filter(|line| line.trim_end() == "---") {
        sink.understood(span_in(&artifact.text, line));
    }
    for &root in &tree.roots {
        sink.understood(tree.node(root).span);
        if !tree.is_map(root) {
            continue;
        }
        // `kubectl get -o yaml` wraps several objects in a list.
        let objects = tree.get(root, "items").map_or_else(|| vec![root], |items| tree.items(items));
        for object in objects.into_iter().filter(|id| tree.is_map(*id)) {
            if tree.get(object, "apiVersion").is_some() {
                let mut environment = Environment::unknown();
                environment.about.put("kubernetes");
                environment.value.put("yes");
                sink.add(tree.node(object).span, environment);
            }
            workload(&tree, object, sink);
        }
    }
}

fn workload(tree: &Tree, object: usize, sink: &mut Sink) {
    let Some(list) = CONTAINERS.iter().find_map(|path| tree.at(object, path)) else { return };
    let name = tree.at(object, &["metadata", "name"]).and_then(|id| tree.text(id));
    for id in tree.items(list).into_iter().filter(|id| tree.is_map(*id)) {
        let text = |key: &str| tree.get(id, key).and_then(|id| tree.scalar(id));
        let own = text("name").map(|(name, _)| name);
        let mut names: Vec<String> = name.into_iter().chain(own).map(str::to_owned).collect();
        names.dedup();
        let service = Field::known(name.or(own));
        let words: Vec<Word> =
            ["command", "args"].iter().filter_map(|key| tree.get(id, key)).flat_map(|id| words(tree, id)).collect();
        let joined = words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
        let image = text("image");
        let exposed: Vec<String> = tree
            .get(id, "ports")
            .map(|id| tree.items(id))
            .unwrap_or_default()
            .into_iter()
            .filter_map(|port| tree.get(port, "containerPort").and_then(|id| tree.text(id)).map(str::to_owned))
            .collect();
        let span = tree.node(id).span;
        let mut said = Service::unknown();
        said.name.put_field(service.clone());
        said.names.put(names);
        said.image.put_field(image.map_or(Field::Unknown, |(text, span)| Field::Set(text.to_owned(), span)));
        said.role.put_known(image.and_then(|(image, _)| ports::role(image)));
        said.command.put_complete((!joined.is_empty()).then_some(joined));
        said.exposes.put_field(if exposed.is_empty() { Field::Unknown } else { Field::set(exposed) });
        said.healthcheck.put(tree.get(id, "readinessProbe").is_some());
        sink.add(span, said);
        for one in tree.get(id, "env").map(|id| tree.items(id)).unwrap_or_default() {
            let part = |key: &str| tree.get(one, key).and_then(|id| tree.scalar(id));
            let Some((variable, _)) = part("name") else { continue };
            let mut said = EnvSetting::unknown();
            said.name.put(variable);
            said.value
                .put_field(part("value").map_or(Field::Unknown, |(text, span)| Field::Set(text.to_owned(), span)));
            said.service.put_field(service.clone());
            said.source.put("kubernetes");
            sink.add(tree.node(one).span, said);
        }
        add_command(sink, &words, span, &Origin { source: "kubernetes", service });
    }
}

fn words(tree: &Tree, id: usize) -> Vec<Word> {
    let word = |id: usize| {
        let (text, span) = tree.scalar(id)?;
        Some(Word { text: text.to_owned(), start: tree.node(id).span.start as usize, exact: span.is_some() })
    };
    tree.items(id).into_iter().filter_map(word).collect()
}

#[cfg(test)]
mod tests {
    use crate::facts::Value;
    use crate::intake::Kind;

    #[test]
    fn a_deployment() {
        let text = "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      containers:\n        - name: web\n          image: acme/shop:1\n          command: [\"uvicorn\"]\n          args: [\"shop:app\", \"--host\", \"127.0.0.1\", \"--port\", \"8000\"]\n          ports:\n            - containerPort: 8000\n";
        let store =
            crate::readers::read(&[crate::readers::testing::artifact(Kind::KubernetesManifest, "shop.yaml", text)])
                .store;
        let look = |kind: &str, path: &str| store.get(store.of_kind(kind)[0]).look(path).unwrap().0;
        assert_eq!(look("service", "name"), Value::Word("shop".into()));
        assert_eq!(look("listener", "host"), Value::Host("127.0.0.1".into()));
        assert_eq!(look("listener", "service"), Value::Word("shop".into()));
        assert_eq!(look("environment", "about"), Value::Word("kubernetes".into()));
    }
}
