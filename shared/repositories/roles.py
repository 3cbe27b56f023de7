"""What is remembered of one organization's roles.

=======================  =====================================================
row key                  what
=======================  =====================================================
``r|<role>``             the role
``n|<name>``             which role has this name; inserted with it
``u|<role>|<user>``      the user is in the role
``v|<user>|<role>``      the same, read from the other side; written with it
=======================  =====================================================
"""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote
from uuid import UUID

from shared.errors import AlreadyExists, Conflict, NotFound
from shared.models.pages import Listed
from shared.models.roles import Role
from shared.repositories.keys import after
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
MOST_ROLES = 1000
BATCH = 40


@dataclass(frozen=True, slots=True)
class StoredRole:
    role: Role
    etag: str


class Roles:
    """Bound to one organization: there is no way to name another one's rows."""

    def __init__(self, table: Table, org_id: str) -> None:
        self._table = table
        self._partition = f"role|{org_id}"

    async def get(self, role_id: UUID) -> StoredRole:
        row = await self._table.get(self._partition, f"r|{role_id}")
        if row is None:
            raise NotFound("role", role_id)
        return StoredRole(_role(row), row.etag)

    async def page(self, start: str | None, limit: int) -> Listed[Role]:
        page = await self._table.page(self._partition, start or "r|", after("r|"), limit=limit)
        return Listed([_role(row) for row in page.rows], page.next)

    async def add(self, role: Role) -> None:
        """Conflict if the name is taken."""
        await self._write(role, [Insert(f"r|{role.id}", _columns(role)), _name(role)])

    async def replace(self, before: StoredRole, role: Role) -> None:
        """Stale if it changed since it was read, Conflict if the new name is taken."""
        changes: list[Change] = [Replace(f"r|{role.id}", _columns(role), before.etag)]
        if _name(role).key != _name(before.role).key:
            changes += [_name(role), Remove(_name(before.role).key)]
        await self._write(role, changes)

    async def remove(self, before: StoredRole) -> None:
        """With everything that says who is in it; the role itself goes last."""
        role = before.role
        while users := await self.users_of(role.id, BATCH):
            await self.take_out(role.id, users)
        changes = [Delete(f"r|{role.id}", before.etag), Remove(_name(role).key)]
        await self._table.transaction(self._partition, changes)

    async def put_in(self, before: StoredRole, users: Iterable[UUID]) -> None:
        """At most 40 at once; who is in it already stays in it. Stale if the role is gone."""
        role = before.role
        rows = [Put(key, {"v": SCHEMA}) for user in users for key in _both(role.id, user)]
        same = Replace(f"r|{role.id}", _columns(role), before.etag)
        await self._table.transaction(self._partition, [same, *rows])

    async def take_out(self, role_id: UUID, users: Iterable[UUID]) -> None:
        """At most 40 at once; Stale if one of them is not in it."""
        changes = [Remove(key) for user in users for key in _both(role_id, user)]
        await self._table.transaction(self._partition, changes)

    async def users_of(self, role_id: UUID, limit: int = MOST_ROLES) -> list[UUID]:
        return await self._ends(f"u|{role_id}|", limit)

    async def roles_of(self, user_id: UUID) -> list[UUID]:
        return await self._ends(f"v|{user_id}|", MOST_ROLES)

    async def _ends(self, prefix: str, limit: int) -> list[UUID]:
        page = await self._table.page(self._partition, prefix, after(prefix), limit=limit)
        return [UUID(row.key.rpartition("|")[2]) for row in page.rows]

    async def _write(self, role: Role, changes: list[Change]) -> None:
        try:
            await self._table.transaction(self._partition, changes)
        except AlreadyExists as error:
            raise Conflict(f"a role named {role.name!r} already exists") from error


def _role(row: Row) -> Role:
    return Role.model_validate_json(row.columns["record"])


def _columns(role: Role) -> Columns:
    return {"v": SCHEMA, "record": role.model_dump_json()}


def _name(role: Role) -> Insert:
    return Insert(f"n|{quote(role.name.casefold(), safe='')}", {"v": SCHEMA, "role": str(role.id)})


def _both(role_id: UUID, user_id: UUID) -> tuple[str, str]:
    return f"u|{role_id}|{user_id}", f"v|{user_id}|{role_id}"
