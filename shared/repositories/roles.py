"""Stores roles of one organization, with their users and forms.

=======================  =====================================================
row key                  what
=======================  =====================================================
``r|<role>``             the role
``n|<name>``             which role has this name; inserted with it
``u|<role>|<user>``      the user is in the role
``v|<user>|<role>``      the same, read from the other side; written with it
``f|<role>|<form>``      the role may use the form
``g|<form>|<role>``      the same, read from the other side; written with it
=======================  =====================================================
"""

import hashlib
from collections.abc import AsyncIterator, Collection, Iterable
from dataclasses import dataclass
from urllib.parse import quote
from uuid import UUID

from shared.errors import AlreadyExists, Conflict, NotFound
from shared.models.pages import Listed
from shared.models.roles import Role
from shared.repositories.record_versions import record_of
from shared.repositories.row_keys import after
from shared.services.tables import (
    Change,
    Columns,
    Delete,
    Insert,
    Put,
    Remove,
    Replace,
    Row,
    Table,
)

SCHEMA = "1"
MOST_ROWS = 1000
BATCH = 40
LONGEST_NAME = 400
#: The first letters of the rows on both sides: the role's, and the user's or form's.
USERS, FORMS = "uv", "fg"


@dataclass(frozen=True, slots=True)
class StoredRole:
    role: Role
    etag: str


