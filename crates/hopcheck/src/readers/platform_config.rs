//! Hosting platforms' settings: Procfile, app.yaml, render.yaml, fly.toml, railway.json, heroku.yml.

use super::Sink;
use super::settings_lines::settings;
use super::start_command::{Origin, add_command};
use super::words;
use crate::facts::Field;
use crate::facts::container::{EnvSetting, PublishedPort};
use crate::intake::Artifact;
use crate::text::{Span, span_in};

/// Keys whose value is the command that starts the application.
const COMMAND_KEYS: &[&str] = &[
    "startcommand",
    "start_command",
    "start command",
    "entrypoint",
    "web",
    "run_command",
    "cmd",
    "command",
    "release_command",
    "app",
];

/// Reads it.
pub fn read(artifact: &Artifact, sink: &mut Sink) {
    let text = &artifact.text;
    sink.understood_all();
    for line in text.lines() {
        let trimmed = line.trim().trim_start_matches("- ").trim_end_matches(',');
        let Some((key, value)) = trimmed.split_once([':', '=']) else { continue };
        let key = key.trim().trim_matches(['"', '\'']).to_ascii_lowercase();
        let value = value.trim();
        let value = ["\"", "'", "`"].iter().find_map(|q| value.strip_prefix(q)?.strip_suffix(q)).unwrap_or(value);
        if COMMAND_KEYS.contains(&key.as_str()) && !value.is_empty() {
            let at = span_in(text, value);
            let words =
                words::json_array(value, at.start as usize).unwrap_or_else(|| words::shell(value, at.start as usize));
            // A Procfile or app.yaml starts what a buildpack made: there is no image whose command it would replace.
            let source = if matches!(key.as_str(), "web" | "entrypoint" | "app") { "procfile" } else { "platform" };
            add_command(sink, &words, at, &Origin { source, service: Field::Unknown });
        } else if matches!(key.as_str(), "internal_port" | "http_port" | "targetport")
            && let Ok(port) = value.parse::<u16>()
        {
            let mut said = PublishedPort::unknown();
            said.container_port.put_at(port, Some(span_in(text, value)));
            sink.add(span_in(text, line), said);
        }
    }
    variables(text, sink);
}

/// `[env]` of fly.toml, `env_variables:` of app.yaml and `- key: PORT` / `value: 10000` of render.yaml.
fn variables(text: &str, sink: &mut Sink) {
    let mut add = |span: Span, name: &str, value: &str, at: Span| {
        let mut said = EnvSetting::unknown();
        said.name.put(name);
        said.value.put_at(value, at);
        said.source.put("platform");
        sink.add(span, said);
    };
    let all = settings(text, &['=', ':']);
    let mut key: Option<&str> = None;
    for one in &all {
        let name = one.name.trim_start_matches("- ").trim_matches(['"', '\'']);
        let shouted = name.len() > 1 && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
        match name {
            "key" => key = Some(one.value),
            "value" => {
                if let Some(key) = key.take() {
                    add(one.line, key, one.value, one.at);
                }
            }
            name if shouted && !one.value.is_empty() => add(one.line, name, one.value, one.at),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::facts::{Store, Value};
    use crate::intake::Kind;

    fn read(text: &str) -> Store {
        crate::readers::read(&[crate::readers::testing::artifact(Kind::PlatformConfig, "", text)]).store
    }

    fn of(store: &Store, kind: &str, path: &str) -> Value {
        store.get(store.of_kind(kind)[0]).look(path).unwrap().0
    }

    #[test]
    fn start_commands() {
        for text in [
            "web: gunicorn shop.wsgi --bind 0.0.0.0:$PORT",
            "{\n  \"deploy\": {\n    \"startCommand\": \"gunicorn shop.wsgi --bind 0.0.0.0:$PORT\",\n",
            "services:\n  - type: web\n    startCommand: gunicorn shop.wsgi --bind 0.0.0.0:$PORT\n",
        ] {
            let store = read(text);
            assert_eq!(of(&store, "app-server", "port_variable"), Value::Word("PORT".into()), "{text}");
            let source = if text.starts_with("web") { "procfile" } else { "platform" };
            assert_eq!(of(&store, "app-server", "source"), Value::Word(source.into()));
        }
        let store = read("[env]\n  PORT = \"8080\"\n[http_service]\n  internal_port = 8080\n");
        assert_eq!(of(&store, "published-port", "container_port"), Value::Number(8080.0));
        assert_eq!(of(&store, "env-setting", "value"), Value::Word("8080".into()));
    }
}
