const http = require("http");
http.createServer((request, response) => {
  response.setHeader("Content-Type", "application/json");
  response.end('{"say":"hello"}');
}).listen(8000, "127.0.0.1");
