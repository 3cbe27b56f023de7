"""What there is in an author's test: values, organizations, roles, users, executions.

Records have the names of the HTTP API; what a test leaves out is made up.
"""

import itertools
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import cast

from sdk.context import GLOBAL
from sdk.errors import WorkflowError
from sdk.rpc.redaction import SHORTEST_SECRET

Record = dict[str, object]
Records = Iterable[Mapping[str, object]]
NOW = "2026-01-01T00:00:00Z"
TOO_SHORT = f"a secret must have at least {SHORTEST_SECRET} characters"

_numbers = itertools.count(1000)


def number() -> str:
    """An id that no other record of the test has."""
    return f"00000000-0000-7000-8000-{next(_numbers):012}"


class FakeStore:
    """Answers for each noun that keeps something."""

    def __init__(self, organizations: Iterable[Mapping[str, object]]) -> None:
        self.values: dict[tuple[str, str], Record] = {}
        self.organizations: dict[str, Record] = {}
        self.roles: dict[str, Record] = {}
        self.users: dict[str, Record] = {}
        self.executions: dict[str, Record] = {}
        for one in organizations:
            self.add_organization(one)

    def fill(
        self,
        scope: str,
        values: Mapping[str, Mapping[str, object]],
        roles: Records = (),
        users: Records = (),
        executions: Records = (),
    ) -> None:
        """What there is of a scope."""
        for noun, found in values.items():
            self._keep(scope, noun, found)
        for role in roles:
            self.add_role(scope, role)
        for user in users:
            self.add_user(scope, user)
        for execution in executions:
            self.add_execution(scope, execution)

    def answer(self, noun: str, verb: str, scope: str, given: Record) -> object:
        if noun in ("config", "secrets"):
            return self._of_values(noun, verb, scope, given)
        return getattr(self, f"_{noun}_{verb}")(scope, given)

    def require_organization(self, org_id: str) -> None:
        if org_id != GLOBAL and not _of(self.organizations, "organization", org_id)["isActive"]:
            raise WorkflowError("NotFound", f"active organization {org_id!r} not found")

    def add_organization(self, given: Mapping[str, object]) -> Record:
        record: Record = {"id": number(), "name": "", **given}
        values = {noun: record.pop(noun, {}) for noun in ("config", "secrets")}
        for noun, found in values.items():
            self._keep(str(record["id"]), noun, cast("Record", found))
        made: Record = {"domain": None, "domains": [], "isActive": True, "createdAt": NOW}
        self.organizations[str(record["id"])] = {**made, "updatedAt": None, **record}
        return self.organizations[str(record["id"])]

    def add_role(self, scope: str, given: Mapping[str, object]) -> Record:
        record: Record = {"id": number(), "description": "", "createdAt": NOW, "scope": scope}
        record |= {"users": [], "forms": [], **given}
        self.roles[str(record["id"])] = record
        return record

    def add_user(self, scope: str, given: Mapping[str, object]) -> Record:
        """Without memberships, a member of the organization of the run."""
        member = [] if scope == GLOBAL else [{"orgId": scope, "role": "member"}]
        record: Record = {"id": number(), "email": "", "isActive": True, "isPlatformAdmin": False}
        record |= {"memberships": member, "createdAt": NOW, "lastSignedInAt": None, **given}
        record.setdefault("displayName", record.pop("name", record["email"]))
        self.users[str(record["id"])] = record
        return record

    def add_execution(self, scope: str, given: Mapping[str, object]) -> Record:
        record: Record = {
            "executionId": number(),
            "workflowName": "workflow",
            "orgId": scope,
            "executedBy": "tester",
            "executedByName": "tester",
            "status": "Success",
            "errorType": None,
            "errorMessage": None,
            "durationMs": 1,
            "createdAt": NOW,
            "startedAt": NOW,
            "completedAt": NOW,
            "inputData": {},
            "result": None,
            "logs": [],
            **given,
        }
        self.executions[str(record["executionId"])] = record
        return record

    def _keep(self, scope: str, noun: str, found: Mapping[str, object]) -> None:
        for key, value in found.items() if noun == "secrets" else ():
            if _is_too_short(value):
                raise ValueError(f"secrets: {key!r}: {TOO_SHORT}")
        self.values.setdefault((scope, noun), {}).update(found)

    def _of_values(self, noun: str, verb: str, scope: str, given: Record) -> object:
        kept, key = self.values.setdefault((scope, noun), {}), str(given.get("key"))
        seen = {**self.values.get((GLOBAL, noun), {}), **kept}
        match verb:
            case "get" if noun == "config":
                return {"value": seen[key], "isSecret": False} if key in seen else None
            case "get":
                return seen.get(key)
            case "set" if noun == "secrets" and _is_too_short(given["value"]):
                words = f"secrets.set: invalid arguments: value: {TOO_SHORT}"
                raise WorkflowError("InvalidInput", words)
            case "set":
                kept[key] = given["value"]
                return None
            case "delete":
                return kept.pop(key, _NOTHING) is not _NOTHING
            case _ if noun == "config":
                return {"values": dict(sorted(seen.items())), "next": None}
            case _:
                return {"names": sorted(kept), "next": None}

    def _organizations_get(self, scope: str, given: Record) -> object:
        del given
        return _of(self.organizations, "organization", scope)

    def _organizations_list(self, scope: str, given: Record) -> object:
        del scope, given
        return _page(self.organizations.values())

    def _organizations_create(self, scope: str, given: Record) -> object:
        del scope
        domains = _domains(given["domain"], cast("list[str]", given["domains"]))
        facts = {"name": given["name"], "isActive": given["is_active"], **domains}
        return self.add_organization(facts)

    def _organizations_update(self, scope: str, given: Record) -> object:
        del scope
        record = _of(self.organizations, "organization", str(given["org_id"]))
        rest = given["domains"]
        if given["domain"] is not None or rest is not None:
            others = cast("list[str]", record["domains"])[1:] if rest is None else rest
            record |= _domains(given["domain"], cast("list[str]", others))
        return _changed(record, {"name": given["name"], "isActive": given["is_active"]})

    def _organizations_delete(self, scope: str, given: Record) -> object:
        del scope
        record = self.organizations.get(str(given["org_id"]))
        return record is not None and bool(_changed(record, {"isActive": False}))

    def _roles_get(self, scope: str, given: Record) -> object:
        return _role(self._role(scope, given))

    def _roles_list(self, scope: str, given: Record) -> object:
        del given
        return _page(_role(role) for role in self.roles.values() if role["scope"] == scope)

    def _roles_create(self, scope: str, given: Record) -> object:
        return _role(self.add_role(scope, given))

    def _roles_update(self, scope: str, given: Record) -> object:
        return _role(_changed(self._role(scope, given), given))

    def _roles_delete(self, scope: str, given: Record) -> object:
        del scope
        return self.roles.pop(str(given["role_id"]), None) is not None

    def _roles_list_users(self, scope: str, given: Record) -> object:
        return _page(cast("list[object]", self._role(scope, given)["users"]))

    def _roles_list_forms(self, scope: str, given: Record) -> object:
        return _page(cast("list[object]", self._role(scope, given)["forms"]))

    def _roles_assign_users(self, scope: str, given: Record) -> object:
        ids = {user["email"]: name for name, user in self.users.items()}
        wanted = [str(ids.get(user, user)) for user in cast("list[str]", given["user_ids"])]
        strangers = [user for user in wanted if user not in self.users]
        if strangers:
            raise WorkflowError(
                "InvalidInput", "a role can only have users of its own organization"
            )
        return _add(self._role(scope, given), "users", wanted)

    def _roles_assign_forms(self, scope: str, given: Record) -> object:
        return _add(self._role(scope, given), "forms", cast("list[str]", given["form_ids"]))

    def _role(self, scope: str, given: Record) -> Record:
        role = _of(self.roles, "role", str(given["role_id"]))
        if role["scope"] != scope:
            raise WorkflowError("NotFound", f"role {given['role_id']!r} not found")
        return role

    def _users_get(self, scope: str, given: Record) -> object:
        del scope
        return self._user(given)

    def _users_list(self, scope: str, given: Record) -> object:
        del scope
        wanted = given["org_id"]
        return _page(user for user in self.users.values() if wanted in (None, *_orgs_of(user)))

    def _users_create(self, scope: str, given: Record) -> object:
        del scope
        members = [*cast("list[Record]", given["memberships"])]
        if given["org_id"] is not None:
            members.append({"orgId": given["org_id"], "role": "member"})
        facts = {"email": given["email"], "displayName": given["display_name"]}
        rights = {"isPlatformAdmin": given["is_platform_admin"], "isActive": given["is_active"]}
        return self.add_user(GLOBAL, {**facts, **rights, "memberships": members})

    def _users_update(self, scope: str, given: Record) -> object:
        del scope
        changes = {
            "displayName": given["display_name"],
            "isActive": given["is_active"],
            "isPlatformAdmin": given["is_platform_admin"],
            "memberships": given["memberships"],
        }
        return _changed(self._user(given), changes)

    def _users_delete(self, scope: str, given: Record) -> object:
        del scope
        try:
            return bool(self.users.pop(str(self._user(given)["id"])))
        except WorkflowError:
            return False

    def _user(self, given: Record) -> Record:
        for user in self.users.values():
            if given["user"] in (user["id"], user["email"]):
                return user
        raise WorkflowError("NotFound", f"user {given['user']!r} not found")

    def _executions_get(self, scope: str, given: Record) -> object:
        del scope
        return _of(self.executions, "execution", str(given["execution_id"]))

    def _executions_list(self, scope: str, given: Record) -> object:
        del scope
        large = ("inputData", "result", "logs")
        found = [
            {name: value for name, value in one.items() if name not in large}
            for one in sorted(self.executions.values(), key=_accepted_at, reverse=True)
            if given["workflow_name"] in (None, one["workflowName"])
            and given["status"] in (None, one["status"])
            and _is_within(one, given["start_date"], given["end_date"])
        ]
        return _page(found[: cast("int", given["limit"])])

    def _executions_get_logs(self, scope: str, given: Record) -> object:
        record = cast("Record", self._executions_get(scope, given))
        lines = cast("list[Record]", record["logs"])
        first = _number_after(str(given["execution_id"]), given["after"])
        return [
            {"executionLogId": f"{given['execution_id']}-{n:05}", "timestamp": NOW, **line}
            for n, line in enumerate(lines)
            if n >= first
        ]

    def _executions_cancel(self, scope: str, given: Record) -> object:
        record = cast("Record", self._executions_get(scope, given))
        after = {"Scheduled": "Cancelled", "Pending": "Cancelled", "Running": "Cancelling"}
        before = str(record["status"])
        if before in ("Success", "CompletedWithErrors", "Failed", "Timeout"):
            words = f"the execution has ended already, as {before}"
            raise WorkflowError("Conflict", words)
        return _changed(record, {"status": after.get(before, before)})


