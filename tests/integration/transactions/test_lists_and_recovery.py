"""Storage transactions of lists, heartbeats, sweeps and cancellations."""

import asyncio
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from functions.auth.authenticator import HOST_KEY
from functions.composition import Runtime
from shared.call import Call, Caller
from shared.errors import NotFound
from shared.handlers import (
    audit,
    cancels,
    execution_lists,
    executions,
    fleet_executions,
    workflows,
)
from shared.models.executions import Execution, Status
from shared.models.organizations import Organization
from shared.models.runs import RunOptions, RunRequest
from shared.operations.execution_filters import ExecutionFilter
from shared.repositories.executions import summary_of
from shared.repositories.large_values import columns_of
from shared.repositories.row_keys import earliest_id, newest_first
from shared.services.tables import Change, Insert
from tests.integration.transactions.transactions_helpers import (
    QUEUED,
    cost,
    receive,
)
from tests.support.backends import AzuriteBackend, Backend
from tests.support.counted_stores import Counted
from tests.support.waiting import until

pytestmark = pytest.mark.sampled(one_of=2)

HELLO = ExecutionFilter("hello_world")


#: BIFROST_TEST_OLDER=20000 takes a minute more.
OLDER = int(os.environ.get("BIFROST_TEST_OLDER", "2000"))


async def test_an_ended_record_is_one_and_a_live_one_two(call: Call, counted: Counted) -> None:
    reply = await workflows.run(call, "hello_world", {"name": "Ada"})
    accepted = await workflows.run(call, "hello_world", {"name": "Ada"}, QUEUED)
    ended, live = (r.headers["X-Execution-Id"] for r in (reply, accepted))
    counted.sent.clear()

    await executions.get(call, UUID(ended))
    for_ended = cost(counted)
    await executions.get(call, UUID(live))
    for_live = cost(counted)
    with pytest.raises(NotFound):
        await executions.get(call, uuid4())

    assert (for_ended, for_live) == ({"tables": 1}, {"tables": 2})
    assert cost(counted) == {"tables": 3}


async def test_the_first_page_of_a_list_is_two_and_the_others_one(
    call: Call, counted: Counted
) -> None:
    for _ in range(5):
        await workflows.run(call, "hello_world", {"name": "Ada"})
    counted.sent.clear()

    first = await execution_lists.page(call, HELLO, 2, None)
    for_first = cost(counted)
    await execution_lists.page(call, HELLO, 2, first.continuation_token)

    assert for_first == {"tables": 2}
    assert cost(counted) == {"tables": 1}


async def test_a_part_in_a_blob_is_read_only_if_it_is_asked_for(
    call: Call, counted: Counted
) -> None:
    reply = await workflows.run(call, "succeeds", {"value": "x" * 40_000})
    execution_id = UUID(reply.headers["X-Execution-Id"])
    counted.sent.clear()

    await executions.get_waiting(call, execution_id, None, None, frozenset())
    for_summary = cost(counted)
    await executions.get_waiting(call, execution_id, None, None, frozenset({"result"}))

    assert for_summary == {"tables": 1}
    assert cost(counted) == {"tables": 1, "blobs": 1}


async def test_a_list_of_all_organizations_is_one_for_each_and_one(
    runtime: Runtime, call: Call, counted: Counted
) -> None:
    organizations = runtime.platform.directory.organizations
    count = 1 + len([found async for found in organizations.all()])  # GLOBAL is one
    caller = Caller(call.caller.actor, is_platform_admin=True)
    long_ago = ExecutionFilter(
        statuses=frozenset({Status.SUCCESS}), until=datetime(2020, 1, 1, tzinfo=UTC)
    )

    with counted.own() as sent:
        page = await fleet_executions.page(Call(caller, runtime.platform), long_ago, 25, None)

    assert (len(page.executions), len(sent)) == (0, count + 1)


async def test_beats_and_marks_are_not_written_for_each_run(call: Call, counted: Counted) -> None:
    await workflows.run(call, "hello_world", {"name": "Ada"})
    await workflows.run(call, "hello_world", {"name": "Ada"})

    beats = [sent for sent in counted.sent if sent[1].startswith("/Owners")]
    assert beats == []  # the fixture's run wrote both, less than ten seconds ago


