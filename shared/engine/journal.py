"""How one organization's executions move, with certainty about what was written.

The storage client repeats a write whose answer was lost, and then meets its own row. Each
write carries a write id, so a refusal is followed by one read that tells which it was.
"""

from datetime import datetime
from uuid import UUID, uuid4

from shared.engine.outcomes import failure
from shared.errors import AlreadyExists, Conflict, Refused, Stale
from shared.models.executions import Execution, Outcome, Status
from shared.repositories.executions import Executions


class Journal:
    def __init__(self, executions: Executions) -> None:
        self._executions = executions

    async def begin(self, execution: Execution) -> str:
        """Write the live record, whose large parts are put away, and return its ETag."""
        try:
            return await self._executions.begin(execution)
        except AlreadyExists:
            return await self._own(execution)

    async def claim(self, execution: Execution, etag: str) -> str:
        """Write a Running record over the Pending one that was read; Stale if it moved."""
        try:
            return await self._executions.replace(execution, etag)
        except Stale:
            return await self._own(execution)

    async def finish(self, execution: Execution, etag: str) -> Execution:
        """Write the final record; whichever end was first is the one that is returned.

        An end that the store will not take is written once more, as Failed and without its
        result; Refused if it does not take that either.
        """
        try:
            return await self._end(execution, etag)
        except Refused as error:
            return await self._end(_without_result(execution, str(error)), etag)

    async def _end(self, execution: Execution, etag: str) -> Execution:
        kept = await self._executions.put_away(execution)
        try:
            await self._executions.end(kept, etag)
        except Conflict:
            return await self._ended(execution)
        return execution

    async def _own(self, execution: Execution) -> str:
        found = await self._executions.find_live(execution.id)
        if found is None or found.execution.write_id != execution.write_id:
            raise Stale(f"execution {execution.id} was changed by somebody else")
        return found.etag

    async def _ended(self, execution: Execution) -> Execution:
        found = await self._executions.find_ended(execution.id)
        if found is None:
            raise Stale(f"execution {execution.id} was changed by somebody else")
        return await self._executions.complete(found)


def running(execution: Execution, owner_id: UUID, version: str, at: datetime) -> Execution:
    """The record of a new attempt by this owner."""
    write_id = uuid4()
    return execution.model_copy(
        update={
            "status": Status.RUNNING,
            "owner_id": owner_id,
            "attempt": write_id,
            "write_id": write_id,
            "code_version": version,
            "started_at": at,
        }
    )


def released(execution: Execution) -> Execution:
    """The record of a claim that is given back."""
    return execution.model_copy(
        update={
            "status": Status.PENDING,
            "owner_id": None,
            "attempt": None,
            "started_at": None,
            "write_id": uuid4(),
        }
    )


def ended(execution: Execution, outcome: Outcome, at: datetime) -> Execution:
    """The final record, which says what happened."""
    return execution.model_copy(
        update={
            "status": outcome.status,
            "outcome": outcome,
            "write_id": uuid4(),
            "completed_at": at,
        }
    )


def _without_result(execution: Execution, reason: str) -> Execution:
    outcome = failure(
        "ResultNotStored", f"the workflow ended, and its result could not be stored: {reason}"
    )
    changed = {"outcome": outcome, "status": Status.FAILED, "write_id": uuid4(), "logs": ()}
    return execution.model_copy(update=changed)
