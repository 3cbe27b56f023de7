"""Stores one organization's conversations, each under its user.

Partition ``chat|<org>`` of the executions' table: ``c|<user>|<time>`` is a conversation, newest
first, ``m|<conversation>|<sequence>`` a message of it, and ``f|<conversation>|<id>`` an attached
file, as text; ``k|`` are what agents remember of people: ``repositories.chat.memories``. A message
and its conversation change in one transaction, so that one turn at a time is under way.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from shared.errors import AlreadyExists, Conflict, NotFound, Stale
from shared.models.chat.conversations import (
    MOST_MESSAGES,
    AttachmentText,
    ChatMessage,
    Conversation,
)
from shared.models.pages import Listed
from shared.repositories.long_records import long_columns
from shared.repositories.record_versions import record_of
from shared.repositories.row_keys import after, newest_first
from shared.services.tables import Change, Delete, Insert, Remove, Replace, Row, Table

SCHEMA = "1"
BATCH = 90
MOST_TRIES = 3

Edit = Callable[[Conversation], Conversation]


@dataclass(frozen=True, slots=True)
class StoredConversation:
    conversation: Conversation
    etag: str


@dataclass(frozen=True, slots=True)
class Conversations:
    table: Table
    org_id: str

    @property
    def partition(self) -> str:
        return partition_of(self.org_id)

    async def add(self, new: Conversation) -> StoredConversation:
        key = key_of(new.user_id, new.id)
        etag = await self.table.insert(self.partition, key, long_columns(new, SCHEMA))
        return StoredConversation(new, etag)

    async def get(self, user_id: str, conversation_id: UUID) -> StoredConversation:
        """Return a conversation of this user; NotFound for every other one."""
        row = await self.table.get(self.partition, key_of(user_id, conversation_id))
        if row is None:
            raise NotFound("conversation", conversation_id)
        return _stored(row)

    async def page(self, user_id: str, start: str | None, limit: int) -> Listed[Conversation]:
        """Return conversations of a user, those that began last first."""
        found = await self._page(prefix_of(user_id), start, limit)
        return Listed([one.conversation for one in found.items], found.next)

    async def all_page(self, start: str, limit: int) -> Listed[StoredConversation]:
        """Return conversations of every user, for what removes old ones."""
        return await self._page("c|", start, limit)

    async def all_of(self, user_id: str) -> Sequence[StoredConversation]:
        """Return every conversation of a user."""
        found: list[StoredConversation] = []
        start: str | None = prefix_of(user_id)
        while start is not None:
            page = await self._page(prefix_of(user_id), start, MOST_MESSAGES)
            found += page.items
            start = page.next
        return found

    async def messages(self, conversation_id: UUID) -> Sequence[ChatMessage]:
        """Return the messages of all branches, oldest first."""
        prefix = f"m|{conversation_id}|"
        found: list[ChatMessage] = []
        start: str | None = prefix
        while start is not None:
            page = await self.table.page(self.partition, start, after(prefix), limit=MOST_MESSAGES)
            found += [record_of(ChatMessage, row.columns) for row in page.rows]
            start = page.next
        return found

    async def change(
        self, before: StoredConversation, changed: Conversation, *messages: ChatMessage
    ) -> StoredConversation:
        """Replace a conversation, and add messages to it; Stale if it changed meanwhile."""
        key = key_of(changed.user_id, changed.id)
        changes: list[Change] = [Replace(key, long_columns(changed, SCHEMA), before.etag)]
        changes += [
            Insert(_message_key(changed.id, one.sequence), long_columns(one, SCHEMA))
            for one in messages
        ]
        etags = await self.table.transaction(self.partition, changes)
        return StoredConversation(changed, etags[0])

    async def edit(
        self, before: StoredConversation, edit: Edit, *messages: ChatMessage
    ) -> StoredConversation:
        """Store what ``edit`` makes of a conversation; call it again if that changes meanwhile.

        An exception of ``edit`` ends the attempt. If it returns its argument unchanged, nothing is
        written. Conflict if others change it again and again.
        """
        stored = before
        for _ in range(MOST_TRIES):
            found = stored.conversation
            changed = edit(found)
            if changed == found:
                return stored
            try:
                return await self.change(stored, changed, *messages)
            except (AlreadyExists, Stale):
                stored = await self.get(found.user_id, found.id)
        raise Conflict("this conversation is being changed by several requests: try again")

    async def attach(self, conversation_id: UUID, file: AttachmentText) -> None:
        key = f"f|{conversation_id}|{file.id}"
        await self.table.insert(self.partition, key, long_columns(file, SCHEMA))

    async def attachment(self, conversation_id: UUID, file_id: UUID) -> AttachmentText:
        row = await self.table.get(self.partition, f"f|{conversation_id}|{file_id}")
        if row is None:
            raise NotFound("attachment", file_id)
        return record_of(AttachmentText, row.columns)

    async def remove(self, stored: StoredConversation) -> None:
        """Remove a conversation, and then its messages and files; what is left is found again."""
        found = stored.conversation
        await self.remove_parts(found.id)
        key = key_of(found.user_id, found.id)
        await self.table.transaction(self.partition, [Delete(key, stored.etag)])

    async def remove_parts(self, conversation_id: UUID) -> None:
        for prefix in (f"m|{conversation_id}|", f"f|{conversation_id}|"):
            while True:
                page = await self.table.page(self.partition, prefix, after(prefix), limit=BATCH)
                if not page.rows:
                    break
                await self.table.transaction(self.partition, [Remove(row.key) for row in page.rows])

    async def _page(self, prefix: str, start: str | None, limit: int) -> Listed[StoredConversation]:
        page = await self.table.page(self.partition, start or prefix, after(prefix), limit=limit)
        return Listed([_stored(row) for row in page.rows], page.next)


def partition_of(org_id: str) -> str:
    """Return the partition of an organization's conversations, which has no other rows."""
    return f"chat|{org_id}"


def prefix_of(user_id: str) -> str:
    return f"c|{user_id}|"


def key_of(user_id: str, conversation_id: UUID) -> str:
    return f"{prefix_of(user_id)}{newest_first(conversation_id)}"


def _message_key(conversation_id: UUID, sequence: int) -> str:
    return f"m|{conversation_id}|{sequence:06}"


def _stored(row: Row) -> StoredConversation:
    return StoredConversation(record_of(Conversation, row.columns), row.etag)
