"""A request from outside as it came, for endpoints and webhooks, which read it themselves."""

from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import JsonValue

#: Credentials, and what the platform's own front end adds: no run, log or record has them.
WITHHELD = frozenset(
    {
        "authorization",
        "cookie",
        "proxy-authorization",
        "x-api-key",
        "x-bifrost-authorization",
        "x-functions-clientid",
        "x-functions-key",
    }
)
WITHHELD_PREFIX = "x-ms-"
MOST_HEADERS = 100
MOST_HEADER_CHARACTERS = 8 * 1024
#: Where Azure Functions takes a function key from, in any case: it is a credential, too.
WITHHELD_QUERY = "code"
#: The mark of a parameter of the SDK's type ``Request`` in the schema of the parameters.
REQUEST = "x-bifrost-request"


@dataclass(frozen=True, slots=True)
class IncomingRequest:
    """The request; names of headers are in lower case, and ``body`` is exactly what was sent."""

    method: str
    path: str
    query: Sequence[tuple[str, str]]
    headers: Mapping[str, str]
    body: bytes
    address: str | None = None

    @property
    def content_type(self) -> str:
        """The media type of the body, in lower case and without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().casefold()

    def first(self, name: str) -> str | None:
        """Return the first value of this name in the query."""
        return next((value for each, value in self.query if each == name), None)


def shown_headers(
    headers: Mapping[str, str], secret: frozenset[str] = frozenset()
) -> dict[str, str]:
    """Return the headers that runs and records may have; those named ``secret`` are left out, too.

    >>> shown_headers({"cookie": "a=b", "x-ms-client-principal": "e30=", "x-event": "push"})
    {'x-event': 'push'}
    """
    kept = {
        name: value[:MOST_HEADER_CHARACTERS]
        for name, value in headers.items()
        if name not in WITHHELD and not name.startswith(WITHHELD_PREFIX) and name not in secret
    }
    return dict(sorted(kept.items())[:MOST_HEADERS])


def shown_query(request: IncomingRequest, secret: frozenset[str] = frozenset()) -> JsonValue:
    """Return every value of each name in the query, without function keys and ``secret`` names."""
    found: dict[str, list[str]] = {}
    for name, value in request.query:
        if name.casefold() != WITHHELD_QUERY and name not in secret:
            found.setdefault(name, []).append(value)
    return {name: [*values] for name, values in found.items()}


def facts_of(
    request: IncomingRequest,
    secret_headers: frozenset[str] = frozenset(),
    secret_query: frozenset[str] = frozenset(),
) -> dict[str, JsonValue]:
    """Return the request as a workflow's ``Request`` parameter takes it."""
    body, encoding = body_of(request.body)
    return {
        "method": request.method,
        "path": request.path,
        "query": shown_query(request, secret_query),
        "headers": {**shown_headers(request.headers, secret_headers)},
        "body": body,
        "encoding": encoding,
    }


def content_of(body: str, encoding: str) -> bytes:
    """Return the bytes of a body that ``body_of`` made a text of."""
    return b64decode(body) if encoding == "base64" else body.encode()


def body_of(content: bytes) -> tuple[str, str]:
    """Return a body as text, or in base64 if it is not UTF-8, and which of the two it is.

    >>> body_of(b"hello"), body_of(bytes([255]))
    (('hello', 'text'), ('/w==', 'base64'))
    """
    try:
        return content.decode(), "text"
    except UnicodeDecodeError:
        return b64encode(content).decode(), "base64"
