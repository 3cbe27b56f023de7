"""``Prefer: respond-async, wait=n``: quick runs answer at once, slow ones with 202 after n seconds.

A run that outlives its response is held by an invocation of its process: ``engine.keep_alive``.
"""

import asyncio
import time
from collections.abc import Mapping
from datetime import timedelta
from uuid import uuid4

import azure.functions as func
import pytest

from functions.composition import Runtime
from shared.engine.lifecycle.keep_alive import MOST_HOPS
from shared.models.executions import KeepAliveMessage
from shared.services import background
from shared.settings import Settings
from tests.contract.client import KEY_HEADERS, Answer, Http
from tests.contract.deliveries import hand, take

Functions = Mapping[str, func.Function]

WAITS = {**KEY_HEADERS, "prefer": "respond-async, wait=1"}
#: Here ``may_take_long``, with its limit of 120 s, runs in the request.
LONG_REQUESTS = pytest.mark.parametrize("sync_wait_seconds", [130])


async def run(http: Http, seconds: float, headers: Mapping[str, str] = WAITS) -> Answer:
    return await http(
        "run_workflow", {"name": "may_take_long"}, body={"seconds": seconds}, headers=headers
    )


async def record(http: Http, execution_id: str) -> dict[str, object]:
    place = {"name": "may_take_long", "execution_id": execution_id}
    return (await http("get_workflow_execution", place)).json


async def keep_alive(running: Runtime) -> str:
    """The next message that names a run of this process."""
    while not (sent := take(running)):  # noqa: ASYNC110  a list tells nobody
        await asyncio.sleep(0.02)
    ((text, delay),) = sent
    assert delay == 0
    return text


@LONG_REQUESTS
async def test_a_quick_run_answers_with_its_result_and_sends_nothing(
    http: Http, running: Runtime
) -> None:
    answer = await run(http, 0)

    assert (answer.status, answer.json) == (200, answer.headers["x-execution-id"])
    assert "preference-applied" not in answer.headers
    assert take(running) == []


@LONG_REQUESTS
async def test_a_slow_run_is_202_once_an_invocation_holds_it(
    http: Http, running: Runtime, functions: Functions
) -> None:
    request = asyncio.create_task(run(http, 2.5))
    text = await keep_alive(running)
    await asyncio.sleep(0.2)
    assert not request.done()

    holding = asyncio.create_task(hand(functions, text, "run_execution"))
    answer = await request
    execution_id = answer.json["executionId"]

    assert (answer.status, answer.json["status"]) == (202, "Running")
    assert answer.headers["preference-applied"] == "respond-async, wait=1"
    assert answer.headers["location"].endswith(f"/executions/{execution_id}")
    assert (await record(http, execution_id))["status"] == "Running"
    assert not holding.done()
    await holding
    ended = await record(http, execution_id)
    assert (ended["status"], ended["result"]) == ("Success", execution_id)


@LONG_REQUESTS
async def test_a_run_that_no_invocation_holds_ends_with_its_request(
    http: Http, running: Runtime
) -> None:
    request = asyncio.create_task(run(http, 2))
    await keep_alive(running)

    answer = await request

    assert (answer.status, answer.json) == (200, answer.headers["x-execution-id"])


async def test_another_process_passes_the_message_on_and_not_forever(
    running: Runtime, functions: Functions
) -> None:
    until = running.platform.services.clock.now() + timedelta(seconds=60)
    text = KeepAliveMessage(execution_id=uuid4(), until=until).model_dump_json()

    for _ in range(MOST_HOPS):
        await hand(functions, text, "run_execution")
        ((text, _),) = take(running)
    await hand(functions, text, "run_execution")

    assert take(running) == []


async def test_a_message_of_a_run_that_must_be_over_is_dropped(
    running: Runtime, functions: Functions
) -> None:
    until = running.platform.services.clock.now() - timedelta(seconds=1)
    text = KeepAliveMessage(execution_id=uuid4(), until=until).model_dump_json()

    await hand(functions, text, "run_execution")
    await hand(functions, text, "dead_letter_execution")

    assert take(running) == []


