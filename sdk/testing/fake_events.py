"""Fake of ``bifrost.events``: the events that a test's workflows emitted."""

import json
import re
from typing import NamedTuple, cast

from sdk.errors import WorkflowError
from sdk.testing.records import Record, number

TYPE = re.compile(r"[a-z0-9][a-z0-9_-]*(\.[a-z0-9][a-z0-9_-]*)+")
MOST_CHARACTERS, MOST_DATA_CHARACTERS = 100, 24 * 1024
#: The beginnings of the platform's own events.
RESERVED = frozenset(
    ("bifrost", "connection", "endpoint", "execution", "form", "organization", "package", "role")
) | {"schedule", "secret", "user", "webhook", "workflow"}


class Emitted(NamedTuple):
    """An event that a workflow emitted."""

    type: str
    data: dict[str, object]
    key: str | None = None


class FakeEvents:
    """The events of one test, and the answers to ``events.*``."""

    def __init__(self) -> None:
        self.emitted: list[Emitted] = []
        self._keys: dict[tuple[str, str], str] = {}

    def ask(self, scope: str, given: Record) -> object:
        """Answer ``events.emit``."""
        name, key = str(given["type"]), cast("str | None", given["key"])
        data = cast("dict[str, object]", given["data"])
        if not TYPE.fullmatch(name) or len(name) > MOST_CHARACTERS:
            raise WorkflowError("InvalidInput", f"{name!r} is no name such as ticket.closed")
        if name.partition(".")[0] in RESERVED:
            raise WorkflowError("InvalidInput", f"{name!r} is a name of the platform's own events")
        if len(json.dumps(data, ensure_ascii=False)) > MOST_DATA_CHARACTERS:
            raise WorkflowError("InvalidInput", "the data of an event has at most 24 KiB as JSON")
        if key is not None and (scope, key) in self._keys:
            return self._keys[scope, key]
        made = number()
        if key is not None:
            self._keys[scope, key] = made
        self.emitted.append(Emitted(name, data, key))
        return made
