//! `docker inspect`, `docker network inspect` and `kubectl describe`.

mod describe;

use super::{Sink, container_list, yaml};
use crate::facts::container::{Container, EnvSetting, Mount, NameAddress};
use crate::facts::{Field, FilePath, Host};
use crate::intake::Artifact;
use crate::text::{Span, span_in};
use yaml::Tree;

/// Reads it.
pub fn read(artifact: &Artifact, sink: &mut Sink) {
    let text = &artifact.text;
    let is_described =
        text.lines().any(|line| line.starts_with("Name:  ")) && !text.trim_start().starts_with(['{', '[', '"']);
    if is_described || !text.contains(['{', '"']) {
        formatted(artifact, sink);
        named_addresses(text, sink);
        return describe::described(text, sink);
    }
    // JSON is YAML, and the YAML reader knows where things stand and goes on after damage.
    let tree = yaml::parse(text);
    for &root in &tree.roots {
        for one in tree.items(root).into_iter().filter(|id| tree.is_map(*id)) {
            if tree.get(one, "Containers").is_some() && tree.get(one, "State").is_none() {
                network(&tree, one, sink);
            } else {
                inspected(&tree, one, sink);
            }
        }
        sink.understood(tree.node(root).span);
    }
}

fn text_at<'t>(tree: &'t Tree, id: usize, path: &[&str]) -> Option<(&'t str, Option<Span>)> {
    tree.at(id, path).and_then(|id| tree.scalar(id)).filter(|(text, _)| !text.is_empty())
}

fn inspected(tree: &Tree, id: usize, sink: &mut Sink) {
    let name = text_at(tree, id, &["Name"]).map(|(name, _)| name.trim_start_matches('/').to_owned());
    let label =
        text_at(tree, id, &["Config", "Labels", "com.docker.compose.service"]).map(|(label, _)| label.to_owned());
    let service =
        label.or_else(|| name.as_deref().map(|name| container_list::service_of(name).unwrap_or(name).to_owned()));
    let span = tree.node(id).span;
    let state = tree.get(id, "State");
    let number = |path: &[&str]| text_at(tree, id, path).and_then(|(text, _)| text.parse::<u32>().ok());
    let status = text_at(tree, id, &["State", "Status"]).map(|(status, _)| status);
    let networks = tree.at(id, &["NetworkSettings", "Networks"]).or_else(|| tree.get(id, "Networks"));
    let networks = networks.filter(|id| tree.is_map(*id)).map(|id| tree.entries(id).0).unwrap_or_default();
    let mut addresses: Vec<(&str, Option<Span>)> =
        networks.iter().filter_map(|(_, network)| text_at(tree, *network, &["IPAddress"])).collect();
    addresses
        .extend(text_at(tree, id, &["NetworkSettings", "IPAddress"]).or_else(|| text_at(tree, id, &["IPAddress"])));
    let restarting = text_at(tree, id, &["State", "Restarting"]).is_some_and(|(text, _)| text == "true");
    let unhealthy = text_at(tree, id, &["State", "Health", "Status"]).is_some_and(|(text, _)| text == "unhealthy");
    let network_names: Vec<String> =
        networks.iter().filter_map(|(key, _)| tree.text(*key).map(str::to_owned)).collect();
    if state.is_some() || !addresses.is_empty() || !network_names.is_empty() {
        let mut said = Container::unknown();
        said.name.put_known(name.clone());
        said.service.put_known(service.clone());
        said.image.put_known(text_at(tree, id, &["Config", "Image"]).map(|(image, _)| image));
        said.state.put_known(match status {
            _ if restarting => Some("restarting"),
            Some("running") if unhealthy => Some("unhealthy"),
            Some("running") => Some("running"),
            Some("exited" | "dead") => Some("exited"),
            Some("created") => Some("created"),
            Some("paused") => Some("paused"),
            _ => None,
        });
        said.status.put_known(status);
        said.exit.put_known(number(&["State", "ExitCode"]));
        said.address =
            addresses.first().map_or(Field::Unknown, |(address, at)| Field::Set(Host((*address).to_owned()), *at));
        said.networks.put_field(if network_names.is_empty() { Field::Unknown } else { Field::set(network_names) });
        said.restarts.put_known(number(&["RestartCount"]));
        said.id.put_known(text_at(tree, id, &["Id"]).map(|(id, _)| id));
        sink.add(span, said);
    }
    let mut names: Vec<String> = service.iter().chain(name.iter()).cloned().collect();
    for (_, network) in &networks {
        for key in ["Aliases", "DNSNames"] {
            let list = tree.get(*network, key).map(|id| tree.items(id)).unwrap_or_default();
            names.extend(list.into_iter().filter_map(|id| tree.text(id).map(str::to_owned)));
        }
    }
    names.sort();
    names.dedup();
    for name in names {
        for (address, at) in &addresses {
            add_address(sink, &name, (address, *at), span);
        }
    }
    mounts(tree, id, &service, sink);
    environment(tree, id, &service, sink);
}

