"""Pushes of nudges: what a page is given access to, when it ends, and what is sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from aiohttp import web

from functions.composition import Runtime
from shared.models.users import User
from shared.services import background
from shared.services.clock import StoppedClock, SystemClock
from shared.services.live.nudges import Nudges
from shared.services.outbound.pushes import MemoryPushes
from shared.services.outbound.web_pubsub import WebPubSub
from shared.services.services import Services
from tests.contract.client import Answer, Http
from tests.contract.outside_site import site
from tests.contract.users import add_user, signed_in
from tests.unit.builders import NOW

KEY = "an-access-key-of-the-service-for-tests"
ALICE, EVE, OWNER = map(signed_in, ("alice", "eve", "owner"))
MINUTE = timedelta(minutes=1)


@pytest.fixture
def pushes() -> MemoryPushes:
    return MemoryPushes()


@pytest.fixture
def services(services: Services, pushes: MemoryPushes) -> Services:
    return replace(services, pushes=pushes)


@pytest.fixture
async def alice(running: Runtime) -> User:
    users = running.platform.directory.users
    await add_user(users, "eve", {"globex": "member"})
    await add_user(users, "owner", {"acme": "admin"})
    return await add_user(users, "alice", {"acme": "member"})


async def negotiate(http: Http, who: Mapping[str, str], *channels: str) -> Answer:
    body = {"channels": channels or ["executions"]}
    return await http("negotiate_pushes", body=body, headers=who)


@pytest.mark.usefixtures("alice")
@pytest.mark.parametrize("channel", ["schedules", "deliveries", "notifications", "events"])
async def test_groups_of_administrators_are_not_given_to_members(http: Http, channel: str) -> None:
    answers = [await negotiate(http, who, "executions", channel) for who in (ALICE, OWNER)]

    assert [answer.status for answer in answers] == [403, 200]


@pytest.mark.usefixtures("alice")
async def test_a_page_is_given_the_groups_of_its_organization(
    http: Http, pushes: MemoryPushes
) -> None:
    mine = await negotiate(http, ALICE)
    others = await negotiate(http, EVE)

    assert (mine.status, others.status) == (200, 200)
    assert {*pushes.given[0]}.isdisjoint(pushes.given[1])
    assert len(pushes.given[0]) == 6
    assert b"acme" not in mine.body


@pytest.mark.usefixtures("alice")
@pytest.mark.parametrize(
    ("who", "channels", "status"),
    [
        (ALICE, ["nonsense"], 400),
        (ALICE, ["executions,executions"], 200),
        (ALICE, [f"executions{number}" for number in range(11)], 400),
        ({**EVE, "x-organization-id": "acme"}, ["executions"], 403),
        ({"content-type": "application/json"}, ["executions"], 401),
    ],
)
async def test_what_is_refused(
    http: Http, who: Mapping[str, str], channels: list[str], status: int
) -> None:
    assert (await negotiate(http, who, *channels)).status == status


@pytest.mark.usefixtures("alice")
async def test_a_run_nudges_without_saying_what_happened(http: Http, pushes: MemoryPushes) -> None:
    await negotiate(http, ALICE)
    await http("execute_workflow", {"name": "talks"}, body={}, headers=ALICE)
    await background.idle()

    assert pushes.sent
    assert {group for group, _ in pushes.sent} <= {*pushes.given[0]}
    assert {body for _, body in pushes.sent} == {b'{"channel": "executions"}'}


async def test_who_loses_rights_is_disconnected(
    http: Http, pushes: MemoryPushes, alice: User, root: Mapping[str, str]
) -> None:
    answer = await http(
        "update_user", {"user": str(alice.id)}, body={"isActive": False}, headers=root
    )
    await background.idle()

    assert answer.status == 200, answer.body
    assert pushes.closed == [str(alice.id)]


def test_access_ends_after_five_minutes_even_for_a_connection_that_stays() -> None:
    clock, pushes = StoppedClock(NOW), MemoryPushes()
    nudges = Nudges(pushes, "x" * 32, clock)
    given = nudges.access("alice", "acme", ["executions"])
    minute = int(NOW.timestamp()) // 60

    heard = [
        nudges.group("acme", "executions", minute + later) in pushes.given[0] for later in range(8)
    ]

    assert given.expires_at == NOW + 5 * MINUTE
    assert heard == [True] * 6 + [False] * 2
    assert nudges.group("acme", "executions", minute) != Nudges(pushes, "y" * 32, clock).group(
        "acme", "executions", minute
    )


@dataclass
class StandIn:
    """The REST interface of the service, as far as it is used; checks each request's token."""

    bodies: list[bytes] = field(default_factory=list[bytes])
    status: int = 202

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        token = request.headers["authorization"].removeprefix("Bearer ")
        jwt.decode(token, KEY, algorithms=["HS256"], audience=str(request.url))
        self.bodies.append(await request.read())
        return web.Response(status=self.status)


def service_at(url: str) -> WebPubSub:
    return WebPubSub(f"Endpoint={url};AccessKey={KEY};Version=1.0;", "bifrost", SystemClock())


async def test_the_service_is_asked_as_it_documents() -> None:
    stand_in = StandIn()
    async with site(stand_in.answer) as found:
        service = service_at(found.url)
        await service.send("a/group", b"{}")
        await service.close_user("alice")
        await service.close()

    paths = [path for path, _ in found.asked]
    assert paths == [
        "/api/hubs/bifrost/groups/a%2Fgroup/:send?api-version=2024-01-01",
        "/api/hubs/bifrost/users/alice/:closeConnections?api-version=2024-01-01",
    ]
    assert stand_in.bodies == [b"{}", b""]


async def test_access_names_groups_and_no_role() -> None:
    now = datetime.now(UTC).replace(microsecond=0)

    given = service_at("http://service.test").access("alice", ["g"], now, now + 5 * MINUTE)

    address = urlsplit(given.url)
    token = parse_qs(address.query)["access_token"][0]
    audience = "http://service.test/client/hubs/bifrost"
    claims = jwt.decode(token, KEY, algorithms=["HS256"], audience=audience)
    assert given.url.startswith("ws://service.test/client/hubs/bifrost?access_token=")
    assert (claims["sub"], claims["webpubsub.group"], claims["role"]) == ("alice", ["g"], [])
    assert claims["exp"] - claims["iat"] == 300


@pytest.mark.parametrize("status", [401, 429, 500, 302])
async def test_a_service_that_fails_stops_nothing(
    status: int, caplog: pytest.LogCaptureFixture
) -> None:
    async with site(StandIn(status=status).answer) as found:
        service = service_at(found.url)
        await service.send("g", b"{}")
        await service.close()
    gone = service_at("http://127.0.0.1:9")
    await gone.send("g", b"{}")
    await gone.close()

    assert [record.getMessage() for record in caplog.records] == ["push refused", "push not sent"]
    assert KEY not in caplog.text


async def test_without_a_service_it_is_404(
    http: Http, running: Runtime, root: Mapping[str, str]
) -> None:
    running.platform.live.nudges = None

    answer = await negotiate(http, root)

    assert (answer.status, answer.json["error"]) == (404, "NotFound")
