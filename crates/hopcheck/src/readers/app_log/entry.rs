//! One kind of log line, as data. The build script includes this file and the tables, to list their needles and compile their expressions.

use super::ahead::Ahead;

/// A kind of line that a known program prints.
pub struct Entry {
    /// Text that every such line holds. All needles are searched for at once.
    #[allow(dead_code)] // the build script reads it
    pub needle: Ahead,
    /// Regular expression over the line; its named groups become fields. Empty where the needle says it all.
    #[allow(dead_code)] // the build script reads it
    pub form: Ahead,
    /// The program that prints it; empty where many do, or where a group names it.
    pub program: &'static str,
    /// What it says.
    pub says: Says,
}

/// What a line says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Says {
    /// Something happened to a process.
    Event {
        /// The word for it, as `ProcessEvent::event` lists them.
        word: &'static str,
        /// What it could not reach, for `dependency-unreachable` and `broker-disconnected`.
        dependency: &'static str,
        /// `start` or `request`; empty where the line does not tell.
        phase: &'static str,
    },
    /// The program listens on the address or socket of the line's groups.
    Listening,
    /// The program binds every address, and lists them on the lines that follow.
    ListensEverywhere,
    /// The program lists an address without saying that it is all it binds.
    Address,
    /// The kind of worker of the server that announced itself last.
    WorkerClass,
    /// A request and its answer.
    Access,
    /// An ordinary line.
    Ordinary,
}

/// A line that tells of an event.
pub const fn event(word: &'static str, program: &'static str, needle: &'static str, form: &'static str) -> Entry {
    Entry {
        needle: Ahead::new(needle),
        form: Ahead::new(form),
        program,
        says: Says::Event { word, dependency: "", phase: "" },
    }
}

/// An event that happens only while the program starts.
pub const fn at_start(word: &'static str, program: &'static str, needle: &'static str, form: &'static str) -> Entry {
    Entry {
        needle: Ahead::new(needle),
        form: Ahead::new(form),
        program,
        says: Says::Event { word, dependency: "", phase: "start" },
    }
}

/// An event that happens only while a request is handled.
pub const fn on_request(word: &'static str, program: &'static str, needle: &'static str, form: &'static str) -> Entry {
    Entry {
        needle: Ahead::new(needle),
        form: Ahead::new(form),
        program,
        says: Says::Event { word, dependency: "", phase: "request" },
    }
}

/// A dependency that could not be reached.
pub const fn unreachable(dependency: &'static str, needle: &'static str, form: &'static str) -> Entry {
    Entry {
        needle: Ahead::new(needle),
        form: Ahead::new(form),
        program: "",
        says: Says::Event { word: "dependency-unreachable", dependency, phase: "" },
    }
}

/// A connection to a broker that was lost.
pub const fn disconnected(dependency: &'static str, needle: &'static str, form: &'static str) -> Entry {
    Entry {
        needle: Ahead::new(needle),
        form: Ahead::new(form),
        program: "",
        says: Says::Event { word: "broker-disconnected", dependency, phase: "" },
    }
}

/// A line that says where the program listens.
pub const fn listening(program: &'static str, needle: &'static str, form: &'static str) -> Entry {
    Entry { needle: Ahead::new(needle), form: Ahead::new(form), program, says: Says::Listening }
}

/// A line of the program's ordinary life.
pub const fn ordinary(program: &'static str, needle: &'static str) -> Entry {
    Entry { needle: Ahead::new(needle), form: Ahead::new(""), program, says: Says::Ordinary }
}

/// A line with a request and its answer.
pub const fn access(program: &'static str, needle: &'static str, form: &'static str) -> Entry {
    Entry { needle: Ahead::new(needle), form: Ahead::new(form), program, says: Says::Access }
}
