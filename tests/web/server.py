"""The built site on a loopback port, with its own headers, as the front door serves it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tools.front_door.site import Site


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    site: Site

    def do_GET(self) -> None:
        accepted = self.headers.get("accept-encoding", "")
        page = self.site.find(unquote(urlsplit(self.path).path), accepted)
        found = page or self.site.find("/404.html", accepted)
        content = found.read() if found else b""
        self.send_response(200 if page else 404)
        for name, value in found.headers if found else []:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that http.server calls
        """Say nothing."""


@contextmanager
def serving(dist: Path) -> Iterator[str]:
    """The address of the site, for as long as the context is open."""
    handler = type("Handler", (_Handler,), {"site": Site(dist)})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
