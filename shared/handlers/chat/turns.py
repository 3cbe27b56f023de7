"""Request handlers of turns: a message is stored, and the run of an agent answers it."""

from contextlib import suppress
from uuid import UUID

import uuid6

from shared.call import Call
from shared.errors import BifrostError, Conflict, NotFound, Stale
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
from shared.operations.chat.naming import is_same_but_named, title_of
from shared.operations.chat.settling import settled
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
    changed = found.model_copy(
        update={
            "title": _title(found, said.text),
            "following": found.following + 1,
            "leaf_id": message.id,
        }
    )
    return await _begin(call, stored, changed, agent, message)


def _title(found: Conversation, text: str) -> str:
    is_new = not found.following and found.title == conversations.UNTITLED
    return title_of(text) if is_new else found.title


async def retry(call: Call, conversation_id: UUID, message_id: UUID) -> TurnBegun:
    """Answer a message of the person once more: another version of the answer."""
    stored = await _ready(call, conversation_id)
    messages = await store_of(call).messages(conversation_id)
    message = next((one for one in messages if one.id == message_id), None)
    if message is None or message.role != "user":
        raise NotFound("message", message_id)
    found = stored.conversation
    agent = await _agent(call, found, None)
    changed = found.model_copy(update={"leaf_id": message.id})
    return await _begin(call, stored, changed, agent, message)


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
    changed: Conversation,
    agent: Agent,
    message: ChatMessage,
) -> TurnBegun:
    """Store the turn, with the message if it is new, and start its run."""
    now = call.platform.services.clock.now()
    turn = Turn(
        id=_new_id(),
        message_id=message.id,
        agent_id=agent.id,
        agent_name=agent.name,
        sequence=changed.following,
        began_at=now,
    )
    order = await _order(call, changed.id, agent, turn)
    changed = changed.model_copy(
        update={
            "turn": turn,
            "following": changed.following + 1,
            "agent_id": agent.id,
            "agent_name": agent.name,
            "updated_at": now,
        }
    )
    is_new = message.sequence == stored.conversation.following
    begun = await _store(call, stored, changed, *([message] if is_new else []))
    await _start(call, begun, order)
    call.changed(conversations.KIND, changed.id, None, None)
    base = f"/api/chat/conversations/{changed.id}"
    return TurnBegun(
        message_id=message.id, turn_id=turn.id, events_url=f"{base}/turns/{turn.id}/events"
    )


async def _store(
    call: Call, stored: StoredConversation, changed: Conversation, *messages: ChatMessage
) -> StoredConversation:
    """Store a turn; a name that was given meanwhile stays, other changes make a Conflict."""
    store, before = store_of(call), stored.conversation
    try:
        return await store.change(stored, changed, *messages)
    except Stale:
        now = await own(call, before.id)
    named = now.conversation
    if is_same_but_named(before, named):
        name = {"title": named.title, "is_named": named.is_named}
        with suppress(Stale):
            return await store.change(now, changed.model_copy(update=name), *messages)
    raise Conflict("this conversation has just changed: read it again")


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
