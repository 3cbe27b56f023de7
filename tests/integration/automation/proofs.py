"""What has to hold of an organization whose process was killed, once another one has gone on."""

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from functions.composition import Runtime
from shared import handlers
from shared.call import Call
from shared.models.automation.deliveries import Delivery
from shared.models.automation.event_log import LoggedEvent
from shared.models.automation.schedules import ScheduleSlot, run_id
from shared.models.base import GLOBAL
from shared.models.executions import FINAL, LIVE, Execution, Status
from shared.models.fleet.batches import BatchState, RowState
from shared.models.outgoing.deliveries import DeliveryStatus, EventDelivery
from shared.repositories.events import LOG
from shared.repositories.row_keys import span
from tests.integration.test_kill_points import Said, records
from tests.support.automation_points import deliver_events, deliver_webhooks
from tests.support.later_stores import LaterClock
from tests.support.receivers import Receiver

#: After which the minute's timer takes up what a process has left, whatever it is.
LATER = timedelta(minutes=4)


@dataclass(frozen=True)
class Heir:
    """The process that goes on, and the same one as its timer finds things minutes later."""

    call: Call
    timer: Runtime
    clock: LaterClock

    async def go_on(self) -> None:
        """What the queues and the timer have it do, once; runs are begun by none of them."""
        self.clock.ahead += LATER
        await handlers.automation.schedule_upkeep.tick(self.timer.platform)
        await handlers.fleet.batch_upkeep.tick(self.timer.platform)
        await handlers.outgoing.sending.sweep(self.timer.platform)
        await deliver_webhooks(self.call)
        await deliver_events(self.call)

    async def runs(self) -> list[Execution]:
        """All runs, whether or not they have ended: a run is begun and ended once elsewhere."""
        live, ended = await records(self.call)
        assert len({each.id for each in (*live, *ended)}) == len(live) + len(ended)
        return [*live, *ended]

    async def runs_of(self, workflow: str) -> list[Execution]:
        return [each for each in await self.runs() if each.workflow_name == workflow]


async def slots_are_started_once(heir: Heir, said: Said, receiver: Receiver) -> bool:
    """Each due time is on record once, with one run, which has ended."""
    del said, receiver
    org_id, slots = heir.call.caller.scope, await due_slots(heir.call)
    if len(slots) < 2 or any(slot.is_open for slot in slots):
        return False
    ran = await heir.runs_of("succeeds")
    assert len(slots) == 2
    assert [run.state for slot in slots for run in slot.runs] == ["started"] * 2
    wanted = {run_id(slot.schedule_id, slot.at, org_id) for slot in slots}
    assert {each.id for each in ran} == wanted
    return True


async def due_slots(call: Call) -> list[ScheduleSlot]:
    """Those of the schedules of the organization, and of the one in GLOBAL that is for it."""
    found: list[ScheduleSlot] = []
    for scope in (call.caller.scope, GLOBAL):
        store = call.platform.directory.schedules_of(scope)
        for schedule in (await store.page(None, 1000)).items:
            names = schedule.target.organizations if schedule.target else None
            if scope == call.caller.scope or call.caller.scope in (names or ()):
                found += (await store.slots(schedule.id, None, 100)).items
    return found


async def rows_are_run_once(heir: Heir, said: Said, receiver: Receiver) -> bool:
    """Each row of the batch has ended, with a run of its own; the heir ends them by cancelling."""
    del said, receiver
    found = (await heir.call.platform.directory.batches.page(None, 100)).items
    batch = next(one for one in found if one.name == heir.call.caller.scope)
    if batch.state is BatchState.RUNNING:
        for run in await heir.runs_of("succeeds"):
            if run.status in LIVE:
                await heir.call.platform.engine.canceller.cancel(run)
        return False
    rows = await heir.call.platform.directory.batches.rows(batch.id)
    ran = await heir.runs_of("succeeds")
    assert [row.state for row in rows] == [RowState.CANCELLED] * 3
    assert {row.execution_id for row in rows} == {each.id for each in ran}
    assert len(ran) == 3
    return True


async def webhooks_are_processed_once(heir: Heir, said: Said, receiver: Receiver) -> bool:
    """Each event that was accepted is one delivery, and started each subscription once."""
    del receiver
    deliveries = await all_deliveries(heir.call)
    told = {each["event"] for each in said.told}
    known = [each.event_id for each in deliveries]
    if not told <= {*known} or any(each.status != "processed" for each in deliveries):
        return False
    results = [one for each in deliveries for one in each.results]
    ran = await heir.runs_of("takes_ticket")
    if len(ran) < len(results):
        return False
    assert len(known) == len({*known})
    assert [len(each.results) for each in deliveries] == [2] * len(deliveries)
    assert {one.execution_id for one in results} == {each.id for each in ran}
    for each in deliveries:
        body = await heir.call.platform.directory.deliveries_of(each.org_id).body(each)
        assert len(body) == each.size
    return True


