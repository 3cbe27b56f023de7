"""Fake of ``bifrost.users``: the users of a test, in memory."""

from collections.abc import Mapping
from typing import cast

from sdk.context import GLOBAL
from sdk.errors import WorkflowError
from sdk.testing.records import NOW, Record, change, number, page


class FakeUsers:
    """Users by id, and the answers to ``users.*``."""

    def __init__(self) -> None:
        self.records: dict[str, Record] = {}

    def add(self, scope: str, given: Mapping[str, object]) -> Record:
        """Add a user, who is a member of this organization unless memberships are given."""
        member = [] if scope == GLOBAL else [{"orgId": scope, "role": "member"}]
        record: Record = {"id": number(), "email": "", "isActive": True, "isPlatformAdmin": False}
        record |= {"memberships": member, "createdAt": NOW, "lastSignedInAt": None, **given}
        record.setdefault("displayName", record.pop("name", record["email"]))
        self.records[str(record["id"])] = record
        return record

    def get(self, scope: str, given: Record) -> object:
        del scope
        return self._require(given)

    def list(self, scope: str, given: Record) -> object:
        del scope
        org_id = given["org_id"]
        return page(user for user in self.records.values() if org_id in (None, *_orgs_of(user)))

    def create(self, scope: str, given: Record) -> object:
        del scope
        members = [*cast("list[Record]", given["memberships"])]
        if given["org_id"] is not None:
            members.append({"orgId": given["org_id"], "role": "member"})
        facts = {"email": given["email"], "displayName": given["display_name"]}
        rights = {"isPlatformAdmin": given["is_platform_admin"], "isActive": given["is_active"]}
        return self.add(GLOBAL, {**facts, **rights, "memberships": members})

    def update(self, scope: str, given: Record) -> object:
        del scope
        changes = {
            "displayName": given["display_name"],
            "isActive": given["is_active"],
            "isPlatformAdmin": given["is_platform_admin"],
            "memberships": given["memberships"],
        }
        return change(self._require(given), changes)

    def delete(self, scope: str, given: Record) -> object:
        del scope
        try:
            return bool(self.records.pop(str(self._require(given)["id"])))
        except WorkflowError:
            return False

    def _require(self, given: Record) -> Record:
        """Return the user of this id or e-mail address."""
        for user in self.records.values():
            if given["user"] in (user["id"], user["email"]):
                return user
        raise WorkflowError("NotFound", f"user {given['user']!r} not found")


def _orgs_of(user: Record) -> list[object]:
    return [one["orgId"] for one in cast("list[Record]", user["memberships"])]
