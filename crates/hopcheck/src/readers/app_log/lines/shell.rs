//! Shells (bash, dash, busybox ash) and the programs of a start script.

use super::super::entry::{Entry, at_start};

/// Their lines.
pub const LINES: &[Entry] = &[
    at_start("carriage-return", "", "\\r': No such file or directory", r"env: '?(?P<detail>[\w/.-]+)\\r'"),
    at_start("not-found", "", "env: can't execute '", r"can't execute '(?P<detail>[^']+)'"),
    at_start("carriage-return", "shell", "$'\\r': command not found", r"(?P<detail>[^\s:]+): line \d+: "),
    at_start("carriage-return", "shell", "\\r': No such file or directory", r"(?P<detail>[^\s:]+\.sh): line \d+: "),
    at_start("carriage-return", "shell", "bash\\r", r"(?P<detail>(?:ba)?sh\\r)"),
    at_start("carriage-return", "shell", "sh^M", r"(?P<detail>(?:ba)?sh\^M): bad interpreter"),
    at_start(
        "interpreter-missing",
        "shell",
        "cannot execute: required file not found",
        r"(?P<detail>\S+): cannot execute: required file not found",
    ),
    at_start("carriage-return", "shell", "Illegal option -", r"(?P<detail>\S+): \d+: set: Illegal option -\s*$"),
    at_start(
        "carriage-return",
        "shell",
        "set: -: invalid option",
        r"(?P<detail>\S+): line \d+: set: -: invalid option",
    ),
    at_start(
        "read-only",
        "shell",
        "Read-only file system",
        r"(?P<program>chmod|chown|chgrp|mkdir|touch|ln|cp|mv|rm|sed|install|tee|find): [^/]*(?P<detail>/[^':\x80-\xff]+)[^:]*: Read-only file system",
    ),
    at_start(
        "read-only",
        "shell",
        "Read-only file system",
        r"(?:cannot create|can't create) (?P<detail>/[^:]+): Read-only file system",
    ),
    at_start("read-only", "shell", "Read-only file system", r"line \d+: (?P<detail>/[^:]+): Read-only file system"),
    at_start(
        "permission-denied",
        "shell",
        "Operation not permitted",
        r"(?P<program>chmod|chown|chgrp|mkdir|touch): [^/]*(?P<detail>/[^':\x80-\xff]+)[^:]*: Operation not permitted",
    ),
    at_start(
        "permission-denied",
        "shell",
        "Permission denied",
        r"(?P<program>chmod|chown|chgrp|mkdir|touch|cp|mv|rm|ln|install): [^/]*(?P<detail>/[^':\x80-\xff]+)[^:]*: Permission denied",
    ),
    at_start(
        "permission-denied",
        "shell",
        ": Permission denied",
        r"(?:^|: )(?:line )?\d+: (?:exec: )?(?P<detail>\S+): Permission denied",
    ),
    at_start(
        "exec-format",
        "shell",
        "Exec format error",
        r"(?P<detail>\S+): cannot execute binary file: Exec format error",
    ),
    at_start(
        "not-found",
        "shell",
        ": command not found",
        r"(?:^|: )(?:line \d+: )?(?P<detail>[^\s:$'\\]+): command not found",
    ),
    at_start(
        "not-found",
        "shell",
        ": not found",
        r"(?:sh|bash|ash|dash|/[^\s:]+): (?:line )?(?:\d+: )?(?:exec: )?(?:line \d+: )?(?P<detail>[^\s:$'\\]+): not found\s*$",
    ),
    at_start("missing-setting", "shell", "unbound variable", r"(?P<detail>\w+): unbound variable"),
    at_start("missing-setting", "shell", ": parameter not set", r"(?P<detail>\w+): parameter not set"),
    at_start("missing-setting", "shell", ": parameter null or not set", r"(?P<detail>\w+): parameter null or not set"),
];
