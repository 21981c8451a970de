//! Typed commands: what follows one is of the kind the command prints, from the place it ran in.

use super::Kind;
use super::names::kind_of_name;
use super::pattern::{is_name_byte, run};

/// A command as typed after a prompt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Command {
    /// Where in the line the command itself starts.
    pub at: usize,
    /// Where its output was printed: the container it runs in, else the prompt's host.
    pub place: Option<String>,
    /// The kind of its output, where the command decides that.
    pub kind: Option<Kind>,
    /// The file it prints.
    pub file: Option<String>,
    /// True where the command starts an application.
    pub starts: bool,
    /// True where the command is one half of an HTTP exchange.
    pub requests: bool,
}

/// Reads a line that begins with a shell prompt.
pub(super) fn after_prompt(line: &str) -> Option<Command> {
    let (at, host) = prompt(line)?;
    let mut command = read(line[at..].trim_end());
    command.at = at;
    command.place = command.place.or(host);
    Some(command)
}

/// Reads a line that is a command without a prompt, where it can hardly be anything else.
pub(super) fn bare(line: &str) -> Option<Command> {
    let indent = run(line, |b| b == b' ');
    let text = line[indent..].trim_end();
    let first = text.split(' ').next().unwrap_or("");
    let known = match first {
        "sudo" => text.split(' ').nth(1).is_some_and(is_tool),
        "docker" | "docker-compose" | "kubectl" | "podman" | "systemctl" | "journalctl"
        | "supervisorctl" | "netstat" | "iptables" | "nslookup" | "getent" | "wscat"
        | "websocat" | "namei" => text
            .split_once(' ')
            .is_some_and(|(_, rest)| !reads_like_prose(rest)),
        "curl" | "ss" | "ls" | "lsof" | "dig" | "stat" | "nginx" | "cat" | "tail" | "head" => {
            let rest = text.split_once(' ').map_or("", |(_, rest)| rest);
            (rest.starts_with(['-', '/', '"', '\''])
                || rest.contains("://")
                || rest.contains(" -")
                || first == "curl")
                && !reads_like_prose(rest)
        }
        _ => false,
    };
    if !known || text.ends_with(':') || text.ends_with(';') || text.ends_with('.') {
        return None;
    }
    let mut command = read(text);
    command.at = indent;
    Some(command)
}

fn is_tool(word: &str) -> bool {
    matches!(
        word,
        "docker"
            | "docker-compose"
            | "podman"
            | "nginx"
            | "systemctl"
            | "journalctl"
            | "service"
            | "ss"
            | "netstat"
            | "lsof"
            | "ls"
            | "cat"
            | "tail"
            | "rsync"
            | "supervisorctl"
            | "iptables"
            | "ufw"
            | "curl"
            | "chmod"
            | "chown"
            | "kill"
            | "head"
            | "less"
            | "apt"
            | "apt-get"
            | "yum"
            | "dnf"
            | "setsebool"
            | "getsebool"
            | "kubectl"
            | "ausearch"
    )
}

/// True where words of a sentence follow: `docker and nginx are running`.
fn reads_like_prose(rest: &str) -> bool {
    rest.split(' ').any(|w| {
        matches!(
            w,
            "and"
                | "is"
                | "are"
                | "the"
                | "I"
                | "it"
                | "shows"
                | "says"
                | "returns"
                | "but"
                | "works"
        )
    })
}

