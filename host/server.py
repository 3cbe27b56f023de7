"""The web application: admin calls, responses of functions, and refusals."""

import asyncio
import logging
from collections.abc import Sequence
from functools import partial

from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response
from starlette.types import Receive, Scope, Send

from host.admin import Admin
from host.errors import InvocationFailed
from host.functions import HttpTrigger, RegisteredFunction
from host.http import messages
from host.http.cors import Cors
from host.http.routes import Match, Router, segments_of
from host.invocations import Invoker
from host.keys.guard import FunctionKeyGuard
from host.keys.keys import Level
from host.settings import HostSettings

logger = logging.getLogger(__name__)

_FRONT_END_SECONDS = 230
_HOME_PAGE = "<!doctype html><title>Functions</title><p>The development host is up and running.</p>"


class Site:
    """The ASGI application of the host."""

    def __init__(
        self,
        functions: Sequence[RegisteredFunction],
        router: Router,
        guard: FunctionKeyGuard,
        invoker: Invoker,
        admin: Admin | None,
        settings: HostSettings,
    ) -> None:
        """Serve `/admin` and a home page only with an ``admin``, which is for development."""
        self._functions = {function.name: function for function in functions}
        self._router = router
        self._guard = guard
        self._invoker = invoker
        self._admin = admin
        self._settings = settings
        self._cors = Cors(settings.cors_origins, settings.cors_credentials)
        limit = settings.find("FUNCTIONS_REQUEST_BODY_SIZE_LIMIT")
        self._body_limit = int(limit) if limit else messages.DEFAULT_BODY_LIMIT
        self._warned_of_chunks = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            raise ValueError(f"the host does not speak {scope['type']}")
        request = Request(scope, receive)
        try:
            response = self._cors.preflight(request) or await self._response(request)
        except ClientDisconnect:
            return
        self._cors.add_to(response, request)
        for name, value in self._settings.host.custom_headers.items():
            response.headers[name] = value
        await response(scope, receive, send)

    async def _response(self, request: Request) -> Response:
        path = messages.path_of(request)
        segments, _ = segments_of(path)
        if self._admin is not None and segments and segments[0].lower() == "admin":
            return await self._admin.answer(request, segments[1:])
        match = self._router.match(request.method, path)
        if match is not None:
            return await self._from_function(request, match)
        if self._admin is not None and not segments:
            return self._home_page()
        return Response(status_code=404)

    def _home_page(self) -> Response:
        if self._settings.is_on("AzureWebJobsDisableHomepage"):
            return Response(status_code=204)
        return HTMLResponse(_HOME_PAGE)

    async def _from_function(self, request: Request, match: Match) -> Response:
        function = self._functions[match.function]
        request.scope.setdefault("state", {})["function"] = function.name
        level = self._guard.level_of(request, function)
        if isinstance(function.trigger, HttpTrigger) and not level.allows(
            function.trigger.auth_level
        ):
            return Response(status_code=401)
        if function.disabled and level is not Level.ADMIN:
            return Response(status_code=404)
        try:
            body = await messages.read_body(request, self._body_limit)
        except messages.BodyTooLarge:
            return Response(status_code=413, headers={"connection": "close"})
        self._warn_of_chunks(request)
        return await self._invoked(function, request, match, body)

    async def _invoked(
        self, function: RegisteredFunction, request: Request, match: Match, body: bytes
    ) -> Response:
        loop = asyncio.get_running_loop()
        watchdog = loop.call_later(_FRONT_END_SECONDS, partial(_warn_of_front_end, function.name))
        try:
            bound = self._guard.organization_of(request, function)
            called = messages.function_request(request, match.values, body, bound)
            result = await self._invoker.invoke(function, called, reason="http")
            return messages.caller_response(result)
        except InvocationFailed:
            return Response(status_code=500)
        except messages.ResponseUnusable as error:
            facts = {"function": function.name, "reason": str(error)}
            logger.warning("response cannot be sent", extra=facts)
            return Response(status_code=500)
        finally:
            watchdog.cancel()

    def _warn_of_chunks(self, request: Request) -> None:
        if messages.is_chunked(request) and not self._warned_of_chunks:
            self._warned_of_chunks = True
            logger.warning(
                "chunked body delivered, as behind Azure's front end; func start drops it"
            )


def _warn_of_front_end(function: str) -> None:
    logger.warning(
        "no response after 230 s: Azure's front end would have given up",
        extra={"function": function},
    )
