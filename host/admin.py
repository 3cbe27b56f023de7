"""The admin API below `/admin`: status, list of functions, and running a function."""

import asyncio
import json
import logging
import time
import uuid
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import cast

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from host.errors import InvocationFailed
from host.functions import HttpTrigger, RegisteredFunction
from host.http import messages
from host.http.routes import Router
from host.http.templates import Template
from host.keys.admin import KeyAdmin
from host.keys.guard import KeyGuard
from host.keys.keys import Keys

logger = logging.getLogger(__name__)

Answer = Callable[[Request, Mapping[str, str]], Awaitable[Response]]
Start = Callable[[RegisteredFunction, str], Awaitable[object]]


class Admin:
    """The part of the admin API that people and tools use. All but ping needs the master key."""

    def __init__(
        self,
        functions: Sequence[RegisteredFunction],
        router: Router,
        guard: KeyGuard,
        keys: Keys,
        start: Start,
    ) -> None:
        self._functions = {function.name.lower(): function for function in functions}
        self._router = router
        self._guard = guard
        self._start = start
        self._id = uuid.uuid4().hex
        self._since = time.monotonic()
        self._running: set[asyncio.Task[None]] = set()
        key_admin = KeyAdmin(keys, self._functions)
        self._table: list[tuple[set[str], Template, Answer]] = [
            ({"GET"}, Template("host/status"), self._status),
            ({"GET"}, Template("functions"), self._list),
            ({"GET"}, Template("functions/{name}"), self._describe),
            ({"POST"}, Template("functions/{name}"), self._run),
            ({"GET"}, Template("functions/{name}/status"), self._function_status),
            *key_admin.table,
        ]

    async def answer(self, request: Request, path: Sequence[str]) -> Response:
        """Respond to an admin call; ``path`` is what follows `/admin`, in decoded segments."""
        if [part.lower() for part in path] == ["host", "ping"]:
            return Response()
        if not self._guard.is_master(request):
            return Response(status_code=401)
        for methods, template, answer in self._table:
            values = template.match(path) if request.method in methods else None
            if values is not None:
                return await answer(request, values)
        return Response(status_code=404)

    async def _status(self, request: Request, values: Mapping[str, str]) -> Response:
        milliseconds = round((time.monotonic() - self._since) * 1000)
        return JSONResponse(
            {
                "id": self._id,
                "state": "Running",
                "version": "4.0.0-development",
                "versionDetails": "Bifrost development host",
                "processUptime": milliseconds,
                "functionAppContentEditingState": "Unknown",
            }
        )

    async def _list(self, request: Request, values: Mapping[str, str]) -> Response:
        return JSONResponse([self._shown(item, request) for item in self._functions.values()])

    async def _describe(self, request: Request, values: Mapping[str, str]) -> Response:
        function = self._functions.get(values["name"].lower())
        return JSONResponse(self._shown(function, request)) if function else _not_found()

    async def _function_status(self, request: Request, values: Mapping[str, str]) -> Response:
        known = values["name"].lower() in self._functions
        return JSONResponse({"errors": None}) if known else _not_found()

    async def _run(self, request: Request, values: Mapping[str, str]) -> Response:
        """Start the function without waiting for it."""
        function = self._functions.get(values["name"].lower())
        if function is None:
            return _not_found()
        try:
            given: object = json.loads(
                await messages.read_body(request, messages.DEFAULT_BODY_LIMIT) or "{}"
            )
        except ValueError:
            return Response(status_code=400)
        if not isinstance(given, dict):
            return Response(status_code=400)
        text = cast("dict[str, object]", given).get("input")
        task = asyncio.create_task(self._started(function, "" if text is None else str(text)))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return Response(status_code=202)

    async def _started(self, function: RegisteredFunction, text: str) -> None:
        try:
            await self._start(function, text)
        except InvocationFailed:
            logger.debug("function started by hand failed", extra={"function": function.name})

    def _shown(self, function: RegisteredFunction, request: Request) -> dict[str, object]:
        origin = f"{request.url.scheme}://{request.url.netloc}"
        address = self._router.address(function.name)
        is_http = isinstance(function.trigger, HttpTrigger)
        return {
            "name": function.name,
            "language": "python",
            "isDisabled": function.disabled,
            "isDirect": is_http,
            "href": f"{origin}/admin/functions/{function.name}",
            "invoke_url_template": f"{origin}/{address}" if is_http else None,
            "config": {
                "name": function.name,
                "bindings": [item.model_dump(by_alias=True) for item in function.bindings],
            },
        }


def _not_found() -> Response:
    return Response(status_code=404)