async def test_the_first_run_of_an_organization_in_a_process_is_one_mark_more(
    runtime: Runtime, call: Call, counted: Counted
) -> None:
    """And the next in ten minutes; the beat of the process was written for another's run."""
    other = f"org-{uuid4().hex}"
    await runtime.platform.directory.organizations.add(
        Organization(id=other, name="New", created_by="tests", created_at=datetime.now(UTC))
    )
    await runtime.platform.directory.organizations.known(other)
    theirs = replace(call, caller=replace(call.caller, scope=other))
    costs: list[tuple[int, int]] = []

    for _ in range(2):
        counted.sent.clear()
        await workflows.run(theirs, "hello_world", {"name": "Ada"})
        of_owners = len([path for _, path in counted.sent if path.startswith("/Owners")])
        costs.append((len(counted.of_executions()), of_owners))

    assert costs == [(2, 1), (2, 0)]


async def test_a_sweep_is_four_and_one_for_each_organization_that_is_marked(
    runtime: Runtime, call: Call, counted: Counted
) -> None:
    assert call
    for _ in range(3):  # which have nothing live
        await runtime.platform.directory.organizations.add(
            Organization(
                id=f"org-{uuid4().hex}",
                name="New",
                created_by="tests",
                created_at=datetime.now(UTC),
            )
        )
    await runtime.platform.engine.sweep()  # a full one, on a store that is new
    marked = (await runtime.platform.directory.live_runs.read()).marks

    with counted.own() as sent:
        await runtime.platform.engine.sweep()

    # The cancel markers, the marks, the owners, and the note that the round has ended.
    assert len(sent) == len(marked) + 4
    assert call.caller.scope in marked


async def test_a_process_that_starts_after_a_sweep_reads_three(
    runtime: Runtime, call: Call, counted: Counted
) -> None:
    assert call
    await runtime.platform.engine.sweep()

    with counted.own() as sent:
        await runtime.platform.engine.sweep_at_start()

    assert len(sent) == 3


async def test_a_settlement_is_one_and_four_for_each_log_that_was_written(
    runtime: Runtime, call: Call, counted: Counted
) -> None:
    """Of a log: its organization, the open intents, the last checkpoint, and the head."""
    request = RunRequest(input_data={"name": "Ada"}, transient=True)
    await workflows.execute(call, "hello_world", request, RunOptions())
    await audit.settle(runtime.platform)
    await audit.settle(runtime.platform)
    marked = (await runtime.platform.directory.audit_logs.read()).marks

    with counted.own() as sent:
        await audit.settle(runtime.platform)

    per_log = [path for _, path in sent if path.startswith(("/Audit", "/Directory"))]
    assert call.caller.scope in marked
    assert len(per_log) <= 4 * len(marked) + 2  # and the refused sign-ins


@pytest.mark.parametrize("ends_here", [True, False])
async def test_a_wait_for_a_record_is_two_reads_and_one_at_its_end(
    call: Call, counted: Counted, backend: Backend, *, ends_here: bool
) -> None:
    await backend.drain()
    await workflows.run(call, "takes_its_time", {"seconds": 2}, QUEUED)
    message = await receive(backend)
    execution_id = message.execution.id
    running = asyncio.create_task(call.platform.engine.deliveries.claim(message))
    await until(lambda: _is_running(call, execution_id))
    if not ends_here:  # as if another process ran it
        call.platform.engine.long_poll.ports.endings.forget(execution_id)

    with counted.own() as sent:
        reply = await executions.get_waiting(call, execution_id, 20)
    await running

    assert b'"Success"' in reply.body
    reads = len([path for _, path in sent if path.startswith("/Executions")])
    assert reads == 3 if ends_here else 3 <= reads <= 10


async def test_a_run_with_a_key_is_one_read_more_and_so_is_its_repetition(
    call: Call, counted: Counted
) -> None:
    key = RunOptions(key="one")

    await workflows.run(call, "hello_world", {"name": "Ada"}, key)
    first = cost(counted)
    await workflows.run(call, "hello_world", {"name": "Ada"}, key)

    assert first == {"tables": 3}
    assert cost(counted) == {"tables": 2}  # the key and the record