fn add_address(sink: &mut Sink, name: &str, (address, at): (&str, Option<Span>), whole: Span) {
    let address = address.split('/').next().unwrap_or(address);
    let mut said = NameAddress::unknown();
    said.name.put(name);
    said.address.put_at(address, at);
    said.by.put("inspect");
    sink.add(at.unwrap_or(whole), said);
}

fn mounts(tree: &Tree, id: usize, service: &Option<String>, sink: &mut Sink) {
    for one in tree.get(id, "Mounts").map(|id| tree.items(id)).unwrap_or_default() {
        let part = |key: &str| text_at(tree, one, &[key]).map(|(text, _)| text.to_owned());
        let Some(target) = part("Destination").or_else(|| part("Target")) else { continue };
        let mut said = Mount::unknown();
        said.service.put_known(service.clone());
        said.source.put_known(part("Name").or_else(|| part("Source")));
        said.target.put(FilePath(target));
        said.read_only.put_known(part("RW").map(|rw| rw == "false"));
        sink.add(tree.node(one).span, said);
    }
}

fn environment(tree: &Tree, id: usize, service: &Option<String>, sink: &mut Sink) {
    for one in tree.at(id, &["Config", "Env"]).map(|id| tree.items(id)).unwrap_or_default() {
        let Some((name, value)) = tree.text(one).and_then(|text| text.split_once('=')) else { continue };
        let mut said = EnvSetting::unknown();
        said.name.put(name);
        said.value.put(value);
        said.service.put_known(service.clone());
        said.source.put("inspect");
        sink.add(tree.node(one).span, said);
    }
}

/// `docker network inspect`: who is on it, with which address.
fn network(tree: &Tree, id: usize, sink: &mut Sink) {
    let network = text_at(tree, id, &["Name"]).map(|(name, _)| name.to_owned());
    let Some(containers) = tree.get(id, "Containers").filter(|id| tree.is_map(*id)) else { return };
    for (_, one) in tree.entries(containers).0 {
        let Some((name, _)) = text_at(tree, one, &["Name"]) else { continue };
        let service = container_list::service_of(name).unwrap_or(name);
        let span = tree.node(one).span;
        let address = text_at(tree, one, &["IPv4Address"]);
        let mut said = Container::unknown();
        said.name.put(name);
        said.service.put(service);
        said.address =
            address.map_or(Field::Unknown, |(a, at)| Field::Set(Host(a.split('/').next().unwrap_or(a).to_owned()), at));
        said.networks.put_known(network.clone().map(|network| vec![network]));
        sink.add(span, said);
        if let Some(address) = address {
            add_address(sink, name, address, span);
            if service != name {
                add_address(sink, service, address, span);
            }
        }
    }
}

/// `docker inspect -f '{{…}}' NAME…` of addresses or networks: one line for each of the names in the command, in their order.
fn formatted(artifact: &Artifact, sink: &mut Sink) {
    let Some((names, template)) = inspect_command(&artifact.name) else { return };
    let lines: Vec<&str> = artifact.text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if lines.len() != names.len() {
        return;
    }
    let all_addresses = lines.iter().all(|line| crate::facts::host::address(line).is_some());
    let networks = template.contains("Networks") && !template.contains("Address");
    for (line, name) in lines.iter().zip(names) {
        let span = span_in(&artifact.text, line);
        let service = container_list::service_of(name).unwrap_or(name);
        if all_addresses {
            let address = Field::at(Host((*line).to_owned()), span);
            let mut said = NameAddress::unknown();
            said.name.put(service);
            said.address.put_field(address);
            said.by.put("inspect");
            sink.add(span, said);
        } else if networks {
            let networks = line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            let mut said = Container::unknown();
            said.name.put(name);
            said.service.put(service);
            said.networks.put(networks);
            sink.add(span, said);
        }
    }
}

