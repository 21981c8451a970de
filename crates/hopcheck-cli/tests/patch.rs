//! `--patch` prints diffs that `git apply` and `patch` take, and `--apply` writes them and nothing else.

use std::fs;
use std::io::Write;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Output, Stdio};

const HEADER_LOG: &str = "2026/01/05 10:00:00 [error] 29#29: *1 upstream sent too big header while reading response header from upstream, \
client: 198.51.100.7, server: shop.example, request: \"GET /login HTTP/1.1\", upstream: \"http://127.0.0.1:8000/login\", host: \"shop.example\"\n";
const BODY_LOG: &str = "2026/01/05 10:00:00 [error] 29#29: *5 client intended to send too large body: 2411724 bytes, client: 198.51.100.7, \
server: shop.example, request: \"POST /upload HTTP/1.1\", host: \"shop.example\"\n";
const CONFIG: &str = "# one site\nevents {}\nhttp {\n    server {\n        listen 80;\n        server_name shop.example;\n        location / {\n            proxy_pass http://127.0.0.1:8000;\n        }\n    }\n}\n";

/// What the patch for the header adds to the location.
const ADDED: &str =
    "            proxy_buffer_size 16k;\n            proxy_buffers 8 16k;\n            proxy_busy_buffers_size 32k;\n";

/// A folder with the logs and the configuration.
fn folder(config: &[u8], log: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("etc")).expect("made");
    fs::write(folder.path().join("etc/nginx.conf"), config).expect("written");
    fs::write(folder.path().join("error.log"), log).expect("written");
    folder
}

fn start(program: &str, args: &[&str], folder: &Path, input: &[u8]) -> Output {
    let mut child = Command::new(program)
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{program}: {error}"));
    // A program that refuses its arguments may be gone before it reads.
    let _ = child.stdin.take().expect("piped").write_all(input);
    child.wait_with_output().expect("it ends")
}

