import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")
pages = get_asgi_application()

from channels.generic.websocket import WebsocketConsumer
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.urls import path


class Echo(WebsocketConsumer):
    def receive(self, text_data=None, bytes_data=None):
        self.send(f"echo {text_data}")


routes = URLRouter([path("ws/", Echo.as_asgi())])
application = ProtocolTypeRouter({"http": pages, "websocket": AllowedHostsOriginValidator(routes)})
