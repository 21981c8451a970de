//! Command lines that start a server, wherever they come from: a shell, a Dockerfile, a compose file, a unit, a platform.

mod args;
pub mod bind;
mod docker_run;
mod programs;
pub mod uwsgi;

use args::Args;
use programs::{PROGRAMS, Program};

use super::Sink;
use super::words::{self, Word};
use crate::facts::Field;
use crate::facts::server::{AppServer, Listener};
use crate::intake::Artifact;
use crate::text::{Decimal, Span};

/// `sh -c "sh -c '…'"`: nobody nests deeper.
const MOST_SHELLS: usize = 4;

/// Where a command stands.
#[derive(Clone, Debug)]
pub struct Origin<'a> {
    /// dockerfile, compose, platform, systemd, supervisord, script, shell.
    pub source: &'a str,
    /// The compose service, container or unit.
    pub service: Field<String>,
}

/// Reads a pasted command line, or several.
pub fn read(artifact: &Artifact, sink: &mut Sink) {
    for line in joined_lines(&artifact.text) {
        let text = line.of(&artifact.text);
        let at = line.start as usize;
        let lead = text.len() - text.trim_start_matches(['$', '#', '>', ' ', '\t', '"', '`']).len();
        let words = words::shell(&text[lead..], at + lead);
        if docker_run::read(&words, line, sink) {
            continue;
        }
        let words = named(words);
        add_command(sink, &words, line, &Origin { source: "shell", service: Field::Unknown });
    }
}

/// A line that gives its command a name (`web: …`, `CMD …`, `command: …`, `"startCommand": "…"`) loses it.
fn named(words: Vec<Word>) -> Vec<Word> {
    let first = words.first().map(|word| word.text.clone()).unwrap_or_default();
    if words.len() > 1 && (first.ends_with(':') || matches!(first.as_str(), "CMD" | "ENTRYPOINT" | "RUN")) {
        return words[1..].to_vec();
    }
    words
}

/// Lines, those that end in a backslash joined with the next.
pub(super) fn joined_lines(text: &str) -> Vec<Span> {
    let mut lines: Vec<Span> = Vec::new();
    let (mut at, mut open) = (0, false);
    for line in text.split_inclusive('\n') {
        let end = at + line.trim_end_matches(['\n', '\r']).len();
        match lines.last_mut() {
            Some(last) if open => last.end = end as u32,
            _ => lines.push(Span::new(at, end)),
        }
        // A blank after the backslash is a common slip; it is read as meant.
        open = line.trim_end().ends_with('\\');
        at += line.len();
    }
    lines.retain(|line| !line.of(text).trim().is_empty());
    lines
}

/// Adds what the servers in a command say. `whole` is the place of the command. True where a server was found.
pub fn add_command(sink: &mut Sink, words: &[Word], whole: Span, origin: &Origin) -> bool {
    let mut found = false;
    let mut todo = vec![words.to_vec()];
    let mut shells = 0;
    while let Some(words) = todo.pop() {
        for command in words.split(Word::is_operator) {
            let command = unwrapped(command);
            if let Some(script) = shell_script(command).filter(|_| shells < MOST_SHELLS) {
                shells += 1;
                let mut inner = words::shell(&script.text, script.start);
                inner.iter_mut().for_each(|word| word.exact &= script.exact);
                todo.push(inner);
                continue;
            }
            found |= add_server(sink, command, whole, origin);
        }
    }
    found
}

/// The text after `-c` of a shell.
fn shell_script(command: &[Word]) -> Option<&Word> {
    let shell = matches!(base_name(&command.first()?.text), "sh" | "bash" | "ash" | "dash" | "zsh");
    let flag = command.iter().position(|word| matches!(word.text.as_str(), "-c" | "-ec" | "-lc" | "-euc" | "-exc"))?;
    command.get(flag + 1).filter(|_| shell)
}

fn base_name(text: &str) -> &str {
    text.rsplit('/').next().unwrap_or(text)
}

