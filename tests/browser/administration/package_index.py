"""A package index on this machine, with two versions of one small package."""

import json
from collections.abc import Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from tests.support.wheels import wheel

ACCEPTED = "application/vnd.pypi.simple.v1+json"
PACKAGE = "smile"
FILES = dict(
    wheel("smile", version, {"smile/__init__.py": "WORDS = 'hello'"}) for version in ("1.0", "2.0")
)


def page_of(url: str) -> bytes:
    """The package's page, as PEP 691 describes it."""
    files = [
        {"filename": name, "url": f"{url}/files/{name}", "hashes": dict[str, str]()}
        for name in FILES
    ]
    meta = {"api-version": "1.0"}
    return json.dumps({"meta": meta, "name": PACKAGE, "files": files}).encode()


@contextmanager
def running_index() -> Generator[str]:
    """The address of the index, until the end."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.path.rstrip("/").rpartition("/")[2]
            host = f"http://{self.headers['Host']}"
            body = page_of(host) if name == PACKAGE else FILES.get(name)
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Type", ACCEPTED)
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  as in the library
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}/simple"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
