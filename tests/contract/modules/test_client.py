"""What every ready-made client does with what a system does to it."""

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from aiohttp import web

from bifrost import WorkflowError
from modules import halopsa
from modules.authentication import Connection, Key
from modules.client import Client, ClientOptions, Page, Row, client_options, path
from modules.errors import ApiError, ApiUnavailable
from modules.transport import Request, Response
from sdk.rpc import client as rpc_client
from sdk.testing import running
from tests.contract.modules.vendor import MARKER, Naps, Platform, Vendor, client_of
from tests.contract.outside_site import never, site

pytestmark = pytest.mark.usefixtures("platform")


async def test_an_answer_is_its_json(system: Vendor, naps: Naps) -> None:
    answer = await client_of(system).get("/things", {"a b": "c&d", "on": True, "no": None})

    assert answer == {"path": "/things"}
    assert system.paths == ["/things?a%20b=c%26d&on=true"]


async def test_what_is_sent_is_json(system: Vendor, naps: Naps) -> None:
    client = client_of(system)

    await client.post("/a", {"name": "Zoë"})
    await client.put("/b", [1])
    await client.patch("/c", {})
    await client.delete("/d")

    assert [(method, body) for method, _, body in system.asked] == [
        ("POST", b'{"name": "Zo\\u00eb"}'),
        ("PUT", b"[1]"),
        ("PATCH", b"{}"),
        ("DELETE", b""),
    ]


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
async def test_a_fault_that_passes_is_not_noticed(system: Vendor, naps: Naps, status: int) -> None:
    system.moods = [web.Response(status=status), web.Response(status=status)]

    answer = await client_of(system).get("/things")

    assert answer == {"path": "/things"}
    assert [round(seconds) for seconds in naps.seconds] == [1, 2]


async def test_a_fault_that_stays_is_said_in_the_end(system: Vendor, naps: Naps) -> None:
    system.moods = [web.Response(status=500) for _ in range(9)]

    with pytest.raises(ApiUnavailable, match=r"Example: GET /things failed \(500\).*later"):
        await client_of(system).get("/things")

    assert len(system.asked) == 5


async def test_it_waits_as_long_as_it_is_asked_to(system: Vendor, naps: Naps) -> None:
    then = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    past = format_datetime(datetime.now(UTC) - timedelta(days=1), usegmt=True)
    wishes = ("7", then, past)
    system.moods = [web.Response(status=429, headers={"Retry-After": wish}) for wish in wishes]

    await client_of(system).get("/things")

    assert naps.seconds[0] == 7
    assert 27 < naps.seconds[1] <= 30
    assert naps.seconds[2] == 0


@pytest.mark.parametrize("wish", ["soon", "", "-5", "9" * 5000])
async def test_a_wish_that_makes_no_sense_does_no_harm(
    system: Vendor, naps: Naps, wish: str
) -> None:
    system.moods = [web.Response(status=503, headers={"Retry-After": wish})]

    await client_of(system).get("/things")

    assert sum(naps.seconds) < 2


async def test_a_run_does_not_stand_still_for_an_hour(system: Vendor, naps: Naps) -> None:
    system.moods = [web.Response(status=429, headers={"Retry-After": "3600"})]

    with pytest.raises(ApiUnavailable, match="too many requests"):
        await client_of(system).get("/things")

    assert naps.seconds == []


@pytest.mark.parametrize(("status", "times"), [(500, 1), (502, 1), (429, 2), (503, 2)])
async def test_what_changes_something_is_not_done_twice(
    system: Vendor, naps: Naps, status: int, times: int
) -> None:
    system.moods = [web.Response(status=status)]

    asked = asyncio.create_task(client_of(system).post("/orders", {}))
    await asyncio.wait([asked])

    assert len(system.asked) == times
    assert isinstance(asked.exception(), ApiUnavailable) == (times == 1)


async def test_a_change_whose_answer_does_not_come_is_not_sent_again(naps: Naps) -> None:
    async with site(never) as slow:
        client_options.set(ClientOptions(sleep=naps.sleep, seconds=0.2))
        client = Client("Slow", slow.url, Connection("x"))

        with pytest.raises(ApiUnavailable, match="did not answer within"):
            await client.post("/orders", {})

        assert len(slow.asked) == 1


