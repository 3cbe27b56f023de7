"""A stand-in of Microsoft Graph's subscriptions, as a real server: as strict as the documentation.

It checks an address with a token before it subscribes, within its time; it knows the longest
lifetimes, forgets what has ended, answers in pages, and fails as a test wants.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from aiohttp import web

from shared.services.clock import StoppedClock
from tests.contract.client import Answer
from tests.contract.outside_site import Site, site

#: What Graph asks of a webhook: the address, and the token; in the answer to which it believes.
Asking = Callable[[str, str], Awaitable[Answer]]
MINUTES = {"users": 41_760, "me/messages": 4230, "me/drive/root": 42_300, "me/presence": 60}
PAGE = 2
#: What a subscription asks for; the answers to lists leave the secret out.
NEEDED = ("changeType", "notificationUrl", "resource", "expirationDateTime")


@dataclass
class FakeGraph:
    site: Site
    clock: StoppedClock
    #: The tokens that are good now.
    tokens: Collection[str]
    asking: Asking | None = None
    minutes: dict[str, int] = field(default_factory=lambda: {**MINUTES})
    seconds: float = 10
    #: Whether a second subscription to the same resource and address is refused.
    forbids_twins: bool = False
    #: By method: what is answered instead, once for each.
    moods: list[tuple[str, int, Mapping[str, str]]] = field(
        default_factory=list[tuple[str, int, Mapping[str, str]]]
    )
    known: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])
    made: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    asked: list[str] = field(default_factory=list[str])

    def fail(self, method: str, status: int, times: int = 1, retry_after: str = "") -> None:
        headers = {"Retry-After": retry_after} if retry_after else {}
        self.moods += [(method, status, headers)] * times

    def living(self) -> list[dict[str, Any]]:
        now = self.clock.now()
        self.known = {key: one for key, one in self.known.items() if _end(one) > now}
        return [*self.known.values()]

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        self.asked.append(f"{request.method} {request.path}")
        mood = next((mood for mood in self.moods if mood[0] == request.method), None)
        if mood is not None:
            self.moods.remove(mood)
            fault = {"code": "Unhappy", "message": "not now"}
            return web.json_response({"error": fault}, status=mood[1], headers=mood[2])
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if token not in self.tokens:
            return _refused(401, "InvalidAuthenticationToken", "Access token is not valid.")
        return await self._answer(request)

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        self.living()
        assert request.path.startswith("/v1.0/subscriptions"), request.path
        name = request.path.removeprefix("/v1.0/subscriptions").strip("/")
        match request.method:
            case "POST":
                return await self._create(await request.json())
            case "GET":
                return self._list(int(request.query.get("$skip", "0")))
            case "PATCH" if name in self.known:
                return self._renew(name, await request.json())
            case "DELETE" if name in self.known:
                del self.known[name]
                return web.Response(status=204)
            case _:
                return _refused(404, "ResourceNotFound", "The object was not found.")

    async def _create(self, wanted: dict[str, Any]) -> web.StreamResponse:
        if fault := _fault_of(wanted):
            return _refused(400, "InvalidRequest", fault)
        if (refusal := self._too_long(wanted["resource"], wanted)) is not None:
            return refusal
        twins = [one for one in self.known.values() if _key(one) == _key(wanted)]
        if twins and self.forbids_twins:
            return _refused(409, "Conflict", "There is a subscription like this one.")
        for name in ("notificationUrl", "lifecycleNotificationUrl"):
            if name in wanted and not await self._validates(wanted[name]):
                return _refused(400, "ValidationError", "Subscription validation request failed.")
        made = {**wanted, "id": str(uuid4()), "applicationId": "app"}
        self.known[made["id"]] = made
        self.made.append(made)
        return web.json_response(made, status=201)

    async def _validates(self, url: str) -> bool:
        if self.asking is None:
            return True
        token = f"Validation: Testing client application {uuid4()} & more"
        try:
            answer = await asyncio.wait_for(self.asking(url, token), self.seconds)
        except TimeoutError:
            return False
        is_plain = answer.headers["content-type"].startswith("text/plain")
        return answer.status == 200 and is_plain and answer.body == token.encode()

    def _renew(self, name: str, change: dict[str, Any]) -> web.StreamResponse:
        found = self.known[name]
        if {*change} - {"expirationDateTime", "notificationUrl"}:
            return _refused(400, "InvalidRequest", "Only its end can be changed.")
        if (refusal := self._too_long(found["resource"], change)) is not None:
            return refusal
        found |= change
        return web.json_response({**found, "clientState": None})

    def _too_long(self, resource: str, wanted: dict[str, Any]) -> web.StreamResponse | None:
        most = self.minutes.get(resource, 60)
        if _end(wanted) <= self.clock.now() + timedelta(minutes=most):
            return None
        said = f"Subscription expiration can only be {most} minutes in the future."
        return _refused(400, "ExtensionError", said)

    def _list(self, skip: int) -> web.StreamResponse:
        found = [{**one, "clientState": None} for one in self.known.values()]
        answer: dict[str, Any] = {"value": found[skip : skip + PAGE]}
        if len(found) > skip + PAGE:
            base = "https://graph.microsoft.com/v1.0/subscriptions"
            answer["@odata.nextLink"] = f"{base}?$skip={skip + PAGE}"
        return web.json_response(answer)


def _fault_of(wanted: Mapping[str, Any]) -> str | None:
    if any(not isinstance(wanted.get(each), str) for each in NEEDED):
        return "A required property is missing."
    if not wanted["notificationUrl"].startswith("https://"):
        return "NotificationUrl must use https."
    return "ClientState is too long." if len(wanted.get("clientState", "")) > 128 else None


def _end(found: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(found["expirationDateTime"][:19]).replace(tzinfo=UTC)


def _key(found: Mapping[str, Any]) -> tuple[object, ...]:
    return found["resource"], found["notificationUrl"], found["changeType"]


def _refused(status: int, code: str, message: str) -> web.StreamResponse:
    return web.json_response({"error": {"code": code, "message": message}}, status=status)


@asynccontextmanager
async def fake_graph(clock: StoppedClock, tokens: Collection[str]) -> AsyncGenerator[FakeGraph]:
    found: list[FakeGraph] = []

    async def answer(request: web.BaseRequest) -> web.StreamResponse:
        return await found[0].answer(request)

    async with site(answer) as place:
        found.append(FakeGraph(place, clock, tokens))
        yield found[0]


def source_of(url: str) -> str:
    """The id of the webhook whose address this is."""
    return urlsplit(url).path.rpartition("/")[2]