/// Takes off what only starts the real command: assignments, `exec`, runners of environments, init programs.
fn unwrapped(mut command: &[Word]) -> &[Word] {
    loop {
        let Some(first) = command.first() else { return command };
        let second = command.get(1).map_or("", |word| word.text.as_str());
        let assignment = first
            .text
            .split_once('=')
            .is_some_and(|(name, _)| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'));
        let skip = match (base_name(&first.text), second) {
            _ if assignment => 1,
            (
                "exec"
                | "nohup"
                | "time"
                | "env"
                | "command"
                | "tini"
                | "dumb-init"
                | "npx"
                | "bunx"
                | "ddtrace-run"
                | "--"
                | "docker-php-entrypoint",
                _,
            ) => 1,
            ("sudo", next) if !next.starts_with('-') => 1,
            ("gosu" | "su-exec", _) => 2,
            ("newrelic-admin", "run-program") => 2,
            ("poetry" | "pipenv" | "uv" | "pdm" | "rye" | "hatch", "run") => 2,
            ("bundle", "exec") => 2,
            ("pnpm" | "yarn" | "npm", "exec" | "dlx") => 2,
            ("python" | "python2" | "python3" | "py", "-m") => 2,
            ("python" | "python2" | "python3" | "py", "-u" | "-B" | "-O") if command.len() > 2 => {
                command = match after_flag(command) {
                    Some(rest) => rest,
                    None => return command,
                };
                continue;
            }
            (name, _) if name.starts_with("wait-for") || name.starts_with("wait_for") || name == "dockerize" => {
                match command.iter().position(|word| word.text == "--") {
                    Some(at) => at + 1,
                    None if name == "dockerize" => return command,
                    None => 2,
                }
            }
            (name, next) if is_python(name) && next.ends_with(".py") && is_server_script(next) => 1,
            _ => return command,
        };
        command = command.get(skip..).unwrap_or(&[]);
    }
}

/// The command from the script on, where flags of the interpreter stand before it.
fn after_flag(command: &[Word]) -> Option<&[Word]> {
    let at = 1 + command[1..].iter().position(|word| !matches!(word.text.as_str(), "-u" | "-B" | "-O"))?;
    match command[at].text.as_str() {
        "-m" => command.get(at + 1..),
        script if is_server_script(script) => command.get(at..),
        // `python -u app.py`: the script is the server; the flags before it say nothing.
        _ => None,
    }
}

fn is_python(name: &str) -> bool {
    name.strip_prefix("python").is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit() || c == '.')) || name == "py"
}

/// `manage.py` is Django's own; what it is told to do decides.
fn is_server_script(name: &str) -> bool {
    base_name(name) == "manage.py"
}

/// The program whose beginning the command has, and where its arguments begin.
fn program(command: &[Word]) -> Option<(&'static Program, usize)> {
    let first = base_name(&command.first()?.text);
    let first = first.strip_suffix(".exe").unwrap_or(first);
    PROGRAMS.iter().find_map(|program| {
        let (name, rest) = program.words.split_first()?;
        let begins = first == *name
            || (*name == "python" && is_python(first))
            || (*name == "php-fpm" && first.starts_with("php-fpm"));
        // Options may stand before the subcommand: `flask --app x run`.
        let after = rest
            .iter()
            .try_fold(1, |at, want| Some(at + 1 + command.get(at..)?.iter().position(|word| word.text == *want)?));
        after.filter(|_| begins).map(|after| (program, after))
    })
}

