"""Stores the steps of runs of agents: an append-only journal for each run.

Partition ``agent-step|<org>`` of the executions' table, with the keys ``<run>|<sequence>``. A step
is inserted: of two processes that write the same sequence, the second gets Stale.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shared.errors import AlreadyExists, Stale
from shared.models.agents.runs import StepView
from shared.models.agents.steps import STEPS, Step
from shared.models.pages import Listed
from shared.repositories.row_keys import after
from shared.services.tables import Insert, Remove, Row, Table

SCHEMA = "1"
BATCH = 100
PIECE = 16_000
FIRST, LAST = " ", "~"


@dataclass(frozen=True, slots=True)
class AgentSteps:
    """The journals of one organization's runs of agents."""

    table: Table
    org_id: str

    async def append(self, run: UUID, sequence: int, steps: Sequence[Step], at: datetime) -> None:
        """Append steps in one transaction; Stale if another process has written there."""
        rows = [
            Insert(_key(run, sequence + number), _columns(step, at))
            for number, step in enumerate(steps)
        ]
        try:
            await self.table.transaction(partition_of(self.org_id), rows)
        except AlreadyExists as error:
            raise Stale(f"another process goes on with the run {run}") from error

    async def all(self, run: UUID) -> list[Step]:
        """Return every step of a run, in order."""
        found: list[Step] = []
        start: str | None = f"{run}|"
        while start is not None:
            page = await self.page(run, start, 1000)
            found += [view.step for view in page.items]
            start = page.next
        return found

    async def page(self, run: UUID, start: str | None, limit: int) -> Listed[StepView]:
        prefix = f"{run}|"
        page = await self.table.page(
            partition_of(self.org_id), start or prefix, after(prefix), limit=limit
        )
        return Listed([_view(row) for row in page.rows], page.next)

    async def remove(self, run: UUID) -> None:
        """Remove the journal of a run."""
        prefix, partition = f"{run}|", partition_of(self.org_id)
        while True:
            page = await self.table.page(partition, prefix, after(prefix), limit=BATCH)
            if not page.rows:
                return
            await self.table.transaction(partition, [Remove(row.key) for row in page.rows])

    async def remove_before(self, run: UUID, limit: int = BATCH) -> int:
        """Remove a batch of steps of runs that began before this one; their ids are in order."""
        page = await self.table.page(partition_of(self.org_id), FIRST, str(run), limit=limit)
        if page.rows:
            changes = [Remove(row.key) for row in page.rows]
            await self.table.transaction(partition_of(self.org_id), changes)
        return len(page.rows)


def partition_of(org_id: str) -> str:
    """Return the partition of an organization's steps, which has no other rows."""
    return f"agent-step|{org_id}"


def _key(run: UUID, sequence: int) -> str:
    return f"{run}|{sequence:06}"


def _columns(step: Step, at: datetime) -> dict[str, str]:
    text = step.model_dump_json()
    pieces = {f"p{n // PIECE}": text[n : n + PIECE] for n in range(0, len(text), PIECE)}
    return {"v": SCHEMA, "at": at.isoformat(), **pieces}


def _view(row: Row) -> StepView:
    count = sum(name.startswith("p") for name in row.columns)
    text = "".join(row.columns[f"p{number}"] for number in range(count))
    return StepView(
        sequence=int(row.key.rpartition("|")[2]),
        at=datetime.fromisoformat(row.columns["at"]),
        step=STEPS.validate_json(text),
    )