class Roles:
    """The roles of one organization: no method can name another organization's rows."""

    def __init__(self, table: Table, org_id: str) -> None:
        self._table = table
        self._partition = partition_of(org_id)

    async def get(self, role_id: UUID) -> StoredRole:
        row = await self._table.get(self._partition, f"r|{role_id}")
        if row is None:
            raise NotFound("role", role_id)
        return StoredRole(_role(row), row.etag)

    async def page(self, start: str | None, limit: int) -> Listed[Role]:
        page = await self._table.page(self._partition, start or "r|", after("r|"), limit=limit)
        return Listed([_role(row) for row in page.rows], page.next)

    async def add(self, role: Role) -> None:
        """Add a role; Conflict if the name is taken."""
        await self._write(role, [Insert(f"r|{role.id}", _columns(role)), _name(role)])

    async def replace(self, before: StoredRole, role: Role) -> None:
        """Replace a role; Stale if it has changed, Conflict if the new name is taken."""
        changes: list[Change] = [Replace(f"r|{role.id}", _columns(role), before.etag)]
        if _name(role).key != _name(before.role).key:
            changes += [_name(role), Remove(_name(before.role).key)]
        await self._write(role, changes)

    async def remove(self, before: StoredRole) -> None:
        """Remove a role with its users and grants; the role itself goes last.

        So a removal that was interrupted can be repeated.
        """
        role = before.role
        for sides in (USERS, FORMS):
            while (others := await self._others(f"{sides[0]}|{role.id}|", None, BATCH)).items:
                await self._part(sides, role.id, others.items)
        changes = [Delete(f"r|{role.id}", before.etag), Remove(_name(role).key)]
        await self._table.transaction(self._partition, changes)

    async def add_users(self, before: StoredRole, users: Iterable[UUID]) -> None:
        """Add at most 40 users at once; those in it already stay. Stale if the role is gone."""
        await self._join(USERS, before, map(str, users))

    async def remove_user(self, role_id: UUID, user_id: UUID) -> None:
        """Remove a user from a role; Stale if the user is not in it."""
        await self._part(USERS, role_id, [str(user_id)])

    async def users_of(
        self, role_id: UUID, start: str | None = None, limit: int = MOST_ROWS
    ) -> Listed[UUID]:
        return _ids(await self._others(f"u|{role_id}|", start, limit))

    async def roles_of(
        self, user_id: UUID, start: str | None = None, limit: int = MOST_ROWS
    ) -> Listed[UUID]:
        return _ids(await self._others(f"v|{user_id}|", start, limit))

    async def all(self) -> AsyncIterator[Role]:
        """Yield every role; one read for each 1,000 of them."""
        start: str | None = None
        while True:
            page = await self.page(start, MOST_ROWS)
            for role in page.items:
                yield role
            start = page.next
            if start is None:
                return

    async def assignments(self) -> AsyncIterator[tuple[UUID, UUID]]:
        """Yield each user with a role of theirs; one read for each 1,000 pairs."""
        start: str | None = "v|"
        while start is not None:
            page = await self._table.page(self._partition, start, after("v|"), limit=MOST_ROWS)
            for row in page.rows:
                _, user_id, role_id = row.key.split("|")
                yield UUID(user_id), UUID(role_id)
            start = page.next

    async def names_of(self, user_id: UUID) -> frozenset[str]:
        """Return the casefolded names of a user's roles, in two reads; one if there are none."""
        held: set[UUID] = set()
        start: str | None = f"v|{user_id}|"
        while start:
            mine = await self.roles_of(user_id, start)
            held.update(mine.items)
            start = mine.next
        names: set[str] = set()
        start = "r|" if held else None
        while start:
            roles = await self.page(start, MOST_ROWS)
            names |= {role.name.casefold() for role in roles.items if role.id in held}
            start = roles.next
        return frozenset(names)

    async def grant(self, before: StoredRole, forms: Iterable[str]) -> None:
        """Grant a role at most 40 forms at once. Stale if the role is gone."""
        await self._join(FORMS, before, forms)

    async def revoke(self, role_id: UUID, form_id: str) -> None:
        """Revoke a form of a role; Stale if it is not granted."""
        await self._part(FORMS, role_id, [form_id])

    async def forms_of(
        self, role_id: UUID, start: str | None = None, limit: int = MOST_ROWS
    ) -> Listed[str]:
        return await self._others(f"f|{role_id}|", start, limit)

    async def roles_of_form(
        self, form_id: str, start: str | None = None, limit: int = MOST_ROWS
    ) -> Listed[UUID]:
        """Return the roles that may use a form, for callers who show or run it."""
        return _ids(await self._others(f"g|{form_id}|", start, limit))

    async def forms_of_all(self, role_ids: Collection[UUID]) -> frozenset[str]:
        """Return the forms that these roles may use; one read for each 1,000 grants."""
        roles = {*map(str, role_ids)}
        found: set[str] = set()
        start: str | None = "g|" if roles else None
        while start:
            page = await self._table.page(self._partition, start, after("g|"), limit=MOST_ROWS)
            pairs = (row.key.split("|") for row in page.rows)
            found |= {form for _, form, role in pairs if role in roles}
            start = page.next
        return frozenset(found)

    async def _join(self, sides: str, before: StoredRole, others: Iterable[str]) -> None:
        role = before.role
        rows = [Put(key, {"v": SCHEMA}) for other in others for key in _both(sides, role.id, other)]
        same = Replace(f"r|{role.id}", _columns(role), before.etag)
        await self._table.transaction(self._partition, [same, *rows])

    async def _part(self, sides: str, role_id: UUID, others: Iterable[str]) -> None:
        changes = [Remove(key) for other in others for key in _both(sides, role_id, other)]
        await self._table.transaction(self._partition, changes)

    async def _others(self, prefix: str, start: str | None, limit: int) -> Listed[str]:
        page = await self._table.page(self._partition, start or prefix, after(prefix), limit=limit)
        return Listed([row.key.rpartition("|")[2] for row in page.rows], page.next)

    async def _write(self, role: Role, changes: list[Change]) -> None:
        try:
            await self._table.transaction(self._partition, changes)
        except AlreadyExists as error:
            raise Conflict(f"a role named {role.name!r} already exists") from error


def partition_of(org_id: str) -> str:
    """Return the partition of an organization's roles, which has no other rows."""
    return f"role|{org_id}"


def _role(row: Row) -> Role:
    return record_of(Role, row.columns)


def _columns(role: Role) -> Columns:
    return {"v": SCHEMA, "record": role.model_dump_json()}


def _name(role: Role) -> Insert:
    """Return the row of a name; its hash if too long. ``=`` is in no other name's key."""
    folded = role.name.casefold()
    name = quote(folded, safe="")
    if len(name) > LONGEST_NAME:
        name = f"={hashlib.sha256(folded.encode()).hexdigest()}"
    return Insert(f"n|{name}", {"v": SCHEMA, "role": str(role.id)})


def _both(sides: str, role_id: UUID, other: str) -> tuple[str, str]:
    there, back = sides
    return f"{there}|{role_id}|{other}", f"{back}|{other}|{role_id}"


def _ids(found: Listed[str]) -> Listed[UUID]:
    return Listed([UUID(text) for text in found.items], found.next)