@LONG_REQUESTS
async def test_a_message_that_comes_after_the_end_is_dropped(
    http: Http, running: Runtime, functions: Functions
) -> None:
    request = asyncio.create_task(run(http, 1.3))
    text = await keep_alive(running)
    await request

    await hand(functions, text, "run_execution")

    assert take(running) == []


@LONG_REQUESTS
async def test_a_run_that_outlived_its_response_can_be_cancelled(
    http: Http, running: Runtime, functions: Functions
) -> None:
    request = asyncio.create_task(run(http, 60))
    holding = asyncio.create_task(hand(functions, await keep_alive(running), "run_execution"))
    execution_id = (await request).json["executionId"]
    place = {"name": "may_take_long", "execution_id": execution_id}

    answer = await http("cancel_workflow_execution", place, method="POST")
    await asyncio.wait_for(holding, 20)

    assert answer.json["status"] == "Cancelling"
    assert (await record(http, execution_id))["status"] == "Cancelled"


@LONG_REQUESTS
async def test_the_same_idempotency_key_finds_the_run_while_it_goes_on(
    http: Http, running: Runtime, functions: Functions
) -> None:
    headers = {**WAITS, "idempotency-key": "one"}
    request = asyncio.create_task(run(http, 3, headers))
    holding = asyncio.create_task(hand(functions, await keep_alive(running), "run_execution"))
    first = await request

    shorter = {**headers, "prefer": "respond-async, wait=0"}
    again = await run(http, 3, shorter)
    await holding
    later = await run(http, 3, headers)

    assert (again.status, again.json["executionId"]) == (202, first.json["executionId"])
    assert (later.status, later.headers["x-execution-id"]) == (200, first.json["executionId"])


@LONG_REQUESTS
async def test_a_request_that_is_cut_off_takes_its_run_along(http: Http, running: Runtime) -> None:
    """As without a preference: nothing goes on that no invocation holds."""
    request = asyncio.create_task(run(http, 60))
    await keep_alive(running)

    request.cancel()
    await asyncio.gather(request, return_exceptions=True)

    slots = running.platform.engine.submission.slots
    assert slots.has_room("acme")
    assert request.cancelled()


async def test_a_run_of_the_queue_is_waited_for_no_longer_than_asked(http: Http) -> None:
    began = time.monotonic()

    answer = await run(http, 0)

    assert (answer.status, answer.json["status"]) == (202, "Pending")
    assert answer.headers["preference-applied"] == "respond-async, wait=1"
    assert 0.5 < time.monotonic() - began < 5


@pytest.mark.parametrize("prefer", ["respond-async", "respond-async, wait=0"])
@LONG_REQUESTS
async def test_without_a_wait_it_is_202_at_once(http: Http, running: Runtime, prefer: str) -> None:
    answer = await run(http, 0, {**KEY_HEADERS, "prefer": prefer})

    assert (answer.status, answer.json["status"]) == (202, "Pending")
    assert answer.headers["preference-applied"] == "respond-async"
    assert len(take(running)) == 1


@LONG_REQUESTS
async def test_a_wait_alone_changes_nothing(http: Http, running: Runtime) -> None:
    answer = await run(http, 1.2, {**KEY_HEADERS, "prefer": "wait=1"})

    assert (answer.status, answer.json) == (200, answer.headers["x-execution-id"])
    assert take(running) == []


class TestWhereTheProcessLivesLong:
    """On one box no message is needed: the host waits for the run before it stops."""

    @pytest.fixture
    def memory_settings(self, memory_settings: Settings) -> Settings:
        return memory_settings.model_copy(update={"dispatch": "local"})

    @LONG_REQUESTS
    async def test_a_slow_run_is_202_without_a_message(self, http: Http, running: Runtime) -> None:
        answer = await run(http, 2)
        execution_id = answer.json["executionId"]

        assert (answer.status, answer.json["status"]) == (202, "Running")
        assert take(running) == []
        await background.idle()
        assert (await record(http, execution_id))["status"] == "Success"
