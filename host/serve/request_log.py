"""One log record for each request. It has no path, query or header: a URL may hold a token."""

import logging
import time
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from functions import logs

logger = logging.getLogger(__name__)


class RequestLog:
    """An ASGI application that logs what another one responded."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = time.monotonic()
        collected: dict[str, str] = {}
        logs.collected.set(collected)
        noted: dict[str, Any] = {"status": 0}

        async def note_and_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                noted["status"] = message["status"]
                noted.update(_ids(message))
            elif message["type"] == "websocket.accept":
                noted["status"] = 101
            await send(message)

        try:
            await self._app(scope, receive, note_and_send)
        finally:
            facts = {
                "method": scope.get("method", ""),
                "function": scope["state"].get("function"),
                **noted,
                "ms": round((time.monotonic() - began) * 1000, 1),
                "address": scope["state"].get("address"),
                **collected,
            }
            logger.info("request", extra=facts)


def _ids(message: Message) -> dict[str, str]:
    """The ids that a response has in its headers."""
    names = {b"x-request-id": "request", b"x-execution-id": "execution"}
    return {
        names[key.lower()]: value.decode("latin-1")
        for key, value in message["headers"]
        if key.lower() in names
    }
