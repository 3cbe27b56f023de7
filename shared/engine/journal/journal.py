"""The journal of one organization's executions: each write is known to have happened or not.

The storage client repeats a write whose response was lost, and the repetition then collides
with the row it wrote. Each write therefore carries a write id: after a conflict, one read
tells whether the row is this process's own.
"""

from functools import partial
from uuid import uuid4

from shared.engine.journal.endings import Endings
from shared.engine.journal.live_items import EXECUTIONS, item_of_execution
from shared.engine.journal.notices import Notices
from shared.engine.journal.outcomes import failure
from shared.engine.journal.states import require_transition
from shared.errors import AlreadyExists, Conflict, Refused, Stale
from shared.models.executions import Execution, Status
from shared.repositories.event_outbox import Outbox
from shared.repositories.executions import Executions
from shared.repositories.idempotency import KeyClaim
from shared.services.live.hub import Hub

MOST_TRIES = 3


class Journal:
    """Writes the records of one organization's executions."""

    def __init__(
        self,
        executions: Executions,
        endings: Endings | None = None,
        live: Hub | None = None,
        outbox: Outbox | None = None,
    ) -> None:
        self._executions = executions
        self._endings = endings or Endings()
        self._live = live
        self._notices = Notices(outbox)

    async def begin(self, execution: Execution, key: KeyClaim | None = None) -> str:
        """Write the first live record and return its ETag; its large values are stored already.

        Stale if another execution has the idempotency key.
        """
        require_transition(None, execution.status)
        notice = await self._notices.of(execution)
        try:
            etag = await self._executions.begin(execution, key, notice.rows)
        except (AlreadyExists, Stale):
            etag = await self._own(execution)
        notice.announce()
        self._tell(execution)
        return etag

    async def replace(self, execution: Execution, etag: str) -> str:
        """Replace the live record and return the new ETag; Stale if another write was first."""
        try:
            written = await self._executions.replace(execution, etag)
        except Stale:
            written = await self._own(execution)
        self._tell(execution)
        return written

    async def claim(self, waiting: Execution, execution: Execution, etag: str) -> str:
        """Replace the record of a waiting execution, taking it out of the backlog if it is there.

        Stale if another write was first.
        """
        notice = await self._notices.of(execution)
        write = self._executions.leave_backlog if waiting.in_line else self._executions.replace
        try:
            written = await write(execution, etag, notice.rows)
        except (AlreadyExists, Stale):
            written = await self._own(execution)
        notice.announce()
        self._tell(execution)
        return written

    async def move_to_backlog(self, execution: Execution, etag: str) -> str:
        """Replace the record of an execution that joins the backlog; Stale as in ``replace``."""
        try:
            return await self._executions.move_to_backlog(execution, etag)
        except (AlreadyExists, Stale):
            return await self._own(execution)

    async def finish(self, execution: Execution, etag: str) -> Execution:
        """Write the final record, and return the one that counts: the first to be written.

        A run that was being cancelled keeps the status that it really ended with. If the store
        refuses the record, it is written once more as Failed, without its result; Refused if
        the store does not accept that either.
        """
        try:
            written = await self._end(execution, etag)
        except Refused as error:
            written = await self._end(_without_result(execution, str(error)), etag)
        self._endings.tell(execution.id)
        self._tell(written)
        return written

    def _tell(self, execution: Execution) -> None:
        """Tell followers in this process what was stored; it costs the run nothing else."""
        if self._live is not None:
            self._live.tell(execution.org_id, EXECUTIONS, partial(item_of_execution, execution))

    async def _end(self, execution: Execution, etag: str) -> Execution:
        kept = await self._executions.put_away(execution)
        notice = await self._notices.of(kept)
        for _ in range(MOST_TRIES):
            try:
                await self._executions.end(kept, etag, notice.rows)
            except Conflict:
                found = await self._executions.find_ended(execution.id)
                if found is not None:
                    if found.write_id != execution.write_id:
                        return await self._executions.complete(found)
                    notice.announce()
                    return execution
                etag = await self._etag_of_cancelling(execution)
            else:
                notice.announce()
                return execution
        raise _stale(execution)

    async def _etag_of_cancelling(self, final: Execution) -> str:
        """The ETag of the live record, if the only write since was a request to cancel the run."""
        found = await self._executions.find_live(final.id)
        if found is None or found.execution.status is not Status.CANCELLING:
            raise _stale(final)
        if found.execution.attempt != final.attempt:
            raise _stale(final)
        require_transition(found.execution.status, final.status)
        return found.etag

    async def _own(self, execution: Execution) -> str:
        """The ETag of the live record if this write produced it; else Stale."""
        found = await self._executions.find_live(execution.id)
        if found is None or found.execution.write_id != execution.write_id:
            raise _stale(execution)
        return found.etag


def _stale(execution: Execution) -> Stale:
    return Stale(f"execution {execution.id} was changed by another process")


def _without_result(execution: Execution, reason: str) -> Execution:
    outcome = failure(
        "ResultNotStored", f"the workflow ended, but its result could not be stored: {reason}"
    )
    changed = {"outcome": outcome, "status": Status.FAILED, "write_id": uuid4(), "logs": ()}
    return execution.model_copy(update=changed)
