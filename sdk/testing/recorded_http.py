"""Recorded HTTP for authors' tests: a server on this machine that replays recorded exchanges.

None of the author's code is replaced: it calls the ``url`` in its configuration with any HTTP
library.
"""

import json
import threading
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import cast
from urllib.parse import parse_qsl, urlsplit

Exchange = Mapping[str, object]
NOT_RECORDED = 501
PARTS = {"path", "method", "request", "status", "headers", "json", "body"}


class Recording:
    """Replays each exchange once, in any order, and records the requests."""

    def __init__(self, exchanges: Sequence[Exchange]) -> None:
        for exchange in exchanges:
            _require_fit(exchange)
        self.url = ""
        self.requests: list[dict[str, object]] = []
        self.unasked: list[Exchange] = [*exchanges]
        self.unknown: list[str] = []
        self._lock = threading.Lock()

    def answer(self, asked: dict[str, object]) -> Exchange:
        with self._lock:  # each request has a thread of the server
            self.requests.append(asked)
            for exchange in self.unasked:
                if _fits(exchange, asked):
                    self.unasked.remove(exchange)
                    return exchange
            words = f"nothing (more) is recorded for {asked['method']} {asked['path']}"
            self.unknown.append(words)
        return {"status": NOT_RECORDED, "json": {"error": "NotRecorded", "message": words}}

    def require_known(self, cause: Exception | None = None) -> None:
        if self.unknown:
            left = [f"{one.get('method', 'GET')} {one['path']}" for one in self.unasked]
            words = f"{'; '.join(self.unknown)}. Not asked for: {left or 'nothing'}"
            raise AssertionError(words) from cause


@contextmanager
def http(exchanges: Sequence[Exchange] | Path) -> Generator[Recording]:
    """Serve recorded exchanges, from a list or a JSON file of one, at ``url``.

    An exchange has a ``path`` (with its query, in any order), and optionally ``method`` (GET), the
    expected body as ``request`` (JSON), and the response's ``status`` (200), ``headers``, ``json``
    or ``body`` (text). A request that matches none gets 501, and an AssertionError names it at the
    end of the block.

    >>> import urllib.request
    >>> with http([{"path": "/tickets/7", "json": {"id": 7}}]) as recorded:
    ...     urllib.request.urlopen(recorded.url + "/tickets/7").read()
    b'{"id": 7}'
    """
    if isinstance(exchanges, Path):
        exchanges = cast("list[Exchange]", json.loads(exchanges.read_text()))
    recording = Recording(exchanges)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(recording))
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    recording.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield recording
    except Exception as error:
        # Most clients raise for a 501: the missing exchange is the better error.
        recording.require_known(error)
        raise
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    recording.require_known()


def _handler(recording: Recording) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            content = self.rfile.read(int(self.headers.get("content-length") or 0))
            asked = {"method": self.command, "path": self.path, "headers": {**self.headers}}
            answer = recording.answer({**asked, "body": content.decode(errors="replace")})
            body = json.dumps(answer["json"]) if "json" in answer else str(answer.get("body", ""))
            self.send_response(cast("int", answer.get("status", 200)))
            given = cast("Mapping[str, str]", answer.get("headers", {}))
            if "json" in answer and "content-type" not in {name.lower() for name in given}:
                self.send_header("Content-Type", "application/json")
            for name, value in given.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body.encode())))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body.encode())

        do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _answer  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Log nothing: the test's output is its own."""

    return Handler


def _require_fit(exchange: Exchange) -> None:
    unknown = sorted({*exchange} - PARTS)
    if unknown or "path" not in exchange:
        wrong = f"has {', '.join(unknown)}" if unknown else "has no path"
        words = (
            f"the exchange {dict(exchange)!r} {wrong}: it has a path (with its query), and may have"
        )
        raise ValueError(f"{words} {', '.join(sorted(PARTS - {'path'}))}")


def _fits(exchange: Exchange, asked: Mapping[str, object]) -> bool:
    if str(exchange.get("method", "GET")).upper() != asked["method"]:
        return False
    if _place(str(exchange["path"])) != _place(str(asked["path"])):
        return False
    return "request" not in exchange or exchange["request"] == _json(str(asked["body"]))


def _place(path: str) -> tuple[str, list[tuple[str, str]]]:
    parts = urlsplit(path)
    return parts.path, sorted(parse_qsl(parts.query, keep_blank_values=True))


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return text
