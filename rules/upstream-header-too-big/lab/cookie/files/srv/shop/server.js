const http = require("node:http");

http.createServer((request, response) => {
  response.setHeader("set-cookie", "session=" + "a".repeat(9000));
  response.end("shop\n");
}).listen(8000, "127.0.0.1", () => console.log("listening on 127.0.0.1:8000"));
