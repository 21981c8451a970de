//! What listens, as `ss`, `netstat`, `lsof` and their like print it.

use super::Sink;
use super::process_name;
use super::rows::{columns, command, from_column, rows};
use crate::facts::context::Coverage;
use crate::facts::server::Listener;
use crate::facts::{Field, FilePath, Host};
use crate::intake::Artifact;
use crate::text::{Span, span_in};

/// The tools whose output is read here.
const TOOLS: &[&str] = &["ss", "netstat", "lsof", "fuser", "sockstat"];

/// Which lists a text holds in full.
#[derive(Default)]
struct Complete {
    tcp: Option<Span>,
    unix: Option<Span>,
}

/// Reads listings of sockets.
pub fn read(artifact: &Artifact, sink: &mut Sink) {
    let text = &artifact.text;
    let typed = command(text, TOOLS);
    let mut complete = Complete::default();
    for (line, span) in rows(text) {
        let fields = columns(line);
        let listener = netstat_unix(&fields, line)
            .or_else(|| ss(&fields))
            .or_else(|| netstat(&fields, line))
            .or_else(|| lsof(&fields));
        if let Some(mut listener) = listener {
            place_values(&mut listener, text, line);
            sink.add(span, listener);
        } else if header(line, &fields, typed.map(|(line, _)| line), span, &mut complete) || is_row(&fields) {
            sink.understood(span);
        }
    }
    if let Some((_, span)) = typed {
        sink.understood(span);
    }
    if typed.is_some_and(|(line, _)| filtered(line)) {
        return;
    }
    for (with, span) in [("port", complete.tcp), ("socket", complete.unix)] {
        if let Some(span) = span {
            let mut said = Coverage::unknown();
            said.of.put("listener");
            said.with.put(with);
            sink.add(span, said);
        }
    }
}

/// True where the command prints only some of the sockets.
fn filtered(command: &str) -> bool {
    let picks = ["grep", "awk", "head", "tail", "sport", "dport", "src ", "| fgrep", "findstr"];
    picks.iter().any(|word| command.contains(word)) || (command.contains("lsof") && command.contains(':'))
}

/// Recognises a table's header, which a filter would have taken away: the list below it is whole.
fn header(line: &str, fields: &[&str], typed: Option<&str>, span: Span, complete: &mut Complete) -> bool {
    let options = |wanted: char| {
        typed.is_some_and(|line| line.split_whitespace().any(|word| is_short_options(word) && word.contains(wanted)))
    };
    if line.contains("UNIX domain sockets") {
        if !line.contains("w/o servers") {
            complete.unix = Some(span);
        }
        return true;
    }
    if line.contains("Internet connections") || line.trim() == "Active Connections" {
        if !line.contains("w/o servers") {
            complete.tcp = Some(span);
        }
        return true;
    }
    if fields.contains(&"Recv-Q") && fields.contains(&"Local") && fields.contains(&"State") && fields[0] != "Proto" {
        let (mixed, listening) = (fields[0] == "Netid", options('l') || options('a') || typed.is_none());
        let (tcp, unix) = (options('t'), options('x'));
        if listening && (tcp || (!unix && !options('u'))) {
            complete.tcp = Some(span);
        }
        if listening && (unix || (mixed && !tcp && !options('u') && typed.is_some())) {
            complete.unix = Some(span);
        }
        return true;
    }
    fields.first() == Some(&"Proto")
        || fields.first() == Some(&"COMMAND")
        || line.contains("Not all processes could be identified")
        || line.contains("will not be shown, you would have to be root")
}

fn is_short_options(word: &str) -> bool {
    word.len() > 1 && word.starts_with('-') && word[1..].bytes().all(|b| b.is_ascii_alphanumeric())
}

/// True for a line of such a table that shows no listener.
fn is_row(fields: &[&str]) -> bool {
    let Some(first) = fields.first() else {
        return false;
    };
    let family = ["tcp", "udp", "unix", "u_str", "u_dgr", "u_seq", "nl", "raw", "p_raw"];
    family.iter().any(|name| first.to_ascii_lowercase().starts_with(name))
        || matches!(*first, "ESTAB" | "UNCONN" | "TIME-WAIT" | "CLOSE-WAIT" | "SYN-SENT")
}

/// A line of `ss`: `[netid] LISTEN recv-q send-q local peer [users:(…)]`, or for unix sockets `path inode * 0`.
fn ss(fields: &[&str]) -> Option<Box<Listener>> {
    let at = fields.iter().position(|field| *field == "LISTEN").filter(|at| *at <= 1)?;
    let queued: u32 = fields.get(at + 1)?.parse().ok()?;
    let backlog: u32 = fields.get(at + 2)?.parse().ok()?;
    let local = *fields.get(at + 3)?;
    let users = fields.iter().find_map(|field| field.strip_prefix("users:"));
    let mut listener = if local.starts_with('/') {
        unix(local)
    } else if local.starts_with('@') {
        return None;
    } else {
        tcp(local, ':')?
    };
    listener.queued.put(queued);
    listener.backlog.put(backlog);
    if let Some(users) = users {
        // users:(("nginx",pid=7,fd=6),("nginx",pid=8,fd=6)); a name with a blank is cut at it.
        let name = users.split('"').nth(1).unwrap_or_default();
        let pid =
            users.split("pid=").nth(1).and_then(|rest| rest.split([',', ')']).next()).and_then(|pid| pid.parse().ok());
        program(&mut listener, name, pid);
    }
    Some(listener)
}