/// Where the command starts after a prompt, and the prompt's host.
fn prompt(line: &str) -> Option<(usize, Option<String>)> {
    let indent = run(line, |b| b == b' ');
    let text = &line[indent..];
    let first = *text.as_bytes().first()?;
    let (mark, host) = match first {
        b'$' | b'%' | b'#' if text.as_bytes().get(1) == Some(&b' ') => {
            let word = text[1..].trim_start().split(' ').next().unwrap_or("");
            // A comment is no prompt: after `#` and `%` only a tool's name will do.
            let fits = if first == b'$' {
                !word.is_empty()
            } else {
                is_tool(word) || is_starter(word) || is_probe(word)
            };
            (fits.then_some(0)?, None)
        }
        b'$' if text.starts_with("$:") => (1 + text[1..].find("$ ")?, None),
        b'/' | b'~' => {
            let path = run(text, |b| is_name_byte(b) || matches!(b, b'/' | b'~'));
            let mark = path + run(&text[path..], |b| b == b' ');
            (prompt_mark(text, mark)?, None)
        }
        b'P' if text.starts_with("PS ") => {
            let end = text
                .find("> ")
                .filter(|end| text[..*end].contains([':', '/']))?;
            (end, None)
        }
        b'A'..=b'Z' if text[1..].starts_with(":\\") => (text.find('>')?, None),
        _ => {
            let inner = text.strip_prefix(['[', '(']).unwrap_or(text);
            let skipped = text.len() - inner.len();
            let user = run(inner, is_name_byte_without_at);
            let shell = inner.starts_with("bash-") || inner.starts_with("sh-");
            if shell {
                (prompt_mark(text, skipped + user)?, None)
            } else {
                let host_at = skipped + user + 1;
                if user == 0 || text.as_bytes().get(host_at - 1) != Some(&b'@') {
                    return None;
                }
                let host = run(&text[host_at..], is_name_byte_without_at);
                let after = host_at + host;
                if host == 0
                    || !matches!(text.as_bytes().get(after), Some(b':' | b' ' | b'$' | b'#'))
                {
                    return None;
                }
                let mark = after
                    + text[after..]
                        .char_indices()
                        .take(120)
                        .find(|(_, c)| matches!(c, '$' | '#' | '%'))?
                        .0;
                // `user@host: text` of a log or mail has spaces before any mark.
                let between = text[after..mark].trim_matches([':', ' ', ']']);
                if between.contains(' ') {
                    return None;
                }
                (
                    prompt_mark(text, mark)?,
                    Some(text[host_at..after].to_string()),
                )
            }
        }
    };
    let after = mark + 1;
    Some((indent + after + run(&text[after..], |b| b == b' '), host))
}

fn is_name_byte_without_at(byte: u8) -> bool {
    is_name_byte(byte) && byte != b'@'
}

/// `at`, if a prompt's mark stands there, followed by a blank or nothing.
fn prompt_mark(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    (matches!(bytes.get(at), Some(b'$' | b'#' | b'%'))
        && matches!(bytes.get(at + 1), None | Some(b' ')))
    .then_some(at)
}

/// Words that start an application.
fn is_starter(word: &str) -> bool {
    let program = word.rsplit('/').next().unwrap_or(word);
    matches!(
        program,
        "gunicorn"
            | "uvicorn"
            | "daphne"
            | "hypercorn"
            | "uwsgi"
            | "waitress-serve"
            | "flask"
            | "python"
            | "python3"
            | "node"
            | "npm"
            | "yarn"
            | "pnpm"
            | "npx"
            | "puma"
            | "unicorn"
            | "rails"
            | "php-fpm"
            | "supervisord"
            | "java"
            | "celery"
            | "pm2"
            | "fastapi"
            | "streamlit"
    ) || (program.starts_with("php") && program.contains("fpm"))
}

fn is_probe(word: &str) -> bool {
    matches!(
        word,
        "getent"
            | "nslookup"
            | "dig"
            | "ping"
            | "ps"
            | "gitlab-ctl"
            | "sestatus"
            | "stat"
            | "namei"
            | "env"
            | "wget"
            | "wscat"
            | "cd"
    )
}

/// True where a line starts an application: a typed start command, or one that a file or platform holds.
pub(super) fn starts_application(text: &str) -> bool {
    let mut words = text
        .split(' ')
        .filter(|w| !w.is_empty())
        .skip_while(|w| is_skipped(w));
    let Some(first) = words.next() else {
        return false;
    };
    let second = words.next();
    let is_option = |w: &str| w.starts_with('-') || w.starts_with('$');
    match first {
        "docker" | "podman" => {
            matches!(second, Some("run" | "create"))
                || (second == Some("service") && text.contains(" create "))
        }
        "python" | "python3" | "node" | "java" => second.is_some_and(|w| {
            w.ends_with(".py")
                || w.ends_with(".js")
                || w.ends_with(".mjs")
                || matches!(w, "-m" | "-jar" | "-u")
        }),
        "npm" | "yarn" | "pnpm" | "pm2" => {
            matches!(second, Some("start" | "run" | "dev" | "serve"))
        }
        "flask" | "fastapi" | "streamlit" => matches!(second, Some("run" | "dev" | "--app" | "-A")),
        "rails" => matches!(second, Some("s" | "server")),
        "celery" | "supervisord" => second.is_some_and(is_option),
        "npx" => second.is_some(),
        // `gunicorn is running` is a sentence; a module, a colon or an option is a command.
        _ if is_starter(first) => {
            text.contains(" -")
                || second.is_some_and(|w| {
                    (w.contains([':', '.', '/']) && !w.ends_with([':', '.'])) || is_option(w)
                })
        }
        _ => false,
    }
}

