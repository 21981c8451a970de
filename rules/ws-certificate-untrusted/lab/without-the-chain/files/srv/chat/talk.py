import ssl
from websockets.sync.client import connect

context = ssl.create_default_context(cafile="/etc/ssl/shop-ca.pem")
try:
    with connect("wss://chat.example/ws", ssl=context) as socket:
        socket.send("hello")
        print(socket.recv())
except Exception as error:
    print(type(error).__name__, error)