fn hopcheck(args: &[&str], folder: &Path) -> Output {
    start(env!("CARGO_BIN_EXE_hopcheck"), args, folder, b"")
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn config(folder: &Path) -> Vec<u8> {
    fs::read(folder.join("etc/nginx.conf")).expect("there")
}

/// The configuration with the header's patch.
fn with_buffers(config: &str) -> String {
    config.replace("8000;\n", &format!("8000;\n{ADDED}"))
}

/// Applies what `--patch` printed.
fn carried_out(program: &str, args: &[&str], diff: &[u8], folder: &Path) -> Vec<u8> {
    let output = start(program, args, folder, diff);
    assert!(output.status.success(), "{program}: {}{}\n{}", out(&output), err(&output), String::from_utf8_lossy(diff));
    config(folder)
}

#[test]
fn the_diffs_are_taken_by_git_and_by_patch() {
    for (program, args) in [("git", &["apply"][..]), ("patch", &["-p1"])] {
        let folder = folder(CONFIG.as_bytes(), &format!("{HEADER_LOG}{BODY_LOG}"));
        let output = hopcheck(&["--patch", "error.log", "etc/nginx.conf"], folder.path());
        assert_eq!(output.status.code(), Some(1), "{}", err(&output));
        let said = out(&output);
        assert!(said.contains("# upstream-header-too-big: ") && said.contains("\n# review: "), "{said}");
        let after = carried_out(program, args, &output.stdout, folder.path());
        let after = String::from_utf8(after).expect("text");
        assert_eq!(after.lines().count(), CONFIG.lines().count() + 4, "{after}");
        assert!(after.contains(ADDED) && after.contains("        client_max_body_size 50m;\n"), "{after}");
    }
}

#[test]
fn blanks_in_a_name_and_bytes_outside_utf8_go_through_the_diff() {
    for (program, args) in [("git", &["apply"][..]), ("patch", &["-p1"])] {
        let text = with_latin1(CONFIG);
        let folder = folder(&text, HEADER_LOG);
        fs::rename(folder.path().join("etc/nginx.conf"), folder.path().join("etc/my nginx.conf")).expect("renamed");
        let output = hopcheck(&["--patch", "error.log", "etc/my nginx.conf"], folder.path());
        let done = start(program, args, folder.path(), &output.stdout);
        assert!(done.status.success(), "{program}: {}{}", out(&done), err(&done));
        let after = fs::read(folder.path().join("etc/my nginx.conf")).expect("there");
        assert_eq!(after, with_latin1(&with_buffers(CONFIG)));
    }
}

/// With a byte that is no UTF-8 on the line beside the change, so that it is part of the diff.
fn with_latin1(config: &str) -> Vec<u8> {
    let (above, below) = config.split_at(config.find("        location").expect("a location"));
    [above.as_bytes(), b"        # caf\xe9\n", below.as_bytes()].concat()
}

#[test]
fn apply_changes_what_the_patch_says_and_no_other_byte() {
    let bom = |text: &[u8]| [b"\xef\xbb\xbf", text].concat();
    let crlf = |text: &str| text.replace('\n', "\r\n");
    let open = |text: &str| text.trim_end().to_owned();
    let files: [(&str, Vec<u8>, Vec<u8>); 5] = [
        ("plain", CONFIG.into(), with_buffers(CONFIG).into()),
        ("CRLF", crlf(CONFIG).into(), crlf(&with_buffers(CONFIG)).into()),
        ("no final line end", open(CONFIG).into(), open(&with_buffers(CONFIG)).into()),
        ("a byte order mark", bom(CONFIG.as_bytes()), bom(with_buffers(CONFIG).as_bytes())),
        ("a byte outside UTF-8", with_latin1(CONFIG), with_latin1(&with_buffers(CONFIG))),
    ];
    for (what, before, after) in files {
        let folder = folder(&before, HEADER_LOG);
        let output = hopcheck(&["--apply", "--yes", "error.log", "etc/nginx.conf"], folder.path());
        assert_eq!(output.status.code(), Some(0), "{what}: {}{}", out(&output), err(&output));
        assert_eq!(config(folder.path()), after, "{what}");
        let backup = fs::read(folder.path().join("etc/.nginx.conf.hopcheck-backup")).expect("a backup");
        assert_eq!(backup, before, "{what}");
        assert!(out(&output).contains("nginx -t && nginx -s reload") && out(&output).contains("Check:"), "{what}");
        // Once more: nothing is left to do.
        let again = hopcheck(&["--apply", "--yes", "error.log", "etc/nginx.conf"], folder.path());
        assert!(err(&again).contains("nothing to apply"), "{what}: {}", err(&again));
        assert_eq!(config(folder.path()), after, "{what}");
    }
}

#[test]
fn apply_keeps_mode_links_and_older_backups() {
    let folder = folder(CONFIG.as_bytes(), HEADER_LOG);
    let (file, link) = (folder.path().join("etc/nginx.conf"), folder.path().join("enabled.conf"));
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).expect("set");
    symlink("etc/nginx.conf", &link).expect("linked");
    fs::write(folder.path().join("etc/.nginx.conf.hopcheck-backup"), "older").expect("written");
    let output = hopcheck(&["--apply", "--yes", "error.log", "enabled.conf", "etc/nginx.conf"], folder.path());
    assert_eq!(output.status.code(), Some(0), "{}{}", out(&output), err(&output));
    assert!(link.is_symlink(), "the link is still one");
    assert_eq!(String::from_utf8(config(folder.path())).expect("text"), with_buffers(CONFIG));
    let mode = |name: &str| fs::metadata(folder.path().join(name)).expect("there").permissions().mode() & 0o777;
    assert_eq!((mode("etc/nginx.conf"), mode("etc/.nginx.conf.hopcheck-backup-2")), (0o640, 0o640));
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).expect("there");
    assert_eq!(read("etc/.nginx.conf.hopcheck-backup"), "older");
    assert_eq!(read("etc/.nginx.conf.hopcheck-backup-2"), CONFIG);
    let mut names: Vec<_> =
        fs::read_dir(folder.path().join("etc")).expect("read").flatten().map(|one| one.file_name()).collect();
    names.sort();
    assert_eq!(names, [".nginx.conf.hopcheck-backup", ".nginx.conf.hopcheck-backup-2", "nginx.conf"]);
}

