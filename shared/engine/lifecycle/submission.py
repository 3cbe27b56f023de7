"""Submission: an accepted order becomes an execution, within the request or through the queue."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from shared.engine.authorization.reauthorization import Reauthorization
from shared.engine.inputs.secret_inputs import sealed
from shared.engine.journal.transitions import accepted, moved_to_backlog, running
from shared.engine.lifecycle.attempts import Attempts, Start
from shared.engine.lifecycle.dispatch import Dispatch
from shared.engine.lifecycle.keep_alive import KeepAlive, Recorded
from shared.engine.lifecycle.long_poll import LongPoll
from shared.engine.ports import Ports
from shared.engine.queue.backlog import Backlog
from shared.engine.queue.messages import has_late_message
from shared.engine.queue.slots import Slots
from shared.errors import Conflict, Stale, Unavailable
from shared.models.executions import FINAL, Execution
from shared.models.orders import IdempotencyKey, Order
from shared.repositories.idempotency import KeyClaim, UsedKey
from shared.settings import Settings

if TYPE_CHECKING:
    import asyncio
    from uuid import UUID

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Submission:
    """Starts executions for requests."""

    ports: Ports
    slots: Slots
    attempts: Attempts
    dispatch: Dispatch
    backlog: Backlog
    reauthorization: Reauthorization
    long_poll: LongPoll
    keep_alive: KeepAlive
    settings: Settings

    async def start(self, order: Order) -> Execution:
        """Start an execution; return its final record if it ends in time, else its live one.

        With an idempotency key that was used before, return the execution that used it;
        Conflict if that request was a different one. TooManyRequests if no slot came free:
        nothing is written then. Unavailable if the store did not confirm the end of the run:
        its record says later how it ended.
        """
        seconds = order.wait_seconds if order.responds_async else self.settings.sync_wait_seconds
        until = self.ports.now() + timedelta(seconds=seconds)
        if order.key is None:
            return await self._start(order, None, until)
        used = await self._used(order, order.key)
        if used is not None and used.counts(self.ports.now()):
            return await self._again(order, order.key, used, until)
        claim = KeyClaim(order.key, used.etag if used else None)
        try:
            return await self._start(order, claim, until)
        except Stale:
            return await self._after_all(order, order.key, until)

    async def start_once(self, order: Order) -> Execution:
        """Queue an order that has an id and a key of its own; the same order once more is no run.

        Unlike ``start`` it looks up the key only if it was taken, and never runs the order here.
        """
        key = order.key
        if key is None:
            raise ValueError("an order that may come twice has a key")
        try:
            return await self._enqueue(order, KeyClaim(key))
        except Stale:
            used = await self._used(order, key)
            if used is None:
                raise
            return await self.ports.directory.executions_of(order.org_id).get(used.execution_id)

    async def _start(self, order: Order, key: KeyClaim | None, until: datetime) -> Execution:
        if not self._fits_the_request(order):
            execution = await self._enqueue(order, key)
            return execution if _is_for_later(order) else await self._wait(execution, until)
        patience = self.settings.place_wait_seconds
        if not order.responds_async or order.is_transient:
            return await self.run_here(order, key, patience)
        return await self.keep_alive.respond_within(
            order.wait_seconds,
            lambda recorded: self.run_here(order, key, patience, recorded=recorded),
        )

    async def run_here(
        self,
        order: Order,
        key: KeyClaim | None,
        wait_seconds: float,
        begun: "asyncio.Future[UUID] | None" = None,
        recorded: Recorded | None = None,
    ) -> Execution:
        """Run an order in this process, whatever its time limit.

        ``begun`` receives the execution's id once it has a slot, and ``recorded`` the live record
        once it is stored. TooManyRequests if no slot comes free within ``wait_seconds``.
        """
        with await self.slots.take(order.org_id, wait_seconds) as slot:
            now = self.ports.now()
            owner_id = await self.attempts.heartbeat.ready()
            if not order.is_transient:
                await self.ports.directory.live_runs.mark(order.org_id)
            version = order.workflow.version
            execution = running(accepted(order, now), owner_id, version, now)
            if begun:  # a child may have waited for its slot as long as its parent may run
                caller = await self.reauthorization.meanwhile(execution)
                execution = execution.model_copy(update={"caller": caller})
                begun.set_result(execution.id)
            if order.is_transient:
                work = self.attempts.only_run(execution, order.workflow, slot, order.secret_inputs)
            else:
                if order.workflow.retry_policy:  # the next attempt has only the record
                    execution = await sealed(self.ports.seals, execution, order.secret_inputs)
                start = Start(key, order.secret_inputs, recorded)
                work = self.attempts.begin(execution, order.workflow, slot, start)
            return await self.attempts.heartbeat.run(work)

    def _fits_the_request(self, order: Order) -> bool:
        if _is_for_later(order):
            return False
        return order.is_draft or order.workflow.timeout_seconds <= self.settings.sync_wait_seconds

    async def _enqueue(self, order: Order, key: KeyClaim | None) -> Execution:
        """Write the record, then dispatch it; without a turn, it joins the backlog instead.

        A dispatch that failed is made up for by the sweep.
        """
        executions = self.ports.directory.executions_of(order.org_id)
        first = accepted(order, self.ports.now())
        waiting = await sealed(self.ports.seals, first, order.secret_inputs)
        execution = await executions.put_away(self._with_message_or_in_backlog(waiting))
        await self.ports.directory.live_runs.mark(order.org_id)
        etag = await self.ports.journal_of(execution).begin(execution, key)
        if execution.in_line:
            await self.backlog.notify(execution.org_id, execution.due_at)
        else:
            await self.dispatch.announce(execution, etag)
        return execution

    def _with_message_or_in_backlog(self, execution: Execution) -> Execution:
        if has_late_message(execution) or self.backlog.has_turn(execution.org_id):
            return execution
        return moved_to_backlog(execution)

    async def _wait(self, execution: Execution, until: datetime) -> Execution:
        """The final record, or the one given if there is none by ``until``."""
        left = (until - self.ports.now()).total_seconds()
        with self.long_poll.listening(execution.id) as listener:
            found = await listener.ended(execution, left)
        if found is None:
            return execution
        try:
            return await self.ports.executions_of(execution).complete(found)
        except Unavailable as error:
            # The run is accepted, whether or not its result can be read now.
            facts = {"execution": str(execution.id), "reason": str(error)}
            logger.warning("run result not read: its record has it", extra=facts)
            return execution

    async def _used(self, order: Order, key: IdempotencyKey) -> UsedKey | None:
        return await self.ports.directory.used_keys_of(order.org_id).find(key)

    async def _again(
        self, order: Order, key: IdempotencyKey, used: UsedKey, until: datetime
    ) -> Execution:
        """The execution that used this key first; Conflict if its request was a different one."""
        if used.body != key.body:
            raise Conflict("this Idempotency-Key was used for another request: choose a new one")
        executions = self.ports.directory.executions_of(order.org_id)
        found = await executions.get(used.execution_id)
        if found.status in FINAL:
            return await executions.complete(found)
        return found if _is_for_later(order) else await self._wait(found, until)

    async def _after_all(self, order: Order, key: IdempotencyKey, until: datetime) -> Execution:
        """The execution of another request that used the key at the same time and was first."""
        used = await self._used(order, key)
        if used is None:
            raise Unavailable("the Idempotency-Key could not be looked up: try again")
        return await self._again(order, key, used, until)


def _is_for_later(order: Order) -> bool:
    """Whether the caller does not wait for the end of the run."""
    if order.workflow.execution_mode == "async" or order.due_at is not None:
        return True
    return order.responds_async and not order.wait_seconds
