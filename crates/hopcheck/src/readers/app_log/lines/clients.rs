//! Clients of databases, caches and brokers: redis-py, psycopg, MySQL, kombu and Celery, paho-mqtt, PDO.

use super::super::entry::{Entry, disconnected, event, unreachable};

/// Their lines.
pub const LINES: &[Entry] = &[
    unreachable(
        "redis",
        "connecting to ",
        r"(?:redis\.exceptions\.)?ConnectionError: Error \d+ connecting to (?P<host>[^\s:]+):(?P<port>\d+)\. (?P<detail>.+)",
    ),
    unreachable(
        "redis",
        "Error -",
        r"ConnectionError: Error -\d+ connecting to (?P<host>[^\s:]+):(?P<port>\d+)\. (?P<detail>.+)",
    ),
    unreachable("redis", "Timeout connecting to server", "(?P<detail>TimeoutError: Timeout connecting to server)"),
    unreachable(
        "redis",
        "Cannot connect to redis",
        r"Cannot connect to redis://(?:[^@/]*@)?(?P<host>[^\s:/]+):(?P<port>\d+)",
    ),
    unreachable(
        "amqp",
        "Cannot connect to amqp",
        r"Cannot connect to amqps?://(?:[^@/]*@)?(?P<host>[^\s:/]+):(?P<port>\d+)",
    ),
    unreachable(
        "postgresql",
        "connection to server at \"",
        r#"connection to server at "(?P<host>[^"]+)"(?: \([^)]*\))?, port (?P<port>\d+) failed: (?P<detail>.+)"#,
    ),
    unreachable(
        "postgresql",
        "could not translate host name \"",
        r#"could not translate host name "(?P<host>[^"]+)" to address: (?P<detail>.+)"#,
    ),
    unreachable("postgresql", "could not connect to server: ", r"could not connect to server: (?P<detail>.+)"),
    unreachable(
        "mysql",
        "Can't connect to MySQL server on '",
        r"Can't connect to MySQL server on '(?P<host>[^':]+)(?::(?P<port>\d+))?'",
    ),
    unreachable("mysql", "Can't connect to local MySQL server through socket '", r"through socket '(?P<detail>[^']+)'"),
    unreachable("database", "SQLSTATE[HY000] [2002] ", r"SQLSTATE\[HY000\] \[2002\] (?P<detail>[^(]+)"),
    unreachable("postgresql", "SQLSTATE[08006] [7] ", r"SQLSTATE\[08006\] \[7\] (?P<detail>[^(]+)"),
    unreachable("database", "MySQL server has gone away", "(?P<detail>MySQL server has gone away)"),
    unreachable("redis", "Redis connection to ", r"Redis connection to (?P<host>[^\s:]+):(?P<port>\d+) failed"),
    unreachable("redis", "Connection refused [tcp://", r"Connection refused \[tcp://(?P<host>[^:\]]+):(?P<port>\d+)\]"),
    unreachable("amqp", "AMQPConnectionError", "(?P<detail>AMQPConnectionError)"),
    unreachable("amqp", "ACCESS_REFUSED - Login was refused", "(?P<detail>ACCESS_REFUSED)"),
    disconnected("amqp", "Connection to broker lost", "(?P<detail>Connection to broker lost)"),
    disconnected("amqp", "consumer: Connection to broker lost", "(?P<detail>Connection to broker lost)"),
    disconnected("amqp", "missed heartbeats from client", "(?P<detail>missed heartbeats from client)"),
    disconnected("amqp", "Too many heartbeats missed", "(?P<detail>Too many heartbeats missed)"),
    disconnected("redis", "Connection closed by server.", "(?P<detail>Connection closed by server)"),
    disconnected("mqtt", "isconnected from MQTT", r"(?P<detail>[Dd]isconnected from MQTT.*)"),
    disconnected(
        "mqtt",
        "MQTT",
        r"(?P<detail>MQTT\w*:? (?:client |broker |connection )?(?:(?:was |is |has been )?(?:disconnected|lost|closed)|connection lost|keepalive timeout|ping timeout).*)",
    ),
    disconnected("mqtt", "on_disconnect", r"(?P<detail>on_disconnect\b.*\brc ?[=:] ?[1-9]\d*)"),
    disconnected(
        "mqtt",
        "exceeded timeout, disconnecting.",
        r"Client (?P<detail>\S+) has exceeded timeout, disconnecting",
    ),
    event("dependency-connected", "", "Connected to MQTT", ""),
];
