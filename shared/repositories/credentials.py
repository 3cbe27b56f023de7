"""Stores users' credentials: ``c|<id>``, beside the user's own rows.

The user is shown in lists, so credentials are apart from it; they are in the same partition, so
that they are removed with it. The password, the link and the sessions share a row: a new password
and the end of all sessions are one write, and a sign-in under way with the old password fails.
"""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from uuid import UUID

from shared.errors import AlreadyExists, Stale, Unavailable
from shared.models.credentials import SignInSession, UserCredentials
from shared.models.machines.personal_keys import PersonalKey
from shared.models.second_factor.stored_passkeys import Passkeys
from shared.repositories.cache import TtlCache
from shared.repositories.record_versions import record_of
from shared.services.tables import Columns, Insert, Row, Table

PARTITION = "user"
SCHEMA = "1"
MOST_TRIES = 10
PREFIX, END = "c|", "c}"
PAGE = 200

Edit = Callable[[UserCredentials], UserCredentials]


@dataclass(frozen=True, slots=True)
class Changed:
    before: UserCredentials
    after: UserCredentials


@dataclass(frozen=True, slots=True)
class StoredCredentials:
    """A user's credentials; ``etag`` is None if there is no row yet."""

    credentials: UserCredentials
    etag: str | None


class CredentialStore:
    def __init__(self, table: Table) -> None:
        self._table = table
        self._known: TtlCache[SignInSession] = TtlCache()
        self._keys: TtlCache[PersonalKey] = TtlCache()

    async def known_session(self, user_id: UUID, session_id: UUID) -> SignInSession | None:
        """Return a session, at most 30 s old; None if ended. One that ends here ends at once."""

        async def find() -> SignInSession | None:
            return (await self.get(user_id)).session(session_id)

        return await self._known.get(session_id, find)

    async def known_key(self, user_id: UUID, key_id: UUID) -> PersonalKey | None:
        """Return a user's personal key, at most 30 s old; one that ends here ends at once."""

        async def find() -> PersonalKey | None:
            return (await self.get(user_id)).personal_key(key_id)

        return await self._keys.get((user_id, key_id), find)

    async def get(self, user_id: UUID) -> UserCredentials:
        """Return a user's credentials; empty ones if the user has none."""
        return (await self._stored(user_id)).credentials

    async def all_ids(self) -> AsyncIterator[UUID]:
        """Yield the ids of all users who have credentials."""
        start: str | None = PREFIX
        while start is not None:
            page = await self._table.page(PARTITION, start, END, limit=PAGE)
            for row in page.rows:
                yield UUID(row.key.removeprefix(PREFIX))
            start = page.next

    async def change(self, user_id: UUID, edit: Edit) -> Changed:
        """Store what ``edit`` makes of the credentials; call it again if they change meanwhile.

        An exception of ``edit`` ends the attempt. If it returns its argument unchanged, nothing is
        written.
        """
        for _ in range(MOST_TRIES):
            before = await self._stored(user_id)
            after = edit(before.credentials)
            changed = Changed(before.credentials, after)
            if changed.after == changed.before:
                return changed
            try:
                await self._write(before, after)
            except (AlreadyExists, Stale):
                continue
            return changed
        raise Unavailable("this user's sign-in is being changed by several requests: try again")

    async def _stored(self, user_id: UUID) -> StoredCredentials:
        row = await self._table.get(PARTITION, key_of(user_id))
        if row is None:
            return StoredCredentials(UserCredentials(user_id=user_id), None)
        return StoredCredentials(_credentials(row), row.etag)

    async def _write(self, before: StoredCredentials, after: UserCredentials) -> None:
        key, columns = key_of(after.user_id), _columns(after)
        try:
            if before.etag is None:
                await self._table.insert(PARTITION, key, columns)
            else:
                await self._table.replace(PARTITION, key, columns, etag=before.etag)
        finally:  # the write may have been done although its answer was lost
            for session in (*before.credentials.sessions, *after.sessions):
                self._known.forget(session.id)
            for key in (*before.credentials.personal_keys, *after.personal_keys):
                self._keys.forget((after.user_id, key.id))


def first_row(credentials: UserCredentials) -> Insert:
    """Return the change that stores credentials of a user who has none."""
    return Insert(key_of(credentials.user_id), _columns(credentials))


def key_of(user_id: UUID) -> str:
    return f"{PREFIX}{user_id}"


def _credentials(row: Row) -> UserCredentials:
    found = record_of(UserCredentials, row.columns)
    text = row.columns.get("passkeys")
    if not text:
        return found
    return found.model_copy(update={"passkeys": Passkeys.model_validate_json(text).items})


def _columns(credentials: UserCredentials) -> Columns:
    """Return the columns of a row; passkeys have one of their own, since a column has its limit."""
    passkeys = Passkeys(items=credentials.passkeys).model_dump_json()
    record = credentials.model_dump_json(exclude={"passkeys"})
    return {"v": SCHEMA, "record": record, "passkeys": passkeys}
