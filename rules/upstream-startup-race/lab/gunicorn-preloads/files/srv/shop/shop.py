import time

# Its catalogue is loaded before it can answer.
time.sleep(1.2)


def app(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"ok\n"]
