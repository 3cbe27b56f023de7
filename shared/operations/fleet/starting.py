"""Starts the rows of a batch: ordinary runs of their organizations, by the rules for any start.

The id of a run follows from the batch, its stage and the row, and is written with an idempotency
key: a start that is repeated after a crash finds the run that it began.
"""

from datetime import timedelta
from uuid import UUID

from pydantic import JsonValue

from shared.call import Call, Caller, Platform
from shared.engine.inputs.redaction import Redactor
from shared.engine.inputs.secret_inputs import texts_in
from shared.errors import BifrostError, InvalidInput, NotFound, NotPermitted
from shared.models.automation.causes import Cause
from shared.models.automation.schedules import run_id
from shared.models.base import GLOBAL
from shared.models.callers import Origin, TriggerKind
from shared.models.config import ConfigType, typed
from shared.models.fleet.batches import RowState
from shared.models.fleet.stored_batches import Batch, BatchRow
from shared.models.form_requests import FormRequest
from shared.models.orders import IdempotencyKey, Order
from shared.models.runs import RunOptions, RunRequest
from shared.operations.fleet import secret_values
from shared.operations.form_orders.orders import order_of
from shared.operations.run_requests import order
from shared.operations.schedules.audience import Addressee, Audience
from shared.services.bulkhead import bulkhead

#: The most characters of a reason.
MOST_REASON = 500
#: A start that does not succeed for so long has failed: the store, or the platform, is at fault.
GIVE_UP_AFTER = timedelta(hours=1)
OPTIONS = RunOptions(responds_async=True)


def call_in(platform: Platform, batch: Batch, member: Addressee) -> Call:
    """Return the call in which the maker of a batch starts a run in an organization."""
    caller = Caller(
        batch.actor,
        member.org_id,
        member.name,
        user_id=batch.maker.user_id,
        is_platform_admin=batch.actor.is_platform_admin,
    )
    return Call(caller, platform, origin=Origin(route=f"batch-{batch.id}"))


def execution_id_of(batch: Batch, row: BatchRow) -> UUID:
    """Return the id of the run of a row in the stage that has begun: always the same."""
    at = batch.stage_at or batch.created_at
    return run_id(batch.id, at, f"{row.org_id}|{row.number}")


class RowStarting:
    """Starts rows of one batch in one turn; ``shared`` are its secret values for all rows."""

    def __init__(self, platform: Platform, audience: Audience, shared: dict[str, JsonValue]):
        self._platform = platform
        self._audience = audience
        self._shared = shared

    async def start(self, batch: Batch, row: BatchRow, *, again: bool = False) -> BatchRow:
        """Return the row as it is after its start; as it was if another try may succeed.

        ``again``: another process may have started it, so its run is looked up first.
        """
        facts = {"batch": str(batch.id), "org": row.org_id}
        with bulkhead("row of a batch not started", **facts) as turn:
            return await self._started(batch, row, again=again)
        error = turn.error
        if isinstance(error, BifrostError) and not error.retry:
            is_denied = isinstance(error, NotFound | NotPermitted)
            state = RowState.SKIPPED if is_denied else RowState.FAILED
            return self._over(row, state, await self._told(batch, row, error))
        since = batch.stage_at or batch.created_at
        if self._platform.services.clock.now() - since < GIVE_UP_AFTER:
            return row
        return self._over(row, RowState.FAILED, "the platform could not start it for an hour")

    async def found(self, batch: Batch, row: BatchRow) -> BatchRow | None:
        """Return the row as running if a process that was lost has started it."""
        execution_id = execution_id_of(batch, row)
        try:
            await self._platform.directory.executions_of(row.org_id).get(execution_id)
        except NotFound:
            return None
        return self._begun(batch, row)

    async def _started(self, batch: Batch, row: BatchRow, *, again: bool) -> BatchRow:
        if again and (found := await self.found(batch, row)) is not None:
            return found
        member = await self._audience.member(row.org_id)
        if member.refusal:
            return self._over(row, RowState.SKIPPED, member.refusal)
        call = call_in(self._platform, batch, member)
        wanted = await self._order(call, batch, await self._inputs(call, batch, row))
        execution_id = execution_id_of(batch, row)
        facts = {
            "execution_id": execution_id,
            "key": IdempotencyKey(name=f"batch-{execution_id}", body=""),
            "cause": Cause(kind=TriggerKind.BATCH, id=batch.id, org_id=GLOBAL, name=batch.name),
        }
        await self._platform.engine.submission.start_once(wanted.model_copy(update=facts))
        return self._begun(batch, row)

    async def _order(self, call: Call, batch: Batch, inputs: dict[str, JsonValue]) -> Order:
        if batch.form_id is not None:
            return await order_of(call, batch.form_id, FormRequest(form_data=inputs), OPTIONS)
        return await order(call, batch.workflow_name, RunRequest(input_data=inputs), OPTIONS)

    async def _inputs(self, call: Call, batch: Batch, row: BatchRow) -> dict[str, JsonValue]:
        """Return the values of a row: those for all, of configuration, and its own."""
        configured = {
            name: await _configured(call, key) for name, key in batch.configuration.items()
        }
        own = await secret_values.opened(self._platform, batch.id, row.sealed)
        return {**batch.inputs, **self._shared, **configured, **row.inputs, **own}

    async def _told(self, batch: Batch, row: BatchRow, error: BifrostError) -> str:
        """Return the error in words, with its details and without secret values."""
        text = str(error)
        if error.details:
            found = [f"{one.location[-1]}: {one.message}" for one in error.details]
            text = f"{text} ({'; '.join(found)})"
        own = await secret_values.opened(self._platform, batch.id, row.sealed)
        secrets = [
            *texts_in([*self._shared.values()]),
            *texts_in([*own.values()]),
        ]
        return Redactor(secrets).text(text)

    def _begun(self, batch: Batch, row: BatchRow) -> BatchRow:
        facts = {
            "state": RowState.RUNNING,
            "execution_id": execution_id_of(batch, row),
            "reason": None,
            "started_at": self._platform.services.clock.now(),
        }
        return row.model_copy(update=facts)

    def _over(self, row: BatchRow, state: RowState, reason: str) -> BatchRow:
        now = self._platform.services.clock.now()
        facts = {"state": state, "reason": reason[:MOST_REASON], "ended_at": now}
        return row.model_copy(update=facts)


async def _configured(call: Call, key: str) -> JsonValue:
    """Return the value of configuration that is in effect; InvalidInput if there is none."""
    for owner in dict.fromkeys([call.caller.scope, GLOBAL]):
        record = await call.platform.directory.configuration_of(owner).known(key)
        if record is None:
            continue
        if record.type is ConfigType.SECRET_REF:
            raise InvalidInput(f"the configuration {key!r} is a secret: let the workflow read it")
        return typed(record.type, record.value)
    raise InvalidInput(f"the organization has no configuration {key!r}")
