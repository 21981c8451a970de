import time

# Its catalogue is loaded before it can answer: for more than a second, which is the unit of both logs.
time.sleep(1.9)


def app(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"ok\n"]
