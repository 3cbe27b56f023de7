"""Request handlers of turns: a message is stored, and the run of an agent answers it."""

from collections.abc import Mapping
from uuid import UUID

import uuid6

from shared.call import Call
from shared.errors import BifrostError, Conflict, NotFound
from shared.handlers.chat import conversations
from shared.handlers.chat.conversations import agent_for, own, store_of
from shared.models.agents.records import Agent
from shared.models.agents.runs import AgentRunInput
from shared.models.chat.conversations import (
    MOST_MESSAGES,
    Attachment,
    ChatMessage,
    Conversation,
    ConversationView,
    MessageWrite,
    Turn,
    TurnBegun,
)
from shared.models.orders import Order
from shared.models.runs import RunOptions
from shared.operations.agents.orders import agent_order
from shared.operations.chat.settling import settled
from shared.operations.chat.titles import title_of
from shared.repositories.chat.conversations import StoredConversation

USER_PER_MINUTE, ORGANIZATION_PER_MINUTE = 20, 60


async def say(call: Call, conversation_id: UUID, said: MessageWrite) -> TurnBegun:
    """Store a message, and start the run that answers it; one turn at a time."""
    stored = await _ready(call, conversation_id)
    found = stored.conversation
    parent = await _parent(call, found, said)
    agent = await _agent(call, found, said.agent)
    files = [await store_of(call).attachment(found.id, one) for one in said.attachment_ids]
    now = call.platform.services.clock.now()
    message = ChatMessage(
        id=_new_id(),
        sequence=found.following,
        parent_id=parent,
        role="user",
        text=said.text,
        at=now,
        attachments=tuple(
            Attachment(id=one.id, name=one.name, characters=one.characters) for one in files
        ),
    )
    facts: dict[str, object] = {"leaf_id": message.id}
    if not found.following and found.title == conversations.UNTITLED:
        facts["title"] = title_of(said.text)
    return await _begin(call, stored, agent, message, facts)


async def retry(call: Call, conversation_id: UUID, message_id: UUID) -> TurnBegun:
    """Answer a message of the person once more: another version of the answer."""
    stored = await _ready(call, conversation_id)
    messages = await store_of(call).messages(conversation_id)
    message = next((one for one in messages if one.id == message_id), None)
    if message is None or message.role != "user":
        raise NotFound("message", message_id)
    agent = await _agent(call, stored.conversation, None)
    return await _begin(call, stored, agent, message, {"leaf_id": message.id})


async def stop(call: Call, conversation_id: UUID, turn_id: UUID) -> ConversationView:
    """Stop a turn; what was said so far stays."""
    stored = await own(call, conversation_id)
    turn = stored.conversation.turn
    if turn is not None and turn.id == turn_id:
        await conversations.stop(call, turn_id)
    call.changed(conversations.KIND, conversation_id, None, None)
    return await conversations.get(call, conversation_id)


async def _ready(call: Call, conversation_id: UUID) -> StoredConversation:
    """Return the conversation; Conflict while a turn is under way, or if it is full."""
    stored = await settled(call.platform, await own(call, conversation_id))
    if stored.conversation.turn is not None:
        raise Conflict("an answer is under way: wait for it, or stop it")
    if stored.conversation.following >= MOST_MESSAGES:
        raise Conflict(f"a conversation has at most {MOST_MESSAGES} messages: begin a new one")
    await _count(call)
    return stored


async def _count(call: Call) -> None:
    limits, now = call.platform.directory.rate_limits, call.platform.services.clock.now()
    caller = call.caller
    await limits.take(f"chat {caller.scope} {caller.actor.id}", USER_PER_MINUTE, now)
    await limits.take(f"chat {caller.scope}", ORGANIZATION_PER_MINUTE, now)


async def _parent(call: Call, found: Conversation, said: MessageWrite) -> UUID | None:
    """Return what a message follows: the last message, unless it begins a branch."""
    if not said.is_branch:
        return found.leaf_id
    if said.parent_id is None:
        return None
    messages = await store_of(call).messages(found.id)
    if all(one.id != said.parent_id for one in messages):
        raise NotFound("message", said.parent_id)
    return said.parent_id


async def _agent(call: Call, found: Conversation, named: str | None) -> Agent:
    if named is None and found.agent_id is not None:
        named = str(found.agent_id)
    return await agent_for(call, named)


async def _begin(
    call: Call,
    stored: StoredConversation,
    agent: Agent,
    message: ChatMessage,
    facts: Mapping[str, object],
) -> TurnBegun:
    """Store the turn, with the message if it is new, and start its run."""
    now = call.platform.services.clock.now()
    found = stored.conversation
    new = [message] if message.sequence == found.following else []
    turn = Turn(
        id=_new_id(),
        message_id=message.id,
        agent_id=agent.id,
        agent_name=agent.name,
        sequence=found.following + len(new),
        began_at=now,
    )
    order = await _order(call, found.id, agent, turn)
    begun: dict[str, object] = {
        "turn": turn,
        "following": turn.sequence + 1,
        "agent_id": agent.id,
        "agent_name": agent.name,
        "updated_at": now,
    }
    stored = await conversations.alter(call, stored, {**facts, **begun}, *new)
    await _start(call, stored, order)
    call.changed(conversations.KIND, found.id, None, None)
    base = f"/api/chat/conversations/{found.id}"
    return TurnBegun(
        message_id=message.id, turn_id=turn.id, events_url=f"{base}/turns/{turn.id}/events"
    )


async def _order(call: Call, conversation_id: UUID, agent: Agent, turn: Turn) -> Order:
    asked = AgentRunInput(
        agent_id=agent.id,
        agent_name=agent.name,
        agent_org=agent.org_id,
        version=agent.version,
        task="",
        conversation_id=conversation_id,
        message_id=turn.message_id,
    )
    return await agent_order(call, agent, asked, RunOptions(responds_async=True), turn.id)


async def _start(call: Call, begun: StoredConversation, order: Order) -> None:
    """Start the run; if it is refused, the message stays without an answer."""
    try:
        await call.platform.engine.submission.start(order)
    except BifrostError:
        without = begun.conversation.model_copy(update={"turn": None})
        await store_of(call).change(begun, without)
        raise


def _new_id() -> UUID:
    return UUID(int=uuid6.uuid7().int)
