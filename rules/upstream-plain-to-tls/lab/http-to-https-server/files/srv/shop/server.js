const fs = require("node:fs");
const https = require("node:https");

const options = { key: fs.readFileSync("/etc/nginx/tls/shop.key"), cert: fs.readFileSync("/etc/nginx/tls/shop.crt") };
https.createServer(options, (request, response) => response.end("shop\n")).listen(8443, "127.0.0.1");
