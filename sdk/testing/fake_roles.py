"""Fake of ``bifrost.roles``: the roles of a test with their users and forms, in memory."""

from collections.abc import Mapping
from typing import cast

from sdk.errors import WorkflowError
from sdk.testing.fake_users import FakeUsers
from sdk.testing.records import NOW, Record, change, number, page, require


class FakeRoles:
    """Roles by id, and the answers to ``roles.*``."""

    def __init__(self, users: FakeUsers) -> None:
        self.records: dict[str, Record] = {}
        self._users = users

    def add(self, scope: str, given: Mapping[str, object]) -> Record:
        record: Record = {"id": number(), "description": "", "createdAt": NOW, "scope": scope}
        record |= {"users": [], "forms": [], **given}
        self.records[str(record["id"])] = record
        return record

    def get(self, scope: str, given: Record) -> object:
        return _public(self._require(scope, given))

    def list(self, scope: str, given: Record) -> object:
        del given
        return page(_public(role) for role in self.records.values() if role["scope"] == scope)

    def create(self, scope: str, given: Record) -> object:
        return _public(self.add(scope, given))

    def update(self, scope: str, given: Record) -> object:
        return _public(change(self._require(scope, given), given))

    def delete(self, scope: str, given: Record) -> object:
        del scope
        return self.records.pop(str(given["role_id"]), None) is not None

    def list_users(self, scope: str, given: Record) -> object:
        return page(_members(self._require(scope, given), "users"))

    def list_forms(self, scope: str, given: Record) -> object:
        return page(_members(self._require(scope, given), "forms"))

    def assign_users(self, scope: str, given: Record) -> object:
        users = self._users.records
        ids = {user["email"]: user_id for user_id, user in users.items()}
        chosen = cast("list[str]", given["user_ids"])
        added = [str(ids.get(user, user)) for user in chosen]
        if any(user not in users for user in added):
            raise WorkflowError(
                "InvalidInput", "a role can only have users of its own organization"
            )
        return _add(self._require(scope, given), "users", added)

    def assign_forms(self, scope: str, given: Record) -> object:
        added = cast("list[str]", given["form_ids"])
        return _add(self._require(scope, given), "forms", added)

    def _require(self, scope: str, given: Record) -> Record:
        role = require(self.records, "role", str(given["role_id"]))
        if role["scope"] != scope:
            raise WorkflowError("NotFound", f"role {given['role_id']!r} not found")
        return role


def _public(role: Record) -> Record:
    return {name: role[name] for name in ("id", "name", "description", "createdAt")}


def _members(role: Record, kind: str) -> list[str]:
    return cast("list[str]", role[kind])


def _add(role: Record, kind: str, ids: list[str]) -> None:
    role[kind] = sorted({*_members(role, kind), *ids})  # sorted, as the platform keeps them