/// A TCP line of `netstat`, of Linux, BSD (`*.80`) or Windows (`LISTENING 1234`).
fn netstat(fields: &[&str], line: &str) -> Option<Box<Listener>> {
    let first = fields.first()?.to_ascii_lowercase();
    if !first.starts_with("tcp") {
        return None;
    }
    let state = fields.iter().position(|field| *field == "LISTEN" || *field == "LISTENING" || *field == "ABHÖREN")?;
    let windows = fields.get(1).is_some_and(|field| field.contains(':'));
    let local = *fields.get(if windows { 1 } else { 3 })?;
    let bsd = matches!(first.as_str(), "tcp4" | "tcp46") || (first == "tcp6" && !local.contains(':'));
    let mut listener = tcp(local, if bsd { '.' } else { ':' })?;
    if windows {
        listener.pid.put_known(fields.get(state + 1).and_then(|pid| pid.parse::<u32>().ok()));
    } else if let Some(owner) = fields.iter().skip(state + 1).position(|field| is_owner(field)) {
        // The program's name may hold blanks ("7/nginx: master").
        owned(&mut listener, from_column(line, state + 1 + owner)?);
    }
    Some(listener)
}

/// A unix line of `netstat`: `unix 2 [ ACC ] STREAM LISTENING inode [pid/name] path`.
fn netstat_unix(fields: &[&str], line: &str) -> Option<Box<Listener>> {
    let state = fields.iter().position(|field| *field == "LISTENING")?;
    if fields.first() != Some(&"unix") {
        return None;
    }
    let path = line.find(" /").map(|at| line[at..].trim())?;
    let mut listener = unix(path);
    if let Some(owner) = fields.get(state + 2).filter(|field| is_owner(field)) {
        let owner = &line[line.find(owner)?..line.find(" /")?];
        owned(&mut listener, owner.trim());
    }
    Some(listener)
}

/// A line of `lsof`: `command pid user fd type device size node name (LISTEN)`.
fn lsof(fields: &[&str]) -> Option<Box<Listener>> {
    if fields.last() != Some(&"(LISTEN)") || fields.len() < 8 {
        return None;
    }
    let kind = fields.iter().position(|field| matches!(*field, "IPv4" | "IPv6" | "unix")).filter(|at| *at >= 3)?;
    let mut listener = match fields[kind] {
        "unix" => unix(fields.iter().find(|field| field.starts_with('/'))?),
        family => {
            let mut listener = tcp(fields[fields.len() - 2], ':')?;
            if family == "IPv6" && listener.host.get().is_some_and(|host| host.0 == "*") {
                listener.host.put("[::]");
            }
            listener
        }
    };
    let pid = fields[1..kind].iter().find_map(|field| field.parse::<u32>().ok());
    program(&mut listener, fields[0], pid);
    Some(listener)
}

/// `7/nginx`, or `-` where the name is hidden.
fn is_owner(field: &str) -> bool {
    field
        .split_once('/')
        .is_some_and(|(pid, name)| !name.is_empty() && pid.bytes().all(|b| b.is_ascii_digit()) && !pid.is_empty())
}

fn owned(listener: &mut Listener, owner: &str) {
    if let Some((pid, name)) = owner.split_once('/') {
        program(listener, name, pid.parse().ok());
    }
}

fn program(listener: &mut Listener, name: &str, pid: Option<u32>) {
    let Some(app) = process_name::app(name) else {
        return;
    };
    listener.protocol.put_known(process_name::protocol(app));
    listener.app.put(app);
    listener.pid.put_known(pid);
}

fn unix(path: &str) -> Box<Listener> {
    let mut fact = Listener::unknown();
    fact.host.put_absent();
    fact.port.put_absent();
    fact.socket.put(path);
    fact.by.put("sockets");
    fact
}

/// `host:port`, with an interface (`127.0.0.53%lo:53`), a name for the port, or `*`.
fn tcp(local: &str, between: char) -> Option<Box<Listener>> {
    let (host, port) = local.rsplit_once(between)?;
    let port = port.parse().ok().or_else(|| named_port(port))?;
    let host = host.split('%').next().unwrap_or(host);
    let host = match host {
        "" => "[::]".to_owned(),
        "::" => "[::]".to_owned(),
        host if host.contains(':') && !host.starts_with('[') => format!("[{host}]"),
        host => host.to_owned(),
    };
    let mut fact = Listener::unknown();
    fact.host.put(host);
    fact.port.put(port);
    fact.socket.put_absent();
    fact.by.put("sockets");
    Some(fact)
}

