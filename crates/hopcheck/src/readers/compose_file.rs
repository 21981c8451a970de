//! Docker compose files, whole or in fragments.

use super::compose_service;
use super::{Sink, yaml};
use crate::facts::context::Coverage;
use crate::intake::Artifact;

/// Keys of a service that no other part of a compose file has at its top (compose specification, "services").
const SERVICE_KEYS: &[&str] = &[
    "image",
    "build",
    "command",
    "entrypoint",
    "ports",
    "expose",
    "environment",
    "env_file",
    "depends_on",
    "network_mode",
    "container_name",
    "restart",
    "healthcheck",
    "working_dir",
    "links",
    "hostname",
    "deploy",
    "logging",
    "cap_add",
    "stdin_open",
    "tty",
];

/// Reads it.
pub fn read(artifact: &Artifact, sink: &mut Sink) {
    let tree = yaml::parse(&artifact.text);
    for &root in &tree.roots {
        let services = tree.get(root, "services").filter(|id| tree.is_map(*id));
        if let Some(services) = services {
            for (key, value) in tree.entries(services).0 {
                if let Some(name) = tree.text(key) {
                    compose_service::read(&tree, Some((name, tree.node(key).span)), value, sink);
                }
            }
            if tree.bad_lines.is_empty() {
                let mut said = Coverage::unknown();
                said.of.put("service");
                sink.add(tree.node(services).span, said);
            }
        } else if !tree.is_map(root) {
            // A list of ports or settings without its key says nothing certain.
            continue;
        } else if is_service(&tree, root) {
            compose_service::read(&tree, None, root, sink);
        } else {
            for (key, value) in tree.entries(root).0 {
                if let Some(name) = tree.text(key).filter(|_| is_service(&tree, value)) {
                    compose_service::read(&tree, Some((name, tree.node(key).span)), value, sink);
                }
            }
        }
        sink.understood(tree.node(root).span);
    }
}

fn is_service(tree: &yaml::Tree, id: usize) -> bool {
    tree.is_map(id)
        && tree.entries(id).0.iter().any(|(key, _)| tree.text(*key).is_some_and(|key| SERVICE_KEYS.contains(&key)))
}

#[cfg(test)]
mod tests {
    use crate::facts::{Store, Value};
    use crate::intake::Kind;

    fn read(text: &str) -> Store {
        crate::readers::read(&[crate::readers::testing::artifact(Kind::ComposeFile, "", text)]).store
    }

    fn of(store: &Store, kind: &str, nth: usize, path: &str) -> Value {
        store.get(store.of_kind(kind)[nth]).look(path).unwrap().0
    }

    #[test]
    fn a_whole_file() {
        let text = "services:\n  web:\n    build: .\n    container_name: shop-web\n    command: gunicorn shop.wsgi --bind 0.0.0.0:8000\n    \
                    ports: [\"8080:8000\"]\n    environment:\n      - VIRTUAL_PORT=8000\n      - DEBUG\n    depends_on:\n      db: {condition: service_healthy}\n  \
                    db:\n    image: postgres:16\n    networks: [back]\n";
        let store = read(text);
        assert_eq!(of(&store, "service", 0, "waits_healthy"), Value::Flag(true));
        assert_eq!(of(&store, "service", 1, "role"), Value::Word("database".into()));
        assert_eq!(of(&store, "service", 0, "networks"), Value::Absent);
        assert_eq!(of(&store, "published-port", 0, "container_port"), Value::Number(8000.0));
        assert_eq!(of(&store, "listener", 0, "service"), Value::Word("web".into()));
        assert_eq!(of(&store, "env-setting", 0, "value"), Value::Word("8000".into()));
        assert_eq!(of(&store, "env-setting", 1, "value"), Value::Absent);
        assert_eq!(store.of_kind("coverage").len(), 1);
    }

    #[test]
    fn fragments_of_a_service_and_without_its_name() {
        let store = read("  app:\n    image: acme/app\n    network_mode: host\n");
        assert_eq!(of(&store, "service", 0, "name"), Value::Word("app".into()));
        let store = read("environment:\n      - VIRTUAL_PORT=80\nexpose:\n      - 80\n");
        assert_eq!(of(&store, "env-setting", 0, "name"), Value::Word("VIRTUAL_PORT".into()));
        assert_eq!(of(&store, "service", 0, "name"), Value::Unknown);
        assert!(store.of_kind("coverage").is_empty());
    }
}
