"""Request handlers of batches, which run one workflow or form for many organizations."""

import csv
import io
from collections.abc import Mapping, Sequence
from uuid import UUID, uuid4

import uuid6
from pydantic import JsonValue

from shared.call import Call
from shared.engine.inputs.secret_inputs import split_secrets
from shared.errors import Conflict, Detail, InvalidInput, Stale
from shared.models.fleet.batches import (
    MOST_ROWS,
    BatchCreate,
    BatchDetails,
    BatchRetry,
    BatchState,
    BatchView,
    RowState,
)
from shared.models.fleet.stored_batches import Batch, BatchRow, counts_of, row_view_of, view_of
from shared.models.pages import Listed
from shared.models.parameters import secret_names
from shared.models.workflows import Schema, Workflow
from shared.operations import form_access
from shared.operations.fleet import advancing, secret_values
from shared.operations.fleet.starting import call_in
from shared.operations.schedules.audience import Addressee, Audience
from shared.operations.triggers import maker_of
from shared.repositories.fleet.batches import MOST_ROWS_AT_ONCE, StoredBatch

#: How often a cancel tries again that met a write of the batch's turn.
TRIES = 10
#: Characters that make a spreadsheet read a text as a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = (
    "number", "organization", "name", "stage", "state", "status", "attempt", "execution",
    "started", "ended", "reason",
)  # fmt: skip


async def page(call: Call, limit: int, start: str | None) -> Listed[BatchView]:
    """List batches, the newest first."""
    found = await call.platform.directory.batches.page(start, limit)
    return Listed([view_of(one) for one in found.items], found.next)


async def get(call: Call, batch_id: UUID) -> BatchDetails:
    """Return a batch with all of its rows."""
    batches = call.platform.directory.batches
    return _details((await batches.get(batch_id)).record, await batches.rows(batch_id))


async def create(call: Call, new: BatchCreate) -> BatchDetails:
    """Store a batch, which the queue begins; its maker is the caller."""
    maker = maker_of(call, of_several=True)
    now = call.platform.services.clock.now()
    batch = Batch(
        **new.model_dump(by_alias=False, exclude={"target", "rows", "workflow_name", "inputs"}),
        workflow_name=new.workflow_name or "",
        id=UUID(int=uuid6.uuid7().int),
        actor=call.caller.actor,
        maker=maker,
        total=0,
        counts=counts_of(()),
        due_at=now,
        created_at=now,
    )
    members = await _members(call, new)
    workflow = await _workflow(call, batch, members[0])
    rows, withheld = await _rows(call, batch.id, workflow.parameters, members, new)
    shown, secret = split_secrets(workflow.parameters, new.inputs)
    facts: dict[str, object] = {
        "workflow_name": workflow.name,
        "inputs": shown,
        "sealed": await secret_values.sealed(call.platform, batch.id, secret.values),
        "withheld": _withheld(workflow.parameters, {**secret.values, **dict.fromkeys(withheld)}),
        "total": len(rows),
        "counts": counts_of(rows),
    }
    batch = batch.model_copy(update=facts)
    await call.platform.directory.batches.add(batch, rows)
    await advancing.announce(call.platform, batch.id)
    call.changed("batch", batch.id, None, view_of(batch))
    return _details(batch, rows)


async def cancel(call: Call, batch_id: UUID) -> BatchDetails:
    """Start nothing more of a batch; runs that it started go on. Conflict if it is over."""
    batches, now = call.platform.directory.batches, call.platform.services.clock.now()
    for _ in range(TRIES):
        before = await batches.get(batch_id)
        if before.record.state is not BatchState.RUNNING:
            raise Conflict("this batch is over")
        facts: dict[str, object] = {
            "halt": BatchState.CANCELLED,
            "reason": f"cancelled by {call.caller.actor.name}",
            "cancelled_by": call.caller.actor.name,
        }
        if before.record.lease is None:
            facts["due_at"] = now
        try:
            done = await batches.replace(before, before.record.model_copy(update=facts))
        except Stale:
            continue
        await advancing.announce(call.platform, batch_id)
        call.changed("batch", batch_id, view_of(before.record), view_of(done.record))
        return _details(done.record, await batches.rows(batch_id))
    raise Conflict("this batch is changing: try again")


