//! The Linux kernel: out of memory (`mm/oom_kill.c`), segmentation faults (`arch/x86/mm/fault.c`).

use super::super::entry::{Entry, event, ordinary};

/// Its lines.
pub const LINES: &[Entry] = &[
    event("out-of-memory", "", "Killed process ", r"Killed process (?P<pid>\d+),? \((?P<program>[^)]+)\)"),
    event("out-of-memory", "", "Kill process ", r"Out of memory: Kill process (?P<pid>\d+) \((?P<program>[^)]+)\)"),
    event("out-of-memory", "", " invoked oom-killer: ", r"\b(?P<program>\S+) invoked oom-killer"),
    ordinary("kernel", "oom_reaper: reaped process"),
    ordinary("kernel", "oom-kill:constraint="),
    event("segfault", "", ": segfault at ", r"(?P<program>[\w./-]+)\[(?P<pid>\d+)\]: segfault at"),
    event("segfault", "", "general protection", r"(?P<program>[\w./-]+)\[(?P<pid>\d+)\]:? .*general protection"),
    event("worker-killed", "", " Killed ", r"line \d+: +(?P<pid>\d+) Killed +(?P<program>[\w./-]+)"),
    event("worker-killed", "", "Killed", r"^Killed$"),
    event("segfault", "", "Segmentation fault", r"(?P<detail>Segmentation fault(?: \(core dumped\))?)"),
];
