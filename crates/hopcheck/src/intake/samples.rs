//! Texts as people paste them, one of each kind: the tests lay them side by side in any order.

use super::Kind;

/// A text and what it is.
pub(super) const SAMPLES: &[(Kind, &str)] = &[
    (
        Kind::NginxErrorLog,
        "2024/05/10 06:50:00 [error] 29#29: *7 connect() failed (111: Connection refused) while connecting to upstream, client: 10.1.0.1, server: shop.example, request: \"GET /api HTTP/1.1\", upstream: \"http://10.1.0.4:5000/api\", host: \"shop.example\"\n2024/05/10 06:50:02 [error] 29#29: *9 connect() failed (111: Connection refused) while connecting to upstream, client: 10.1.0.1",
    ),
    (
        Kind::NginxConfig,
        "upstream app {\n    server api:5000;\n}\n\nserver {\n    listen 80;\n    server_name shop.example;\n\n    # the application\n    location /api {\n        proxy_pass http://app;\n    }\n\n}",
    ),
    (Kind::NginxConfig, "location /ws/ {\n    proxy_pass http://api:8000;\n    proxy_read_timeout 60s;\n}"),
    (
        Kind::ComposeFile,
        "services:\n  api:\n    build: ./api\n    command: flask run\n\n  web:\n    image: nginx:1.27\n    ports:\n      - \"8080:80\"\n    depends_on:\n      - api\n\nvolumes:\n  data:",
    ),
    (
        Kind::Console,
        "chat.js:14 WebSocket connection to 'wss://shop.example:8000/ws/chat/' failed: \nPOST https://shop.example/api/chat 502 (Bad Gateway)",
    ),
    (
        Kind::AppLog,
        "[2024-05-10 06:49:58 +0000] [7] [INFO] Starting gunicorn 22.0.0\n[2024-05-10 06:49:58 +0000] [7] [INFO] Listening at: http://127.0.0.1:8000 (7)\n[2024-05-10 06:50:31 +0000] [7] [CRITICAL] WORKER TIMEOUT (pid:9)\nTraceback (most recent call last):\n  File \"/srv/app.py\", line 3, in <module>\n    import redis\nModuleNotFoundError: No module named 'redis'",
    ),
    (
        Kind::AppLog,
        " * Serving Flask app 'shop'\n * Debug mode: off\nWARNING: This is a development server. Do not use it in a production deployment.\n * Running on http://127.0.0.1:5000\nPress CTRL+C to quit",
    ),
    (Kind::AccessLog, "10.1.0.1 - - [10/May/2024:06:50:00 +0000] \"GET /api HTTP/1.1\" 502 157 \"-\" \"curl/8.5.0\""),
    (Kind::StartCommand, "gunicorn --bind 127.0.0.1:8000 shop.wsgi:application"),
    (
        Kind::ContainerList,
        "NAME        IMAGE        COMMAND                  SERVICE   CREATED       STATUS                     PORTS\nshop-api-1  shop-api     \"python app.py\"          api       2 hours ago   Up 2 hours                 5000/tcp\nshop-web-1  nginx:1.27   \"/docker-entrypoint.…\"   web       2 hours ago   Restarting (1) 9 seconds ago",
    ),
    (
        Kind::ListeningSockets,
        "State    Recv-Q   Send-Q     Local Address:Port     Peer Address:Port  Process\nLISTEN   0        128            127.0.0.1:5000          0.0.0.0:*      users:((\"python\",pid=1,fd=3))",
    ),
    (Kind::SocketFile, "srw-rw---- 1 root root 0 May 10 06:49 /run/php/php-fpm.sock"),
    (
        Kind::Curl,
        "* Connected to shop.example (203.0.113.9) port 443\n> GET /ws/ HTTP/1.1\n> Host: shop.example\n> Upgrade: websocket\n>\n< HTTP/1.1 502 Bad Gateway\n< Server: nginx/1.27.0\n<\n<html>\n<head><title>502 Bad Gateway</title></head>\n</html>",
    ),
    (
        Kind::Dockerfile,
        "FROM python:3.12-slim\nWORKDIR /srv\nCOPY . .\n\nRUN pip install -r requirements.txt\n\nCMD [\"python\", \"app.py\"]",
    ),
    (
        Kind::PythonSource,
        "import os\nfrom flask import Flask\n\napp = Flask(__name__)\n\n\n@app.route(\"/api\")\ndef api():\n    return \"ok\"\n\n\nif __name__ == \"__main__\":\n    app.run(port=5000)",
    ),
    (
        Kind::FrontendSource,
        "const scheme = location.protocol === 'https:' ? 'wss' : 'ws';\nconst socket = new WebSocket(`${scheme}://${location.hostname}:8000/ws/chat/`);\n\nsocket.onmessage = (event) => {\n  console.log(event.data);\n};",
    ),
    (
        Kind::SystemdUnit,
        "[Unit]\nDescription=Shop\nAfter=network.target\n\n[Service]\nUser=shop\nExecStart=/srv/venv/bin/gunicorn --bind unix:/run/shop.sock shop.wsgi\nRestart=always\n\n[Install]\nWantedBy=multi-user.target",
    ),
    (
        Kind::SupervisordConfig,
        "[supervisord]\nnodaemon=true\n\n[program:php-fpm]\ncommand=php-fpm -F\nautorestart=true\n\n[program:nginx]\ncommand=nginx -g \"daemon off;\"",
    ),
    (
        Kind::PhpFpmPool,
        "[www]\nuser = www-data\nlisten = /run/php/php-fpm.sock\n; who may connect\nlisten.owner = www-data\n\npm = dynamic\npm.max_children = 5",
    ),
    (Kind::AppConfig, "[uwsgi]\nmodule = shop.wsgi\nhttp-socket = :8000\nmaster = true"),
    (Kind::EnvFile, "DATABASE_URL=postgres://db/shop\nPORT=8000\nDB_CONNECTION=pgsql"),
    (
        Kind::KubernetesManifest,
        "apiVersion: v1\nkind: Service\nmetadata:\n  name: api\nspec:\n  ports:\n    - port: 80\n      targetPort: 5000",
    ),
    (Kind::EntrypointScript, "#!/bin/sh\nset -e\n\nchmod 755 /srv/data\n\nexec gunicorn --bind 0.0.0.0:8000 shop.wsgi"),
    (
        Kind::ServiceStatus,
        "● gunicorn.service - Shop\n     Loaded: loaded (/etc/systemd/system/gunicorn.service; enabled)\n     Active: failed (Result: exit-code) since Fri 2024-05-10 06:50:00 UTC; 3min ago\n   Main PID: 811 (code=exited, status=1/FAILURE)",
    ),
    (
        Kind::ContainerInspect,
        "[\n    {\n        \"NetworkSettings\": {\n            \"Networks\": {\n                \"shop_default\": {\n                    \"IPAddress\": \"10.1.0.4\",\n                    \"Gateway\": \"10.1.0.1\"\n                }\n            }\n        }\n    }\n]",
    ),
    (Kind::NameResolution, "Server:\t\t127.0.0.11\nAddress:\t127.0.0.11#53\n\n** server can't find api: NXDOMAIN"),
    (
        Kind::HandshakeStatus,
        "Request URL: wss://shop.example/ws/chat/\nRequest Method: GET\nStatus Code: 502 Bad Gateway",
    ),
    (Kind::Prose, "I restarted the backend container and since then the page shows an error after some time."),
    (Kind::Prose, "it closes after 60 seconds"),
];
