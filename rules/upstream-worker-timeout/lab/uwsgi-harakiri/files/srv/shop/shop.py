import time

reports = {}


def app(environ, start_response):
    path = environ["PATH_INFO"]
    if path == "/report" and path not in reports:
        # The first report of a worker takes its time; it keeps it.
        time.sleep(3.5)
        reports[path] = True
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"ok\n"]