async def test_a_token_that_is_not_taken_is_refreshed_once(
    system: Vendor, naps: Naps, platform: Platform
) -> None:
    system.good = {f"{MARKER}-2"}

    answer = await client_of(system).get("/things")

    assert (answer, platform.refreshed) == ({"path": "/things"}, 1)


class Refreshing(Platform):
    """It refreshes the token by itself, between the second and the third time it is asked."""

    given = 0

    async def ask(self, call: str, **arguments: object) -> object:
        self.given += call == "oauth.get"
        if self.given == 3:
            self.tokens.append(f"{MARKER}-2")
        return await super().ask(call, **arguments)


async def test_a_token_that_somebody_else_refreshed_is_taken(system: Vendor, naps: Naps) -> None:
    platform = Refreshing(may_refresh=False)
    rpc_client.use(platform)
    client = client_of(system)
    await client.get("/things")
    system.good = {f"{MARKER}-2"}

    assert await client.get("/things") == {"path": "/things"}
    assert (platform.refreshed, len(system.asked)) == (0, 3)


@pytest.mark.parametrize("may_refresh", [True, False])
async def test_a_token_that_is_never_taken_is_said_without_it(
    system: Vendor, naps: Naps, platform: Platform, *, may_refresh: bool
) -> None:
    system.good = set()
    platform.may_refresh = may_refresh

    with pytest.raises(ApiError) as caught:
        await client_of(system).get("/things")

    assert str(caught.value) == (
        "Example: GET /things failed (401): it does not accept the token of the connection "
        "'example': an administrator has to connect it, or set it, again. It says: who is this?"
    )
    assert platform.refreshed == int(may_refresh)
    assert len(system.asked) == 1 + int(may_refresh)


async def test_without_a_connection_it_says_so(system: Vendor, naps: Naps) -> None:
    with running(), pytest.raises(WorkflowError, match="connection 'example' not found"):
        await client_of(system).get("/things")

    assert system.asked == []


@pytest.mark.parametrize(
    ("status", "says"),
    [
        (302, "correct the address"),
        (400, "does not accept what was sent"),
        (403, "the token of the connection 'example' may not do this"),
        (404, "no such thing"),
        (409, "does not accept"),
    ],
)
async def test_a_refusal_says_what_to_do(
    system: Vendor, naps: Naps, status: int, says: str
) -> None:
    system.moods = [web.Response(status=status, headers={"Location": f"{system.url}/else"})]

    with pytest.raises(ApiError, match=says) as caught:
        await client_of(system).get("/things", {"q": MARKER})

    assert caught.value.status == status
    assert not isinstance(caught.value, ApiUnavailable)
    assert MARKER not in str(caught.value)
    assert len(system.asked) == 1


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('{"error": {"code": "X", "message": "no licence left"}}', "no licence left"),
        ('{"error": "nope"}', "nope"),
        ('{"Message": "bad"}', "bad"),
        ('\ufeff{"description": "with a mark"}', "with a mark"),
        ('{"message": "a\\n\\u001b[31mb"}', "a [31mb"),
        ('{"message": "%s"}' % ("x" * 1000), f"{'x' * 300}…"),
        (f'{{"message": "token Bearer {MARKER}-1 is bad"}}', "token [redacted] is bad"),
        (f'{{"message": "{"x" * 295}{MARKER}-1"}}', f"{'x' * 295}[reda…"),
        ("<html>nothing</html>", ""),
        ("[" * 100_000, ""),
        ("", ""),
    ],
)
async def test_a_systems_own_words_are_short_and_say_no_token(
    system: Vendor, naps: Naps, body: str, said: str
) -> None:
    system.moods = [web.Response(status=400, body=body.encode())]

    with pytest.raises(ApiError) as caught:
        await client_of(system).get("/things")

    words = str(caught.value).partition(" It says: ")[2]
    assert words == said


@pytest.mark.parametrize("body", ["<html>", "{", '{"a": NaN', "[" * 100_000, "\ud800"])
async def test_an_answer_that_is_no_json_is_said_to_be_none(
    system: Vendor, naps: Naps, body: str
) -> None:
    system.moods = [web.Response(body=body.encode("utf-8", "surrogatepass"))]

    with pytest.raises(ApiError, match="GET /things failed: its answer is not JSON"):
        await client_of(system).get("/things")