/// Words before the command itself: `sudo`, `NAME=value`, `exec`.
fn is_skipped(word: &&str) -> bool {
    matches!(
        *word,
        "sudo" | "exec" | "nohup" | "env" | "time" | "poetry" | "pipenv" | "uv"
    ) || word.split_once('=').is_some_and(|(name, _)| {
        !name.is_empty()
            && name
                .bytes()
                .all(|b| b.is_ascii_uppercase() || b == b'_' || b.is_ascii_digit())
    })
}

/// What a command without its prompt prints.
fn read(text: &str) -> Command {
    let mut command = Command::default();
    let words: Vec<&str> = text.split(' ').filter(|w| !w.is_empty()).take(64).collect();
    let mut at = words.iter().take_while(|w| is_skipped(w)).count();
    // `docker exec web sh -c "ss -ltn"`: the place, then the command inside. A few layers are enough.
    for _ in 0..4 {
        let Some((place, inside)) = enters(&words[at..]) else {
            break;
        };
        command.place = place.or(command.place);
        at += inside;
    }
    let rest = &words[at..];
    let first = rest.first().map_or("", |w| {
        w.trim_matches(['"', '\'']).rsplit('/').next().unwrap_or("")
    });
    let has = |wanted: &str| rest.iter().any(|w| *w == wanted);
    let sub = |at: usize| {
        rest.iter()
            .skip(1)
            .filter(|w| !w.starts_with('-'))
            .nth(at)
            .copied()
            .unwrap_or("")
    };
    command.starts = starts_application(text) || (is_starter(first) && rest.len() == 1);
    command.kind = match first {
        "docker" | "podman" | "nerdctl" => match sub(0) {
            "ps" => Some(Kind::ContainerList),
            "compose" => compose(sub(1)),
            "container" if sub(1) == "ls" => Some(Kind::ContainerList),
            "inspect" => Some(Kind::ContainerInspect),
            "network" | "container" if sub(1) == "inspect" => Some(Kind::ContainerInspect),
            "version" => Some(Kind::Versions),
            "logs" => {
                command.place = rest
                    .last()
                    .filter(|w| !w.starts_with('-') && **w != "logs")
                    .map(|w| w.to_string())
                    .or(command.place);
                None
            }
            _ if has("--version") => Some(Kind::Versions),
            _ => None,
        },
        "docker-compose" => compose(sub(0)),
        "kubectl" | "oc" => match sub(0) {
            "get" if matches!(sub(1), "pods" | "pod" | "po") && !has("yaml") => {
                Some(Kind::ContainerList)
            }
            "get" if has("yaml") || has("-oyaml") => Some(Kind::KubernetesManifest),
            "describe" => Some(Kind::ContainerInspect),
            "logs" => {
                command.place = Some(sub(1))
                    .filter(|w| !w.is_empty())
                    .map(str::to_string)
                    .or(command.place);
                None
            }
            _ => None,
        },
        "ss" | "netstat" | "lsof" => Some(Kind::ListeningSockets),
        "ls" | "stat" | "namei" | "ll" => Some(Kind::SocketFile),
        "systemctl" | "service" | "supervisorctl" | "gitlab-ctl" | "sv" => {
            Some(Kind::ServiceStatus)
        }
        "curl" | "wget" | "wscat" | "websocat" | "http" | "https" => {
            command.requests = true;
            Some(Kind::Curl)
        }
        "getent" | "nslookup" | "dig" | "host" => Some(Kind::NameResolution),
        "iptables" | "ufw" | "sestatus" | "getsebool" | "ausearch" | "firewall-cmd" | "nft" => {
            Some(Kind::Firewall)
        }
        "nginx" if has("-T") => Some(Kind::NginxConfig),
        "nginx" if has("-v") || has("-V") => Some(Kind::Versions),
        "nginx" if has("reload") || has("start") || has("restart") => Some(Kind::ServiceStatus),
        "nginx" => Some(Kind::NginxErrorLog),
        "env" | "printenv" => Some(Kind::EnvFile),
        "cat" | "less" | "more" | "head" | "tail" | "vi" | "vim" | "nano" | "bat" => {
            let file = rest
                .iter()
                .skip(1)
                .rfind(|w| !w.starts_with('-') && !matches!(**w, "|" | ">"))
                .copied();
            command.file = file.filter(|f| f.len() > 1).map(str::to_string);
            command.file.as_deref().and_then(kind_of_name)
        }
        _ if has("--version") || has("-V") => Some(Kind::Versions),
        _ => None,
    };
    command
}