#[test]
fn without_a_terminal_nothing_is_written() {
    let folder = folder(CONFIG.as_bytes(), HEADER_LOG);
    // In a session of its own it has no terminal, also where the tests have one.
    let args = ["--wait", env!("CARGO_BIN_EXE_hopcheck"), "--apply", "error.log", "etc/nginx.conf"];
    let output = start("setsid", &args, folder.path(), b"y\n");
    assert_eq!(output.status.code(), Some(2), "{}", out(&output));
    assert!(err(&output).contains("no terminal") && err(&output).contains("--yes"), "{}", err(&output));
    assert_eq!(config(folder.path()), CONFIG.as_bytes());
}

/// Runs it at a terminal, with these answers.
fn at_a_terminal(folder: &Path, answers: &str) -> Output {
    let command = format!("{} --apply error.log etc/nginx.conf", env!("CARGO_BIN_EXE_hopcheck"));
    start("script", &["--quiet", "--return", "--command", &command, "/dev/null"], folder, answers.as_bytes())
}

#[test]
fn at_a_terminal_the_answers_decide() {
    let after = |answers: &str| {
        let folder = folder(CONFIG.as_bytes(), &format!("{HEADER_LOG}{BODY_LOG}"));
        let output = at_a_terminal(folder.path(), answers);
        let text = String::from_utf8(config(folder.path())).expect("text");
        let said = out(&output);
        assert!(said.contains("Write this to "), "{said}{}", err(&output));
        (
            output.status.code(),
            text.contains("client_max_body_size"),
            text.contains("proxy_buffer_size"),
            text == CONFIG,
        )
    };
    assert_eq!(after("y\ny\n"), (Some(0), true, true, false));
    assert_eq!(after("all\n"), (Some(0), true, true, false));
    assert_eq!(after("n\nn\nn\n"), (Some(1), false, false, true));
    assert_eq!(after("what\nq\n"), (Some(1), false, false, true));
    let (code, first, second, _) = after("y\nq\n");
    assert!(code == Some(1) && first != second, "the first of two is written, and the run stops");
}

#[test]
fn standard_input_is_printed_and_not_written() {
    let folder = folder(CONFIG.as_bytes(), HEADER_LOG);
    let both = format!("{HEADER_LOG}\n{CONFIG}");
    let printed = start(env!("CARGO_BIN_EXE_hopcheck"), &["--patch", "-"], folder.path(), both.as_bytes());
    assert!(out(&printed).contains("+            proxy_buffer_size 16k;"), "{}{}", out(&printed), err(&printed));
    let applied = start(env!("CARGO_BIN_EXE_hopcheck"), &["--apply", "--yes", "-"], folder.path(), both.as_bytes());
    assert_eq!(applied.status.code(), Some(1));
    assert!(err(&applied).contains("standard input cannot be written"), "{}", err(&applied));
}

#[test]
fn a_folder_is_patched_file_by_file() {
    let folder = folder(CONFIG.as_bytes(), HEADER_LOG);
    let output = hopcheck(&["--apply", "--yes", "."], folder.path());
    assert_eq!(output.status.code(), Some(0), "{}{}", out(&output), err(&output));
    assert_eq!(String::from_utf8(config(folder.path())).expect("text"), with_buffers(CONFIG));
}

#[test]
fn what_would_not_come_back_byte_for_byte_is_refused() {
    let odd = format!("# \u{10FF80}\n{CONFIG}");
    let folder = folder(odd.as_bytes(), HEADER_LOG);
    for mode in [&["--patch"][..], &["--apply", "--yes"]] {
        let output = hopcheck(&[mode, &["error.log", "etc/nginx.conf"]].concat(), folder.path());
        assert_eq!(output.status.code(), Some(2));
        assert!(err(&output).contains("cannot be patched"), "{}", err(&output));
    }
    assert_eq!(config(folder.path()), odd.as_bytes());
}

