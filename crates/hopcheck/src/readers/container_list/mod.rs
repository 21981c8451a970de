//! `docker ps`, `docker compose ps` (old and new), `kubectl get pods` and `kubectl get endpoints`.

mod kubectl;

pub use kubectl::pod_app;

use super::words::Word;
use super::{Sink, ports, yaml};
use crate::facts::Field;
use crate::facts::container::Container;
use crate::facts::context::{Coverage, Environment};
use crate::intake::Artifact;
use crate::text::{Decimal, Span, span_in};

/// Reads it.
pub fn read(artifact: &Artifact, sink: &mut Sink) {
    let text = &artifact.text;
    let mut header: Option<Vec<&str>> = None;
    let mut stopped = false;
    for line in text.lines() {
        let span = span_in(text, line);
        let cells = cells(line);
        let first = cells.first().map_or("", |(cell, _)| *cell);
        if line.trim_start().starts_with('{') {
            as_json(line, span, sink);
            continue;
        }
        let is_header = matches!(first, "NETWORK ID")
            || matches!(first, "CONTAINER ID" | "NAME" | "Name" | "NAMES" | "NAMESPACE" | "IMAGE")
            || line.trim_start().starts_with("CONTAINER ID");
        if is_header {
            header = Some(cells.iter().map(|(cell, _)| *cell).collect());
            sink.understood(span);
        } else if line.trim().chars().all(|c| matches!(c, '-' | '=' | ' ')) {
            sink.understood(span);
        } else if let Some(header) =
            header.as_deref().filter(|header| OTHER_LISTS.iter().any(|name| header.contains(name)))
        {
            // Services, ingresses and deployments say where they are; who stands behind is in the endpoints.
            if !header.contains(&"NETWORK ID") {
                let mut said = Environment::unknown();
                said.about.put("kubernetes");
                said.value.put("yes");
                sink.add(span, said);
            }
            sink.understood(span);
        } else if let Some(header) = header.as_deref().filter(|header| header.contains(&"ENDPOINTS")) {
            kubectl::endpoints(&cells, header, span, sink);
        } else if header.as_deref().is_some_and(|header| header.contains(&"READY")) || kubectl::looks_like_pod(line) {
            kubectl::pod(line, text, span, sink);
        } else if let Some(one) = container(&cells, header.as_deref().unwrap_or(&[])) {
            stopped |= one.state.get().is_some_and(|state| state == "exited");
            publish(&cells, one.service.clone(), text, sink);
            sink.add(span, one);
        }
    }
    // Podman prints an image's whole name, registry and all, and keeps what it built itself under localhost/.
    let whole_names =
        ["docker.io/library/", " localhost/"].iter().find_map(|name| text.find(name).map(|at| (at, name.len())));
    let typed = artifact.name.starts_with("podman ");
    if let Some((at, len)) = whole_names.or(typed.then_some((0, text.len()))) {
        let mut podman = Environment::unknown();
        podman.about.put("container-engine");
        podman.value.put("podman");
        sink.add(Span::new(at, at + len), podman);
    }
    if stopped && !text.is_empty() {
        // A list that shows stopped containers shows them all; `docker ps` without -a does not.
        {
            let mut said = Coverage::unknown();
            said.of.put("container");
            sink.add(Span::new(0, text.len()), said)
        };
    }
}

/// Columns of lists that hold no containers.
const OTHER_LISTS: [&str; 5] = ["CLUSTER-IP", "HOSTS", "UP-TO-DATE", "DESIRED", "NETWORK ID"];

/// One object of `docker ps --format json` or `docker compose ps --format json`.
fn as_json(line: &str, span: Span, sink: &mut Sink) {
    let tree = yaml::parse(line.trim());
    let Some(&root) = tree.roots.first() else { return };
    let field = |key: &str| tree.get(root, key).and_then(|node| tree.text(node));
    let get = |key: &str| field(key).filter(|text| !text.is_empty());
    let (Some(name), Some((state, exit, up))) = (get("Name").or(get("Names")), get("Status").and_then(status)) else {
        return;
    };
    let service = get("Service").unwrap_or_else(|| service_of(name).unwrap_or(name));
    let code = field("ExitCode").and_then(|code| code.parse::<u32>().ok());
    let mut said = Container::unknown();
    said.name.put(name);
    said.service.put(service);
    said.image.put_known(get("Image"));
    said.state.put(state);
    said.status.put_known(get("Status"));
    said.exit.put_known(exit.or(code.filter(|_| state == "exited")));
    said.up.put_known(up);
    said.id.put_known(get("ID"));
    sink.add(span, said);
}

/// Columns: separated by two blanks or more, or a tab.
fn cells(line: &str) -> Vec<(&str, usize)> {
    let mut cells = Vec::new();
    for part in line.split("  ").flat_map(|part| part.split('\t')) {
        let cell = part.trim();
        if !cell.is_empty() {
            cells.push((cell, span_in(line, cell).start as usize));
        }
    }
    cells
}

