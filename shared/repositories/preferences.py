"""Stores the preferences of a user's client: ``s|<id>``, beside the user's own rows.

They are in the users' partition, so that they are removed with the user in one transaction.
"""

from uuid import UUID

from shared.errors import AlreadyExists, Stale
from shared.services.tables import Columns, Table

PARTITION = "user"
SCHEMA = "1"


class PreferenceStore:
    def __init__(self, table: Table) -> None:
        self._table = table

    async def get(self, user_id: UUID) -> str | None:
        """Return the JSON text that was stored last, or None."""
        row = await self._table.get(PARTITION, key_of(user_id))
        return None if row is None else row.columns["record"]

    async def put(self, user_id: UUID, text: str) -> None:
        """Store the text, whatever is there."""
        await self._table.put(PARTITION, key_of(user_id), _columns(text))

    async def replace(self, user_id: UUID, before: str | None, text: str) -> None:
        """Store the text in place of ``before``; Stale if something else is there by now."""
        row = await self._table.get(PARTITION, key_of(user_id))
        stored = None if row is None else row.columns["record"]
        if stored != before:
            raise _changed()
        try:
            if row is None:
                await self._table.insert(PARTITION, key_of(user_id), _columns(text))
            else:
                await self._table.replace(PARTITION, key_of(user_id), _columns(text), etag=row.etag)
        except (AlreadyExists, Stale) as error:
            raise _changed() from error


def key_of(user_id: UUID) -> str:
    return f"s|{user_id}"


def _columns(text: str) -> Columns:
    return {"v": SCHEMA, "record": text}


def _changed() -> Stale:
    return Stale("your preferences were changed elsewhere: read them again")
