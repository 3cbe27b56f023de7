"""Records of the fakes in authors' tests: their ids, look-ups, changes and pages.

Records have the field names of the HTTP API.
"""

import itertools
from collections.abc import Iterable, Mapping

from sdk.errors import WorkflowError

Record = dict[str, object]
Records = Iterable[Mapping[str, object]]
NOW = "2026-01-01T00:00:00Z"

_numbers = itertools.count(1000)


def number() -> str:
    """Return an id that no other record of the test has."""
    return f"00000000-0000-7000-8000-{next(_numbers):012}"


def require(records: Mapping[str, Record], kind: str, key: str) -> Record:
    """Return the record of this key; WorkflowError ``NotFound`` if there is none."""
    if key not in records:
        raise WorkflowError("NotFound", f"{kind} {key!r} not found")
    return records[key]


def page(items: Iterable[object]) -> Record:
    """Return everything as the only page of a list."""
    return {"items": [*items], "next": None}


def change(record: Record, changes: Mapping[str, object]) -> Record:
    """Set the fields that the record has; None leaves a field as it is."""
    record |= {name: new for name, new in changes.items() if new is not None and name in record}
    return record