_NOTHING = object()


def _is_too_short(secret: object) -> bool:
    return len(str(secret).strip()) < SHORTEST_SECRET


def _accepted_at(execution: Record) -> datetime:
    return _instant("createdAt", execution["createdAt"])


def _is_within(execution: Record, start: object, end: object) -> bool:
    """Both ends included."""
    at = _accepted_at(execution)
    is_late = start is None or at >= _instant("start_date", start)
    return is_late and (end is None or at <= _instant("end_date", end))


def _instant(name: str, text: object) -> datetime:
    """UTC where it names no zone."""
    try:
        found = datetime.fromisoformat(str(text))
    except ValueError as error:
        raise WorkflowError("InvalidInput", f"{name} is a date in ISO 8601: {error}") from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _number_after(execution_id: str, log_id: object) -> int:
    if log_id is None:
        return 0
    number = str(log_id).removeprefix(f"{execution_id}-")
    if number == log_id or not (number.isascii() and number.isdigit()):
        words = "after must be the executionLogId of a line of this execution"
        raise WorkflowError("InvalidInput", words)
    return int(number) + 1


def _of(records: Mapping[str, Record], kind: str, key: str) -> Record:
    if key not in records:
        raise WorkflowError("NotFound", f"{kind} {key!r} not found")
    return records[key]


def _page(items: Iterable[object]) -> Record:
    return {"items": [*items], "next": None}


def _role(role: Record) -> Record:
    return {name: role[name] for name in ("id", "name", "description", "createdAt")}


def _changed(record: Record, changes: Mapping[str, object]) -> Record:
    record |= {name: new for name, new in changes.items() if new is not None and name in record}
    return record


def _add(role: Record, what: str, ids: list[str]) -> None:
    role[what] = sorted({*cast("list[str]", role[what]), *ids})  # as the platform keeps them


def _orgs_of(user: Record) -> list[object]:
    return [one["orgId"] for one in cast("list[Record]", user["memberships"])]


def _domains(first: object, others: list[str]) -> Record:
    found = [*dict.fromkeys([*([str(first)] if first else []), *others])]
    return {"domain": found[0] if found else None, "domains": found}
