import time


def app(environ, start_response):
    if environ["PATH_INFO"] == "/report":
        time.sleep(1.6)
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"ok\n"]
