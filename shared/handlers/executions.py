"""Request handlers that read executions; users who are no administrators see their own."""

from uuid import UUID

from pydantic import JsonValue

from shared.call import Call
from shared.models.executions import (
    ALL_PARTS,
    FINAL,
    Execution,
    ExecutionLog,
    ExecutionRecord,
    ExecutionResult,
    PartName,
)
from shared.models.replies import Reply
from shared.models.views import (
    logs_of,
    number_after,
    record_of,
    result_of,
    variables_of,
    without_code,
)
from shared.repositories.executions import summary_of
from shared.repositories.large_values import bytes_of, type_of, without

#: The most seconds that a request for a record waits: less than front ends allow a request.
LONGEST_WAIT_SECONDS = 20


async def get_waiting(
    call: Call,
    execution_id: UUID,
    wait_seconds: int | None,
    workflow_name: str | None = None,
    parts: frozenset[PartName] = ALL_PARTS,
) -> Reply:
    """Reply with the record and these parts; with ``wait_seconds``, once it ended or they passed.

    The wait is at most ``LONGEST_WAIT_SECONDS``; the header Preference-Applied says how long.
    """
    waits = wait_seconds is not None and call.platform.engine.long_poll.has_room
    seconds = min(wait_seconds or 0, LONGEST_WAIT_SECONDS)
    with call.platform.engine.long_poll.listening(execution_id) as listener:
        execution = await call.execution(execution_id, workflow_name)
        if waits and execution.status not in FINAL:
            found = await listener.ended(execution, seconds)
            execution = found or await call.execution(execution_id, workflow_name)
    record = await _record(call, execution, parts)
    headers = {"Preference-Applied": f"wait={seconds}"} if waits else {}
    return Reply(record.model_dump_json().encode(), headers=headers)


async def get(call: Call, execution_id: UUID, workflow_name: str | None = None) -> ExecutionRecord:
    """Return the whole record; NotFound if it is another workflow's or not the caller's."""
    return await _record(call, await call.execution(execution_id, workflow_name))


async def _record(
    call: Call, execution: Execution, parts: frozenset[PartName] = ALL_PARTS
) -> ExecutionRecord:
    actor = call.caller.actor
    to_admin = actor.is_admin
    own = parts if to_admin else parts - {"variables"}
    complete = await call.executions.complete(execution, own - {"logs"})
    lines = await call.executions.lines(execution) if "logs" in own else ()
    bare = without(complete, ALL_PARTS - own)
    record = record_of(bare, summary_of(bare), lines, to_admin=to_admin, parts=own)
    facts = {
        "input_bytes": bytes_of(execution, "input"),
        "result_bytes": bytes_of(execution, "result"),
        "result_type": record.result_type or type_of(execution),
    }
    record = record.model_copy(update=facts)
    return record if actor.is_platform_admin else without_code(record)


async def result(
    call: Call, execution_id: UUID, workflow_name: str | None = None
) -> ExecutionResult:
    """Return only the result of the workflow; null until it has returned."""
    execution = await call.execution(execution_id, workflow_name)
    return result_of(await call.executions.complete(execution, ("result",)))


async def logs(
    call: Call,
    execution_id: UUID,
    after: str | None,
    workflow_name: str | None = None,
    limit: int | None = None,
) -> list[ExecutionLog]:
    """Return log lines in the order of writing, after the one with this id."""
    first = number_after(execution_id, after)
    execution = await call.execution(execution_id, workflow_name)
    lines = await call.executions.lines(execution)
    found = logs_of(execution_id, lines, first=first, to_admin=call.caller.actor.is_admin)
    return found[:limit]


async def variables(
    call: Call, execution_id: UUID, workflow_name: str | None = None
) -> dict[str, JsonValue]:
    """Return the variables of the failing frame; empty if the run did not fail."""
    execution = await call.execution(execution_id, workflow_name)
    found = variables_of(await call.executions.complete(execution, ("variables",)))
    return found if isinstance(found, dict) else {}
