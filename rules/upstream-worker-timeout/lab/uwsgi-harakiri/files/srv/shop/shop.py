import time

reports = {}


def app(environ, start_response):
    path = environ["PATH_INFO"]
    if path == "/report" and path not in reports:
        # The first report of a worker takes its time; it keeps it. uWSGI's master looks once a second, at whole seconds: harakiri = 1
        # ends a request after two to three.
        time.sleep(3.2)
        reports[path] = True
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"ok\n"]
