"""Every move from every state to every other, and the page that explains them."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from uuid import uuid4

import pytest

from shared.engine.journal.journal import Journal
from shared.engine.journal.outcomes import failure
from shared.engine.journal.states import TRANSITIONS, InvalidTransition
from shared.engine.journal.transitions import cancelling, ended, postponed, released, running
from shared.models.executions import FINAL, LIVE, Execution, Outcome, Status
from shared.repositories.executions import Executions
from shared.services.blobs import MemoryBlobs
from shared.services.tables import MemoryTable
from tests.unit.builders import NOW, execution

PAGE = Path(__file__).parents[3] / "docs" / "executions.md"
MOVE = re.compile(r"^\| (\S+) \| ([A-Z]\w+) \| .+ \|$", re.MULTILINE)

#: How a record of each live state is made of the one before.
MAKERS: Mapping[Status, Callable[[Execution], Execution]] = {
    Status.SCHEDULED: lambda before: postponed(before, failure("E", "no"), NOW, NOW),
    Status.PENDING: released,
    Status.RUNNING: lambda before: running(before, uuid4(), "v1", NOW),
    Status.CANCELLING: cancelling,
}


def made_of(before: Execution, after: Status) -> Execution:
    if after in FINAL:
        return ended(before, Outcome(status=after), NOW)
    return MAKERS[after](before)


@pytest.mark.parametrize("after", Status)
@pytest.mark.parametrize("before", Status)
def test_a_record_is_made_for_the_moves_that_are_allowed_and_no_others(
    before: Status, after: Status
) -> None:
    made = execution(status=before)

    if after in TRANSITIONS.get(before, frozenset()):
        assert made_of(made, after).status is after
    else:
        with pytest.raises(InvalidTransition, match=f"from {before} to {after}"):
            made_of(made, after)


@pytest.mark.parametrize("status", Status)
async def test_an_execution_begins_in_the_states_that_are_allowed_and_no_others(
    status: Status,
) -> None:
    executions = Executions(MemoryTable(), MemoryBlobs(), "acme")
    made = execution(status=status)

    if status in TRANSITIONS[None]:
        await Journal(executions).begin(made)
        assert (await executions.get(made.id)).status is status
    else:
        with pytest.raises(InvalidTransition, match="from nothing"):
            await Journal(executions).begin(made)


@pytest.mark.parametrize("status", Status)
def test_nothing_follows_an_end_and_every_other_state_has_a_way_to_one(status: Status) -> None:
    following = TRANSITIONS.get(status, frozenset())

    assert bool(following) == (status in LIVE)
    assert status in FINAL or following & FINAL
    assert status not in following


def test_the_page_explains_every_move_and_no_other() -> None:
    names = {str(status) for status in Status}
    rows = [(a, b) for a, b in MOVE.findall(PAGE.read_text()) if b in names]

    explained = {(Status(a) if a in names else None, Status(b)) for a, b in rows}

    assert explained == {(before, after) for before in TRANSITIONS for after in TRANSITIONS[before]}
