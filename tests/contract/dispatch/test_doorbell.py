"""The HTTP doorbell: a signed request has a queued run claimed at once; nothing else does."""

import asyncio
import json
import socket
import time
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import azure.functions as func
import pytest

from functions.composition import Runtime
from functions.http.doorbell import BODY_LIMIT
from shared.engine.lifecycle.doorbell_dispatch import (
    FUNCTION_TIMEOUT_SECONDS,
    HIDDEN_SECONDS,
    MARGIN_SECONDS,
    fits_an_invocation,
)
from shared.services.identity.tokens import Key
from shared.services.outbound.doorbell import VALID_FOR, MemoryDoorbell, RingSignatures
from shared.services.outbound.http_doorbell import ON_THE_WIRE_SECONDS, HttpDoorbell
from shared.services.services import Services
from shared.settings import Settings
from tests.contract.client import Answer, Http
from tests.contract.deliveries import deliver, take
from tests.contract.dispatch.conftest import Asking
from tests.support.counting import CountedTable
from tests.support.recorded_logs import Notes
from tests.support.waiting import until
from tests.unit.builders import execution

Functions = Mapping[str, func.Function]
JSON = {"content-type": "application/json"}
HOST = json.loads((Path(__file__).parents[3] / "host.json").read_text())
OTHER_SECRET = "another-secret-of-thirty-two-characters"


@pytest.fixture
def dispatch() -> str:
    return "doorbell"


@pytest.fixture
def counted() -> list[tuple[str, str]]:
    """The transactions on the executions."""
    return []


@pytest.fixture
def services(services: Services, counted: list[tuple[str, str]]) -> Services:
    return replace(services, executions=CountedTable(services.executions, "Executions", counted))


def rung(running: Runtime) -> list[dict[str, Any]]:
    """The bodies that were sent to the app's own address."""
    doorbell = running.platform.services.doorbell
    assert isinstance(doorbell, MemoryDoorbell)
    return [json.loads(body) for body in doorbell.rung]


async def ring(http: Http, body: object) -> Answer:
    return await http("ring_doorbell", body=body, headers=JSON)


async def test_a_ring_runs_it_and_its_hidden_message_finds_it_done(
    http: Http, asking: Asking, functions: Functions, running: Runtime, notes: Notes
) -> None:
    execution_id = await asking.accept(seconds=0, port=notes.port)
    sent = take(running)
    [body] = rung(running)

    answer = await ring(http, body)
    for text, delay in sent:
        await running.platform.services.queue.send(text, delay_seconds=delay)
    await deliver(functions, running)

    assert [delay for _, delay in sent] == [HIDDEN_SECONDS]
    assert (answer.status, answer.body) == (204, b"")
    assert await asking.status(execution_id) == "Success"
    assert len(notes.processes) == 1


async def test_the_run_is_over_before_the_ring_is_answered(
    http: Http, asking: Asking, running: Runtime
) -> None:
    """So the invocation keeps the instance while the run lasts."""
    execution_id = await asking.accept(seconds=0.5)

    await ring(http, rung(running)[0])

    assert await asking.status(execution_id) == "Success"


async def test_a_lost_ring_leaves_the_run_to_its_message(
    asking: Asking, functions: Functions, running: Runtime
) -> None:
    execution_id = await asking.accept()

    await deliver(functions, running)

    assert await asking.status(execution_id) == "Success"


async def test_a_replayed_ring_runs_nothing_again(
    http: Http, asking: Asking, running: Runtime, notes: Notes
) -> None:
    execution_id = await asking.accept(seconds=0.3, port=notes.port)
    [body] = rung(running)

    answers = await asyncio.gather(*(ring(http, body) for _ in range(4)))
    later = await ring(http, body)

    assert {each.status for each in (*answers, later)} == {204}
    assert await asking.status(execution_id) == "Success"
    assert len(notes.processes) == 1


FORGERIES = (
    "no signature",
    "another signature",
    "no hexadecimal signature",
    "another run",
    "another organization",
    "a later expiry",
    "another secret",
    "the secret of tokens",
)


def forged(kind: str, body: Mapping[str, Any], settings: Settings) -> dict[str, Any]:
    """What an attacker could make of a ring."""
    org_id, run = body["organization"], UUID(body["id"])
    now = datetime.fromtimestamp(body["expiry"], UTC) - VALID_FOR
    derived = Key.of(settings.secret_keys[0]).secret.hex()
    changes: Mapping[str, Mapping[str, Any]] = {
        "no signature": {"signature": ""},
        "another signature": {"signature": "0" * 64},
        "no hexadecimal signature": {"signature": "\u00fc" * 64},
        "another run": {"id": str(uuid4())},
        "another organization": {"organization": "globex"},
        "a later expiry": {"expiry": body["expiry"] + 1},
        "another secret": RingSignatures([OTHER_SECRET]).signed(org_id, run, now).model_dump(),
        "the secret of tokens": RingSignatures([derived]).signed(org_id, run, now).model_dump(),
    }
    return {**body, **changes[kind], "id": str(changes[kind].get("id", run))}


@pytest.mark.parametrize("kind", FORGERIES)
async def test_a_forged_ring_finds_nothing_and_reads_nothing(
    http: Http, asking: Asking, running: Runtime, counted: list[tuple[str, str]], kind: str
) -> None:
    execution_id = await asking.accept()
    body = forged(kind, rung(running)[0], running.platform.settings)
    counted.clear()

    answer = await ring(http, body)

    assert answer.status == 404
    assert answer.json["error"] == "NotFound"
    assert counted == []
    assert await asking.status(execution_id) == "Pending"


