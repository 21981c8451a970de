const http = require("http");
const { WebSocketServer } = require("ws");
const chat = new WebSocketServer({ noServer: true });
chat.on("connection", (socket) => socket.on("message", (data) => socket.send(`echo ${data}`)));
const server = http.createServer((request, response) => response.writeHead(404).end());
server.on("upgrade", (request, socket, head) => {
  if (request.url !== "/ws/chat") return socket.end("HTTP/1.1 404 Not Found\r\n\r\n");
  chat.handleUpgrade(request, socket, head, (open) => chat.emit("connection", open, request));
});
server.listen(8000, "127.0.0.1");