fn add_server(sink: &mut Sink, command: &[Word], whole: Span, origin: &Origin) -> bool {
    if command.first().is_some_and(|word| base_name(&word.text).starts_with("uwsgi")) {
        uwsgi::command(sink, command, whole, origin);
        return true;
    }
    let Some((program, after)) = program(command) else { return false };
    let args = Args(&command[after..]);
    // A command cut off by a listing ("uvicorn app.main:ap…") says nothing about what follows.
    let cut = command.iter().any(|word| word.text.ends_with('…') || word.text.ends_with("..."));
    // `$OPTS` and `"$@"` may hold anything; a config file may hold the address.
    let open =
        cut || args.0.iter().any(|word| word.text.starts_with('$') || word.text == "$@") || args.has(program.elsewhere);
    let said = |value: Option<Field<u32>>| value.unwrap_or(if open { Field::Unknown } else { Field::Absent });
    let number = |names: &[&str]| {
        args.value(names).map(|word| match word.text.parse() {
            Ok(number) => Field::Set(number, word.span()),
            Err(_) => Field::Unknown,
        })
    };
    let mut server = AppServer::unknown();
    server.program.put(program.name);
    server.interface.put_known((!program.interface.is_empty()).then_some(program.interface));
    server.development.put(program.development);
    server.workers.put_field(said(number(program.workers)));
    server.timeout.put_field(match args.value(program.timeout).and_then(|word| Some((word.text.decimal()?, word))) {
        Some((seconds, word)) => Field::Set(seconds, word.span()),
        None if open || program.timeout.is_empty() => Field::Unknown,
        None => Field::Absent,
    });
    server.source.put(origin.source);
    server.service.put_field(origin.service.clone());
    server.command.put_field(written(command));
    server.last_word.put_field(command.last().map_or(Field::Unknown, bind::field));
    server.protocol.put(if program.name == "php-fpm" { "fastcgi" } else { "http" });
    let class = args.value(program.class);
    server.worker_class.put_field(match &class {
        Some(word) => bind::field(word),
        None if open || program.class.is_empty() => Field::Unknown,
        None => Field::Absent,
    });
    if program.name == "gunicorn" && class.is_some_and(|word| word.text.to_ascii_lowercase().contains("uvicorn")) {
        server.interface.put("asgi");
    }
    if program.name == "uvicorn" {
        server.websockets.put_field(match args.value(&["--ws"]) {
            Some(word) => bind::field(&word),
            None if open => Field::Unknown,
            None => Field::Absent,
        });
        server.message_limit.put_field(match args.value(&["--ws-max-size"]) {
            Some(word) => word.text.decimal().map_or(Field::Unknown, |bytes| Field::Set(bytes, word.span())),
            None if open => Field::Unknown,
            None => Field::Absent,
        });
    }
    server.target.put_field(args.application().or_else(|| args.positional()).map_or(Field::Unknown, bind::field));
    let listeners = addresses(&args, program, open, &mut server);
    server.package.put_known(server.target.get().and_then(|target| package(target)));
    for bind in listeners {
        sink.add(whole, listener(&server, bind, "command"));
    }
    sink.add(whole, server);
    true
}

/// The command as one text; with its place where it stands in the paste word for word, since only then can an edit replace it.
fn written(command: &[Word]) -> Field<String> {
    let text = command.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
    let ends = |words: &[Word]| Some((words.first()?.span()?.start, words.last()?.span()?.end));
    let as_long = |words: &[Word], len: usize| ends(words).is_some_and(|(start, end)| (end - start) as usize == len);
    // Quotes, escapes and lists make the place longer than the words.
    let whole =
        as_long(command, text.len()) && command.iter().all(|word| as_long(std::slice::from_ref(word), word.text.len()));
    let place = ends(command).filter(|_| whole).map(|(start, end)| Span::new(start as usize, end as usize));
    Field::Set(text, place)
}

/// `shop` of `shop.wsgi:application`.
fn package(target: &str) -> Option<&str> {
    let module = target.split(':').next()?;
    module.strip_suffix(".wsgi").or_else(|| module.strip_suffix(".asgi"))
}

/// Fills in what the server is told to bind, and gives each address that is told in full.
fn addresses(args: &Args, program: &Program, open: bool, server: &mut AppServer) -> Vec<bind::Bind> {
    let mut binds: Vec<bind::Bind> = args.values(program.bind).iter().map(bind::bind).collect();
    if program.positional_bind {
        binds.extend(args.positional().map(bind::bind));
        server.target.put_field(Field::Unknown);
    }
    let (host, port, socket) = (args.value(program.host), args.value(program.port), args.value(program.socket));
    let nothing = binds.is_empty() && host.is_none() && port.is_none() && socket.is_none();
    let takes_address =
        program.positional_bind || !(program.bind.is_empty() && program.host.is_empty() && program.port.is_empty());
    if nothing {
        if takes_address && !open {
            (server.host, server.port, server.socket) = (Field::Absent, Field::Absent, Field::Absent);
        }
        return binds;
    }
    if let Some(socket) = socket {
        binds.push(bind::bind(&Word { text: format!("unix:{}", socket.text), ..socket }));
    } else if host.is_some() || port.is_some() {
        let missing = || if open { Field::Unknown } else { Field::Absent };
        let mut one = bind::Bind { host: missing(), port: Field::Absent, ..bind::Bind::default() };
        if let Some(word) = host {
            one.host = bind::host_field(&word);
        }
        if let Some(word) = port {
            (one.port, one.port_text, one.port_variable, one.port_fallback) = bind::port(&word);
        } else if open {
            one.port = Field::Unknown;
        }
        binds.push(one);
    }
    if let Some(first) = binds.first() {
        bind::put(server, first.clone());
    }
    binds.retain(|bind| (bind.host.get().is_some() && bind.port.get().is_some()) || bind.socket.get().is_some());
    binds
}