@pytest.mark.parametrize(
    ("age", "status"),
    [
        (timedelta(seconds=-6), 404),  # signed by a clock that is too far ahead
        (timedelta(seconds=-4), 204),
        (timedelta(seconds=58), 204),
        (timedelta(seconds=61), 404),
        (timedelta(days=1), 404),
    ],
)
async def test_a_ring_counts_for_a_minute(
    http: Http, asking: Asking, running: Runtime, age: timedelta, status: int
) -> None:
    execution_id = await asking.accept()
    signatures = RingSignatures(running.platform.settings.secret_keys)
    made = signatures.signed("acme", UUID(execution_id), datetime.now(UTC) - age)

    answer = await ring(http, made.model_dump(mode="json"))

    assert answer.status == status


async def test_a_ring_signed_with_the_previous_secret_counts() -> None:
    now = datetime.now(UTC)
    made = RingSignatures([OTHER_SECRET]).signed("acme", uuid4(), now)

    assert RingSignatures(["a" * 32, OTHER_SECRET]).is_valid(made, now)
    assert not RingSignatures(["a" * 32]).is_valid(made, now)


async def test_the_organization_is_the_one_that_was_signed_whatever_the_header(
    http: Http, asking: Asking, running: Runtime
) -> None:
    execution_id = await asking.accept()
    headers = {**JSON, "x-organization-id": "globex"}

    answer = await http("ring_doorbell", body=rung(running)[0], headers=headers)

    assert answer.status == 204
    assert await asking.status(execution_id) == "Success"


async def test_an_oversized_ring_is_refused(http: Http, asking: Asking, running: Runtime) -> None:
    await asking.accept()
    body = json.dumps(rung(running)[0]).encode() + b" " * BODY_LIMIT

    assert (await ring(http, body)).status == 413


@pytest.mark.parametrize(
    "body", [{}, {"organization": "acme"}, [], b"{", {"id": "x", "expiry": "soon"}]
)
async def test_what_is_no_ring_is_refused(http: Http, body: object) -> None:
    assert (await ring(http, body)).status == 400


async def test_a_signed_ring_for_a_run_that_does_not_wait_does_nothing(
    http: Http, running: Runtime
) -> None:
    signatures = RingSignatures(running.platform.settings.secret_keys)
    made = signatures.signed("acme", uuid4(), datetime.now(UTC))

    assert (await ring(http, made.model_dump(mode="json"))).status == 204


@pytest.mark.parametrize("dispatch", ["queue", "local"])
async def test_an_app_that_rings_no_doorbells_has_none(
    http: Http, asking: Asking, running: Runtime
) -> None:
    execution_id = await asking.accept(seconds=30)
    signatures = RingSignatures(running.platform.settings.secret_keys)
    made = signatures.signed("acme", UUID(execution_id), datetime.now(UTC))

    answer = await ring(http, made.model_dump(mode="json"))

    assert answer.status == 404
    assert rung(running) == []


async def test_one_that_would_outlive_its_invocation_gets_a_message_only() -> None:
    longest = FUNCTION_TIMEOUT_SECONDS - MARGIN_SECONDS

    fits = [fits_an_invocation(execution(timeout_seconds=longest + more)) for more in (0, 1)]

    assert fits == [True, False]


def test_the_limit_of_an_invocation_is_that_of_the_host() -> None:
    hours, minutes, seconds = HOST["functionTimeout"].split(":")

    assert int(hours) * 3600 + int(minutes) * 60 + int(seconds) == FUNCTION_TIMEOUT_SECONDS


@asynccontextmanager
async def silent_server() -> AsyncGenerator[tuple[str, list[bytes]]]:
    """A server that answers when this ends: its origin, and the requests that it got."""
    got: list[bytes] = []
    ends, served = asyncio.Event(), asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        got.append(await reader.readuntil(b"}"))
        await ends.wait()
        writer.write(b"HTTP/1.1 204 No Content\r\n\r\n")
        writer.close()
        served.set()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        yield f"http://127.0.0.1:{port}", got
        ends.set()
        await served.wait()


async def test_the_ringer_waits_until_the_body_is_on_the_wire_and_for_no_answer() -> None:
    async with silent_server() as (origin, got):
        doorbell = HttpDoorbell(origin)
        began = time.monotonic()

        await doorbell.ring(b'{"a": 1}')

        took = time.monotonic() - began
        await until(lambda: bool(got))
        await doorbell.close()

    assert took < ON_THE_WIRE_SECONDS + 1
    assert got[0].startswith(b"POST /api/doorbell HTTP/1.1")
    assert got[0].endswith(b'{"a": 1}')


async def test_an_address_that_does_not_answer_costs_little_and_raises_nothing() -> None:
    silent = socket.socket()
    silent.bind(("127.0.0.1", 0))  # listens to nobody
    doorbell = HttpDoorbell(f"http://127.0.0.1:{silent.getsockname()[1]}")
    began = time.monotonic()

    await doorbell.ring(b"{}")

    assert time.monotonic() - began < ON_THE_WIRE_SECONDS + 1
    await doorbell.close()
    silent.close()
