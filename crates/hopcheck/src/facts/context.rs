//! What surrounds the evidence: the environment, what people said, and how much of the truth a paste can hold.

use super::schema::fact;
use super::value::Field;

fact! {
    /// Something about the place where things run.
    Environment = "environment", shows "{about}: {value}",
    from [Versions, ContainerList], varies [] {
        /// nginx-in-container, nginx-version, nginx-flavour, nginx-config-test (ok, failed, syntax-ok), ingress-controller (ingress-nginx, nginx-inc), container-engine (podman), kubernetes, systemd, selinux, platform, php-version …
        about: Field<String>,
        /// Its value ("yes", "1.29.7", "openresty", "alpine").
        value: Field<String>,
    }
}

fact! {
    /// What a person wrote around the evidence. It may support a cause and never confirms one.
    Claim = "claim", shows "what you wrote about it",
    from [Durations], varies [] {
        /// closes-after, fails-after, takes, restarted, nginx-restarted, restarted-backend, rebuilt, after-reboot, only-at-start, works-later, address-changed,
        /// slow-work, streaming, streams-late, idle, several-workers, cookies-missing, self-signed, websocket-fails, behind-cloudflare, behind-load-balancer, only-production, large-message,
        /// works-directly, works-after-restart, intermittent, long-running, worked-before, no-error-in-backend, deployed, changed-socket-path …
        about: Field<String>,
        /// A number of seconds, where it has one.
        seconds: Field<f64>,
        /// What it is about: a service, a path.
        value: Field<String>,
    }
}

fact! {
    /// A text that lists everything of a kind there is: what is not in it is not there.
    Coverage = "coverage", shows "a complete list of every {of}",
    from [], varies [] {
        /// The kind of fact that is complete.
        of: Field<String>,
        /// Complete only among the facts in which this field is set: a list of TCP listeners (`port`) says nothing about
        /// unix sockets (`socket`). Absent or unknown where every fact of the kind is in the list.
        with: Field<String>,
    }
}
