"""How one organization's executions move, with certainty about what was written.

The storage client repeats a write whose answer was lost, and then meets its own row. Each
write carries a write id, so a refusal is followed by one read that tells which it was.
"""

from uuid import uuid4

from shared.engine.journal.outcomes import failure
from shared.engine.journal.states import require_transition
from shared.errors import AlreadyExists, Conflict, Refused, Stale
from shared.models.executions import Execution, Status
from shared.repositories.executions import Executions
from shared.repositories.idempotency import KeyClaim

MOST_TRIES = 3


class Journal:
    def __init__(self, executions: Executions) -> None:
        self._executions = executions

    async def begin(self, execution: Execution, key: KeyClaim | None = None) -> str:
        """Write the live record, whose large parts are put away, and return its ETag.

        Stale if somebody else has the key.
        """
        require_transition(None, execution.status)
        try:
            return await self._executions.begin(execution, key)
        except (AlreadyExists, Stale):
            return await self._own(execution)

    async def replace(self, execution: Execution, etag: str) -> str:
        """Write the next live record over the one that was read; Stale if that moved."""
        try:
            return await self._executions.replace(execution, etag)
        except Stale:
            return await self._own(execution)

    async def claim(self, waiting: Execution, execution: Execution, etag: str) -> str:
        """The same over one that waits, in line or not."""
        if not waiting.in_line:
            return await self.replace(execution, etag)
        try:
            return await self._executions.leave_backlog(execution, etag)
        except Stale:
            return await self._own(execution)

    async def move_to_backlog(self, execution: Execution, etag: str) -> str:
        """The same for one that goes to wait in line."""
        try:
            return await self._executions.move_to_backlog(execution, etag)
        except (AlreadyExists, Stale):
            return await self._own(execution)

    async def finish(self, execution: Execution, etag: str) -> Execution:
        """Write the final record; whichever end was first is the one that is returned.

        A run that was being cancelled ends as what happened. An end that the store will not
        take is written once more, as Failed and without its result; Refused if it does not
        take that either.
        """
        try:
            return await self._end(execution, etag)
        except Refused as error:
            return await self._end(_without_result(execution, str(error)), etag)

    async def _end(self, execution: Execution, etag: str) -> Execution:
        kept = await self._executions.put_away(execution)
        for _ in range(MOST_TRIES):
            try:
                await self._executions.end(kept, etag)
            except Conflict:
                found = await self._executions.find_ended(execution.id)
                if found is not None:
                    is_ours = found.write_id == execution.write_id
                    return execution if is_ours else await self._executions.complete(found)
                etag = await self._etag_of_cancelling(execution)
            else:
                return execution
        raise _stale(execution)

    async def _etag_of_cancelling(self, final: Execution) -> str:
        """Of the live record, if only somebody's wish to end the run was written since."""
        found = await self._executions.find_live(final.id)
        if found is None or found.execution.status is not Status.CANCELLING:
            raise _stale(final)
        if found.execution.attempt != final.attempt:
            raise _stale(final)
        require_transition(found.execution.status, final.status)
        return found.etag

    async def _own(self, execution: Execution) -> str:
        found = await self._executions.find_live(execution.id)
        if found is None or found.execution.write_id != execution.write_id:
            raise _stale(execution)
        return found.etag


def _stale(execution: Execution) -> Stale:
    return Stale(f"execution {execution.id} was changed by somebody else")


def _without_result(execution: Execution, reason: str) -> Execution:
    outcome = failure(
        "ResultNotStored", f"the workflow ended, and its result could not be stored: {reason}"
    )
    changed = {"outcome": outcome, "status": Status.FAILED, "write_id": uuid4(), "logs": ()}
    return execution.model_copy(update=changed)
