"""Errors of other systems: which system, what failed, and what to do about it."""

import json
from collections.abc import Collection
from typing import cast

from bifrost import BifrostError
from modules.transport import Request, Response

MOST_WORDS = 300
HIDDEN = "[redacted]"
#: The keys under which systems put an error's message, also nested.
SAYING = ("error", "message", "error_description", "Message", "description", "resultCode")
PASSING = {408, 429, 500, 502, 503, 504}
ADVICE = {
    401: "it does not accept {account}: an administrator has to connect it, or set it, again",
    403: "{account} may not do this: give it the permission at the other side",
    404: "there is no such thing there",
    429: "it gets too many requests: send fewer, or later",
}


class ApiError(BifrostError):
    """A system refused, or gave a wrong answer; ``status`` is None without an answer."""

    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status


class ApiUnavailable(ApiError):
    """A system failed for now: ``RetryPolicy(retry_on=["ApiUnavailable"])`` retries the run."""


def refusal(
    system: str, account: str, request: Request, response: Response, hidden: Collection[str]
) -> ApiError:
    """Return the error for a response; ``account`` is whose request it was, ``hidden`` redacted."""
    kind = ApiUnavailable if response.status in PASSING else ApiError
    said = _said(response.body, hidden)
    advice = _advice(response.status, account)
    words = f". It says: {said}" if said else ""
    return kind(f"{asked(system, request)} ({response.status}): {advice}{words}", response.status)


def asked(system: str, request: Request) -> str:
    """Return which request failed, without its query, which may hold secrets."""
    path = request.url.partition("://")[2].partition("/")[2].partition("?")[0]
    return f"{system}: {request.method} /{path} failed"


def _advice(status: int, account: str) -> str:
    if status in ADVICE:
        return ADVICE[status].format(account=account)
    if 300 <= status < 400:
        return "it is elsewhere: correct the address in the configuration"
    if status in PASSING:
        return "the system has a problem: try again later"
    return "it does not accept what was sent"


def _said(body: bytes, hidden: Collection[str]) -> str:
    """Return the system's message as one short line; empty if the body is not JSON."""
    try:
        words = _words(json.loads(body.decode("utf-8-sig")))
    except (ValueError, RecursionError):
        return ""
    for text in sorted(hidden, key=len, reverse=True):
        words = words.replace(text, HIDDEN)
    line = " ".join("".join(c if c.isprintable() else " " for c in words).split())
    return line if len(line) <= MOST_WORDS else f"{line[:MOST_WORDS]}…"


def _words(answer: object) -> str:
    if isinstance(answer, str):
        return answer
    if not isinstance(answer, dict):
        return ""
    found = cast("dict[str, object]", answer)
    return next((words for key in SAYING if (words := _words(found.get(key)))), "")
