"""Somebody's OAuth provider, whose consent page agrees or refuses by itself."""

import json
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qsl, urlencode, urlsplit

TOKENS = {"access_token": "at-secret", "refresh_token": "rt-secret", "expires_in": 3600}


@dataclass
class Provider:
    url: str = ""
    #: What the user says at the consent page, such as ``access_denied``; empty: yes.
    refuses_with: str = ""
    #: Redeemed codes, in their order.
    codes: list[str] = field(default_factory=list[str])

    def connection(self, name: str) -> dict[str, str]:
        """What a connection to it is created with."""
        return {
            "connection_name": name,
            "oauth_flow_type": "authorization_code",
            "client_id": "bifrost-client",
            "client_secret": "client-secret",
            "authorization_url": f"{self.url}/authorize",
            "token_url": f"{self.url}/token",
            "scopes": "Mail.Read",
        }


@contextmanager
def running_provider() -> Generator[Provider]:
    """A provider on a free port of this machine."""
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = dict(parse_qsl(urlsplit(self.path).query))
            if "state" not in asked:
                self._say(f"you sent {self.headers['Authorization']} to {self.path}")
                return
            said = {"code": "a-code"}
            if provider.refuses_with:
                said = {"error": provider.refuses_with}
            back = urlencode({**said, "state": asked["state"]})
            self.send_response(302)
            self.send_header("Location", f"{asked['redirect_uri']}?{back}")
            self.end_headers()

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            provider.codes.append(dict(parse_qsl(body)).get("code", ""))
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps({**TOKENS, "token_type": "Bearer"}).encode())

        def _say(self, text: str) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class's
            """Nothing: the tests' output is for the platform."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.url = f"http://localhost:{server.server_port}"
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
