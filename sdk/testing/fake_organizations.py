"""Fake of ``bifrost.organizations``: the organizations of a test, in memory."""

from collections.abc import Mapping
from typing import cast

from sdk.context import GLOBAL
from sdk.errors import WorkflowError
from sdk.testing.records import NOW, Record, change, number, page, require


class FakeOrganizations:
    """Organizations by id, and the answers to ``organizations.*``."""

    def __init__(self) -> None:
        self.records: dict[str, Record] = {}

    def add(self, given: Mapping[str, object]) -> Record:
        record: Record = {"id": number(), "name": "", "domain": None, "domains": []}
        record |= {"isActive": True, "createdAt": NOW, "updatedAt": None, **given}
        self.records[str(record["id"])] = record
        return record

    def require_active(self, org_id: str) -> None:
        """Raise WorkflowError ``NotFound`` unless this is GLOBAL or an active organization."""
        if org_id != GLOBAL and not require(self.records, "organization", org_id)["isActive"]:
            raise WorkflowError("NotFound", f"active organization {org_id!r} not found")

    def get(self, scope: str, given: Record) -> object:
        del given
        return require(self.records, "organization", scope)

    def list(self, scope: str, given: Record) -> object:
        del scope, given
        return page(self.records.values())

    def create(self, scope: str, given: Record) -> object:
        del scope
        domains = _domains(given["domain"], given["domains"])
        return self.add({"name": given["name"], "isActive": given["is_active"], **domains})

    def update(self, scope: str, given: Record) -> object:
        del scope
        record = require(self.records, "organization", str(given["org_id"]))
        rest = given["domains"]
        if given["domain"] is not None or rest is not None:
            others = cast("list[object]", record["domains"])[1:] if rest is None else rest
            record |= _domains(given["domain"], others)
        return change(record, {"name": given["name"], "isActive": given["is_active"]})

    def delete(self, scope: str, given: Record) -> object:
        del scope
        record = self.records.get(str(given["org_id"]))
        return record is not None and bool(change(record, {"isActive": False}))


def _domains(first: object, others: object) -> Record:
    own = [str(first)] if first else []
    found = [*dict.fromkeys([*own, *cast("list[str]", others)])]
    return {"domain": found[0] if found else None, "domains": found}
