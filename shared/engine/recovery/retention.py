"""Retention: removes old executions, for a limited time each night; the next night continues."""

import logging
import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from shared.engine.ports import Ports
from shared.repositories.retention import Retention
from shared.repositories.row_keys import earliest_id
from shared.services.bulkhead import bulkhead
from shared.services.parallel import for_each

#: The time limit of one night's job.
LONGEST_SECONDS = 1200

logger = logging.getLogger(__name__)

Batch = Callable[[str | None, datetime], Awaitable[tuple[int, str | None]]]


class RetentionJob:
    """Removes executions older than ``days`` (0: none), and idempotency keys past their time."""

    def __init__(self, ports: Ports, days: int, longest_seconds: float = LONGEST_SECONDS) -> None:
        self._ports = ports
        self._days = days
        self._longest_seconds = longest_seconds
        self._ends_at = 0.0
        self._has_stopped = False

    async def run(self) -> None:
        """Clean up every organization, 16 at a time, until all is done or the time is up."""
        self._ends_at = time.monotonic() + self._longest_seconds
        self._has_stopped = False
        await for_each(self._ports.directory.scopes(), self._clean_one)

    async def _clean_one(self, org_id: str) -> None:
        if self._has_stopped:
            return
        is_done = True
        with bulkhead("retention failed: left for the next night", organization=org_id):
            is_done = await self._clean(org_id)
        if not is_done:
            self._has_stopped = True
            facts = {"organization": org_id}
            logger.warning("retention not finished: left for the next night", extra=facts)

    async def _clean(self, org_id: str) -> bool:
        """Clean up one organization; False if the time was up before all was done."""
        retention = self._ports.directory.retention_of(org_id)
        now = self._ports.now()
        keys, is_done = await self._all(retention.remove_keys, now)
        records = blobs = 0
        if self._days and is_done:
            cutoff = now - timedelta(days=self._days)
            records, is_done = await self._all(retention.remove_records, cutoff)
            if is_done:
                is_done = await self._clean_events(org_id, now, cutoff)
            if is_done:
                await self._clean_agents(org_id, cutoff)
                blobs, is_done = await self._remove_blobs(retention, cutoff)
        if keys or records or blobs:
            counts = {"keys": keys, "records": records, "blobs": blobs}
            logger.info("retention removed records", extra={"organization": org_id, **counts})
        return is_done

    async def _clean_events(self, org_id: str, now: datetime, cutoff: datetime) -> bool:
        """Remove old events, deliveries and keys of events; False if the time was up before."""
        events = self._ports.directory.events_of(org_id)
        deliveries = self._ports.directory.event_deliveries_of(org_id)
        for remove, at in (
            (deliveries.remove_old, cutoff),
            (events.remove_old, cutoff),
            (events.remove_old_notices, cutoff),
            (events.remove_keys, now),
        ):
            _, is_done = await self._all(remove, at)
            if not is_done:
                return False
        return True

    async def _clean_agents(self, org_id: str, cutoff: datetime) -> None:
        """Remove the steps and questions of runs of agents that began before."""
        first = earliest_id(cutoff)
        for store in (
            self._ports.directory.agent_steps_of(org_id),
            self._ports.directory.approvals_of(org_id),
            self._ports.directory.questions_of(org_id),
            self._ports.directory.evaluations_of(org_id),
        ):
            while await store.remove_before(first):
                if self._is_over():
                    return

    async def _all(self, remove: Batch, at: datetime) -> tuple[int, bool]:
        """Remove batch after batch; return how many went, and whether the end was reached."""
        count, start = await remove(None, at)
        while start is not None:
            if self._is_over():
                return count, False
            more, start = await remove(start, at)
            count += more
        return count, True

    async def _remove_blobs(self, retention: Retention, cutoff: datetime) -> tuple[int, bool]:
        kept = await retention.kept_since_before(cutoff)
        count = 0
        async for name in retention.old_blobs(cutoff, kept):
            if self._is_over():
                return count, False
            with bulkhead("blob not removed: left for the next night", blob=name) as turn:
                await retention.remove_blob(name)
            count += turn.holds
        return count, True

    def _is_over(self) -> bool:
        return time.monotonic() > self._ends_at
