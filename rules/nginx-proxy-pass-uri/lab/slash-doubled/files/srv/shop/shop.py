def app(environ, start_response):
    known = environ["PATH_INFO"] == "/users"
    start_response("200 OK" if known else "404 Not Found", [("Content-Type", "text/plain")])
    return [b"users\n" if known else b"no such page\n"]
