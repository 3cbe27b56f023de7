"""Stores the answer of a turn once its run has ended: once, by any process.

The process that ends the run does it; if that died, the next process that reads the conversation.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from shared.call import Platform
from shared.errors import Conflict, NotFound
from shared.models.agents.steps import Ended, Step, ToolStarted
from shared.models.ai.messages import Message, ToolResult
from shared.models.base import AGENT
from shared.models.chat.conversations import ChatMessage, Conversation, ToolUse, Turn
from shared.models.executions import FINAL, Execution, Status
from shared.operations.agents.machine import folded
from shared.operations.agents.state import RunState
from shared.operations.chat.frames import outcome_of, said_in, text_of
from shared.repositories.chat.conversations import StoredConversation

#: A turn whose run was never stored is given up after this time.
LOST = timedelta(minutes=2)
CITED = re.compile(r"\[(\d{1,4})\]")
SHOWN_ARGUMENTS = 2000
FAULTS = {Status.CANCELLED: "Stopped", Status.TIMEOUT: "Timeout"}


def conversation_of(execution: Execution) -> UUID | None:
    """Return the conversation that a run is a turn of."""
    found = execution.input.get("conversationId")
    if execution.workflow_name != AGENT or not isinstance(found, str):
        return None
    return UUID(found)


async def after(platform: Platform, execution: Execution) -> None:
    """Store the answer of a turn whose run has just ended."""
    conversation_id = conversation_of(execution)
    if conversation_id is None:
        return
    store = platform.directory.conversations_of(execution.org_id)
    try:
        stored = await store.get(execution.caller.id, conversation_id)
    except NotFound:  # it was deleted meanwhile
        return
    turn = stored.conversation.turn
    if turn is not None and turn.id == execution.id:
        await _settle(platform, stored, turn, execution)


async def settled(platform: Platform, stored: StoredConversation) -> StoredConversation:
    """Return a conversation; if its turn is over, with the answer."""
    found = stored.conversation
    if found.turn is None:
        return stored
    executions = platform.directory.executions_of(found.org_id)
    try:
        execution = await executions.get(found.turn.id)
    except NotFound:
        execution = None
    if execution is None:
        is_lost = platform.services.clock.now() - found.turn.began_at > LOST
    else:
        is_lost = execution.status in FINAL
    return await _settle(platform, stored, found.turn, execution) if is_lost else stored


async def _settle(
    platform: Platform, stored: StoredConversation, turn: Turn, execution: Execution | None
) -> StoredConversation:
    org_id, now = stored.conversation.org_id, platform.services.clock.now()
    store = platform.directory.conversations_of(org_id)
    steps = await platform.directory.agent_steps_of(org_id).all(turn.id)
    told = b""
    if not any(isinstance(step, Ended) for step in steps):
        told = await platform.directory.turn_streams_of(org_id).all(turn.id)
    answer = _answer(turn, steps, told, execution, now)

    def ended(found: Conversation) -> Conversation:
        if found.turn is None or found.turn.id != turn.id:  # another process has done it
            return found
        leaf = turn.id if found.leaf_id == turn.message_id else found.leaf_id
        return found.model_copy(update={"turn": None, "leaf_id": leaf, "updated_at": now})

    try:
        return await store.edit(stored, ended, answer)
    except Conflict:  # who reads it next does it
        return await store.get(stored.conversation.user_id, stored.conversation.id)


def _answer(
    turn: Turn, steps: Sequence[Step], told: bytes, execution: Execution | None, now: datetime
) -> ChatMessage:
    state = folded(steps)
    said = said_in(state)
    parts = [message.text for message in said if message.role == "assistant"]
    if state.is_asking:
        parts.append(text_of(told))
    text = "\n\n".join(part.strip() for part in parts if part.strip())
    fault, words = _fault(state, execution)
    cited = {int(number) for number in CITED.findall(text)}
    if state.begun and not cited:  # a model that was shown passages at once may not cite them
        cited = {one.number for one in state.begun.citations}
    return ChatMessage(
        id=turn.id,
        sequence=turn.sequence,
        parent_id=turn.message_id,
        role="assistant",
        text=text,
        at=now,
        agent_id=turn.agent_id,
        agent_name=turn.agent_name,
        tools=tuple(_tools(steps, said)),
        citations=tuple(one for one in state.citations if one.number in cited),
        fault=fault,
        words=words,
        tokens=state.tokens,
        is_tainted=state.is_tainted,
    )


def _fault(state: RunState, execution: Execution | None) -> tuple[str | None, str]:
    if state.ended is not None:
        return state.ended.fault, state.ended.words
    if execution is None:
        return "Lost", "the run of this turn is gone"
    outcome = execution.outcome
    fault = FAULTS.get(execution.status) or (outcome.error_type if outcome else None) or "Failed"
    return fault, (outcome.error_message if outcome else None) or ""


def _tools(steps: Iterable[Step], said: Iterable[Message]) -> Iterator[ToolUse]:
    """Yield the calls of tools, in their order."""
    runs = {step.call_id: step.execution_id for step in steps if isinstance(step, ToolStarted)}
    messages = [*said]
    outcomes = {
        part.call_id: outcome_of(part)
        for message in messages
        for part in message.parts
        if isinstance(part, ToolResult)
    }
    for call in (call for message in messages for call in message.tool_calls):
        yield ToolUse(
            call_id=call.id,
            name=call.name,
            arguments=call.arguments[:SHOWN_ARGUMENTS],
            execution_id=runs.get(call.id),
            outcome=outcomes.get(call.id),
        )
