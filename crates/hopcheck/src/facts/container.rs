//! Containers, their images, networks and settings.

use super::schema::{FilePath, Host, fact};
use super::value::Field;

fact! {
    /// A service of a compose file.
    Service = "service", shows "compose service {name}",
    from [ComposeFile], varies [] {
        /// Its name, which is its host name on the networks it shares.
        name: Field<String>,
        /// All names it answers to: service name, container_name, hostname, network aliases.
        names: Field<Vec<String>>,
        /// Image.
        image: Field<String>,
        /// What the image is: nginx, php-fpm, python, node, postgres, redis, proxy …; unknown for other images.
        role: Field<String>,
        /// Build context.
        build: Field<String>,
        /// Command; absent where the image's own stands.
        command: Field<String>,
        /// Networks it is on; absent where none is named, so that the default network holds.
        networks: Field<Vec<String>>,
        /// `network_mode`.
        network_mode: Field<String>,
        /// Services it waits for.
        depends_on: Field<Vec<String>>,
        /// True where a dependency waits for `service_healthy`.
        waits_healthy: Field<bool>,
        /// Restart policy; absent where none.
        restart: Field<String>,
        /// True where a health check is set.
        healthcheck: Field<bool>,
        /// Memory limit in bytes.
        memory: Field<f64>,
        /// Container ports that the image or `expose` names.
        exposes: Field<Vec<String>>,
    }
}

fact! {
    /// A port mapping `host:container`.
    PublishedPort = "published-port", shows "{service} publishes container port {container_port} as {host_port}",
    from [ComposeFile, ContainerList], varies [] {
        /// Service or container.
        service: Field<String>,
        /// Address on the host.
        host: Field<Host>,
        /// Port on the host; absent where a random one is chosen.
        host_port: Field<u16>,
        /// Port inside the container.
        container_port: Field<u16>,
    }
}

fact! {
    /// A container or pod, as a list or an inspection shows it.
    Container = "container", shows "container {name}: {state} {status}",
    from [ContainerList, ContainerInspect], varies ["id", "status"] {
        /// Its name.
        name: Field<String>,
        /// Compose service, pod's app or the name without project and number.
        service: Field<String>,
        /// Image.
        image: Field<String>,
        /// running, exited, restarting, created, crash-loop, unhealthy, paused.
        state: Field<String>,
        /// The status as printed.
        status: Field<String>,
        /// Exit code.
        exit: Field<u32>,
        /// Its address on a network.
        address: Field<Host>,
        /// Networks it is on.
        networks: Field<Vec<String>>,
        /// Ports inside the container, published or not.
        exposes: Field<Vec<String>>,
        /// Restarts so far.
        restarts: Field<u32>,
        /// Seconds it has been up, as printed ("Up 2 minutes").
        up: Field<f64>,
        /// Its id.
        id: Field<String>,
    }
}

fact! {
    /// A directory or file that a container shares with its host or with others.
    Mount = "mount", shows "{service} mounts {source} at {target}",
    from [ComposeFile, ContainerInspect], varies [] {
        /// Service or container.
        service: Field<String>,
        /// Volume or host path.
        source: Field<String>,
        /// Path inside.
        target: Field<FilePath>,
        /// True where it is read-only.
        read_only: Field<bool>,
    }
}

fact! {
    /// What a Dockerfile makes (its last stage).
    ImageBuild = "image-build", shows "image from {base}: {command}",
    from [StartCommand], varies [] {
        /// Base image of the last stage; its place is what that stage's FROM says.
        base: Field<String>,
        /// Ports of EXPOSE.
        exposes: Field<Vec<String>>,
        /// CMD as one line; absent where the last stage has none.
        command: Field<String>,
        /// ENTRYPOINT as one line; absent where it has none.
        entrypoint: Field<String>,
        /// True where CMD or ENTRYPOINT is in exec form (a JSON array), which expands no variables.
        exec_form: Field<bool>,
        /// True where it has a HEALTHCHECK.
        healthcheck: Field<bool>,
        /// What the base image is: nginx, php-fpm, python, node …; unknown for other images.
        role: Field<String>,
    }
}

fact! {
    /// An environment variable is set.
    EnvSetting = "env-setting", shows "{name} is set to {value}",
    from [ComposeFile, StartCommand], varies [] {
        /// Variable.
        name: Field<String>,
        /// Value; absent where it is only passed through.
        value: Field<String>,
        /// Service or unit it is set for.
        service: Field<String>,
        /// dockerfile, compose, env-file, platform, systemd, shell.
        source: Field<String>,
    }
}

fact! {
    /// A name and the address it has now.
    NameAddress = "name-address", shows "{name} is {address} now",
    from [ContainerInspect, NameResolution, ContainerList], varies [] {
        /// Host, container or service name.
        name: Field<Host>,
        /// Address; absent where the name does not resolve.
        address: Field<Host>,
        /// What said so: inspect, dns, hosts, endpoints.
        by: Field<String>,
    }
}

fact! {
    /// A line of a start script that decides something.
    ScriptLine = "script-line", shows "the start script runs {command} {path}",
    from [StartCommand], varies [] {
        /// `set -e`, chmod, chown, exec, export, wait …
        command: Field<String>,
        /// Path it touches.
        path: Field<FilePath>,
        /// The whole line.
        line: Field<String>,
        /// True where a failure of this line ends the script (`set -e` stands above it).
        fatal: Field<bool>,
    }
}

fact! {
    /// An annotation that tells an ingress controller what to do.
    IngressAnnotation = "ingress-annotation", shows "annotation {prefix}/{name}: {value}",
    from [ComposeFile], varies [] {
        /// What stands before the slash: nginx.ingress.kubernetes.io (ingress-nginx), nginx.org (NGINX Inc.), ingress.kubernetes.io (old) …
        prefix: Field<String>,
        /// What stands behind it: rewrite-target, proxy-body-size, limit-rps …
        name: Field<String>,
        /// Value, without quotes.
        value: Field<String>,
        /// Class of the ingress (`ingressClassName` or `kubernetes.io/ingress.class`) in the same text.
        class: Field<String>,
        /// Kind of the object that it stands in: Ingress, Service, ConfigMap …
        object: Field<String>,
        /// The paths of the rules in the same text.
        paths: Field<Vec<String>>,
    }
}
