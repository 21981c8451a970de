const http = require("node:http");

http.createServer((request, response) => {
  request.resume();
  request.on("end", () => response.end("taken\n"));
}).listen(8000, "127.0.0.1", () => console.log("listening on 127.0.0.1:8000"));
