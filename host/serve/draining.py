"""Draining: from the signal on, new requests are refused, and those that run may end."""

import asyncio
import json

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

RETRY_AFTER_SECONDS = 10
_ALIVE = "/api/health"


class DrainGate:
    """An ASGI application that is open until it drains; then only liveness is answered."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._inside = 0
        self._is_draining = False
        self._is_empty = asyncio.Event()
        self._is_empty.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._is_draining and not _is_liveness(scope):
            return await _refusal()(scope, receive, send)
        self._inside += 1
        self._is_empty.clear()
        try:
            await self._app(scope, receive, send)
        finally:
            self._inside -= 1
            if not self._inside:
                self._is_empty.set()

    def drain(self) -> None:
        """Refuse every new request from now on; readiness is one of them."""
        self._is_draining = True

    async def empty(self) -> None:
        """Wait until every request that was let in has its response."""
        await self._is_empty.wait()


def _is_liveness(scope: Scope) -> bool:
    return scope["type"] == "http" and Request(scope).url.path.rstrip("/").lower() == _ALIVE


def _refusal() -> Response:
    problem = {"error": "Unavailable", "message": "this process is stopping: try again soon"}
    headers = {"Retry-After": str(RETRY_AFTER_SECONDS), "Connection": "close"}
    headers["Cache-Control"] = "no-store"
    return Response(json.dumps(problem), 503, headers, "application/json")