fn compose(sub: &str) -> Option<Kind> {
    match sub {
        "ps" => Some(Kind::ContainerList),
        "config" => Some(Kind::ComposeFile),
        "version" => Some(Kind::Versions),
        _ => None,
    }
}

/// Where `words` enter a container or a shell: its place, and how many words that takes.
fn enters(words: &[&str]) -> Option<(Option<String>, usize)> {
    let first = *words.first()?;
    let mut at = match first {
        "docker" | "podman" if words.get(1) == Some(&"exec") => 2,
        "docker" | "podman" if words.get(1) == Some(&"compose") => {
            2 + words[2..].iter().position(|w| *w == "exec")? + 1
        }
        "docker-compose" => 1 + words[1..].iter().position(|w| *w == "exec")? + 1,
        "kubectl" | "oc" => 1 + words[1..].iter().position(|w| *w == "exec")? + 1,
        "sh" | "bash" | "ash" if words.len() > 2 && words[1].starts_with('-') => {
            return Some((None, 2));
        }
        "sudo" => return Some((None, 1)),
        _ => return None,
    };
    while let Some(option) = words.get(at).filter(|w| w.starts_with('-') && **w != "--") {
        // These take their value as the next word.
        at += if matches!(
            *option,
            "-u" | "--user"
                | "-e"
                | "--env"
                | "-w"
                | "--workdir"
                | "-n"
                | "--namespace"
                | "-c"
                | "--container"
                | "--index"
        ) {
            2
        } else {
            1
        };
    }
    let place = words
        .get(at)?
        .trim_start_matches("deploy/")
        .trim_start_matches("pod/");
    at += 1;
    if matches!(first, "kubectl" | "oc") {
        at += words
            .get(at..)
            .and_then(|rest| rest.iter().position(|w| *w == "--"))
            .map_or(0, |dashes| dashes + 1);
    }
    Some((Some(place.to_string()), at.min(words.len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(line: &str) -> (Option<Kind>, Option<String>) {
        let command = after_prompt(line).unwrap_or_else(|| panic!("no prompt in {line}"));
        (command.kind, command.place)
    }

    #[test]
    fn prompts_and_what_follows() {
        let at = |place: &str| Some(place.to_string());
        assert_eq!(typed("$ docker ps -a"), (Some(Kind::ContainerList), None));
        assert_eq!(
            typed("root@4f2a:/srv# ss -ltnp"),
            (Some(Kind::ListeningSockets), at("4f2a"))
        );
        assert_eq!(
            typed("[root@node ~]# curl -v http://web/"),
            (Some(Kind::Curl), at("node"))
        );
        assert_eq!(
            typed("/srv/app # ls -l /run"),
            (Some(Kind::SocketFile), None)
        );
        assert_eq!(
            typed("PS C:\\work> docker compose ps"),
            (Some(Kind::ContainerList), None)
        );
        assert_eq!(
            typed("$ docker exec -it web ss -ltn"),
            (Some(Kind::ListeningSockets), at("web"))
        );
        assert_eq!(
            typed("$ docker compose exec -T api sh -c 'ss -ltn'"),
            (Some(Kind::ListeningSockets), at("api"))
        );
        assert_eq!(
            typed("$ kubectl exec -n shop web-1 -c app -- ls -l /run"),
            (Some(Kind::SocketFile), at("web-1"))
        );
        assert_eq!(typed("$ sudo docker logs web"), (None, at("web")));
        assert_eq!(
            typed("# cat /etc/nginx/conf.d/shop.conf").0,
            Some(Kind::NginxConfig)
        );
    }

    #[test]
    fn comments_and_sentences_are_no_commands() {
        for line in [
            "# listen on all addresses",
            "#user nobody;",
            "$uri",
            "me@example.org: it costs 5 $ now",
            "% of requests fail",
        ] {
            assert_eq!(after_prompt(line), None, "{line}");
        }
        for line in [
            "docker and nginx are running",
            "curl returns nothing and the page is empty",
            "nginx is up",
        ] {
            assert_eq!(bare(line), None, "{line}");
        }
    }

    #[test]
    fn start_commands_are_told_from_sentences() {
        assert!(starts_application("gunicorn -b :8000 app:app"));
        assert!(starts_application("PORT=1 exec uvicorn main:app"));
        assert!(starts_application("docker run -d web"));
        assert!(!starts_application("gunicorn is running fine"));
    }
}
