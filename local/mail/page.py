"""The page ``/.mail`` of the development host: what was sent, and each message as it looks.

``/.mail/messages.json`` lists the messages for programs. A message's HTML is shown in a frame that
runs nothing.
"""

import base64
import dataclasses
import hashlib
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from local.mail.mailbox import Mailbox, Received

PLACE = "/.mail"
_STYLE = """
:root { color-scheme: light dark; }
body { margin: 2rem auto; max-width: 50rem; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; }
iframe { width: 100%; height: 30rem; border: 1px solid; background: #fff; }
li { margin-bottom: .75rem; }
"""
_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_POLICY = (
    f"default-src 'none'; style-src 'sha256-{_HASH}'; frame-src 'self'; frame-ancestors 'self'; "
    "base-uri 'none'; form-action 'none'"
)
_FRAME_POLICY = (
    "sandbox allow-popups; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
)


class MailPages:
    """An ASGI application that serves the pages, and passes all other requests on."""

    def __init__(self, app: ASGIApp, mailbox: Mailbox) -> None:
        self._app = app
        self._mailbox = mailbox

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope.get("path", "")
        if scope["type"] != "http" or not (path == PLACE or path.startswith(f"{PLACE}/")):
            return await self._app(scope, receive, send)
        response = self._answer(Request(scope), path.removeprefix(PLACE).strip("/"))
        response.headers["cache-control"] = "no-store"
        response.headers["referrer-policy"] = "no-referrer"
        response.headers["x-content-type-options"] = "nosniff"
        return await response(scope, receive, send)

    def _answer(self, request: Request, rest: str) -> Response:
        if request.method not in ("GET", "HEAD"):
            return Response(status_code=405, headers={"allow": "GET, HEAD"})
        if rest == "":
            return _page(_list(self._mailbox))
        if rest == "messages.json":
            return JSONResponse([dataclasses.asdict(each) for each in self._mailbox.kept])
        number, _, part = rest.partition("/")
        found = self._mailbox.find(int(number)) if number.isdecimal() else None
        if found is None or part not in ("", "body"):
            return Response(status_code=404)
        if part == "body":
            return HTMLResponse(found.html, headers={"content-security-policy": _FRAME_POLICY})
        return _page(_message(found))


def _page(body: str) -> Response:
    head = f'<meta charset="utf-8"><title>Mail that was sent</title><style>{_STYLE}</style>'
    content = f'<!doctype html><html lang="en"><head>{head}</head><body>{body}</body></html>'
    return HTMLResponse(content, headers={"content-security-policy": _POLICY})


def _list(mailbox: Mailbox) -> str:
    items = "".join(
        f'<li><a href="{PLACE}/{each.number}">{escape(each.subject)}</a><br>'
        f"to {escape(', '.join(each.recipients))}, {escape(each.date)}</li>"
        for each in reversed(mailbox.kept)
    )
    told = f"<ul>{items}</ul>" if items else "<p>No mail was sent since the start.</p>"
    return f"<h1>Mail that was sent</h1><p>None of it left this machine.</p>{told}"


def _message(found: Received) -> str:
    return (
        f'<p><a href="{PLACE}">All mail</a></p><h1>{escape(found.subject)}</h1>'
        f"<p>From {escape(found.sender)}<br>To {escape(', '.join(found.recipients))}<br>"
        f"{escape(found.date)}</p>"
        f'<iframe title="The message as it looks" src="{PLACE}/{found.number}/body"></iframe>'
        f"<h2>As text</h2><pre>{escape(found.text)}</pre>"
    )
