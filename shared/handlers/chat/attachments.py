"""Request handler of files that are attached to messages: they are kept as text."""

from uuid import UUID

import uuid6

from shared.call import Call
from shared.errors import InvalidInput
from shared.handlers.chat.conversations import KIND, own, store_of
from shared.models.chat.conversations import (
    MOST_ATTACHMENT_CHARACTERS,
    Attachment,
    AttachmentText,
)
from shared.services.knowledge.extraction import kind_of


async def add(call: Call, conversation_id: UUID, name: str, content: bytes) -> Attachment:
    """Read a file in a process of its own, and keep its text for a message to name."""
    stored = await own(call, conversation_id)
    text = await call.platform.documents.text(kind_of(name), content)
    if len(text) > MOST_ATTACHMENT_CHARACTERS:
        raise InvalidInput(
            f"the file has {len(text)} characters, and at most {MOST_ATTACHMENT_CHARACTERS} can be"
            " attached: add it to a source of knowledge"
        )
    made = Attachment(id=UUID(int=uuid6.uuid7().int), name=name, characters=len(text))
    whole = AttachmentText(**made.model_dump(by_alias=False), text=text)
    await store_of(call).attach(stored.conversation.id, whole)
    call.changed(KIND, conversation_id, None, None)
    return made
