"""Fakes of ``bifrost.config`` and ``bifrost.secrets``: values of organizations, in memory."""

from collections.abc import Mapping

from sdk.context import GLOBAL
from sdk.errors import WorkflowError
from sdk.rpc.redaction import SHORTEST_SECRET
from sdk.testing.records import Record

TOO_SHORT = f"a secret must have at least {SHORTEST_SECRET} characters"

_NOTHING = object()


class FakeValues:
    """Values by scope and key; every scope inherits the global ones."""

    def __init__(self) -> None:
        self._scopes: dict[str, Record] = {}

    def add(self, scope: str, values: Mapping[str, object]) -> None:
        self.own(scope).update(values)

    def own(self, scope: str) -> Record:
        """Return the values of the scope itself."""
        return self._scopes.setdefault(scope, {})

    def visible(self, scope: str) -> Record:
        """Return the values that a run of the scope reads: its own over the global ones."""
        return {**self.own(GLOBAL), **self.own(scope)}

    def set(self, scope: str, given: Record) -> object:
        self.own(scope)[str(given["key"])] = given["value"]
        return None

    def delete(self, scope: str, given: Record) -> object:
        return self.own(scope).pop(str(given["key"]), _NOTHING) is not _NOTHING


class FakeConfig(FakeValues):
    """The answers to ``config.*``."""

    def get(self, scope: str, given: Record) -> object:
        found, key = self.visible(scope), str(given["key"])
        return {"value": found[key], "isSecret": False} if key in found else None

    def list(self, scope: str, given: Record) -> object:
        del given
        return {"values": dict(sorted(self.visible(scope).items())), "next": None}


class FakeSecrets(FakeValues):
    """The answers to ``secrets.*``."""

    def add(self, scope: str, values: Mapping[str, object]) -> None:
        for key, value in values.items():
            if _is_too_short(value):
                raise ValueError(f"secrets: {key!r}: {TOO_SHORT}")
        super().add(scope, values)

    def get(self, scope: str, given: Record) -> object:
        return self.visible(scope).get(str(given["key"]))

    def list(self, scope: str, given: Record) -> object:
        del given
        return {"names": sorted(self.own(scope)), "next": None}

    def set(self, scope: str, given: Record) -> object:
        if _is_too_short(given["value"]):
            words = f"secrets.set: invalid arguments: value: {TOO_SHORT}"
            raise WorkflowError("InvalidInput", words)
        return super().set(scope, given)


def _is_too_short(secret: object) -> bool:
    return len(str(secret).strip()) < SHORTEST_SECRET
