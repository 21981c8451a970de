//! Compiles the regular expressions of the application logs' reader, so that the engine carries their code and no compiler, and lists the
//! texts that it searches for; and takes from the tables in `data/` what only people read.

#[path = "src/readers/app_log"]
#[allow(dead_code)]
mod app_log {
    pub mod entry;
    pub mod lines;

    /// The engine has a type of this name that forgets the text (`src/readers/app_log/ahead.rs`).
    pub mod ahead {
        /// A text of an entry.
        pub struct Ahead(pub &'static str);

        impl Ahead {
            /// The text.
            pub const fn new(text: &'static str) -> Ahead {
                Ahead(text)
            }
        }
    }
}

use std::path::{Path, PathBuf};

use hopcheck_expression::{Options, compile};

fn main() {
    println!("cargo::rerun-if-changed=src/readers/app_log");
    println!("cargo::rerun-if-changed=data");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let write = |name: &str, code: Vec<u8>| std::fs::write(out.join(name), code).expect("OUT_DIR is writable");

    // For each table the needles of its entries, one on a line; and of each entry the length of its code in two bytes, and its code. An
    // entry without an expression has none.
    let mut needles = Vec::new();
    for (nth, table) in app_log::lines::TABLES.iter().enumerate() {
        let mut lines = Vec::new();
        let mut listed = Vec::new();
        for entry in table() {
            let (needle, form) = (entry.needle.0, entry.form.0);
            if needle.is_empty() || needle.contains(['\n', '\r']) {
                fail(needle, "a needle is a text on one line");
            }
            listed.push(needle);
            let code = if form.is_empty() { Vec::new() } else { code(needle, form) };
            let length =
                u16::try_from(code.len()).unwrap_or_else(|_| fail(needle, "its code is longer than 65,535 bytes"));
            lines.extend_from_slice(&length.to_le_bytes());
            lines.extend_from_slice(&code);
        }
        write(&format!("lines.{nth}.code"), lines);
        needles.push(listed.join("\n"));
    }
    write("needles.txt", needles.join("\n\n").into_bytes());
    for name in ["exception", "stamp"] {
        write(&format!("{name}.code"), code(name, data(&format!("{name}.regex")).trim_end()));
    }
    for name in ["nginx-directives.txt", "nginx-variables.txt"] {
        let text = data(name);
        write(name, rows(&text).collect::<Vec<_>>().join("\n").into_bytes());
    }
    // The first column is the name of the error.
    let errors = data("errno.tsv");
    let errors: Vec<&str> = rows(&errors).map(|row| row.split_once('\t').map_or(row, |(_, rest)| rest)).collect();
    write("errno.tsv", errors.join("\n").into_bytes());
}

/// A file of `data/`.
fn data(name: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name);
    std::fs::read_to_string(file).unwrap_or_else(|error| fail(name, &error.to_string()))
}

/// The lines of a table that are no comments.
fn rows(table: &str) -> impl Iterator<Item = &str> {
    table.lines().filter(|line| !line.starts_with('#'))
}

fn code(name: &str, text: &str) -> Vec<u8> {
    compile(text, Options::default()).unwrap_or_else(|error| fail(name, &error))
}

fn fail(name: &str, why: &str) -> ! {
    println!("cargo::error={name}: {}", why.replace('\n', " "));
    std::process::exit(1);
}