async def test_an_empty_answer_is_none(system: Vendor, naps: Naps) -> None:
    system.moods = [web.Response(status=204), web.Response(body=b"\xef\xbb\xbf")]
    client = client_of(system)

    assert [await client.delete("/things/1"), await client.get("/things")] == [None, None]


@pytest.mark.parametrize(
    "url",
    [
        "http://example.test",
        "ftp://example.test",
        "example.test",
        "https://",
        "https://user@example.test",
        "https://example.test/?a=b",
        "javascript:alert(1)",
        "http://127.0.0.1.evil.test",
    ],
)
def test_a_token_goes_only_to_a_good_address(url: str) -> None:
    with pytest.raises(ApiError, match="The address of Example has to be"):
        Client("Example", url, Connection("example"))


@pytest.mark.parametrize("part", ["", ".", "..", " ..", "%2e%2e/..".partition("/")[2]])
def test_an_id_does_not_lead_elsewhere(part: str) -> None:
    with pytest.raises(ApiError, match="is not an id"):
        path("users", part)


def test_an_id_is_one_part_of_a_path() -> None:
    assert path("users", "../admin?x=1#y", 7) == "/users/..%2Fadmin%3Fx%3D1%23y/7"


async def test_a_key_is_a_header_and_is_not_said(system: Vendor, naps: Naps) -> None:
    system.good = {f"{MARKER}-key"}
    secrets = {"example-key": f"{MARKER}-key\n"}
    client = Client("Example", system.url, Key("example-key", before="Bearer "))

    with running(secrets=secrets):
        answer = await client.get("/things")
        system.good = set()
        with pytest.raises(ApiError, match="does not accept the secret 'example-key'") as caught:
            await client.get("/things")
    with running(), pytest.raises(WorkflowError, match="secret 'example-key' not found"):
        await client.get("/things")

    assert answer == {"path": "/things"}
    assert MARKER not in str(caught.value)


async def test_without_a_connection_there_is_no_address() -> None:
    with running(), pytest.raises(ApiError, match="no connection 'halopsa': an administrator"):
        await halopsa.connect()


class Circle:
    """A transport of answers: what authors' tests may have instead of a server."""

    def __init__(self, *answers: bytes) -> None:
        self.answers = answers
        self.sent: list[Request] = []

    async def send(self, request: Request) -> Response:
        self.sent.append(request)
        return Response(200, {}, self.answers[(len(self.sent) - 1) % len(self.answers)])


def same(_: Page) -> Page:
    return Page("/things", {"page": 1})


def next_number(page: Page) -> Page:
    return Page("/things", {"page": int(page.query.get("page") or 0) + 1})


def deeper(page: Page) -> Page:
    return Page(f"{page.path}/x")


@pytest.mark.parametrize(
    ("answers", "following"),
    [
        ([b'[{"id": 1}]', b'[{"id": 2}]'], same),
        ([b'[{"id": 1}]'], next_number),
        ([b"[]"], next_number),
        ([b'[{"id": 1}]', b'[{"id": 2}]'], deeper),
    ],
)
async def test_a_list_without_an_end_has_one(
    answers: list[bytes], following: Callable[[Page], Page], naps: Naps
) -> None:
    circle = Circle(*answers)
    client_options.set(ClientOptions(transport=circle, sleep=naps.sleep, most_pages=50))
    client = Client("Example", "https://example.test", Connection("example"))

    def turn(answer: object, page: Page) -> tuple[list[Row], Page | None]:
        return client.list_in(answer), following(page)

    with pytest.raises(ApiError, match="/things has no end"):
        _ = [row async for row in client.rows(Page("/things"), turn)]

    assert len(circle.sent) <= 51


async def test_nothing_secret_is_logged(
    system: Vendor, naps: Naps, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    system.moods = [web.Response(status=500), web.Response(status=401)]
    system.good.add(f"{MARKER}-2")

    await client_of(system).get("/things", {"q": MARKER})

    assert "Example: 500; retry in" in caplog.text
    assert MARKER not in "".join(r.getMessage() for r in caplog.records if "aiohttp" not in r.name)
