const http = require("node:http");

http.createServer((request, response) => {
  response.writeHead(200, { "content-type": "text/event-stream" });
  let n = 0;
  const timer = setInterval(() => response.write(`data: ${++n}\n\n`), 200);
  response.on("close", () => clearInterval(timer));
}).listen(8000, "127.0.0.1", () => console.log("listening on 127.0.0.1:8000"));