async def test_a_transient_run_is_the_event_of_the_audit_log(call: Call, counted: Counted) -> None:
    request = RunRequest(input_data={"name": "Ada"}, transient=True)
    await workflows.execute(call, "hello_world", request, RunOptions())
    first = cost(counted)

    await workflows.execute(call, "hello_world", request, RunOptions())

    assert first["tables"] <= 3  # this process does not know yet where the log ends
    assert cost(counted) == {"tables": 1}


async def test_a_failed_attempt_is_a_record_and_a_message(
    call: Call, counted: Counted, backend: Backend
) -> None:
    await workflows.run(call, "fails_twice", {})

    # Its line is kept apart, since the record of the next attempt holds that one's. A storage
    # account makes the blob and appends to it in two requests.
    blobs = 2 if isinstance(backend, AzuriteBackend) else 1
    assert cost(counted) == {"tables": 2, "queue": 1, "blobs": blobs}


@pytest.mark.parametrize("runs", [False, True])
async def test_a_cancel_is_these(
    call: Call, counted: Counted, backend: Backend, *, runs: bool
) -> None:
    await backend.drain()
    reply = await workflows.run(call, "takes_its_time", {"seconds": 30}, QUEUED)
    execution_id = UUID(reply.headers["X-Execution-Id"])
    running: asyncio.Task[None] | None = None
    if runs:
        message = await receive(backend)
        running = asyncio.create_task(call.platform.engine.deliveries.claim(message))
        await until(lambda: _is_running(call, execution_id))

    with counted.own() as sent:
        await cancels.one(call, execution_id)
    if running:
        await running

    # Two reads to find it, one with its ETag, and the end; the marker of one that runs.
    assert len([path for _, path in sent if path.startswith("/Owners")]) == int(runs)
    assert len([path for _, path in sent if not path.startswith("/Owners")]) == 4


async def _is_running(call: Call, execution_id: UUID) -> bool:
    return (await call.executions.get(execution_id)).status is Status.RUNNING


async def test_thousands_of_older_ones_change_nothing(
    call: Call, counted: Counted, backend: Backend
) -> None:
    await backend.drain()
    await fill(call, OLDER)
    counted.sent.clear()

    reply = await workflows.run(call, "hello_world", {"name": "Ada"})
    synchronous = cost(counted)
    await executions.get(call, UUID(reply.headers["X-Execution-Id"]))
    got = cost(counted)
    await execution_lists.page(call, HELLO, 25, None)
    listed = cost(counted)
    await workflows.run(call, "hello_world", {"name": "Ada"}, QUEUED)
    await call.platform.engine.deliveries.claim(await receive(backend))

    assert (synchronous, got, listed) == ({"tables": 2}, {"tables": 1}, {"tables": 2})
    assert cost(counted) == {"tables": 3, "queue": 1}


async def fill(call: Call, count: int) -> None:
    """Ended executions of a year ago, twenty in a transaction."""
    year_ago = earliest_id(datetime.now(UTC) - timedelta(days=365)).int
    for start in range(0, count, 20):
        numbers = range(year_ago + start, year_ago + start + 20)
        changes = [change for number in numbers for change in old_rows(call, UUID(int=number))]
        await call.platform.services.executions.transaction(call.caller.scope, changes)


def old_rows(call: Call, execution_id: UUID) -> list[Change]:
    time, old = newest_first(execution_id), old_execution(call, execution_id)
    listed = {"v": "1", "summary": summary_of(old).model_dump_json()}
    record = Insert(f"x|{time}", {"v": "1", **columns_of(old)})
    return [record, *(Insert(f"{index}|{time}", listed) for index in ("w|hello_world", "u|me"))]


def old_execution(call: Call, execution_id: UUID) -> Execution:
    return Execution(
        id=execution_id,
        workflow_name="hello_world",
        org_id=call.caller.scope,
        caller=HOST_KEY,
        status=Status.SUCCESS,
        code_version="v1",
        timeout_seconds=40,
        created_at=datetime.now(UTC),
        write_id=uuid4(),
    )