/// State, exit code and seconds up from a status as Docker prints it ("Up 2 minutes (healthy)", "Exited (1) 3 hours ago", "Exit 1").
fn status(text: &str) -> Option<(&'static str, Option<u32>, Option<f64>)> {
    let first = text.split([' ', '(']).next().unwrap_or("");
    let code =
        || text.split(|c: char| !c.is_ascii_digit()).find(|part| !part.is_empty()).and_then(|part| part.parse().ok());
    Some(match first {
        "Up" | "running" | "Running" if text.contains("(unhealthy)") => ("unhealthy", None, up(text)),
        "Up" if text.contains("(Paused)") => ("paused", None, None),
        "Up" | "running" => ("running", None, up(text)),
        "Exited" | "Exit" | "exited" => ("exited", code(), None),
        "Restarting" | "restarting" => ("restarting", text.contains('(').then(code).flatten(), None),
        "Created" | "created" => ("created", None, None),
        "Paused" | "paused" => ("paused", None, None),
        "Dead" | "dead" => ("exited", None, None),
        _ => return None,
    })
}

/// "Up 2 minutes", "Up About an hour" in seconds.
fn up(text: &str) -> Option<f64> {
    let words: Vec<&str> = text.split([' ', '(', ')']).filter(|word| !word.is_empty()).skip(1).collect();
    let at = words.iter().position(|word| {
        ["second", "minute", "hour", "day", "week", "month"].iter().any(|unit| word.starts_with(unit))
    })?;
    let unit = match words[at].trim_end_matches('s') {
        "second" => 1.0,
        "minute" => 60.0,
        "hour" => 3600.0,
        "day" => 86_400.0,
        "week" => 604_800.0,
        _ => 2_592_000.0,
    };
    let number = at.checked_sub(1).map_or(1.0, |at| words[at].decimal().unwrap_or(1.0));
    Some(number * unit)
}

fn container(cells: &[(&str, usize)], header: &[&str]) -> Option<Box<Container>> {
    let found = cells.iter().rposition(|(cell, _)| status(cell).is_some() && !cell.starts_with("Created by"))?;
    let (state, exit, up) = status(cells[found].0)?;
    let first = cells.first()?.0;
    let id_first =
        header.first() == Some(&"CONTAINER ID") || (first.len() == 12 && first.bytes().all(|b| b.is_ascii_hexdigit()));
    // `docker ps` has the name last, `docker compose ps` has it first.
    let name =
        if id_first { cells.last().filter(|_| cells.len() > found + 1).map(|(cell, _)| *cell) } else { Some(first) };
    let name = name.map(|name| name.split(',').next().unwrap_or(name).split(' ').next().unwrap_or(name));
    let image_at = header.iter().position(|column| *column == "IMAGE");
    let image =
        image_at.and_then(|at| cells.get(at)).map(|(cell, _)| *cell).filter(|_| image_at.is_some_and(|at| at < found));
    // The status counts from the end in rows with empty cells before it, so the service's column is taken by its place there.
    let service_at = header.iter().position(|column| *column == "SERVICE");
    let service = service_at.and_then(|at| cells.get(at)).map(|(cell, _)| (*cell).to_owned());
    let name_at = |name: &str| Some(name.to_owned());
    let service =
        service.or_else(|| name.and_then(|name| service_of(name).map(str::to_owned)).or(name.and_then(name_at)));
    let mut fact = Container::unknown();
    fact.name.put_known(name);
    fact.service.put_known(service);
    fact.image.put_known(image);
    fact.state.put(state);
    fact.status.put(cells[found].0);
    fact.exit.put_known(exit);
    fact.exposes.put_known(exposed(cells));
    fact.up.put_known(up);
    fact.id.put_known(id_first.then_some(first));
    Some(fact)
}

/// The container ports of the PORTS column, published or not: `8080/tcp, 0.0.0.0:80->80/tcp`.
fn exposed(cells: &[(&str, usize)]) -> Option<Vec<String>> {
    let port = |part: &str| {
        let inside = part.trim().rsplit("->").next()?.split_once('/')?;
        (matches!(inside.1, "tcp" | "udp") && inside.0.parse::<u16>().is_ok()).then(|| inside.0.to_owned())
    };
    cells.iter().find_map(|(cell, _)| cell.split(',').map(port).collect::<Option<Vec<String>>>())
}

/// The service in a container's name as compose makes it: `project-service-1`, `project_service_1`.
pub fn service_of(name: &str) -> Option<&str> {
    let at = name.rfind(['-', '_'])?;
    if at + 1 == name.len() || !name[at + 1..].bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let separator = name.as_bytes()[at] as char;
    let rest = &name[..at];
    Some(rest.split_once(separator).map_or(rest, |(_, service)| service))
}

