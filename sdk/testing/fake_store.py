"""The store of an author's test: values, organizations, roles, users and executions.

Each noun has a module of its own. Records have the field names of the HTTP API; the fakes fill
in what a test leaves out.
"""

from collections.abc import Callable, Mapping
from typing import cast

from sdk.testing.fake_executions import FakeExecutions
from sdk.testing.fake_organizations import FakeOrganizations
from sdk.testing.fake_roles import FakeRoles
from sdk.testing.fake_users import FakeUsers
from sdk.testing.fake_values import FakeConfig, FakeSecrets
from sdk.testing.records import Record, Records

#: What answers one SDK call: it takes the scope and the call's arguments.
Answer = Callable[[str, Record], object]


class FakeStore:
    """Answers the SDK calls of the nouns that keep records or values."""

    def __init__(self, organizations: Records) -> None:
        self.config, self.secrets = FakeConfig(), FakeSecrets()
        self.organizations = FakeOrganizations()
        self.users = FakeUsers()
        self.roles = FakeRoles(self.users)
        self.executions = FakeExecutions()
        self._answers = self._table()
        for one in organizations:
            self._add_organization(one)

    def fill(
        self,
        scope: str,
        values: Mapping[str, Mapping[str, object]],
        roles: Records = (),
        users: Records = (),
        executions: Records = (),
    ) -> None:
        """Add the values and records of a scope; ``values`` has ``config`` and ``secrets``."""
        self.config.add(scope, values.get("config", {}))
        self.secrets.add(scope, values.get("secrets", {}))
        for role in roles:
            self.roles.add(scope, role)
        for user in users:
            self.users.add(scope, user)
        for execution in executions:
            self.executions.add(scope, execution)

    def answer(self, noun: str, verb: str, scope: str, given: Record) -> object:
        return self._answers[noun, verb](scope, given)

    def _add_organization(self, given: Mapping[str, object]) -> None:
        """Add an organization, whose record may bring its ``config`` and ``secrets``."""
        record = {**given}
        values = {noun: cast("Record", record.pop(noun, {})) for noun in ("config", "secrets")}
        self.fill(str(self.organizations.add(record)["id"]), values)

    def _table(self) -> Mapping[tuple[str, str], Answer]:
        return {
            ("config", "delete"): self.config.delete,
            ("config", "get"): self.config.get,
            ("config", "list"): self.config.list,
            ("config", "set"): self.config.set,
            ("executions", "cancel"): self.executions.cancel,
            ("executions", "get"): self.executions.get,
            ("executions", "get_logs"): self.executions.get_logs,
            ("executions", "list"): self.executions.list,
            ("organizations", "create"): self.organizations.create,
            ("organizations", "delete"): self.organizations.delete,
            ("organizations", "get"): self.organizations.get,
            ("organizations", "list"): self.organizations.list,
            ("organizations", "update"): self.organizations.update,
            ("roles", "assign_forms"): self.roles.assign_forms,
            ("roles", "assign_users"): self.roles.assign_users,
            ("roles", "create"): self.roles.create,
            ("roles", "delete"): self.roles.delete,
            ("roles", "get"): self.roles.get,
            ("roles", "list"): self.roles.list,
            ("roles", "list_forms"): self.roles.list_forms,
            ("roles", "list_users"): self.roles.list_users,
            ("roles", "update"): self.roles.update,
            ("secrets", "delete"): self.secrets.delete,
            ("secrets", "get"): self.secrets.get,
            ("secrets", "list"): self.secrets.list,
            ("secrets", "set"): self.secrets.set,
            ("users", "create"): self.users.create,
            ("users", "delete"): self.users.delete,
            ("users", "get"): self.users.get,
            ("users", "list"): self.users.list,
            ("users", "update"): self.users.update,
        }