#[test]
fn nothing_to_patch_says_so() {
    let folder = folder(CONFIG.as_bytes(), BODY_LOG);
    let output = hopcheck(&["--patch", "error.log"], folder.path());
    assert_eq!((output.status.code(), out(&output)), (Some(1), String::new()));
    assert!(err(&output).contains("no patch of these texts mends"), "{}", err(&output));
    let output = hopcheck(&["--apply", "--yes", "etc/nginx.conf"], folder.path());
    assert_eq!(output.status.code(), Some(0));
    assert!(err(&output).contains("nothing was found"), "{}", err(&output));
}

const SOCKET_LOG: &str = "2026/01/05 10:00:00 [crit] 812#812: *7 connect() to unix:/tmp/shop.sock failed (2: No such file or directory) while connecting to upstream, client: 203.0.113.9, server: shop.example, request: \"GET / HTTP/1.1\", upstream: \"http://unix:/tmp/shop.sock:/\", host: \"shop.example\"\n";
const UNIT: &str =
    "[Service]\r\nPrivateTmp=true\r\nExecStart=/opt/venv/bin/gunicorn --bind unix:/tmp/shop.sock shop:app\r\n";

/// A folder in which nginx and a unit name a socket that one of them does not see.
fn socket_folder() -> (tempfile::TempDir, String) {
    let config = CONFIG.replace("http://127.0.0.1:8000", "http://unix:/tmp/shop.sock");
    let folder = folder(config.as_bytes(), SOCKET_LOG);
    fs::write(folder.path().join("shop.service"), UNIT).expect("written");
    (folder, config)
}

/// The unit and the configuration as the patch leaves them.
fn moved(config: &str) -> (String, String) {
    let to = |text: &str| text.replace("/tmp/shop.sock", "/run/shop/shop.sock");
    (format!("{}RuntimeDirectory=shop\r\n", to(UNIT)), to(config))
}

#[test]
fn a_step_that_changes_two_files_is_one_patch_and_one_question() {
    let unit = |folder: &Path| fs::read_to_string(folder.join("shop.service")).expect("there");
    let files = ["error.log", "shop.service", "etc/nginx.conf"];
    let (folder, config_before) = socket_folder();
    let output = hopcheck(&[&["--patch"], &files[..]].concat(), folder.path());
    let said = out(&output);
    assert_eq!(said.matches("# socket-not-shared: ").count(), 1, "{said}");
    let after = carried_out("git", &["apply"], &output.stdout, folder.path());
    let (wanted_unit, wanted_config) = moved(&config_before);
    assert_eq!(
        (unit(folder.path()), String::from_utf8(after).expect("text")),
        (wanted_unit.clone(), wanted_config.clone())
    );

    let (folder, _) = socket_folder();
    let output = hopcheck(&[&["--apply", "--yes"], &files[..]].concat(), folder.path());
    assert_eq!(output.status.code(), Some(0), "{}{}", out(&output), err(&output));
    assert_eq!(out(&output).matches("Written: ").count(), 2);
    assert_eq!(unit(folder.path()), wanted_unit);
    assert_eq!(config(folder.path()), wanted_config.as_bytes());
    assert_eq!(fs::read_to_string(folder.path().join(".shop.service.hopcheck-backup")).expect("kept"), UNIT);
    assert!(folder.path().join("etc/.nginx.conf.hopcheck-backup").exists());
}

#[test]
fn where_one_file_cannot_be_written_none_is() {
    let (folder, config_before) = socket_folder();
    // The configuration comes from standard input.
    let args = ["--apply", "--yes", "error.log", "shop.service", "-"];
    let output = start(env!("CARGO_BIN_EXE_hopcheck"), &args, folder.path(), config_before.as_bytes());
    assert!(err(&output).contains("standard input cannot be written"), "{}", err(&output));
    assert_eq!(fs::read_to_string(folder.path().join("shop.service")).expect("there"), UNIT);
}
