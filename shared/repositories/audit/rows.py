"""Rows of the audit log.

=====================  ==================================================  ================
row key                what                                                lives
=====================  ==================================================  ================
``h|<inverted>``       the head: sequence and hash of the newest entry     until the next
``e|<inverted>``       an entry; only ever inserted                        until retention
``i|<sequence>``       an intent without an outcome                        until it has one
``c|<inverted>``       a signed checkpoint of the entry of that sequence   until retention
=====================  ==================================================  ================

``<inverted>`` is the sequence so that the newest comes first. The head's key names its
sequence: an append removes the head that it knows by name and inserts the next one, which
the store refuses when another writer has moved it. So no writer needs to read its ETag.
"""

import re
from collections.abc import Mapping
from uuid import UUID

import uuid6
from pydantic import JsonValue, TypeAdapter, ValidationError
from pydantic_core import to_json

from shared.models.audit import AuditActor, AuditCheckpoint, AuditEntry
from shared.models.base import DEFERRED
from shared.repositories.audit.chain import GENESIS, Head, Link
from shared.repositories.record_versions import record_of
from shared.services.tables import Columns, Row

SCHEMA = "1"
OBJECT_BYTES = 16 * 1024
TEXT_CHARACTERS = 500

_ALL = (1 << 64) - 1
_PLACE = re.compile(r"e\|[0-9a-f]{16}!?")
_OBJECT = TypeAdapter(dict[str, JsonValue], config=DEFERRED)

Object = dict[str, JsonValue]


def inverted(kind: str, sequence: int) -> str:
    """Return the key of a head, an entry or a checkpoint.

    >>> inverted("e", 2) < inverted("e", 1)
    True
    """
    return f"{kind}|{_ALL - sequence:016x}"


def sequence_of(key: str) -> int:
    """Return the sequence of an inverted key; 0 for any other key."""
    try:
        return max(0, _ALL - int(key[2:], 16))
    except ValueError:
        return 0


def intent_key(sequence: int) -> str:
    return f"i|{sequence:020d}"


def is_place(start: str) -> bool:
    """Return whether a page of entries can start here."""
    return _PLACE.fullmatch(start) is not None


def new_id() -> UUID:
    return UUID(int=uuid6.uuid7().int)


def short(text: str | None) -> str | None:
    """Return a text that any row can store: shortened, and without invalid Unicode."""
    if text is None:
        return None
    return text[:TEXT_CHARACTERS].encode("utf-8", "replace").decode()


def short_actor(actor: AuditActor) -> AuditActor:
    texts = {name: short(text) for name, text in actor.model_dump(by_alias=False).items()}
    return actor.model_copy(update=texts)


def kept(thing: Mapping[str, object] | None) -> Object | None:
    """Return the object as JSON, or a marker that says why it is omitted."""
    if thing is None:
        return None
    try:
        text = to_json(
            dict(thing), serialize_unknown=True, bytes_mode="base64", inf_nan_mode="null"
        )
        if len(text) > OBJECT_BYTES:
            return {"omitted": f"{len(text)} bytes of JSON; an entry stores at most {OBJECT_BYTES}"}
        return _OBJECT.validate_json(text)
    except (ValueError, RecursionError):
        return {"omitted": "it cannot be written as JSON"}


def columns_of(entry: AuditEntry) -> Columns:
    """Return an entry's columns; before and after have their own, since columns are limited."""
    columns = {"v": SCHEMA, "record": entry.model_dump_json(exclude={"before", "after"})}
    for name, thing in (("before", entry.before), ("after", entry.after)):
        if thing is not None:
            columns[name] = _OBJECT.dump_json(thing).decode()
    return columns


def entry_from(columns: Columns) -> AuditEntry | None:
    """Return the entry of these columns; None if they are corrupt."""
    try:
        entry = record_of(AuditEntry, columns)
        objects = {
            name: _OBJECT.validate_json(columns[name])
            for name in ("before", "after")
            if name in columns
        }
    except (KeyError, ValidationError):
        return None
    return entry.model_copy(update=objects)


def link_from(row: Row) -> Link:
    return Link(sequence_of(row.key), entry_from(row.columns))


def head_columns(entry: AuditEntry) -> Columns:
    return {"v": SCHEMA, "hash": entry.hash}


def head_from(row: Row | None) -> Head:
    if row is None:
        return Head(None, 0, GENESIS)
    return Head(row.key, sequence_of(row.key), row.columns.get("hash", ""))


def checkpoint_columns(checkpoint: AuditCheckpoint) -> Columns:
    return {"v": SCHEMA, "record": checkpoint.model_dump_json()}


def checkpoint_from(columns: Columns) -> AuditCheckpoint | None:
    """Return the checkpoint of these columns; None if they are corrupt."""
    try:
        return record_of(AuditCheckpoint, columns)
    except (KeyError, ValidationError):
        return None
