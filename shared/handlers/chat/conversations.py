"""Request handlers of conversations: each is one person's, and others have none of it."""

from collections.abc import Mapping
from uuid import UUID

import uuid6

from shared.call import Call
from shared.errors import Conflict, NotFound, Stale
from shared.models.agents.records import Agent
from shared.models.chat.conversations import (
    ChatMessage,
    Conversation,
    ConversationCreate,
    ConversationSummary,
    ConversationUpdate,
    ConversationView,
    summary_of,
)
from shared.models.executions import FINAL
from shared.models.pages import Listed, key_of
from shared.operations.agents import access
from shared.operations.agents.assistant import ASSISTANT_ID, assistant
from shared.operations.chat.removing import remove
from shared.operations.chat.settling import settled
from shared.operations.chat.titles import is_same_but_named, named_by
from shared.repositories.chat.conversations import (
    Conversations,
    StoredConversation,
    prefix_of,
)

KIND = "conversation"
UNTITLED = "New conversation"


async def page(call: Call, limit: int, token: str | None) -> Listed[ConversationSummary]:
    """List the caller's conversations, those that began last first."""
    user_id = call.caller.actor.id
    start = key_of(token, prefix_of(user_id), mark=call.mark)
    found = await store_of(call).page(user_id, start, limit)
    return Listed([summary_of(one) for one in found.items], found.next)


async def create(call: Call, new: ConversationCreate) -> ConversationView:
    agent = await agent_for(call, new.agent)
    now = call.platform.services.clock.now()
    made = Conversation(
        id=UUID(int=uuid6.uuid7().int),
        org_id=call.caller.scope,
        user_id=call.caller.actor.id,
        title=new.title or UNTITLED,
        agent_id=agent.id,
        agent_name=agent.name,
        created_at=now,
        updated_at=now,
    )
    stored = await store_of(call).add(made)
    call.changed(KIND, made.id, None, None)
    return await view_of(call, stored)


async def get(call: Call, conversation_id: UUID) -> ConversationView:
    """Return a conversation; a turn that is over meanwhile has its answer."""
    return await view_of(call, await settled(call.platform, await own(call, conversation_id)))


async def update(call: Call, conversation_id: UUID, change: ConversationUpdate) -> ConversationView:
    """Change the title, or the branch that is shown."""
    before = await own(call, conversation_id)
    facts = change.model_dump(exclude_none=True, by_alias=False)
    if change.leaf_id is not None:
        messages = await store_of(call).messages(conversation_id)
        if all(one.id != change.leaf_id for one in messages):
            raise NotFound("message", change.leaf_id)
    stored = await alter(call, before, facts)
    call.changed(KIND, conversation_id, None, None)
    return await view_of(call, stored)


async def delete(call: Call, conversation_id: UUID) -> None:
    """Delete a conversation, with what its turns have kept; a turn under way is stopped."""
    stored = await own(call, conversation_id)
    turn = stored.conversation.turn
    if turn is not None:
        await stop(call, turn.id)
        stored = await settled(call.platform, await own(call, conversation_id))
    try:
        await remove(call.platform, stored)
    except Stale:
        await remove(call.platform, await own(call, conversation_id))
    call.changed(KIND, conversation_id, None, None)


async def stop(call: Call, turn: UUID) -> None:
    """Cancel the run of a turn; one that is over, or was never stored, is none."""
    try:
        execution = await call.executions.get(turn)
    except NotFound:
        return
    if execution.status not in FINAL:
        await call.platform.engine.canceller.cancel(execution)


async def alter(
    call: Call, before: StoredConversation, facts: Mapping[str, object], *messages: ChatMessage
) -> StoredConversation:
    """Change a conversation, and add messages to it.

    Conflict if it changed meanwhile: another name refuses no message, and nothing refuses a name.
    """

    def edited(found: Conversation) -> Conversation:
        if set(facts) != {"title"} and not is_same_but_named(before.conversation, found):
            raise Conflict("this conversation has just changed: read it again")
        return found.model_copy(update=dict(facts))

    return await store_of(call).edit(before, edited, *messages)


def store_of(call: Call) -> Conversations:
    return call.platform.directory.conversations_of(call.caller.scope)


async def own(call: Call, conversation_id: UUID) -> StoredConversation:
    """Return a conversation of the caller; NotFound for every other one."""
    return await store_of(call).get(call.caller.actor.id, conversation_id)


async def view_of(call: Call, stored: StoredConversation) -> ConversationView:
    found = stored.conversation
    summary = summary_of(found)
    messages = await store_of(call).messages(found.id)
    return ConversationView(
        **summary.model_dump(by_alias=False),
        leaf_id=found.leaf_id,
        turn=found.turn,
        is_to_be_named=named_by(found, messages) is not None,
        messages=tuple(messages),
    )


async def agent_for(call: Call, named: str | None) -> Agent:
    """Return the agent of this id or name, or Bifrost's own assistant; it must be usable."""
    if named is None or named == str(ASSISTANT_ID):
        return assistant(call.caller.scope)
    try:
        return await access.usable(call, named)
    except NotFound:
        if named.casefold() == assistant(call.caller.scope).name.casefold():
            return assistant(call.caller.scope)
        raise
