"""Receivers that mean no good, or do no good: what they get, and what is kept of their answers."""

import asyncio
import time
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass, replace

import pytest
from aiohttp import web

from functions.composition import Runtime
from shared.models.outgoing.deliveries import ANSWER_BYTES
from shared.operations.outgoing import attempts
from shared.operations.outgoing.answers import READ_BYTES, shown
from shared.services.outbound.web import WebEgress
from shared.services.services import Services
from shared.settings import Settings
from tests.contract.client import Http
from tests.contract.edge.test_egress import Listening, Resolver, listening
from tests.contract.outgoing.outgoing_helpers import (
    Receiver,
    Round,
    deliveries,
    detail,
    emit,
    subscribe,
)
from tests.contract.outside_site import Site, site
from tests.contract.users import add_user, signed_in

assert listening  # a fixture of this file

Headers = Mapping[str, str]
METADATA = "169.254.169.254"
NOT_PUBLIC = "this address is not public"
EVENTS = 10
BUSY_SECONDS = 0.25


@pytest.fixture
def resolver() -> Resolver:
    """What names mean: addresses, one after the other."""
    return Resolver([])


@pytest.fixture
async def services(services: Services, resolver: Resolver) -> AsyncGenerator[Services]:
    egress = WebEgress({"127.0.0.1"}, resolver)
    yield replace(services, egress=egress)
    await egress.close()


@pytest.fixture
def memory_settings(memory_settings: Settings) -> Settings:
    """The setting still names an address that the guard does not let through any more."""
    return memory_settings.model_copy(update={"egress_allow": {"127.0.0.1", METADATA}})


@dataclass
class Streaming:
    """A receiver that begins to answer and does not end."""

    pause: float = 0

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b"and so on " * (1 if self.pause else 1000))
            await asyncio.sleep(self.pause)


@pytest.fixture
def streaming() -> Streaming:
    return Streaming()


@pytest.fixture
async def endless(streaming: Streaming) -> AsyncGenerator[Site]:
    async with site(streaming.answer) as found:
        yield found


@pytest.mark.parametrize("meant", ["127.0.0.1", METADATA, "10.0.0.7", "192.168.1.1"])
async def test_a_name_that_turns_private_gets_nothing(
    http: Http,
    running: Runtime,
    admin: Headers,
    listening: Listening,
    resolver: Resolver,
    round_: Round,
    meant: str,
) -> None:
    """It meant a public server when the webhook was made, and means another one at an attempt."""
    resolver.left = ["203.0.113.1", meant]
    await resolver.resolve("turns.example")
    webhook = await subscribe(http, admin, f"https://turns.example:{listening.port}/hook")
    event = await emit(running)

    await round_.go()

    found = await detail(http, admin, webhook, event)
    assert (found["status"], found["lastError"]) == ("waiting", NOT_PUBLIC)
    assert (listening.connections, resolver.left) == (0, [])


async def test_an_address_of_the_cloud_gets_nothing_whoever_names_it(
    http: Http, running: Runtime, root: Headers, round_: Round
) -> None:
    webhook = await subscribe(http, root, f"https://{METADATA}/latest/meta-data")
    event = await emit(running)

    await round_.go()

    found = await detail(http, root, webhook, event)
    assert (found["status"], found["lastError"]) == ("waiting", NOT_PUBLIC)


async def test_a_redirect_to_an_address_inside_is_not_followed(
    http: Http, running: Runtime, root: Headers, receiver: Receiver, round_: Round
) -> None:
    webhook = await subscribe(http, root, receiver.url)
    async with Receiver.opened() as inside:
        receiver.status, receiver.location = 307, inside.url
        event = await emit(running)
        await round_.go(5)

    found = await detail(http, root, webhook, event)
    assert (len(receiver.got), inside.got) == (2, [])
    assert [each["status"] for each in found["madeAttempts"]] == [307, 307]