/// Ports that `ss` and `lsof` print by name without `-n`, as far as web servers use them (IANA's registry).
fn named_port(name: &str) -> Option<u16> {
    Some(match name {
        "http" | "www" => 80,
        "https" => 443,
        "http-alt" | "webcache" => 8080,
        "irdmi" | "vcom-tunnel" => 8000,
        "cslistener" => 9000,
        "hbci" => 3000,
        "commplex-main" => 5000,
        "pcsync-https" => 8443,
        "mysql" => 3306,
        "postgresql" => 5432,
        "redis" => 6379,
        _ => return None,
    })
}

/// Gives path and port their places in the text.
fn place_values(listener: &mut Listener, text: &str, line: &str) {
    if let Field::Set(FilePath(path), span) = &mut listener.socket
        && let Some(at) = line.find(path.as_str())
    {
        *span = Some(span_in(text, &line[at..at + path.len()]));
    }
    if let Field::Set(Host(host), span) = &mut listener.host
        && let Some(at) = line.find(host.as_str())
    {
        *span = Some(span_in(text, &line[at..at + host.len()]));
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{facts, one, text};
    use crate::facts::Store;
    use crate::intake::Kind;

    fn store(text: &str) -> Store {
        one(Kind::ListeningSockets, "listening sockets", text)
    }

    fn listeners(store: &Store) -> Vec<String> {
        let show = |fact| {
            format!("{} {}:{}{}", text(fact, "app"), text(fact, "host"), text(fact, "port"), text(fact, "socket"))
        };
        facts(store, "listener").into_iter().map(show).collect()
    }

    fn complete(store: &Store) -> Vec<String> {
        facts(store, "coverage").into_iter().map(|fact| text(fact, "with")).collect()
    }

    #[test]
    fn ss() {
        let tcp = store(
            "State  Recv-Q Send-Q Local Address:Port  Peer Address:PortProcess\n\
             LISTEN 0      128    127.0.0.53%lo:53          0.0.0.0:*\n\
             LISTEN 0      5          127.0.0.1:9000       0.0.0.0:*    users:((\"php-fpm8.2\",pid=31,fd=4))\n\
             LISTEN 0      511             [::]:80            [::]:*    users:((\"nginx\",pid=9,fd=7),(\"nginx\",pid=8,fd=7))\n",
        );
        assert_eq!(listeners(&tcp), [" 127.0.0.53:53", "php-fpm 127.0.0.1:9000", "nginx [::]:80"]);
        assert_eq!(complete(&tcp), ["port"]);
        let unix = store(
            "ss -xlp\nNetid State  Recv-Q Send-Q        Local Address:Port  Peer Address:PortProcess\n\
             u_str LISTEN 3      5      /run/php/a.sock 49510            * 0    users:((\"php-fpm\",pid=7,fd=3))\n",
        );
        assert_eq!(listeners(&unix), ["php-fpm :/run/php/a.sock"]);
        assert_eq!(complete(&unix), ["socket"]);
        assert_eq!(text(facts(&unix, "listener")[0], "queued"), "3");
        assert!(complete(&store("ss -ltn | grep 80\nLISTEN 0 5 0.0.0.0:80 0.0.0.0:*\n")).is_empty());
    }

    #[test]
    fn netstat_of_every_system() {
        let linux = store(
            "Active Internet connections (only servers)\n\
             Proto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name\n\
             tcp        0      0 0.0.0.0:2024            0.0.0.0:*               LISTEN      -\n\
             tcp6       0      0 :::8000                 :::*                    LISTEN      31/nginx: master\n\
             Active UNIX domain sockets (only servers)\n\
             Proto RefCnt Flags       Type       State         I-Node   PID/Program name     Path\n\
             unix  2      [ ACC ]     STREAM     LISTENING     49510    18/php-fpm: master   /var/run/php/a.sock\n",
        );
        assert_eq!(listeners(&linux), [" 0.0.0.0:2024", "nginx [::]:8000", "php-fpm :/var/run/php/a.sock"]);
        assert_eq!(complete(&linux), ["port", "socket"]);
        let bsd = store("tcp4       0      0  127.0.0.1.5000         *.*                    LISTEN\n");
        assert_eq!(listeners(&bsd), [" 127.0.0.1:5000"]);
        let windows = store(
            "Active Connections\n\n  Proto  Local Address          Foreign Address        State           PID\n  TCP    0.0.0.0:8080           0.0.0.0:0              LISTENING       4212\n",
        );
        assert_eq!(listeners(&windows), [" 0.0.0.0:8080"]);
        assert_eq!(complete(&windows), ["port"]);
    }

    #[test]
    fn lsof() {
        let found = store(
            "COMMAND   PID USER   FD   TYPE DEVICE SIZE/OFF NODE NAME\n\
             python3 31718 root    4u  IPv4  49511      0t0  TCP 127.0.0.1:cslistener (LISTEN)\n\
             node      12  app    18u  IPv6  49512      0t0  TCP *:3000 (LISTEN)\n\
             php-fpm   14 root     7u  unix 0x00000000e22ed975      0t0 48752 /run/php/a.sock type=STREAM (LISTEN)\n",
        );
        assert_eq!(listeners(&found), ["python 127.0.0.1:9000", "node [::]:3000", "php-fpm :/run/php/a.sock"]);
        assert!(complete(&found).is_empty());
    }
}
