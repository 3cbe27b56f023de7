"""Versions of stored records: what an older release stored is upgraded when it is read.

The column ``v`` of a row is the schema of the release that wrote it, ``shared.release.SCHEMA``. A
change of a record's shape that its class does not read by itself raises that number, and adds the
step from the version before to ``UPGRADES``. The row is written in the new shape when it is next
saved; nothing is rewritten for the upgrade alone.
"""

import json
from collections.abc import Callable, Mapping
from typing import TypeVar

from shared import release
from shared.errors import BifrostError
from shared.models.base import Model
from shared.repositories import record_upgrades
from shared.repositories.long_records import text_of
from shared.services.tables import Columns

#: Makes the JSON object of one version into that of the next.
Upgrade = Callable[[dict[str, object]], dict[str, object]]

#: By the name of the record's class, and the version that the step begins with.
UPGRADES: dict[tuple[str, int], Upgrade] = {
    ("LoggedEvent", 1): record_upgrades.logged_event,
    ("Subscription", 1): record_upgrades.subscription,
}

_Record = TypeVar("_Record", bound=Model)


class NewerRecord(BifrostError):
    """A newer release stored this record."""

    status = 503


def record_of(model: type[_Record], columns: Columns, column: str = "record") -> _Record:
    """Return the record that a row keeps as JSON in a column, or in several if it is long.

    Raises:
        NewerRecord: a release with a newer schema wrote the row.

    """
    return upgraded(model, text_of(columns, column), version_of(columns))


def version_of(columns: Columns) -> int:
    """Return the schema that a row was written in; 1 where it says none."""
    return int(columns.get("v") or 1)


def upgraded(
    model: type[_Record],
    text: str,
    version: int,
    newest: int = release.SCHEMA,
    upgrades: Mapping[tuple[str, int], Upgrade] = UPGRADES,
) -> _Record:
    """Return the record of a JSON text of some version, step by step in the newest shape."""
    if version > newest:
        raise NewerRecord(
            f"a newer Bifrost stored this (schema {version}; this one reads up to {newest}): "
            "install that version again, or restore a backup from before it"
        )
    found = [upgrades.get((model.__name__, step)) for step in range(version, newest)]
    steps = [upgrade for upgrade in found if upgrade]
    if not steps:
        return model.model_validate_json(text)
    record: dict[str, object] = json.loads(text)
    for upgrade in steps:
        record = upgrade(record)
    return model.model_validate_json(json.dumps(record))
