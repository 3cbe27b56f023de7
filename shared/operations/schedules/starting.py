"""Starts what was decided: runs with ids of their own, so that a repeated start is the same run."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from pydantic import JsonValue

from shared.call import Platform
from shared.engine.inputs.validation import fitted
from shared.errors import BifrostError, Detail, InvalidInput, NotFound
from shared.models.automation.causes import Cause
from shared.models.automation.schedules import Schedule, ScheduleSlot, SlotRun, SlotState, run_id
from shared.models.callers import TriggerKind
from shared.models.orders import IdempotencyKey, Order
from shared.models.parameters import secret_names
from shared.models.runs import RunOptions, RunRequest
from shared.models.workflows import Workflow
from shared.operations.run_requests import order
from shared.operations.schedules.audience import Addressee, Audience
from shared.operations.triggers import call_of
from shared.services.bulkhead import bulkhead
from shared.services.parallel import for_each

#: A start that does not succeed for so long has failed: the store, or the platform, is at fault.
GIVE_UP_AFTER = timedelta(hours=1)
JITTER_STEPS = 1 << 20


async def order_for(platform: Platform, schedule: Schedule, member: Addressee) -> Order:
    """Return the order of a run without its time; the error says why it cannot be started."""
    call = call_of(platform, schedule.actor, member.org_id, member.name)
    request = RunRequest(input_data=schedule.inputs)
    options = RunOptions(responds_async=True)
    return await order(call, schedule.workflow_name, request, options)


def checked_input(workflow: Workflow, inputs: Mapping[str, JsonValue]) -> None:
    """Raise InvalidInput unless a schedule may start the workflow with these inputs.

    A schedule keeps no secrets: a workflow that needs one reads it by its name.
    """
    secret = [name for name in secret_names(workflow.parameters) if inputs.get(name) is not None]
    if secret:
        message = "a schedule keeps no secrets: let the workflow read it with secrets.get"
        faults = [Detail(("body", "inputs", name), message) for name in secret]
        raise InvalidInput(f"{secret[0]} is secret: {message}", faults)
    fitted(workflow, inputs, "inputs")


class Starting:
    """Starts the open runs of slots, and returns what came of them."""

    def __init__(self, platform: Platform, audience: Audience) -> None:
        self._platform = platform
        self._audience = audience

    async def start(
        self, schedule: Schedule, slot: ScheduleSlot, *, again: bool = False
    ) -> ScheduleSlot:
        """Start the open runs of a slot, or those that can begin now.

        ``again``: another process may have started some of them, so each is looked up first.
        """
        results: dict[str, SlotRun] = {}

        async def one(run: SlotRun) -> None:
            results[run.org_id] = await self._run(schedule, slot, run, again=again)

        await for_each([run for run in slot.runs if run.is_open], one)
        return slot.with_runs(tuple(results.get(run.org_id, run) for run in slot.runs))

    async def _run(
        self, schedule: Schedule, slot: ScheduleSlot, run: SlotRun, *, again: bool
    ) -> SlotRun:
        facts = {"schedule": str(schedule.id), "org": run.org_id}
        with bulkhead("scheduled run not started", **facts) as turn:
            if run.state is SlotState.WAITING and not await self._may_begin(schedule, run):
                return run
            return await self._started(schedule, slot, run, again=again)
        return self._failed(run, slot, turn.error)

    async def _started(
        self, schedule: Schedule, slot: ScheduleSlot, run: SlotRun, *, again: bool
    ) -> SlotRun:
        execution_id = run_id(schedule.id, slot.at, run.org_id)
        if again and await self._exists(run.org_id, execution_id):
            return _begun(run, execution_id)
        member = await self._audience.member(run.org_id)
        if member.refusal:
            return _over(run, SlotState.SKIPPED, member.refusal)
        if run.replaces is not None:
            await self._cancel(run.org_id, run_id(schedule.id, run.replaces, run.org_id))
        wanted = await order_for(self._platform, schedule, member)
        await self._platform.engine.submission.start_once(
            _timed(wanted, schedule, slot, execution_id)
        )
        return _begun(run, execution_id)

    async def _may_begin(self, schedule: Schedule, run: SlotRun) -> bool:
        """Whether the run that a waiting one waits for is over."""
        if run.after is None:
            return True
        executions = self._platform.directory.executions_of(run.org_id)
        before = run_id(schedule.id, run.after, run.org_id)
        if await executions.find_live(before):
            return False
        if await executions.find_ended(before):
            return True
        store = self._platform.directory.schedules_of(schedule.org_id)
        slot = await store.slot(schedule.id, run.after)
        return slot is None or not any(
            one.org_id == run.org_id and one.is_open for one in slot.runs
        )

    async def _exists(self, org_id: str, execution_id: UUID) -> bool:
        try:
            await self._platform.directory.executions_of(org_id).get(execution_id)
        except NotFound:
            return False
        return True

    async def _cancel(self, org_id: str, execution_id: UUID) -> None:
        """Cancel the run that another one replaces; one that has ended meanwhile is fine."""
        try:
            found = await self._platform.directory.executions_of(org_id).get(execution_id)
        except NotFound:
            return
        await self._platform.engine.canceller.cancel(found)

    def _failed(self, run: SlotRun, slot: ScheduleSlot, error: Exception | None) -> SlotRun:
        """Return the run as failed, or as it was if another try may succeed."""
        if isinstance(error, BifrostError) and not error.retry:
            return _over(run, SlotState.FAILED, str(error))
        if self._now() - slot.decided_at < GIVE_UP_AFTER:
            return run
        return _over(run, SlotState.FAILED, "the platform could not start it for an hour")

    def _now(self) -> datetime:
        return self._platform.services.clock.now()


def _timed(wanted: Order, schedule: Schedule, slot: ScheduleSlot, execution_id: UUID) -> Order:
    """Return the order with the id of its slot, later by the jitter of its organization."""
    due_at = None
    if schedule.jitter_seconds and not slot.by_hand:
        part = (execution_id.int % JITTER_STEPS) / JITTER_STEPS
        due_at = slot.at + timedelta(seconds=schedule.jitter_seconds * part)
    key = IdempotencyKey(name=f"schedule-{execution_id}", body="")
    cause = Cause(
        kind=TriggerKind.SCHEDULE,
        id=schedule.id,
        org_id=schedule.org_id,
        name=schedule.name,
        slot_at=slot.at,
    )
    facts = {"execution_id": execution_id, "key": key, "due_at": due_at, "cause": cause}
    return wanted.model_copy(update=facts)


def _begun(run: SlotRun, execution_id: UUID) -> SlotRun:
    facts = {"state": SlotState.STARTED, "execution_id": execution_id, "reason": None}
    return run.model_copy(update=facts)


def _over(run: SlotRun, state: SlotState, reason: str) -> SlotRun:
    return run.model_copy(update={"state": state, "reason": reason})
