require("http").createServer((request, response) => {
  setTimeout(() => response.end("ok\n"), 300);
}).listen(8000, "127.0.0.1");
