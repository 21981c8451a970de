//! What an exception's last line means: `redis.exceptions.ConnectionError: Error 111 connecting to …`.

use std::sync::LazyLock;

use hopcheck_expression::Program;

/// An exception's name and message.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exception<'l> {
    /// Its class, with the module where Python prints it.
    pub class: &'l str,
    /// Its message; empty where there is none.
    pub message: &'l str,
}

impl<'l> Exception<'l> {
    /// Reads a line that stands for itself.
    pub fn of(line: &'l str) -> Option<Exception<'l>> {
        static LINE: LazyLock<Option<Program>> =
            LazyLock::new(|| Program::new(include_bytes!(concat!(env!("OUT_DIR"), "/exception.code"))));
        if line.len() > 4096 || line.starts_with(char::is_whitespace) {
            return None;
        }
        let groups = LINE.as_ref()?.captures(line.as_bytes())?;
        let text = |name| groups.name(name).and_then(|part| std::str::from_utf8(part).ok());
        Some(Exception { class: text("class")?, message: text("message").unwrap_or("").trim() })
    }

    /// The event's word, and what was not reached, where the module or message tells.
    pub fn meaning(&self, at_start: bool) -> (&'static str, Option<&'static str>) {
        let short = self.class.rsplit('.').next().unwrap_or(self.class);
        let says = |words: &[&str]| words.iter().any(|word| self.message.contains(word));
        let unreachable = ("dependency-unreachable", self.dependency());
        match short {
            "ModuleNotFoundError" | "ImportError" => ("import-error", None),
            "FileNotFoundError" => ("missing-file", None),
            "PermissionError" => ("permission-denied", None),
            "MemoryError" => ("out-of-memory", None),
            "ImproperlyConfigured" => ("missing-setting", None),
            "KeyError" if at_start && self.names_a_setting() => ("missing-setting", None),
            "ValidationError" if at_start && says(&["Field required", "field required", "for Settings"]) => {
                ("missing-setting", None)
            }
            "OSError" | "error" if says(&["[Errno 98]", "Address already in use"]) => ("address-in-use", None),
            "OSError" if says(&["[Errno 30]", "Read-only file system"]) => ("read-only", None),
            "BrokenPipeError" | "ConnectionResetError" | "ConnectionAbortedError" => ("client-gone", None),
            "ConnectionRefusedError" | "gaierror" | "ServerSelectionTimeoutError" | "AMQPConnectionError" => {
                unreachable
            }
            "OSError" | "OperationalError" | "InterfaceError" | "ConnectionError" | "TimeoutError"
            | "ConnectionFailure"
                if says(&[
                    "onnect",
                    "refused",
                    "timed out",
                    "Timeout",
                    "gone away",
                    "closed",
                    "translate host",
                    "unreachable",
                    "terminating",
                    "Name or service not known",
                    "Temporary failure in name resolution",
                ]) =>
            {
                unreachable
            }
            _ => ("traceback", None),
        }
    }

    /// What the exception's module or message says was not reached.
    fn dependency(&self) -> Option<&'static str> {
        const SIGNS: &[(&str, &str)] = &[
            ("redis", "redis"),
            ("6379", "redis"),
            ("psycopg", "postgresql"),
            ("5432", "postgresql"),
            ("postgres", "postgresql"),
            ("MySQL", "mysql"),
            ("mysql", "mysql"),
            ("3306", "mysql"),
            ("pymongo", "mongodb"),
            ("27017", "mongodb"),
            ("kombu", "amqp"),
            ("amqp", "amqp"),
            ("AMQP", "amqp"),
            ("5672", "amqp"),
            ("1883", "mqtt"),
            ("mqtt", "mqtt"),
            ("django.db", "database"),
            ("sqlalchemy", "database"),
        ];
        let holds = |sign: &str| self.class.contains(sign) || self.message.contains(sign);
        SIGNS.iter().find(|(sign, _)| holds(sign)).map(|(_, name)| *name)
    }

    /// `'DATABASE_URL'`: the key of an environment variable.
    fn names_a_setting(&self) -> bool {
        let key = self.message.trim_matches(['\'', '"']);
        key.len() > 2 && key.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(line: &str) -> Option<(&'static str, Option<&'static str>)> {
        Exception::of(line).map(|exception| exception.meaning(true))
    }

    #[test]
    fn last_lines_are_told_apart() {
        assert_eq!(word("ModuleNotFoundError: No module named 'nosuchmodule'"), Some(("import-error", None)));
        assert_eq!(word("KeyError: 'DATABASE_URL'"), Some(("missing-setting", None)));
        assert_eq!(word("KeyError: 'name'"), Some(("traceback", None)));
        let refused = "kombu.exceptions.OperationalError: [Errno 111] Connection refused";
        assert_eq!(word(refused), Some(("dependency-unreachable", Some("amqp"))));
        assert_eq!(word("sqlite3.OperationalError: no such table: users"), Some(("traceback", None)));
        assert_eq!(word("Error: listen EADDRINUSE: address already in use 127.0.0.1:18010"), None);
        assert_eq!(word("and then we saw an Error: it broke"), None);
    }
}
