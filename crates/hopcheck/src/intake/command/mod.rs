//! Typed commands: what follows one is of the kind the command prints, from the place it ran in.

mod prompt;
mod start;

use super::Kind;
use super::names::kind_of_name;
use super::pattern::run;
use crate::text::among;
use prompt::{is_tool, prompt};
pub(super) use start::starts_application;
use start::{is_skipped, is_starter};

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
        _ if among(
            first,
            "docker docker-compose kubectl podman systemctl journalctl supervisorctl netstat iptables nslookup getent wscat websocat namei",
        ) =>
        {
            text.split_once(' ').is_some_and(|(_, rest)| !reads_like_prose(rest))
        }
        _ if among(first, "curl ss ls lsof dig stat nginx cat tail head") => {
            let rest = text.split_once(' ').map_or("", |(_, rest)| rest);
            (rest.starts_with(['-', '/', '"', '\'']) || rest.contains("://") || rest.contains(" -") || first == "curl")
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

/// True where words of a sentence follow: `docker and nginx are running`.
fn reads_like_prose(rest: &str) -> bool {
    rest.split(' ').any(|w| among(w, "and is are the I it shows says returns but works"))
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
    let first = rest
        .first()
        .map_or("", |w| w.trim_matches(['"', '\'']).rsplit('/').next().unwrap_or("").trim_end_matches(".exe"));
    let has = |wanted: &str| rest.contains(&wanted);
    let sub = |at: usize| rest.iter().skip(1).filter(|w| !w.starts_with('-')).nth(at).copied().unwrap_or("");
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
            "get" if matches!(sub(1), "pods" | "pod" | "po") && !has("yaml") => Some(Kind::ContainerList),
            "get" if has("yaml") || has("-oyaml") => Some(Kind::KubernetesManifest),
            "describe" => Some(Kind::ContainerInspect),
            "logs" => {
                command.place = Some(sub(1)).filter(|w| !w.is_empty()).map(str::to_string).or(command.place);
                None
            }
            _ => None,
        },
        "ss" | "netstat" | "lsof" => Some(Kind::ListeningSockets),
        _ if among(first, "ls stat namei ll") => Some(Kind::SocketFile),
        _ if among(first, "systemctl service supervisorctl gitlab-ctl sv") => Some(Kind::ServiceStatus),
        _ if among(first, "curl wget wscat websocat http https") => {
            command.requests = true;
            Some(Kind::Curl)
        }
        _ if among(first, "getent nslookup dig host") => Some(Kind::NameResolution),
        _ if among(first, "iptables ufw sestatus getsebool ausearch firewall-cmd nft") => Some(Kind::Firewall),
        "nginx" if has("-T") => Some(Kind::NginxConfig),
        "nginx" if has("-v") || has("-V") => Some(Kind::Versions),
        "nginx" if has("reload") || has("start") || has("restart") => Some(Kind::ServiceStatus),
        "nginx" => Some(Kind::NginxErrorLog),
        "pip" | "pip3" if has("freeze") || has("list") => Some(Kind::Versions),
        "env" | "printenv" => Some(Kind::EnvFile),
        _ if among(first, "cat less more head tail vi vim nano bat") => {
            let file = rest.iter().skip(1).rfind(|w| !w.starts_with('-') && !matches!(**w, "|" | ">")).copied();
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
        at +=
            if among(option, "-u --user -e --env -w --workdir -n --namespace -c --container --index") { 2 } else { 1 };
    }
    let place = words.get(at)?.trim_start_matches("deploy/").trim_start_matches("pod/");
    at += 1;
    if matches!(first, "kubectl" | "oc") {
        at += words.get(at..).and_then(|rest| rest.iter().position(|w| *w == "--")).map_or(0, |dashes| dashes + 1);
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
        assert_eq!(typed("root@4f2a:/srv# ss -ltnp"), (Some(Kind::ListeningSockets), at("4f2a")));
        assert_eq!(typed("[root@node ~]# curl -v http://web/"), (Some(Kind::Curl), at("node")));
        assert_eq!(typed("/srv/app # ls -l /run"), (Some(Kind::SocketFile), None));
        assert_eq!(typed("PS C:\\work> docker compose ps"), (Some(Kind::ContainerList), None));
        assert_eq!(typed("$ docker exec -it web ss -ltn"), (Some(Kind::ListeningSockets), at("web")));
        assert_eq!(typed("$ docker compose exec -T api sh -c 'ss -ltn'"), (Some(Kind::ListeningSockets), at("api")));
        assert_eq!(typed("$ kubectl exec -n shop web-1 -c app -- ls -l /run"), (Some(Kind::SocketFile), at("web-1")));
        assert_eq!(typed("$ sudo docker logs web"), (None, at("web")));
        assert_eq!(typed("# cat /etc/nginx/conf.d/shop.conf").0, Some(Kind::NginxConfig));
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
        for line in ["docker and nginx are running", "curl returns nothing and the page is empty", "nginx is up"] {
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
