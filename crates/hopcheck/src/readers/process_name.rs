//! From the name of a process to the program behind it.

/// The program, by the names that kernels, `ps` titles and packages give its processes. None for a hidden name.
pub fn app(process: &str) -> Option<&str> {
    let name = process.trim().rsplit('/').next().unwrap_or(process);
    let name = name.split([':', ' ']).next().unwrap_or(name).trim_matches(['"', '(', ')', '[', ']']);
    if name.is_empty() || name == "-" {
        return None;
    }
    let begins = |prefix: &str| name.starts_with(prefix);
    Some(match name {
        // php-fpm8.2 (Debian), php7.0-fpm (its older packages), php-fpm83 (Alpine).
        _ if begins("php") && name.contains("fpm") => "php-fpm",
        _ if begins("gunicorn") => "gunicorn",
        _ if begins("uvicorn") => "uvicorn",
        _ if begins("uwsgi") => "uwsgi",
        _ if begins("python") => "python",
        _ if begins("nginx") => "nginx",
        "apache2" | "httpd" => "apache",
        _ if begins("node") => "node",
        _ => name,
    })
}

/// What a program always speaks; none where its settings decide.
pub fn protocol(app: &str) -> Option<&'static str> {
    match app {
        "php-fpm" => Some("fastcgi"),
        "gunicorn" | "uvicorn" | "daphne" | "hypercorn" | "puma" | "unicorn" => Some("http"),
        _ => None,
    }
}

/// The program that a command line starts: its first word that is no wrapper, without path.
pub fn of_command(command: &str) -> Option<&str> {
    let mut words = command.split_whitespace().map(|word| word.trim_matches(['"', '\'']));
    let mut word = words.next()?;
    loop {
        let name = word.trim_start_matches(['-', '@', '+', '!', ':']).rsplit('/').next()?;
        let wrapper = matches!(
            name,
            "env"
                | "exec"
                | "sudo"
                | "bash"
                | "sh"
                | "-c"
                | "-lc"
                | "c"
                | "lc"
                | "nohup"
                | "poetry"
                | "run"
                | "pipenv"
                | "uv"
        );
        if !wrapper && !name.contains('=') {
            return app(name);
        }
        word = words.next()?;
    }
}

/// Whether the command makes its program put itself in the background; none where its settings decide.
pub fn daemonizes(command: &str) -> Option<bool> {
    let words: Vec<&str> = command.split_whitespace().map(|word| word.trim_matches(['"', '\''])).collect();
    let has = |options: &[&str]| {
        words.iter().any(|word| {
            options.contains(word) || options.iter().any(|o| o.len() > 2 && word.starts_with(&format!("{o}=")))
        })
    };
    let first = words.first().map(|word| word.rsplit('/').next().unwrap_or(word));
    match (first, of_command(command)?) {
        // `service x start` returns once x runs in the background.
        (Some("service" | "systemctl" | "apachectl" | "apache2ctl" | "rc-service"), _) => Some(true),
        (_, "php-fpm") if has(&["-F", "--nodaemonize"]) => Some(false),
        (_, "php-fpm") if has(&["-D", "--daemonize"]) => Some(true),
        (_, "nginx") if command.contains("daemon off") => Some(false),
        (_, "nginx") if command.contains("daemon on") => Some(true),
        (_, "gunicorn" | "unicorn") => Some(has(&["-D", "--daemon"])),
        (_, "uwsgi") if has(&["-d", "--daemonize", "--daemonize2"]) => Some(true),
        (_, "redis-server") if command.contains("--daemonize yes") => Some(true),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_and_how_they_are_started() {
        assert_eq!(app("php-fpm: master process (/etc/php/8.2/fpm/php-fpm.conf)"), Some("php-fpm"));
        assert_eq!(app("-"), None);
        assert_eq!(of_command("/bin/sh -c \"exec /usr/sbin/php-fpm8.2 -F\""), Some("php-fpm"));
        assert_eq!(daemonizes("/usr/sbin/php-fpm8.2 -F"), Some(false));
        assert_eq!(daemonizes("php-fpm"), None);
        assert_eq!(daemonizes("service nginx start"), Some(true));
        assert_eq!(daemonizes("nginx -g 'daemon off;'"), Some(false));
    }
}