/// The mappings of the PORTS column; `80/tcp` alone is exposed and not published.
fn publish(cells: &[(&str, usize)], service: Field<String>, text: &str, sink: &mut Sink) {
    let Some((ports_cell, _)) = cells.iter().find(|(cell, _)| cell.contains("->")) else { return };
    for part in ports_cell.split(',') {
        let part = part.trim();
        let Some((outside, inside)) = part.split_once("->") else { continue };
        let at = span_in(text, part);
        let joined = format!("{outside}:{inside}");
        for mapping in ports::mapping(&Word { text: joined, start: at.start as usize, exact: false }) {
            let mut said = mapping;
            said.service.put_field(service.clone());
            sink.add(at, said);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::facts::{Store, Value};
    use crate::intake::Kind;

    fn read_list(text: &str) -> Store {
        crate::readers::read(&[crate::readers::testing::artifact(Kind::ContainerList, "", text)]).store
    }

    fn of(store: &Store, nth: usize, path: &str) -> Value {
        store.get(store.of_kind("container")[nth]).look(path).unwrap().0
    }

    #[test]
    fn docker_ps() {
        let text = "CONTAINER ID   IMAGE          COMMAND                  CREATED         STATUS                          PORTS                  NAMES\n\
                    d1acae12ccf4   acme/web:1     \"gunicorn shop.wsgi …\"   2 minutes ago   Restarting (1) 48 seconds ago                          shop-web-1\n\
                    8d3956d6b7a4   nginx:1.27     \"/docker-entrypoint.…\"   2 minutes ago   Up 2 minutes                    0.0.0.0:80->80/tcp     shop-nginx-1\n";
        let store = read_list(text);
        assert_eq!(of(&store, 0, "state"), Value::Word("restarting".into()));
        assert_eq!(of(&store, 0, "service"), Value::Word("web".into()));
        assert_eq!(of(&store, 0, "exit"), Value::Number(1.0));
        assert_eq!(of(&store, 1, "up"), Value::Number(120.0));
        assert_eq!(of(&store, 1, "image"), Value::Word("nginx:1.27".into()));
        assert_eq!(of(&store, 1, "exposes"), Value::List(vec![Value::Word("80".into())]));
        assert_eq!(store.of_kind("published-port").len(), 1);
    }

    #[test]
    fn podman_shows_by_its_image_names() {
        let text = "CONTAINER ID  IMAGE                           COMMAND               CREATED        STATUS            PORTS                 NAMES\n\
                    1f2e3d4c5b6a  docker.io/library/nginx:1.27    nginx -g daemon o...  2 minutes ago  Up 2 minutes ago  0.0.0.0:8080->80/tcp  web\n";
        let store = read_list(text);
        let engine = store.get(store.of_kind("environment")[0]);
        assert_eq!(engine.look("value").unwrap().0, Value::Word("podman".into()));
        assert_eq!(of(&store, 0, "name"), Value::Word("web".into()));
    }

    #[test]
    fn compose_ps_old_and_new() {
        let old = "     Name                Command            State     Ports\n------------------------------------------\n\
                   shop_web_1    gunicorn shop.wsgi   Exit 1\nshop_nginx_1  nginx -g daemon off  Up       0.0.0.0:80->80/tcp\n";
        let store = read_list(old);
        assert_eq!(of(&store, 0, "service"), Value::Word("web".into()));
        assert_eq!(of(&store, 0, "state"), Value::Word("exited".into()));
        assert_eq!(store.of_kind("coverage").len(), 1);
        let new = "NAME         IMAGE      COMMAND                 SERVICE   CREATED          STATUS                     PORTS\n\
                   shop-web-1   acme/web   \"gunicorn shop.wsgi\"   web       5 minutes ago    Up 5 minutes (unhealthy)   8000/tcp\n";
        let store = read_list(new);
        assert_eq!(of(&store, 0, "service"), Value::Word("web".into()));
        assert_eq!(of(&store, 0, "state"), Value::Word("unhealthy".into()));
    }

    #[test]
    fn pods_and_endpoints() {
        let store = read_list(
            "NAME                   READY   STATUS             RESTARTS   AGE   IP\nweb-5d8c7b9f4-x2x9z    0/1     CrashLoopBackOff   5          3m    10.1.0.7\n",
        );
        assert_eq!(of(&store, 0, "service"), Value::Word("web".into()));
        assert_eq!(of(&store, 0, "state"), Value::Word("crash-loop".into()));
        assert_eq!(of(&store, 0, "address"), Value::Host("10.1.0.7".into()));
        let store = read_list("NAME   ENDPOINTS   AGE\nweb    <none>      3m\n");
        let fact = store.get(store.of_kind("name-address")[0]);
        assert_eq!(fact.look("address").unwrap().0, Value::Absent);
    }
}
