//! Compiles the regular expressions of the application logs' reader, so that the engine carries their code and no compiler.

#[path = "src/readers/app_log"]
#[allow(dead_code)]
mod app_log {
    pub mod entry;
    pub mod lines;

    /// The engine has a type of this name that forgets the text (`src/readers/app_log/form.rs`).
    pub mod form {
        /// The text of an expression.
        pub struct Form(pub &'static str);

        impl Form {
            /// The expression.
            pub const fn new(text: &'static str) -> Form {
                Form(text)
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

    // For each entry the length of its code in two bytes, and its code; an entry without an expression has none.
    let mut lines = Vec::new();
    for entry in app_log::lines::TABLES.iter().flat_map(|table| table.iter()) {
        let code = if entry.form.0.is_empty() { Vec::new() } else { code(entry.needle, entry.form.0) };
        let length =
            u16::try_from(code.len()).unwrap_or_else(|_| fail(entry.needle, "its code is longer than 65,535 bytes"));
        lines.extend_from_slice(&length.to_le_bytes());
        lines.extend_from_slice(&code);
    }
    write("lines.code", lines);
    for name in ["exception", "stamp"] {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name).with_extension("regex");
        let text = std::fs::read_to_string(&file).unwrap_or_else(|error| fail(name, &error.to_string()));
        write(&format!("{name}.code"), code(name, text.trim_end()));
    }
}

fn code(name: &str, text: &str) -> Vec<u8> {
    compile(text, Options::default()).unwrap_or_else(|error| fail(name, &error))
}

fn fail(name: &str, why: &str) -> ! {
    println!("cargo::error={name}: {}", why.replace('\n', " "));
    std::process::exit(1);
}
