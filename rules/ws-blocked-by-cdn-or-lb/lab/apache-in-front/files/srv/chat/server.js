const { WebSocketServer } = require("ws");
const server = new WebSocketServer({ port: 8000, host: "127.0.0.1", path: "/ws" });
server.on("connection", (socket) => socket.on("message", (data) => socket.send(`echo ${data}`)));
