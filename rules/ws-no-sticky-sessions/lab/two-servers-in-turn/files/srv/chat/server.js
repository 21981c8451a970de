const { createServer } = require("http");
const { Server } = require("socket.io");
const server = createServer();
const io = new Server(server);
io.on("connection", (socket) => socket.on("message", (data) => socket.send(`echo ${data}`)));
server.listen(Number(process.env.PORT), "127.0.0.1");
