"""Static site in front of the app, as Azure Static Web Apps is in front of a Function App."""

import asyncio

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from host.static_site.configuration import SiteConfiguration
from host.static_site.files import SiteFile, SiteFiles

#: Paths that reach the app, and the sign-in in front of it, untouched.
_BEHIND = ("api", "admin", "runtime", ".auth")
_METHODS = {"GET", "HEAD"}


class StaticSiteApp:
    """An ASGI application that serves a folder, and passes the API's requests on."""

    def __init__(self, app: ASGIApp, files: SiteFiles, configuration: SiteConfiguration) -> None:
        self._app = app
        self._files = files
        self._configuration = configuration

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or _is_behind(scope["path"]):
            return await self._app(scope, receive, send)
        response = await asyncio.to_thread(self._response, Request(scope))
        return await response(scope, receive, send)

    def _response(self, request: Request) -> Response:
        path: str = request.scope["path"]
        route = self._configuration.route_of(path)
        headers = {**self._configuration.headers, **(route.headers if route else {})}
        if request.scope["scheme"] != "https":
            # It means nothing over plain HTTP (RFC 6797, 7.2).
            headers.pop("strict-transport-security", None)
        if request.method not in _METHODS:
            return Response(status_code=405, headers={**headers, "allow": "GET, HEAD"})
        if route and route.redirect:
            return RedirectResponse(route.redirect, 302, headers)
        asked = (route and route.rewrite) or path
        found = self._found(asked, request.headers.get("accept-encoding", ""))
        return (
            Response(status_code=404, headers=headers)
            if found is None
            else _sent(found, request, headers)
        )

    def _found(self, path: str, accepted: str) -> SiteFile | None:
        file = self._files.find("/index.html" if path == "/" else path, accepted)
        if file is None and (fallback := self._configuration.fallback_of(path)):
            return self._files.find(fallback, accepted)
        return file


def _is_behind(path: str) -> bool:
    return path.lstrip("/").split("/", 1)[0].lower() in _BEHIND


def _sent(file: SiteFile, request: Request, headers: dict[str, str]) -> Response:
    sent = {**headers, "etag": file.entity_tag, "vary": "accept-encoding"}
    if file.entity_tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=sent)
    if file.encoding is not None:
        sent["content-encoding"] = file.encoding
    return Response(file.content, headers=sent, media_type=file.media_type)
