"""The bearer challenge: 401 for requests without a token."""

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from local.vault.errors import VaultError

CHALLENGE = (
    'Bearer authorization="https://login.microsoftonline.com/'
    '00000000-0000-0000-0000-000000000000", resource="https://vault.azure.net"'
)


class BearerChallenge:
    """Answers 401 until there is a bearer token; Azure's clients then ask their credential."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or _has_token(Headers(scope=scope)):
            await self._app(scope, receive, send)
            return
        error = VaultError(401, "Unauthorized", "AKV10000: Request is missing a Bearer token.")
        answer = JSONResponse(error.body(), 401, {"WWW-Authenticate": CHALLENGE})
        await answer(scope, receive, send)


def _has_token(headers: Headers) -> bool:
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return scheme.lower() == "bearer" and bool(token.strip())
