import time


def app(environ, start_response):
    if environ["PATH_INFO"] == "/report":
        # A report is built in memory, 64 MB of it.
        rows = b"x" * (64 << 20)
        time.sleep(0.4)
        del rows
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"ok\n"]
