"""/api/chat: conversations with agents, each its person's own."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.arguments import ANY_TYPE, FromBody, FromHeader
from functions.edge.endpoint import Limit, Routes
from shared import handlers
from shared.call import Call
from shared.errors import Conflict, NotFound
from shared.models import chat
from shared.models.pages import Listed
from shared.models.replies import Reply

MOST_ATTACHMENT_BYTES = 5 * 1024 * 1024

routes = Routes()

FileName = Annotated[str, Field(min_length=1, max_length=200, description="The file's name.")]
Wait = Annotated[int, Field(ge=0, le=20, description="Seconds to wait for something new.")]
LastEventId = Annotated[str, FromHeader("Last-Event-ID"), Field(max_length=20)]


@routes.endpoint("GET", "chat/conversations", allow=Access.USER, about=About.ORGANIZATION)
async def list_conversations(
    call: Call, limit: Limit = 50, continuation_token: str | None = None
) -> "Listed[chat.conversations.ConversationSummary]":
    """List one's own conversations, those that began last first."""
    return await handlers.chat.conversations.page(call, limit, continuation_token)


@routes.endpoint(
    "POST",
    "chat/conversations",
    allow=Access.USER,
    about=About.ORGANIZATION,
    audit="conversation.create",
    status=201,
    problems=[Conflict, NotFound],
)
async def create_conversation(
    call: Call, body: "chat.conversations.ConversationCreate"
) -> "chat.conversations.ConversationView":
    """Begin a conversation with an agent, or with Bifrost's own assistant."""
    return await handlers.chat.conversations.create(call, body)


@routes.endpoint(
    "GET",
    "chat/conversations/{conversation_id}",
    allow=Access.USER,
    about=About.ORGANIZATION,
    problems=[NotFound],
)
async def get_conversation(
    call: Call, conversation_id: UUID
) -> "chat.conversations.ConversationView":
    """Get a conversation with the messages of all its branches, and the turn under way."""
    return await handlers.chat.conversations.get(call, conversation_id)


@routes.endpoint(
    "PATCH",
    "chat/conversations/{conversation_id}",
    allow=Access.USER,
    about=About.ORGANIZATION,
    audit="conversation.update",
    problems=[Conflict, NotFound],
)
async def update_conversation(
    call: Call, conversation_id: UUID, body: "chat.conversations.ConversationUpdate"
) -> "chat.conversations.ConversationView":
    """Change the title, or the branch that is shown."""
    return await handlers.chat.conversations.update(call, conversation_id, body)


@routes.endpoint(
    "POST",
    "chat/conversations/{conversation_id}/title",
    allow=Access.USER,
    about=About.ORGANIZATION,
    audit="conversation.title",
    problems=[NotFound],
)
async def title_conversation(
    call: Call, conversation_id: UUID
) -> "chat.conversations.ConversationView":
    """Let a model name a conversation by its first answer, unless its title was changed."""
    return await handlers.chat.titles.give(call, conversation_id)


@routes.endpoint(
    "DELETE",
    "chat/conversations/{conversation_id}",
    allow=Access.USER,
    about=About.ORGANIZATION,
    audit="conversation.delete",
    status=204,
    problems=[NotFound],
)
async def delete_conversation(call: Call, conversation_id: UUID) -> None:
    """Delete a conversation with all that was said; a turn under way is stopped."""
    await handlers.chat.conversations.delete(call, conversation_id)


@routes.endpoint(
    "GET",
    "chat/conversations/{conversation_id}/export",
    allow=Access.USER,
    about=About.ORGANIZATION,
    problems=[NotFound],
    produces="application/octet-stream",
)
async def export_conversation(
    call: Call, conversation_id: UUID, form: "chat.conversations.ExportFormat" = "markdown"
) -> Reply:
    """Download a conversation: as Markdown what is shown, as JSON all of it."""
    return await handlers.chat.exports.export(call, conversation_id, form)


@routes.endpoint(
    "POST",
    "chat/conversations/{conversation_id}/attachments",
    allow=Access.USER,
    about=About.ORGANIZATION,
    audit="conversation.attach",
    status=201,
    body_limit=MOST_ATTACHMENT_BYTES,
    problems=[NotFound],
)
async def attach_file(
    call: Call, conversation_id: UUID, body: Annotated[bytes, FromBody(ANY_TYPE)], name: FileName
) -> "chat.conversations.Attachment":
    """Attach a file, which a message then names; it is kept as text."""
    return await handlers.chat.attachments.add(call, conversation_id, name, body)


@routes.endpoint(
    "POST",
    "chat/conversations/{conversation_id}/messages",
    allow=Access.USER,
    about=About.ORGANIZATION,
    audit="conversation.say",
    status=202,
    problems=[Conflict, NotFound],
)
async def say_in_conversation(
    call: Call, conversation_id: UUID, body: "chat.conversations.MessageWrite"
) -> "chat.conversations.TurnBegun":
    """Say something; the agent's answer is followed at eventsUrl. One turn at a time."""
    return await handlers.chat.turns.say(call, conversation_id, body)


@routes.endpoint(
    "POST",
    "chat/conversations/{conversation_id}/messages/{message_id}/retry",
    allow=Access.USER,
    about=About.ORGANIZATION,
    audit="conversation.retry",
    status=202,
    problems=[Conflict, NotFound],
)
async def retry_message(
    call: Call, conversation_id: UUID, message_id: UUID
) -> "chat.conversations.TurnBegun":
    """Have a message of one's own answered once more; the answers before stay."""
    return await handlers.chat.turns.retry(call, conversation_id, message_id)


@routes.endpoint(
    "POST",
    "chat/conversations/{conversation_id}/turns/{turn_id}/stop",
    allow=Access.USER,
    about=About.ORGANIZATION,
    audit="conversation.stop",
    problems=[NotFound],
)
async def stop_turn(
    call: Call, conversation_id: UUID, turn_id: UUID
) -> "chat.conversations.ConversationView":
    """Stop an answer; what was said so far stays."""
    return await handlers.chat.turns.stop(call, conversation_id, turn_id)


@routes.endpoint(
    "GET",
    "chat/conversations/{conversation_id}/turns/{turn_id}/events",
    allow=Access.USER,
    about=About.ORGANIZATION,
    problems=[NotFound],
    produces="text/event-stream",
)
async def follow_turn(
    call: Call,
    conversation_id: UUID,
    turn_id: UUID,
    wait: Wait = 20,
    last_event_id: LastEventId = "",
) -> Reply:
    """Follow an answer as server-sent events, in short responses; 204 once all of it is told."""
    return await handlers.chat.following.since(call, conversation_id, turn_id, last_event_id, wait)