async def retry(call: Call, batch_id: UUID, wanted: BatchRetry) -> BatchDetails:
    """Start the failed rows of a batch that is over once more; the caller is its maker then."""
    maker = maker_of(call, of_several=True)
    batches, now = call.platform.directory.batches, call.platform.services.clock.now()
    before = await batches.get(batch_id)
    if before.record.state is BatchState.RUNNING:
        raise Conflict("this batch is still under way: retry it when it is over")
    _require_secrets(before.record, wanted.inputs)
    states = {RowState.FAILED, *([RowState.UNSTARTED] if wanted.unstarted else [])}
    rows = await batches.rows(batch_id)
    again = [_fresh(row) for row in rows if row.state in states]
    if not again:
        raise Conflict("no row of this batch is to be retried")
    facts: dict[str, object] = {
        "state": BatchState.RUNNING, "halt": None, "reason": None, "cancelled_by": None,
        "round": before.record.round + 1, "stage": 0, "stage_at": None, "ended_at": None,
        "actor": call.caller.actor, "maker": maker,
        "sealed": await secret_values.sealed(call.platform, batch_id, wanted.inputs),
    }  # fmt: skip
    taken: dict[str, object] = {"lease": uuid4(), "due_at": now + advancing.LEASE}
    stored = await _replaced(call, before, {**facts, **taken})
    for at in range(0, len(again), MOST_ROWS_AT_ONCE):
        stored = await batches.replace(stored, stored.record, again[at : at + MOST_ROWS_AT_ONCE])
    fresh = {row.number: row for row in again}
    rows = [fresh.get(row.number, row) for row in rows]
    stored = await _replaced(
        call, stored, {"lease": None, "due_at": now, "counts": counts_of(rows)}
    )
    await advancing.announce(call.platform, batch_id)
    call.changed("batch", batch_id, view_of(before.record), view_of(stored.record))
    return _details(stored.record, rows)


async def results(call: Call, batch_id: UUID) -> str:
    """Return what came of each row as CSV."""
    found = await get(call, batch_id)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row in found.rows:
        facts = (
            row.number + 1, row.org_id, row.org_name, row.stage, row.state.value,
            row.status and row.status.value, row.attempt, row.execution_id,
            row.started_at and row.started_at.isoformat(),
            row.ended_at and row.ended_at.isoformat(), row.reason,
        )  # fmt: skip
        writer.writerow([_cell(fact) for fact in facts])
    return text.getvalue()


async def _members(call: Call, new: BatchCreate) -> Sequence[Addressee]:
    """Return the organization of each row; InvalidInput if there are none, or too many."""
    audience = Audience(call.platform.directory, max(1, len(new.rows)))
    if new.target is None:
        return [await audience.member(row.organization_id) for row in new.rows]
    members = await audience.targeted(new.target)
    if not members:
        raise InvalidInput("no organization is chosen: choose others")
    if len(members) > MOST_ROWS:
        raise InvalidInput(f"a batch has at most {MOST_ROWS} rows: choose fewer organizations")
    return members


async def _workflow(call: Call, batch: Batch, first: Addressee) -> Workflow:
    """Return the workflow that the batch runs; NotFound if there is none, or no such form."""
    name = batch.workflow_name
    if batch.form_id is not None:
        seen = call_in(call.platform, batch, first)
        name = (await form_access.require_usable(seen, batch.form_id)).linked_workflow
    return await call.platform.engine.catalog.get(name, to_admin=True)


async def _rows(
    call: Call, batch_id: UUID, parameters: Schema, members: Sequence[Addressee], new: BatchCreate
) -> tuple[list[BatchRow], set[str]]:
    """Return the rows, and the names of the parameters that some have secret values of."""
    rows: list[BatchRow] = []
    withheld: set[str] = set()
    for number, member in enumerate(members):
        given = new.rows[number].inputs if new.rows else {}
        shown, secret = split_secrets(parameters, given)
        withheld |= {*secret.values}
        row = BatchRow(
            number=number,
            org_id=member.org_id,
            org_name=member.name,
            inputs=shown,
            sealed=await secret_values.sealed(call.platform, batch_id, secret.values),
        )
        rows.append(row)
    return rows, withheld


def _withheld(parameters: Schema, given: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(name for name in secret_names(parameters) if name in given)


def _require_secrets(batch: Batch, given: Mapping[str, JsonValue]) -> None:
    """InvalidInput names each secret value that is missing, and each that is none."""
    here = ("body", "inputs")
    missing = [name for name in batch.withheld if name not in given]
    others = [name for name in given if name not in batch.withheld]
    faults = [Detail((*here, name), "this is secret and was dropped: send it") for name in missing]
    faults += [Detail((*here, name), "this batch has no secret of this name") for name in others]
    if faults:
        raise InvalidInput("a retry needs the values of secret parameters, and no others", faults)


def _fresh(row: BatchRow) -> BatchRow:
    facts: dict[str, object] = {
        "state": RowState.WAITING, "attempt": row.attempt + 1, "execution_id": None,
        "status": None, "reason": None, "started_at": None, "ended_at": None,
    }  # fmt: skip
    return row.model_copy(update=facts)


async def _replaced(call: Call, before: StoredBatch, facts: Mapping[str, object]) -> StoredBatch:
    after = before.record.model_copy(update={**facts})
    return await call.platform.directory.batches.replace(before, after)


def _details(batch: Batch, rows: Sequence[BatchRow]) -> BatchDetails:
    shown = view_of(batch).model_dump(by_alias=False)
    return BatchDetails(**shown, rows=tuple(row_view_of(batch, row) for row in rows))


def _cell(fact: object) -> str:
    text = "" if fact is None else str(fact)
    return f"'{text}" if text.startswith(FORMULA) else text
