"""The client that all modules use: requests, retries, paging and JSON."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import cast
from urllib.parse import quote, urlencode, urlsplit

from modules import errors, patience
from modules.authentication import Authentication
from modules.errors import ApiError, ApiUnavailable
from modules.transport import (
    READING,
    SECONDS,
    HttpTransport,
    NoAnswer,
    Request,
    Response,
    Transport,
)

logger = logging.getLogger(__name__)

Row = Mapping[str, object]
Value = str | int | bool | None
Turn = Callable[[object, "Page"], tuple[list[Row], "Page | None"]]

UNAUTHORIZED, ANOTHER_PLACE = 401, 300
LOCAL = {"127.0.0.1", "::1", "localhost"}


@dataclass(frozen=True, slots=True)
class Page:
    """The address of one page of a list; query values that are None are left out."""

    path: str
    query: Mapping[str, Value] = field(default_factory=dict[str, Value])
    headers: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class ClientOptions:
    """Options of a client; tests replace the transport and the sleep."""

    transport: Transport = field(default_factory=HttpTransport)
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    seconds: float = SECONDS
    most_pages: int = 10_000


#: The options of clients that are created from now on; tests set them.
client_options: ContextVar[ClientOptions | None] = ContextVar("client_options", default=None)


class Client:
    """A client of one system, named in errors; paths begin with ``/`` and follow ``base_url``."""

    def __init__(self, system: str, base_url: str, authentication: Authentication) -> None:
        self.system = system
        self._base_url = _good(system, base_url)
        self._authentication = authentication
        self._options = client_options.get() or ClientOptions()
        self._hidden: set[str] = set()

    async def get(self, path: str, query: Mapping[str, Value] | None = None) -> object:
        """Return the JSON of the answer, None if it is empty; ApiError if it is refused."""
        return await self.read(Page(path, query or {}))

    async def post(self, path: str, body: object) -> object:
        return await self._ask("POST", Page(path), body)

    async def patch(self, path: str, body: object) -> object:
        return await self._ask("PATCH", Page(path), body)

    async def put(self, path: str, body: object) -> object:
        return await self._ask("PUT", Page(path), body)

    async def delete(self, path: str) -> object:
        return await self._ask("DELETE", Page(path))

    async def read(self, page: Page) -> object:
        return await self._ask(READING, page)

    async def rows(self, first: Page, turn: Turn) -> AsyncIterator[Row]:
        """Yield every row of a list; ``turn`` returns an answer's rows and the next page."""
        page: Page | None = first
        seen: set[str] = set()
        before: list[Row] = []
        while page is not None:
            seen.add(repr(page))
            found, page = turn(await self.read(page), page)
            is_again = repr(page) in seen or (bool(found) and found == before)
            if is_again or len(seen) > self._options.most_pages:
                raise ApiError(f"{self.system} gives the same page again: {first.path} has no end")
            for row in found:
                yield row
            before = found

    def list_in(self, answer: object, key: str | None = None) -> list[Row]:
        """Return the list of objects in an answer, or at its key; ApiError without one."""
        found = answer if key is None else self.object_in(answer).get(key)
        if isinstance(found, list):
            rows = cast("list[object]", found)
            if all(isinstance(row, dict) for row in rows):
                return cast("list[Row]", rows)
        raise ApiError(f"{self.system} answered without a list{f' of {key}' if key else ''}")

    def object_in(self, answer: object) -> Row:
        if isinstance(answer, dict):
            return cast("Row", answer)
        raise ApiError(f"{self.system} answered with something other than an object")

    def path_in(self, url: str) -> str:
        """Return the path of an address in an answer; ApiError if it is another system's."""
        if url.startswith(f"{self._base_url}/"):
            return url.removeprefix(self._base_url)
        raise ApiError(
            f"{self.system} names another host, to which the token is not sent: {url[:80]}"
        )

    async def _ask(self, method: str, page: Page, body: object = None) -> object:
        request = self._request(method, page, body)
        response = await self._answer(request)
        if response.status >= ANOTHER_PLACE:
            account = self._authentication.name
            raise errors.refusal(self.system, account, request, response, self._hidden)
        try:
            text = response.body.decode("utf-8-sig")
            return json.loads(text) if text.strip() else None
        except (ValueError, RecursionError):
            what = errors.asked(self.system, request)
            raise ApiError(f"{what}: its answer is not JSON", response.status) from None

    def _request(self, method: str, page: Page, body: object) -> Request:
        headers = {"Accept": "application/json", "User-Agent": "Bifrost", **page.headers}
        url = f"{self._base_url}{page.path}"
        query = {name: _text(value) for name, value in page.query.items() if value is not None}
        if query:
            url += f"{'&' if '?' in url else '?'}{urlencode(query, quote_via=quote)}"
        if body is None:
            return Request(method, url, headers, None, self._options.seconds)
        headers["Content-Type"] = "application/json"
        return Request(method, url, headers, json.dumps(body).encode(), self._options.seconds)

    async def _answer(self, request: Request) -> Response:
        """Send a request, and retry it as ``patience`` says."""
        pauses = iter(patience.PAUSES)
        while True:
            outcome = await self._once(request)
            pause = next(pauses, None)
            wait = None if pause is None else patience.wait(request, outcome, pause)
            if wait is None:
                break
            why = outcome.status if isinstance(outcome, Response) else outcome
            logger.info("%s: %s; retry in %.1f s", self.system, why, wait)
            await self._options.sleep(wait)
        if isinstance(outcome, Response):
            return outcome
        raise ApiUnavailable(f"{errors.asked(self.system, request)}: {outcome}")

    async def _once(self, request: Request) -> Response | NoAnswer:
        try:
            response = await self._send(request)
            if response.status == UNAUTHORIZED and await self._authentication.renew():
                return await self._send(request)
        except NoAnswer as error:
            return error
        return response

    async def _send(self, request: Request) -> Response:
        given = await self._authentication.headers()
        for value in given.values():
            self._hidden.update(part for part in (value, value.rpartition(" ")[2]) if part)
        headers = {**request.headers, **given}
        return await self._options.transport.send(replace(request, headers=headers))


def path(*parts: str | int) -> str:
    """Return a path of escaped parts; ApiError for a part that would lead elsewhere.

    >>> path("users", "ann@contoso.com", 7)
    '/users/ann%40contoso.com/7'
    """
    for part in parts:
        if str(part).strip() in ("", ".", ".."):
            raise ApiError(f"{part!r} is not an id: it would change the path")
    return "".join(f"/{quote(str(part), safe='')}" for part in parts)


def _good(system: str, base_url: str) -> str:
    parts = urlsplit(base_url)
    is_plain = parts.scheme == "http" and parts.hostname in LOCAL
    is_odd = not parts.hostname or bool(parts.query or parts.fragment) or "@" in parts.netloc
    if is_odd or not (parts.scheme == "https" or is_plain):
        raise ApiError(
            f"The address of {system} has to be https://host/path, not {base_url[:80]!r}"
        )
    return base_url.rstrip("/")


def _text(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
