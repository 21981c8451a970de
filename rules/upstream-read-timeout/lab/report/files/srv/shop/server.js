const http = require("node:http");

http.createServer((request, response) => {
  setTimeout(() => response.end("report\n"), 1200);
}).listen(8000, "127.0.0.1", () => console.log("listening on 127.0.0.1:8000"));
