"""``Prefer: wait=N``: a request for a record waits for the end of its execution."""

import asyncio
import re
import time
from collections.abc import Mapping
from uuid import uuid4

import azure.functions as func
import pytest

from functions.composition import Runtime
from shared.engine.lifecycle import long_poll
from shared.handlers.executions import LONGEST_WAIT_SECONDS
from tests.contract.client import KEY_HEADERS, Answer, Http
from tests.contract.deliveries import deliver
from tests.contract.dispatch.conftest import Asking
from tests.contract.users import signed_in

Functions = Mapping[str, func.Function]
OWNER, BOB = ({**signed_in(name), "x-organization-id": "acme"} for name in ("owner", "bob"))
EVENT_ID = re.compile("^id: (.+)$", re.MULTILINE)
QUEUE = pytest.mark.parametrize("dispatch", ["queue"])


async def get(http: Http, execution_id: str, prefer: str, **headers: str) -> Answer:
    place = {"name": "takes_its_time", "execution_id": execution_id}
    given = {**KEY_HEADERS, **headers, "prefer": prefer}
    return await http("get_workflow_execution", place, headers=given)


async def test_it_is_answered_when_the_execution_ends_in_this_process(
    http: Http, asking: Asking
) -> None:
    execution_id = await asking.accept(seconds=0.5)
    began = time.monotonic()

    answer = await get(http, execution_id, "wait=20")

    assert (answer.status, answer.json["status"]) == (200, "Success")
    assert answer.headers["preference-applied"] == "wait=20"
    assert time.monotonic() - began < 10


@QUEUE
async def test_it_is_answered_when_the_execution_ends_in_another_process(
    http: Http, asking: Asking, functions: Functions, running: Runtime
) -> None:
    """Nothing in this process runs it while the caller begins to wait."""
    execution_id = await asking.accept()
    waiting = asyncio.create_task(get(http, execution_id, "wait=20"))
    await asyncio.sleep(0.3)

    await deliver(functions, running)

    assert (await waiting).json["status"] == "Success"


@QUEUE
async def test_the_record_as_it_is_answers_when_the_wait_is_over(
    http: Http, asking: Asking
) -> None:
    execution_id = await asking.accept()
    began = time.monotonic()

    answer = await get(http, execution_id, "wait=1")

    assert answer.json["status"] == "Pending"
    assert 1 <= time.monotonic() - began < 5


async def test_one_that_has_ended_is_answered_at_once(http: Http, asking: Asking) -> None:
    execution_id = await asking.accept()
    await get(http, execution_id, "wait=20")
    began = time.monotonic()

    answer = await get(http, execution_id, "wait=20")

    assert answer.json["status"] == "Success"
    assert time.monotonic() - began < 1


async def test_a_longer_wait_than_allowed_is_shortened_and_said_so(
    http: Http, asking: Asking
) -> None:
    execution_id = await asking.accept()

    answer = await get(http, execution_id, "wait=86400")

    assert answer.headers["preference-applied"] == f"wait={LONGEST_WAIT_SECONDS}"


@QUEUE
@pytest.mark.parametrize("prefer", ["", "wait=soon", "wait=-5", "respond-async"])
async def test_without_a_valid_wait_it_is_answered_at_once(
    http: Http, asking: Asking, prefer: str
) -> None:
    execution_id = await asking.accept()

    answer = await get(http, execution_id, prefer)

    assert answer.json["status"] == "Pending"
    assert "preference-applied" not in answer.headers


@QUEUE
async def test_what_the_caller_may_not_see_is_not_waited_for(http: Http, asking: Asking) -> None:
    """Another's run, another organization's and one that does not exist get the same answer."""
    execution_id = await asking.accept()
    began = time.monotonic()

    asked = [
        await http("get_execution", {"execution_id": one}, headers={**who, "prefer": "wait=20"})
        for one, who in ((execution_id, BOB), (str(uuid4()), BOB))
    ]
    foreign = await get(http, execution_id, "wait=20", **{"x-organization-id": "globex"})

    assert [each.status for each in (*asked, foreign)] == [404] * 3
    assert time.monotonic() - began < 5


async def test_members_may_wait_for_their_own(http: Http, asking: Asking) -> None:
    execution_id = await asking.accept(seconds=0.2)

    answer = await http(
        "get_execution", {"execution_id": execution_id}, headers={**OWNER, "prefer": "wait=20"}
    )

    assert answer.json["status"] == "Success"


@QUEUE
async def test_a_process_lets_only_so_many_wait(
    http: Http, asking: Asking, running: Runtime
) -> None:
    execution_id = await asking.accept()
    poll = running.platform.engine.long_poll
    listeners = [poll.listening(uuid4()) for _ in range(long_poll.MOST_WAITING)]
    for each in listeners:
        each.__enter__()

    answer = await get(http, execution_id, "wait=20")

    assert answer.json["status"] == "Pending"
    assert "preference-applied" not in answer.headers
    for each in listeners:
        each.__exit__(None, None, None)
    assert poll.has_room


async def test_events_tell_of_the_end(http: Http, asking: Asking) -> None:
    execution_id = await asking.accept(seconds=0.5)
    place = {"execution_id": execution_id}
    last, seen = "", ""
    for _ in range(10):
        answer = await http("get_execution_events", place, headers={**OWNER, "last-event-id": last})
        seen += answer.body.decode()
        last = (EVENT_ID.findall(seen) or [""])[-1]
        if answer.status == 204 or '"Success"' in seen:
            break

    assert '"status":"Success"' in seen