/// The containers that a `docker inspect` names, and its template.
fn inspect_command(command: &str) -> Option<(Vec<&str>, &str)> {
    let (_, rest) = command.split_once(" inspect ")?;
    let (before, template, after) = match rest.find(['\'', '"']) {
        Some(open) => {
            let quote = &rest[open..=open];
            let close = open + 1 + rest[open + 1..].rfind(quote)?;
            (&rest[..open], &rest[open + 1..close], &rest[close + 1..])
        }
        None => (rest, "", ""),
    };
    let names = before.split_whitespace().chain(after.split_whitespace());
    Some((names.filter(|word| !word.starts_with('-')).collect(), template))
}

/// `/shop-web-1 - 172.18.0.2`, from `docker inspect -f '{{.Name}} - {{…IPAddress}}'`.
fn named_addresses(text: &str, sink: &mut Sink) {
    for line in text.lines().filter(|line| line.starts_with('/')) {
        let mut words = line[1..].split_whitespace().filter(|word| !matches!(*word, "-" | ":" | "="));
        let (Some(name), Some(address), None) = (words.next(), words.next(), words.next()) else { continue };
        let name = name.trim_end_matches(':');
        if crate::facts::host::address(address).is_none() {
            continue;
        }
        let at = span_in(text, address);
        let service = container_list::service_of(name).unwrap_or(name);
        for name in [name, service].into_iter().take(1 + usize::from(service != name)) {
            add_address(sink, name, (address, Some(at)), span_in(text, line));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::facts::{Store, Value};
    use crate::intake::Kind;

    fn read(text: &str) -> Store {
        crate::readers::read(&[crate::readers::testing::artifact(Kind::ContainerInspect, "", text)]).store
    }

    #[test]
    fn a_container() {
        let text = r#"[{"Id": "abc", "Name": "/shop-web-1", "State": {"Status": "running", "Restarting": false},
            "Mounts": [{"Type": "volume", "Name": "sock", "Destination": "/run/sock", "RW": true}],
            "Config": {"Env": ["PORT=8000"], "Labels": {"com.docker.compose.service": "web"}},
            "NetworkSettings": {"Networks": {"shop_default": {"Aliases": ["api"], "IPAddress": "172.18.0.4"}}}}]"#;
        let store = read(text);
        let container = store.get(store.of_kind("container")[0]);
        assert_eq!(container.look("service").unwrap().0, Value::Word("web".into()));
        let (address, span) = container.look("address").unwrap();
        assert_eq!((address, span.unwrap().of(text)), (Value::Host("172.18.0.4".into()), "172.18.0.4"));
        assert_eq!(store.of_kind("name-address").len(), 3, "service, container and alias");
        assert_eq!(store.of_kind("mount").len(), 1);
    }

    #[test]
    fn one_line_a_name() {
        let read = |command: &str, text: &str| {
            crate::readers::read(&[crate::readers::testing::artifact(Kind::ContainerInspect, command, text)]).store
        };
        let template = "'{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}'";
        for command in
            [format!("docker inspect shop-web-1 -f {template}"), format!("docker inspect -f {template} shop-web-1")]
        {
            let store = read(&command, "172.18.0.4\n");
            let named = store.get(store.of_kind("name-address")[0]);
            assert_eq!(named.look("name").unwrap().0.text(), "web", "{command}");
        }
        let store = read(
            "docker inspect -f '{{range $n, $_ := .NetworkSettings.Networks}}{{$n}} {{end}}' web proxy",
            "app\nbridge\n",
        );
        let proxy = store.get(store.of_kind("container")[1]);
        assert_eq!(proxy.look("networks").unwrap().0.text(), "bridge");
        assert_eq!(proxy.look("name").unwrap().0.text(), "proxy");
    }

    #[test]
    fn a_network_and_a_fragment() {
        let text = r#"[{"Name": "shop_default", "Containers": {"1f": {"Name": "shop-web-1", "IPv4Address": "172.18.0.4/16"}}}]"#;
        let store = read(text);
        let named = store.get(store.of_kind("name-address")[0]);
        assert_eq!(named.look("address").unwrap().0, Value::Host("172.18.0.4".into()));
        let store = read("\"Networks\": {\n  \"shop_default\": {\n    \"IPAddress\": \"172.18.0.9\",\n");
        let container = store.get(store.of_kind("container")[0]);
        assert_eq!(container.look("address").unwrap().0, Value::Host("172.18.0.9".into()));
    }
}
