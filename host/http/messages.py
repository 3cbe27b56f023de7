"""Converts HTTP requests to function requests, and function results to responses."""

from collections.abc import Iterable, Mapping
from typing import cast
from urllib.parse import parse_qsl

import azure.functions as func
from azure.functions.http import HttpRequest
from starlette.requests import Request
from starlette.responses import Response

DEFAULT_BODY_LIMIT = 104_857_600
#: The header that names the organization in scope.
ORGANIZATION = "x-organization-id"
_OWN_HEADERS = {"content-length", "transfer-encoding", "connection"}
_WITHOUT_BODY = {204, 304}


class BodyTooLarge(Exception):
    """The request's body is over the limit."""


class ResponseUnusable(Exception):
    """The function returned something that is not an HttpResponse."""


async def read_body(request: Request, limit: int) -> bytes:
    """The whole body. Raises BodyTooLarge, before reading if Content-Length exceeds the limit."""
    if int(request.headers.get("content-length", "0")) > limit:
        raise BodyTooLarge
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise BodyTooLarge
    return bytes(body)


def is_chunked(request: Request) -> bool:
    return "content-length" not in request.headers and "transfer-encoding" in request.headers


def function_request(
    request: Request, route_values: Mapping[str, str], body: bytes, organization: str | None = None
) -> func.HttpRequest:
    """The request for a function; ``organization`` is that of a key that is bound to one."""
    bound = {} if organization is None else {ORGANIZATION: organization}
    return HttpRequest(
        method=request.method,
        url=_address(request),
        headers={**_joined(_headers(request)), **bound},
        params=query_of(request),
        route_params=dict(route_values),
        body_type="bytes",
        body=body,
    )


def query_of(request: Request) -> dict[str, str]:
    """The query. Values of one name are joined with commas; names without a value are omitted."""
    raw = cast("bytes", request.scope["query_string"]).decode("latin-1")
    return _joined(parse_qsl(raw, keep_blank_values=True))


def path_of(request: Request) -> str:
    """The path as it was sent, still encoded."""
    return cast("bytes", request.scope["raw_path"]).decode("latin-1")


def caller_response(result: object) -> Response:
    """The response to send. Raises ResponseUnusable for a result that is no HttpResponse."""
    if not isinstance(result, func.HttpResponse):
        raise ResponseUnusable(f"an HttpResponse must be returned, not {type(result).__name__}")
    status = result.status_code
    if not 200 <= status < 600:
        raise ResponseUnusable(f"{status} is not the status of a response")
    body = b"" if status in _WITHOUT_BODY else result.get_body()
    response = Response(body, status)
    headers = result.headers.items()
    for name, value in headers:
        if name.lower() not in _OWN_HEADERS:
            _append(response, name, value)
    if "content-type" not in response.headers:
        response.headers["content-type"] = _content_type(result)
    return response


def _append(response: Response, name: str, value: str) -> None:
    """Add a header. Kestrel, the server of Azure's host, sends printable ASCII and nothing else."""
    if not (value.isascii() and value.replace("\t", " ").isprintable()):
        raise ResponseUnusable(f"the value of the header {name} is not printable ASCII")
    response.headers.append(name, value)


def _address(request: Request) -> str:
    query = cast("bytes", request.scope["query_string"]).decode("latin-1")
    host = request.headers.get("host", "localhost")
    scheme = request.scope["scheme"]
    return f"{scheme}://{host}{path_of(request)}{'?' if query else ''}{query}"


def _headers(request: Request) -> Iterable[tuple[str, str]]:
    """The headers, with the client's address added last, as Azure's front end does."""
    for name, value in request.headers.raw:
        yield name.decode("latin-1").lower(), _text(value)
    if request.client is not None:
        host, port = request.client
        yield "x-forwarded-for", f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _text(value: bytes) -> str:
    """Decode a header value as Kestrel does: as UTF-8, else as Latin-1."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _joined(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in pairs:
        found[name] = f"{found[name]},{value}" if name in found else value
    return {name: value for name, value in found.items() if value}


def _content_type(result: func.HttpResponse) -> str:
    mimetype = result.mimetype
    return f"{mimetype}; charset={result.charset}" if mimetype.startswith("text/") else mimetype
