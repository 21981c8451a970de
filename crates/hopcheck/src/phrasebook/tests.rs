use super::{Phrasebook, Said};

const BOOK: &str = "\
# a comment
format connect() failed
means Nothing took the connection.
rules not-there elsewhere
rules 13: forbidden

format connect() failed
while resolving
means The DNS server could not be asked.

format connect() to %V failed
parts peer
means {peer} took no connection.

format open() \"%s\" failed
parts file
means The file {file} could not be opened.

format open() \"%s\" failed
parts file
when request
means The file {file} of the site could not be opened.

format %V could not be resolved (%i: %s)
parts name code text
means {name} has no address: {text}.

format fork() failed while spawning \"%s\"
parts process
means No {process} could be started.

format %s%*s
parts level text
means Anything.

format zero size buf in output t:%d
parts t
means A buffer is empty.
internal

action connecting to upstream
means It was opening the connection.

errno 111 ECONNREFUSED
means Nobody listens there.
on connect() to unix:
means The socket's server is gone.

errno 3 ESRCH
means No such process.

errno 13 EACCES
means Not allowed.

format SSL_do_handshake() failed
means TLS could not be agreed on.
rules no-tls

tls wrong version number
means The other side speaks no TLS.
rules plain-there

function open()
also CreateFile()
";

fn book() -> Phrasebook {
    Phrasebook::new(BOOK).unwrap()
}

fn said<'t>(message: &'t str, action: Option<&'t str>, errno: Option<u32>) -> Said<'t> {
    Said { message, whole: message, action, errno, on_request: action.is_some(), may_be_cut: false }
}

#[test]
fn message_errno_and_action_are_said_one_after_the_other() {
    let meaning =
        book().meaning(&said("connect() failed (111: Connection refused)", Some("connecting to upstream"), Some(111)));
    assert_eq!(
        meaning.words,
        "Nothing took the connection. (111) Nobody listens there. It was opening the connection."
    );
    assert_eq!(meaning.rules, ["not-there", "elsewhere"]);
}

#[test]
fn the_number_decides_what_it_points_to_and_the_words_around_it_what_it_means() {
    let book = book();
    assert_eq!(book.meaning(&said("connect() failed (13: x)", None, Some(13))).rules, ["forbidden"]);
    let meaning = book.meaning(&said("connect() to unix:/run/a.sock failed (111: x)", None, Some(111)));
    assert_eq!(meaning.words, "unix:/run/a.sock took no connection. (111) The socket's server is gone.");
    assert_eq!(meaning.parts, ["peer: unix:/run/a.sock"]);
}

#[test]
fn a_request_makes_it_another_file() {
    let line = Said { on_request: true, ..said("open() \"/srv/a\" failed", None, None) };
    assert_eq!(book().meaning(&line).words, "The file /srv/a of the site could not be opened.");
    let line = said("open() \"/srv/a\" failed", None, None);
    assert_eq!(book().meaning(&line).words, "The file /srv/a could not be opened.");
}

#[test]
fn an_action_may_make_it_another_message() {
    let meaning = book().meaning(&said("connect() failed (111: x)", Some("resolving"), None));
    assert_eq!(meaning.words, "The DNS server could not be asked.");
}

#[test]
fn what_looks_like_an_errno_may_be_a_part() {
    let meaning = book().meaning(&said("app could not be resolved (3: Host not found)", None, Some(3)));
    assert_eq!((meaning.words.as_str(), meaning.errno), ("app has no address: Host not found.", None));
}

#[test]
fn what_looks_like_an_action_may_be_a_part() {
    let whole = "fork() failed while spawning \"worker process\" (11: Resource temporarily unavailable)";
    let line = Said {
        message: "fork() failed",
        whole,
        action: Some("spawning \"worker process\" (11: Resource temporarily unavailable)"),
        errno: Some(11),
        on_request: false,
        may_be_cut: false,
    };
    let meaning = book().meaning(&line);
    assert!(meaning.action_is_message);
    assert_eq!(meaning.words, "No worker process could be started.");
}

#[test]
fn the_tls_library_gives_its_own_reason() {
    let text = "SSL_do_handshake() failed (SSL: error:0A00010B:SSL routines::wrong version number)";
    let meaning = book().meaning(&said(text, None, None));
    assert_eq!(meaning.words, "TLS could not be agreed on. The other side speaks no TLS.");
    assert_eq!(meaning.rules, ["plain-there", "no-tls"]);
}

#[test]
fn functions_have_other_names_on_windows() {
    let meaning = book().meaning(&said("CreateFile() \"C:/nginx/html\" failed (3: x)", None, Some(2)));
    assert_eq!(
        (meaning.format.as_str(), meaning.parts),
        ("open() \"%s\" failed", vec!["file: C:/nginx/html".to_owned()])
    );
}

#[test]
fn cut_and_foreign_messages() {
    let book = book();
    let cut = Said { may_be_cut: true, ..said("zero size buf in out", None, None) };
    assert!(book.meaning(&cut).internal);
    assert_eq!(book.meaning(&Said { may_be_cut: false, ..cut }).format, "");
    let foreign = book.meaning(&said("ModSecurity: Access denied", None, None));
    assert_eq!((foreign.format.as_str(), foreign.rules.len()), ("", 0));
    assert!(book.meaning(&said("zero size buf in output t:1", None, None)).internal);
}

#[test]
fn a_mistake_is_named_with_its_line() {
    let wrong = Phrasebook::new("format a %s b\nparts one two\n").unwrap_err();
    assert!(wrong.contains("line 2"), "{wrong}");
    assert!(Phrasebook::new("meens x\n").is_err());
}
