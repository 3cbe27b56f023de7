"""Simulated sign-in in front of the app, as Azure Static Web Apps provides it.

It serves `/.auth`, removes headers that only the platform may set, and tells functions who calls.
The sign-in needs no password: this is for development, where a user may act as every account.
"""

import time
from collections.abc import Callable, Iterable, Sequence

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from host.http import messages
from host.http.routes import segments_of
from host.signin import cookies, page, sessions
from host.signin.accounts import PROVIDER, Account, Accounts
from host.signin.sessions import Sessions

COOKIE = "StaticWebAppsAuthCookie"
_COOKIE = COOKIE.encode()
_PLATFORM = b"x-ms-"

_Headers = Iterable[tuple[bytes, bytes]]


class SignInApp:
    """An ASGI application that wraps the host's."""

    def __init__(self, site: ASGIApp, accounts: Accounts, sessions: Sessions) -> None:
        self._site = site
        self._accounts = accounts
        self._sessions = sessions
        self._answers: dict[str, Callable[[Request], Response]] = {
            f"login/{PROVIDER}": self._login,
            "logout": self._logout,
            "me": self._me,
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._site(scope, receive, send)
        request = Request(scope)
        segments, _ = segments_of(messages.path_of(request))
        if segments and segments[0].lower() == ".auth":
            return await self._answer(request, segments[1:])(scope, receive, send)
        headers = self._app_headers(request.headers.raw)
        return await self._site({**scope, "headers": headers}, receive, send)

    def _answer(self, request: Request, path: Sequence[str]) -> Response:
        answer = self._answers.get("/".join(path).lower())
        if answer is None:
            return Response(status_code=404)
        if request.method != "GET":
            return Response(status_code=405, headers={"allow": "GET"})
        response = answer(request)
        _protect(response.headers)
        return response

    def _login(self, request: Request) -> Response:
        target = _local(request.query_params.get("post_login_redirect_uri"))
        email = request.query_params.get("user")
        account = None if email is None else self._accounts.find(email)
        if account is None:
            here = self._account_of(request.headers.raw)
            content = page.html(self._accounts, here, target, unknown=email)
            return HTMLResponse(content, 200 if email is None else 400)
        response = RedirectResponse(target, 302)
        # Lax withholds the cookie from POSTs, frames and fetches of another site, but not from
        # another port of this machine, which is the same site to a browser.
        response.set_cookie(
            COOKIE,
            self._sessions.issue(account.email, time.time()),
            max_age=sessions.SECONDS,
            httponly=True,
            samesite="lax",
        )
        return response

    def _logout(self, request: Request) -> Response:
        target = _local(request.query_params.get("post_logout_redirect_uri"))
        response = RedirectResponse(target, 302)
        response.delete_cookie(COOKIE, httponly=True, samesite="lax")
        return response

    def _me(self, request: Request) -> Response:
        account = self._account_of(request.headers.raw)
        return JSONResponse({"clientPrincipal": account.principal if account else None})

    def _account_of(self, headers: _Headers) -> Account | None:
        """The account of the first valid cookie; None if the file no longer has the account."""
        lines = [value for name, value in headers if name.lower() == b"cookie"]
        found = (value for line in lines for value in cookies.values_of(line, _COOKIE))
        emails = (self._sessions.find(value, time.time()) for value in found)
        return next((self._accounts.find(email) for email in emails if email), None)

    def _app_headers(self, headers: _Headers) -> list[tuple[bytes, bytes]]:
        """The headers for the app: the platform's own replace the client's; our cookie is removed.

        Every header with the platform's prefix is removed, since no client may send one.
        """
        account = self._account_of(headers)
        kept = [pair for pair in headers if not pair[0].lower().startswith(_PLATFORM)]
        return _without_cookie(kept) + (account.headers if account else [])


def _without_cookie(headers: _Headers) -> list[tuple[bytes, bytes]]:
    found: list[tuple[bytes, bytes]] = []
    for name, value in headers:
        is_ours = name.lower() == b"cookie" and cookies.values_of(value, _COOKIE)
        rest = cookies.without(value, _COOKIE) if is_ours else value
        if rest or not is_ours:
            found.append((name, rest))
    return found


def _local(target: str | None) -> str:
    """``target`` where it is a path on this host, else the root."""
    # Browsers read a backslash as a slash, and a tab or line break as nothing.
    if target is None or not target.startswith("/") or target[1:2] in {"/", "\\"}:
        return "/"
    return target if target.isprintable() else "/"


def _protect(headers: MutableHeaders) -> None:
    headers["cache-control"] = "no-store"
    headers["content-security-policy"] = page.POLICY
    headers["referrer-policy"] = "no-referrer"
    headers["x-content-type-options"] = "nosniff"