/// The listener that a server opens on an address it is told.
pub fn listener(server: &AppServer, bind: bind::Bind, by: &str) -> Box<Listener> {
    let socket = bind.socket.get().is_some();
    let mut fact = Listener::unknown();
    fact.app.put_field(server.program.clone());
    fact.service.put_field(server.service.clone());
    fact.host.put_field(bind.host);
    fact.port.put_field(bind.port);
    fact.socket.put_field(if socket { bind.socket } else { Field::Absent });
    fact.protocol.put_field(server.protocol.clone());
    fact.by.put(by);
    fact
}

#[cfg(test)]
mod tests {
    use crate::facts::{Store, Value};
    use crate::intake::Kind;

    fn servers(text: &str) -> Store {
        let artifact = crate::readers::testing::artifact(Kind::StartCommand, "", text);
        crate::readers::read(&[artifact]).store
    }

    fn look(store: &Store, kind: &str, path: &str) -> Value {
        let index = *store.of_kind(kind).first().unwrap_or_else(|| panic!("no {kind}"));
        store.get(index).look(path).unwrap().0
    }

    #[test]
    fn gunicorn_says_nothing_or_everything() {
        let store = servers("exec gunicorn app.wsgi:application -w 3 --timeout 60");
        assert_eq!(look(&store, "app-server", "host"), Value::Absent);
        assert_eq!(look(&store, "app-server", "workers"), Value::Number(3.0));
        assert_eq!(look(&store, "app-server", "target"), Value::Word("app.wsgi:application".into()));
        let store = servers("gunicorn -c conf.py app:app");
        assert_eq!(look(&store, "app-server", "host"), Value::Unknown);
        let text = "FOO=1 python3 -m gunicorn -b127.0.0.1:8000 -k uvicorn.workers.UvicornWorker a:b";
        let store = servers(text);
        assert_eq!(look(&store, "listener", "host"), Value::Host("127.0.0.1".into()));
        assert_eq!(look(&store, "app-server", "interface"), Value::Word("asgi".into()));
        let (_, span) = store.get(store.of_kind("listener")[0]).look("host").unwrap();
        assert_eq!(span.unwrap().of(text), "127.0.0.1");
    }

    #[test]
    fn what_uvicorn_is_told_of_websockets_has_its_place() {
        let text = "uvicorn app:app --ws none --ws-max-size=1000";
        let store = servers(text);
        let fact = store.get(store.of_kind("app-server")[0]);
        let at = |path| fact.look(path).map(|(value, span)| (value, span.map(|span| span.of(text))));
        assert_eq!(at("websockets"), Some((Value::Word("none".into()), Some("none"))));
        assert_eq!(at("message_limit"), Some((Value::Number(1000.0), Some("1000"))));
    }

    #[test]
    fn wrappers_shells_and_variables() {
        let store =
            servers("sh -c \"python manage.py migrate && exec uvicorn main:app --host 0.0.0.0 --port ${PORT:-8080}\"");
        assert_eq!(look(&store, "app-server", "program"), Value::Word("uvicorn".into()));
        assert_eq!(look(&store, "app-server", "port_variable"), Value::Word("PORT".into()));
        assert_eq!(look(&store, "app-server", "port_fallback"), Value::Number(8080.0));
        assert!(store.of_kind("listener").is_empty());
    }

    #[test]
    fn development_servers() {
        for (text, host, port) in [
            ("python manage.py runserver 0:8001", Value::Host("0.0.0.0".into()), Value::Number(8001.0)),
            ("python -u manage.py runserver", Value::Absent, Value::Absent),
            ("flask --app x run -h 127.0.0.1", Value::Host("127.0.0.1".into()), Value::Absent),
            ("flask run --port 5001", Value::Absent, Value::Number(5001.0)),
            ("php -S localhost:8000 -t public", Value::Host("localhost".into()), Value::Number(8000.0)),
            ("npx vite --host", Value::Host("0.0.0.0".into()), Value::Absent),
        ] {
            let store = servers(text);
            assert_eq!(look(&store, "app-server", "host"), host, "{text}");
            assert_eq!(look(&store, "app-server", "port"), port, "{text}");
            assert_eq!(look(&store, "app-server", "development"), Value::Flag(true), "{text}");
        }
    }
}