async def test_of_a_large_answer_the_beginning_is_kept_without_what_is_secret(
    http: Http, running: Runtime, root: Headers, receiver: Receiver, round_: Round
) -> None:
    webhook = await subscribe(http, root, receiver.url)
    secret = webhook["secret"]
    words = ["hunter2-hunter2", "abcdefgh12345678", "eyJhbGciOiJI.eyJzdWIiOiIx.c2lnbmF0"]
    said = f'{{"password": "{words[0]}", "why": "Bearer {words[1]}", "jwt": "{words[2]}"}} '
    # The webhook's own secret lies across the end of what is kept.
    filler = "x" * (ANSWER_BYTES - len(said) - 20)
    receiver.answer = f"{said}{filler} {secret} {'y' * 100_000}".encode()
    receiver.status = 500
    event = await emit(running)

    await round_.go()

    found = await detail(http, root, webhook, event)
    [made] = found["madeAttempts"]
    assert made["answer"].startswith('{"password": [redacted]')
    assert len(made["answer"].encode()) <= ANSWER_BYTES
    page = await running.platform.services.executions.page("acme", " ", "~", limit=1000)
    kept = [*(str(row.columns) for row in page.rows), str(found)]
    for word in (*words, secret, secret.removeprefix("whsec_")):
        assert not [text for text in kept if word[:12] in text], word


async def test_what_a_receiver_answered_is_for_administrators(
    http: Http, running: Runtime, root: Headers, receiver: Receiver, round_: Round
) -> None:
    webhook = await subscribe(http, root, receiver.url)
    await add_user(running.platform.directory.users, "mia", {"acme": "member"})
    receiver.answer = b"said in confidence"
    event = await emit(running)
    await round_.go()
    route = {"webhook_id": webhook["id"], "event_id": str(event.id)}

    answer = await http("get_outgoing_delivery", route, headers=signed_in("mia", "acme"))

    assert answer.status == 403
    assert receiver.answer not in answer.body


async def test_an_answer_without_end_is_read_as_far_as_it_is_kept(
    http: Http, running: Runtime, root: Headers, endless: Site, round_: Round
) -> None:
    webhook = await subscribe(http, root, f"{endless.url}/hook")
    event = await emit(running)

    async with asyncio.timeout(5):
        await round_.go()

    found = await detail(http, root, webhook, event)
    assert (found["status"], found["lastStatus"]) == ("delivered", 200)
    assert len(found["madeAttempts"][0]["answer"]) <= ANSWER_BYTES


async def test_an_answer_that_trickles_is_given_up_at_the_limit(
    http: Http,
    running: Runtime,
    root: Headers,
    endless: Site,
    streaming: Streaming,
    round_: Round,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(attempts, "ATTEMPT_SECONDS", 0.3)
    streaming.pause = 0.05
    webhook = await subscribe(http, root, f"{endless.url}/hook")
    event = await emit(running)

    await round_.go()

    found = await detail(http, root, webhook, event)
    assert (found["status"], found["lastError"]) == ("waiting", "the other side did not answer")


async def test_a_slow_receiver_holds_up_nobody_and_gets_few_requests_at_once(
    http: Http, running: Runtime, root: Headers, receiver: Receiver, round_: Round
) -> None:
    slow = await subscribe(http, root, receiver.url, "slow.*")
    receiver.seconds = 1
    async with Receiver.opened() as quick:
        await subscribe(http, root, quick.url, "quick.*")
        for number in range(EVENTS):
            await emit(running, event_type="slow.come", number=number)
        await emit(running, event_type="quick.come")
        await round_.collect()

        sending = asyncio.gather(*(round_.deliver(text) for _, text in round_.waiting))
        await asyncio.sleep(0.5)
        before = len(quick.got), len(receiver.got)
        await sending

    assert before == (1, attempts.MOST_AT_ONCE)
    states = [each["status"] for each in await deliveries(http, root, slow)]
    assert states.count("delivered") == attempts.MOST_AT_ONCE
    assert states.count("waiting") == EVENTS - attempts.MOST_AT_ONCE


@pytest.mark.parametrize(
    "part",
    [b"x", b"-", b"password", b"tok-", b"token='", b'"secret":"\\', b"eyJaaaaaaaa-", b"basic "],
)
def test_no_answer_keeps_the_platform_busy(part: bytes) -> None:
    """The receiver chooses the text, and all others wait meanwhile."""
    began = time.process_time()

    shown(part * (READ_BYTES // len(part)), [])

    assert time.process_time() - began < BUSY_SECONDS
