"""Stores startup data of forms for an hour: row ``t|<expiry, in seconds>|<token>``."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from pydantic import JsonValue

from shared.errors import InvalidInput, Stale
from shared.models.base import Model
from shared.repositories.record_versions import upgraded, version_of
from shared.services.tables import Change, Insert, Remove, Table

SCHEMA = "1"
LIFE = timedelta(hours=1)
MOST_CHARACTERS = 45_000
PIECE = 15_000
AT_ONCE = 20


class Startup(Model):
    """What a launch workflow returned, for which form and caller."""

    form_id: str
    caller_id: str
    result: JsonValue
    expires_at: datetime


class Startups:
    """The startup data of one organization's forms."""

    def __init__(self, table: Table, org_id: str) -> None:
        self._table = table
        self._partition = partition_of(org_id)

    async def keep(self, startup: Startup, now: datetime) -> str:
        """Store startup data and return its token; some expired data is removed with the write."""
        text = startup.model_dump_json()
        if len(text) > MOST_CHARACTERS:
            raise InvalidInput(
                f"the launch workflow returned {len(text)} characters of JSON;"
                f" at most {MOST_CHARACTERS} are allowed"
            )
        token = f"{_second(startup.expires_at)}.{secrets.token_urlsafe(32)}"
        pieces = {f"p{at // PIECE}": text[at : at + PIECE] for at in range(0, len(text), PIECE)}
        added = Insert(_key(token), {"v": SCHEMA, **pieces})
        try:
            await self._table.transaction(self._partition, [added, *await self._expired(now)])
        except Stale:  # another process removes them, too
            await self._table.insert(self._partition, added.key, added.columns)
        return token

    async def find(self, token: str) -> Startup | None:
        """Return the startup data; the caller checks whether it has expired."""
        row = await self._table.get(self._partition, _key(token))
        if row is None:
            return None
        count = len(row.columns) - 1
        text = "".join(row.columns[f"p{number}"] for number in range(count))
        return upgraded(Startup, text, version_of(row.columns))

    async def _expired(self, now: datetime) -> Sequence[Change]:
        page = await self._table.page(self._partition, "t|", f"t|{_second(now)}|", limit=AT_ONCE)
        return [Remove(row.key) for row in page.rows]


def partition_of(org_id: str) -> str:
    return f"startup|{org_id}"


def _key(token: str) -> str:
    """Return the row key; the store has only a hash of the token."""
    second = token.partition(".")[0][:12]
    prefix = second if second.isascii() and second.isdigit() else "0"
    return f"t|{prefix}|{hashlib.sha256(token.encode()).hexdigest()}"


def _second(at: datetime) -> str:
    return f"{int(at.timestamp()):012}"
