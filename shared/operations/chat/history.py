"""The history of a conversation, as a model is told it: one branch, newest messages first kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from shared.call import Call
from shared.errors import NotFound
from shared.models.agents.runs import AgentRunInput
from shared.models.ai.messages import Message, assistant, user
from shared.models.chat.conversations import ChatMessage

#: Of the messages before the last one; older ones are left out.
MOST_CHARACTERS = 120_000
#: Of one attached file.
MOST_OF_ATTACHMENT = 60_000
LEFT_OUT = "[Older messages of this conversation are left out.]"


@dataclass(frozen=True, slots=True)
class ToldHistory:
    task: str
    before: tuple[Message, ...]
    is_tainted: bool


async def of(call: Call, asked: AgentRunInput) -> ToldHistory:
    """Return what a turn answers, and what was said before; NotFound if it is gone."""
    conversation_id, message_id = asked.conversation_id, asked.message_id
    if conversation_id is None or message_id is None:
        raise NotFound("message", message_id)
    store = call.platform.directory.conversations_of(call.caller.scope)
    await store.get(call.caller.actor.id, conversation_id)
    messages = {one.id: one for one in await store.messages(conversation_id)}
    branch = branch_of(messages, message_id)
    if not branch:
        raise NotFound("message", message_id)
    texts = [await _text(call, conversation_id, one) for one in branch]
    return ToldHistory(
        task=texts[-1],
        before=_kept([*zip(branch[:-1], texts[:-1], strict=True)]),
        is_tainted=any(one.is_tainted for one in branch),
    )


def branch_of(messages: Mapping[UUID, ChatMessage], leaf: UUID | None) -> list[ChatMessage]:
    """Return the messages from the beginning to ``leaf``."""
    found: list[ChatMessage] = []
    while leaf is not None and (message := messages.get(leaf)) is not None:
        found.append(message)
        leaf = message.parent_id
    return found[::-1]


def _kept(said: Sequence[tuple[ChatMessage, str]]) -> tuple[Message, ...]:
    room, kept = MOST_CHARACTERS, list[Message]()
    for message, text in reversed(said):
        room -= len(text)
        if room < 0:
            kept.append(user(LEFT_OUT))
            break
        if text:
            kept.append(user(text) if message.role == "user" else assistant(text))
    return tuple(kept[::-1])


async def _text(call: Call, conversation_id: UUID, message: ChatMessage) -> str:
    store = call.platform.directory.conversations_of(call.caller.scope)
    files: list[str] = []
    for one in message.attachments:
        found = await store.attachment(conversation_id, one.id)
        files.append(f"The attached file {found.name}:\n\n{found.text[:MOST_OF_ATTACHMENT]}")
    return "\n\n".join((*files, message.text))
