"""What an agent remembers of the person for whom it runs: facts that it was asked to keep.

Nothing is remembered once a run has read words of strangers: they could plant what later runs
believe. Runs that no person started remember nothing, and know nothing.
"""

from collections.abc import Sequence

from shared.call import Call
from shared.models.agents.memory import LONGEST_FACT, MOST_FACTS, RememberedFact
from shared.models.agents.records import Agent, SystemTool
from shared.models.agents.steps import ToolEnded, ToolOutcome
from shared.models.callers import CallerKind
from shared.operations.agents.commands import RunTool
from shared.operations.agents.journaling import RunJournal
from shared.operations.agents.question_ids import question_id
from shared.repositories.chat.memories import Memories

TAINTED = "nothing is remembered after words of strangers were read"
NOBODY = "only what a person says is remembered, and no person started this run"
FULL = f"at most {MOST_FACTS} facts are remembered: the person deletes some first"


async def known(call: Call, agent: Agent) -> tuple[str, ...]:
    """Return the facts that a run is told at its beginning."""
    if SystemTool.REMEMBER not in agent.system_tools or not _is_person(call):
        return ()
    return tuple(one.text for one in await facts_of(call, agent))


async def facts_of(call: Call, agent: Agent) -> Sequence[RememberedFact]:
    return await _store(call).all(call.caller.actor.id, agent.id)


async def remember(journal: RunJournal, command: RunTool, agent: Agent) -> ToolEnded:
    """Store a fact, once for each call."""
    call = journal.call
    if journal.state.is_tainted:
        return _ended(command, ToolOutcome.DENIED, TAINTED)
    if not _is_person(call):
        return _ended(command, ToolOutcome.DENIED, NOBODY)
    if len(await facts_of(call, agent)) >= MOST_FACTS:
        return _ended(command, ToolOutcome.LIMIT, FULL)
    fact = RememberedFact(
        id=question_id(journal.execution.id, command.number, 0),
        agent_id=agent.id,
        text=str(command.arguments["fact"])[:LONGEST_FACT],
        run=journal.execution.id,
        at=call.platform.services.clock.now(),
    )
    await _store(call).add(call.caller.actor.id, fact)
    return _ended(command, ToolOutcome.OK, "It is remembered; the person sees and deletes it.")


def _is_person(call: Call) -> bool:
    return call.caller.actor.kind is CallerKind.USER


def _store(call: Call) -> Memories:
    return call.platform.directory.memories_of(call.caller.scope)


def _ended(command: RunTool, outcome: ToolOutcome, content: str) -> ToolEnded:
    return ToolEnded(call_id=command.call.id, outcome=outcome, content=content)
