"""Local dispatch: the process that accepted a queued run claims it at once, by the same rules."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

import azure.functions as func
import pytest

from functions.composition import Runtime
from shared.models.executions import ExecutionMessage, Status
from shared.repositories.executions import Stored
from shared.services import background
from shared.services.services import Services
from shared.settings import Settings
from tests.contract.client import Http
from tests.contract.composition import in_use
from tests.contract.deliveries import deliver, take
from tests.contract.dispatch.conftest import QUEUED, Asking
from tests.contract.users import signed_in
from tests.support.faulty_table import LossyTable
from tests.support.recorded_logs import Notes

Functions = Mapping[str, func.Function]


@pytest.fixture
def executions() -> LossyTable:
    return LossyTable()


@pytest.fixture
def services(services: Services, executions: LossyTable) -> Services:
    return replace(services, executions=executions)


async def test_an_accepted_run_is_run_without_a_message(asking: Asking, running: Runtime) -> None:
    execution_id = await asking.accept()

    await background.idle()

    assert await asking.status(execution_id) == "Success"
    assert take(running) == []


async def test_its_record_is_pending_before_it_is_claimed(
    http: Http, asking: Asking, running: Runtime
) -> None:
    """The answer says so, and the claim has not begun when it is made."""
    answer = await http(
        "run_workflow", {"name": "takes_its_time"}, body={"seconds": 0}, headers=QUEUED
    )

    assert answer.json["status"] == "Pending"
    await background.idle()


async def test_one_that_is_due_later_gets_a_message(http: Http, running: Runtime) -> None:
    body = {"inputData": {"seconds": 0}, "delaySeconds": 60}
    await http(
        "execute_workflow", {"name": "takes_its_time"}, body=body, headers=signed_in("owner")
    )

    await background.idle()

    [(_, delay)] = take(running)
    assert 55 <= delay <= 60


@pytest.mark.parametrize("places", [1])
async def test_the_runs_of_others_do_not_wait_for_a_burst(
    asking: Asking, running: Runtime, notes: Notes
) -> None:
    burst = [await asking.accept(seconds=0.3, port=notes.port) for _ in range(4)]
    await notes.come()

    theirs = await asking.accept("globex")

    await asyncio.wait_for(background.idle(), 20)
    statuses = [await asking.status(each) for each in burst]
    assert await asking.status(theirs, "globex") == "Success"
    assert statuses == ["Success"] * 4
    assert len(notes.processes) == 4


async def test_a_second_claim_of_it_is_stale(
    asking: Asking, functions: Functions, running: Runtime, notes: Notes
) -> None:
    """A message of it, which a sweep may send meanwhile, does not run it again."""
    execution_id = await asking.accept(seconds=0.3, port=notes.port)
    stored = await _pending(running)
    message = ExecutionMessage(execution=stored.execution, etag=stored.etag)
    await running.platform.services.queue.send(message.model_dump_json())

    await asyncio.gather(deliver(functions, running), background.idle())

    assert await asking.status(execution_id) == "Success"
    assert len(notes.processes) == 1


async def test_a_run_whose_caller_was_deactivated_since_is_cancelled(
    http: Http, asking: Asking, running: Runtime
) -> None:
    """The rights are checked at the claim, as they are for a message."""
    users = running.platform.directory.users
    answer = await http(
        "execute_workflow",
        {"name": "takes_its_time"},
        body={"inputData": {"seconds": 0}},
        headers={**signed_in("owner"), "x-organization-id": "acme"},
    )
    caller = (await _pending(running)).execution.caller
    stored = await users.get(UUID(caller.id))
    await users.replace(stored, stored.user.model_copy(update={"is_active": False}))

    await background.idle()

    assert answer.json["status"] == "Pending"
    assert await asking.status(answer.json["executionId"]) == "Cancelled"


async def test_a_claim_that_fails_leaves_the_run_to_a_message(
    asking: Asking, functions: Functions, running: Runtime, executions: LossyTable
) -> None:
    execution_id = await asking.accept()
    executions.is_away = True
    await background.idle()
    executions.is_away = False

    waiting = await asking.status(execution_id)
    await deliver(functions, running)

    assert waiting == "Pending"
    assert await asking.status(execution_id) == "Success"


async def test_the_next_process_sends_at_once_what_waited_when_the_last_one_died(
    asking: Asking,
    functions: Functions,
    running: Runtime,
    memory_settings: Settings,
) -> None:
    """No sweep sends it before a minute has passed, except the first one of a process."""
    execution_id = await asking.accept()
    for task in [task for task in asyncio.all_tasks() if _is_claim(task)]:
        task.cancel()  # before it began, as a kill would
    await background.idle()
    await running.platform.engine.sweep()
    by_the_timer = take(running)

    async with in_use(memory_settings, running.platform.services) as heir:
        await heir.platform.engine.sweep_at_start()
        await deliver(functions, heir)

    assert by_the_timer == []
    assert await asking.status(execution_id) == "Success"


def _is_claim(task: "asyncio.Task[object]") -> bool:
    return "LocalDispatch._claim" in repr(task.get_coro())


async def _pending(running: Runtime) -> Stored:
    """The one that was accepted and is not claimed yet."""
    found = [each async for each in running.platform.directory.executions_of("acme").all_live()]
    [stored] = found
    assert stored.execution.status is Status.PENDING
    return stored
