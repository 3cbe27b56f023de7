"""Stores users; part of the directory, since a user may be in several organizations.

=======================  ============================================================
row key                  what
=======================  ============================================================
``u|<id>``               the user; its ETag guards every copy below
``e|<e-mail>``           a copy, so that an address is taken once, and lists are in order
``m|<org>|<e-mail>``     a copy for each membership
``n|<name>|<id>``        a copy by display name, whatever its case
``p|<principal>``        which user a sign-in service's name means
``c|<id>``               the user's credentials: see ``credentials``
``s|<id>``               the preferences of the user's client: see ``preferences``
``g``                    the active platform administrators, changed with them
=======================  ============================================================

All in one partition: a change of a user is one transaction.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote
from uuid import UUID

from pydantic import TypeAdapter

from shared.errors import AlreadyExists, Conflict, NotFound
from shared.models.base import DEFERRED
from shared.models.pages import Listed
from shared.models.users import User, folded
from shared.repositories import credentials, preferences
from shared.repositories.cache import TtlCache
from shared.repositories.record_versions import record_of
from shared.repositories.row_keys import after
from shared.services.tables import Change, Columns, Delete, Insert, Put, Remove, Replace, Row, Table

PARTITION = "user"
SCHEMA = "1"
GUARD = "g"
MOST_CHARACTERS = 512
#: Limit of a name in a key: escaped, a letter takes up to twelve characters, and an id follows.
MOST_OF_NAME = 36
PAST_ALL = "\U0010ffff"

_ids: TypeAdapter[frozenset[UUID]] = TypeAdapter(frozenset[UUID], config=DEFERRED)


@dataclass(frozen=True, slots=True)
class StoredUser:
    user: User
    etag: str


class LastAdministrator(Conflict):
    """The last active platform administrator must stay: no other user could let one in again."""


class Users:
    def __init__(self, table: Table) -> None:
        self._table = table
        self._known: TtlCache[User] = TtlCache()
        self._principals: TtlCache[UUID] = TtlCache()
        self._administrators: TtlCache[bool] = TtlCache(seconds=5)

    async def known(self, user_id: UUID) -> User | None:
        """Return the user, at most 30 s old; a change made in this process is seen at once."""
        return await self._known.get(user_id, lambda: self.find(user_id))

    async def current(self, user_id: UUID) -> User | None:
        """Return the user as of now, in one read; this refreshes the cache of ``known``."""
        return await self._known.renew(user_id, lambda: self.find(user_id))

    async def known_by_principal(self, principal: str) -> User | None:
        find = self.find_by_principal
        user_id = await self._principals.get(principal, lambda: find(principal))
        user = await self.known(user_id) if user_id else None
        return user if user and principal in user.principals else None

    async def find(self, user_id: UUID) -> User | None:
        row = await self._table.get(PARTITION, f"u|{user_id}")
        return None if row is None else _user(row)

    async def get(self, user_id: UUID) -> StoredUser:
        row = await self._table.get(PARTITION, f"u|{user_id}")
        if row is None:
            raise NotFound("user", user_id)
        return StoredUser(_user(row), row.etag)

    async def named(self, text: str) -> StoredUser:
        """Return the user of an id or e-mail address; NotFound if there is none."""
        if "@" in text:
            found = await self.find_by_email(text)
            if found is None:
                raise NotFound("user", text)
            return await self.get(found.id)
        try:
            return await self.get(UUID(text))
        except ValueError as error:
            raise NotFound("user", text) from error

    async def id_of(self, reference: str) -> UUID:
        """Return the id of a user who is named by id or by e-mail address.

        An unknown address yields the nil UUID, which no user has: it looks like an unknown id.
        """
        if "@" not in reference:
            return UUID(reference)
        found = await self.find_by_email(reference)
        return found.id if found else UUID(int=0)

    async def actor_id_of(self, reference: str) -> str:
        """Return the id of a caller who is named by id or e-mail address; it may be an API key."""
        return str(await self.id_of(reference)) if "@" in reference else reference

    async def has_known_administrator(self) -> bool:
        """Return ``has_administrator`` as of at most five seconds ago, for anonymous callers."""
        return bool(await self._administrators.get(GUARD, self.has_administrator))

    async def find_by_email(self, email: str) -> User | None:
        row = await self._row(_email_key(email))
        return None if row is None else _user(row)

    async def find_by_principal(self, principal: str) -> UUID | None:
        row = await self._row(_principal_key(principal))
        return None if row is None else UUID(row.columns["user"])

    async def has_administrator(self) -> bool:
        """Return whether there is an active platform administrator; the last one stays."""
        return await self._table.get(PARTITION, GUARD) is not None

    async def add(self, user: User, *, also: Iterable[Change] = ()) -> None:
        """Add a user, with other changes of the partition; Conflict if the address is taken."""
        columns = _columns(user)
        changes: list[Change] = [
            Insert(f"u|{user.id}", columns),
            Insert(_email_key(user.email), columns),
            *(Put(key, columns) for key in _listed_keys(user)),
            *(Insert(_principal_key(p), _pointer(user)) for p in user.principals),
            *await self._guard(None, user),
            *also,
        ]
        await self._write(user, changes)

    async def replace(self, before: StoredUser, user: User) -> None:
        """Replace a user; Stale if changed since it was read, or LastAdministrator."""
        old, columns = before.user, _columns(user)
        changes: list[Change] = [
            Replace(f"u|{user.id}", columns, before.etag),
            Put(_email_key(user.email), columns),
            *(Put(key, columns) for key in _listed_keys(user)),
            *(Remove(key) for key in sorted(_listed_keys(old) - _listed_keys(user))),
            *(
                Insert(_principal_key(p), _pointer(user))
                for p in sorted(set(user.principals) - set(old.principals))
            ),
            *(
                Remove(_principal_key(p))
                for p in sorted(set(old.principals) - set(user.principals))
            ),
            *await self._guard(old, user),
        ]
        await self._write(user, changes, also=old.principals)

    async def remove(self, before: StoredUser) -> None:
        """Remove a user; LastAdministrator if no administrator would be left."""
        user = before.user
        copies = [_email_key(user.email), *sorted(_listed_keys(user))]
        copies += [_principal_key(principal) for principal in user.principals]
        for key in (credentials.key_of(user.id), preferences.key_of(user.id)):
            if await self._row(key):
                copies.append(key)
        changes: list[Change] = [
            Delete(f"u|{user.id}", before.etag),
            *(Remove(key) for key in copies),
            *await self._guard(user, user.model_copy(update={"is_active": False})),
        ]
        await self._write(user, changes)

    async def page(
        self, org_id: str | None, text: str, start: str | None, limit: int
    ) -> Listed[User]:
        """Return all users, or the members of one organization, by e-mail address.

        With a text, users whose address begins with it come first, then the others whose name does.
        A page of the latter may be short, since names are not stored by organization.
        """
        prefix, by_name = ranges(org_id, text)[0], _name_range(text)
        if start and text and start.startswith(by_name):
            return await self._named(org_id, text, start, limit)
        last = prefix + PAST_ALL if text else after(prefix)
        page = await self._table.page(PARTITION, start or prefix, last, limit=limit)
        following = page.next or (by_name if text else None)
        return Listed([_user(row) for row in page.rows], following)

    async def _named(self, org_id: str | None, text: str, start: str, limit: int) -> Listed[User]:
        last = _name_range(text) + PAST_ALL
        page = await self._table.page(PARTITION, start, last, limit=limit)
        users = [_user(row) for row in page.rows]
        return Listed([user for user in users if _is_named(user, org_id, text)], page.next)

    async def _row(self, key: str) -> Row | None:
        """Return the row; None for a name so long that the store would refuse it as a key."""
        return await self._table.get(PARTITION, key) if len(key) <= MOST_CHARACTERS else None

    async def _guard(self, old: User | None, new: User) -> Iterable[Change]:
        """Return the change of the guard row, which two concurrent demotions cannot both make."""
        ruled = old is not None and old.rules
        if ruled == new.rules:
            return []
        row = await self._table.get(PARTITION, GUARD)
        ids = _ids.validate_json(row.columns["ids"]) if row else frozenset[UUID]()
        ids = ids | {new.id} if new.rules else ids - {new.id}
        if not ids:
            raise LastAdministrator(
                f"{new.email} is the last active platform administrator; name another one first"
            )
        columns = {"v": SCHEMA, "ids": _ids.dump_json(ids).decode()}
        return [Replace(GUARD, columns, row.etag) if row else Insert(GUARD, columns)]

    async def _write(self, user: User, changes: list[Change], also: Iterable[str] = ()) -> None:
        try:
            await self._table.transaction(PARTITION, changes)
        except AlreadyExists as error:
            raise Conflict("there is a user with this e-mail address or sign-in") from error
        finally:  # the write may have been done although its answer was lost
            self._known.forget(user.id)
            self._administrators.forget(GUARD)
            for principal in {*user.principals, *also}:
                self._principals.forget(principal)


def ranges(org_id: str | None, text: str) -> tuple[str, ...]:
    """Return the key prefixes of a list of users: by address, and by name."""
    by_email = (f"m|{org_id}|" if org_id else "e|") + _quoted(folded(text))
    return (by_email, _name_range(text)) if text else (by_email,)


def _user(row: Row) -> User:
    return record_of(User, row.columns)


def _columns(user: User) -> Columns:
    return {"v": SCHEMA, "record": user.model_dump_json()}


def _pointer(user: User) -> Columns:
    return {"v": SCHEMA, "user": str(user.id)}


def _listed_keys(user: User) -> set[str]:
    """Return the keys of the copies that only lists need."""
    name = f"{_name_range(user.display_name)}|{user.id}"
    return {name, *(f"m|{m.org_id}|{_quoted(user.email)}" for m in user.memberships)}


def _name_range(text: str) -> str:
    """Return the key prefix of a name, shortened; prefixes of the name still match it."""
    return f"n|{_quoted(text.casefold()[:MOST_OF_NAME])}"


def _is_named(user: User, org_id: str | None, text: str) -> bool:
    """Return whether a user is listed by name, and was not listed by e-mail address already."""
    is_listed = folded(user.email).startswith(folded(text))
    is_named = user.display_name.casefold().startswith(text.casefold())
    is_member = org_id is None or user.role_in(org_id) is not None
    return is_named and is_member and not is_listed


def _email_key(email: str) -> str:
    return f"e|{_quoted(folded(email))}"


def _principal_key(principal: str) -> str:
    return f"p|{_quoted(principal)}"


def _quoted(text: str) -> str:
    """Return text without characters that a key may not contain; ``%`` is safe there."""
    return quote(text, safe="@.+-_")