async def all_deliveries(call: Call) -> list[Delivery]:
    source = (await call.platform.directory.webhook_sources.page(call.caller.scope, None, 10)).items
    store = call.platform.directory.deliveries_of(call.caller.scope)
    return [*(await store.page(source[0].id, None, 100)).items]


async def events_are_sent_on_once(heir: Heir, said: Said, receiver: Receiver) -> bool:
    """Each accepted event is in the log, reached each webhook, and started its trigger once."""
    events = await sent_on(heir, said)
    if events is None:
        return False
    ended = await deliveries_of(heir.call)
    ran = await heir.runs_of("takes_ticket")
    if len(ran) < len(events) or any(each.status is DeliveryStatus.WAITING for each in ended):
        return False
    assert len(ended) == 2 * len(events)
    assert {each.status for each in ended} <= {DeliveryStatus.DELIVERED}
    assert len(ran) == len(events)
    # An attempt that was under way when its process died is made again, and no other one.
    ids = Counter(text for path, text in receiver.got if path == "/accepts")
    assert {*ids} == {f"evt_{each.id.hex}" for each in events}
    assert max(ids.values(), default=0) <= 2
    return True


async def sent_on(heir: Heir, said: Said) -> list[LoggedEvent] | None:
    """The events of ``ticket.closed`` in the log; None while one waits. A key is one event."""
    store = heir.call.platform.directory.events_of(heir.call.caller.scope)
    if await store.all_waiting(100):
        return None
    logged = (await store.page(span(LOG), None, 100)).items
    events = [each for each in logged if each.type == "ticket.closed"]
    assert {each["event"] for each in said.told} <= {str(each.id) for each in events}
    assert len({each["key"] for each in said.told}) == len({each["event"] for each in said.told})
    assert len({str(each.data["title"]) for each in events}) == len(events)
    return events


async def deliveries_of(call: Call) -> list[EventDelivery]:
    directory, scope = call.platform.directory, call.caller.scope
    found: list[EventDelivery] = []
    for stored in await directory.outgoing_webhooks_of(scope).all():
        page = await directory.event_deliveries_of(scope).page(stored.record.id, None, 100)
        found += page.items
    return found


async def webhook_is_disabled_once(heir: Heir, said: Said, receiver: Receiver) -> bool:
    """A receiver that is gone hears of nothing again, which is one event of its own."""
    scope = heir.call.caller.scope
    events = await sent_on(heir, said)
    if events is None:
        return False
    [stored] = await heir.call.platform.directory.outgoing_webhooks_of(scope).all()
    waits = [each for each in await deliveries_of(heir.call) if each.status == "waiting"]
    if not events:
        return not said.told
    if waits or stored.record.is_enabled:
        return False
    store = heir.call.platform.directory.events_of(scope)
    logged = (await store.page(span(LOG), None, 100)).items
    assert [each.type for each in logged].count("webhook.disabled") == 1
    assert stored.record.disabled_reason == "the receiver answered 410 Gone"
    assert max(Counter(receiver.got).values()) <= 2
    return True


async def successes_have_followed_once(heir: Heir, said: Said, receiver: Receiver) -> bool:
    """Each run that succeeded has started one other, and no other run has."""
    del receiver
    await heir.call.platform.engine.sweep()
    first = await heir.runs_of("hello_world")
    follows = await heir.runs_of("takes_ticket")
    successes = [each for each in first if each.status is Status.SUCCESS]
    assert len(first) <= 1
    assert {each["execution"] for each in said.told} <= {str(each.id) for each in successes}
    assert len(follows) <= len(successes)
    is_over = all(each.status in FINAL for each in first)
    return is_over and len(follows) == len(successes)


Proof = Callable[[Heir, Said, Receiver], Awaitable[bool]]
PROOFS: Mapping[str, Proof] = {
    "scheduled": slots_are_started_once,
    "batched": rows_are_run_once,
    "received": webhooks_are_processed_once,
    "emitted": events_are_sent_on_once,
    "gone": webhook_is_disabled_once,
    "completed": successes_have_followed_once,
}
