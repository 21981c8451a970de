from websockets.sync.client import connect

with connect("ws://127.0.0.1/ws") as socket:
    socket.send(open("/srv/chat/long.txt").read())
    print(socket.recv()[:20])
