"""Decoding of the platform's answers into dataclasses, and reading of paged lists."""

import dataclasses
from collections.abc import AsyncGenerator, Mapping
from datetime import datetime
from typing import TypeVar, cast

from sdk.rpc import client

T = TypeVar("T")


def read(kind: type[T], found: object) -> T:
    """Make a dataclass from an answer, whose fields have the names of the HTTP API.

    >>> @dataclasses.dataclass
    ... class Seat:
    ...     org_id: str
    ...     taken_at: datetime | None = None
    >>> read(Seat, {"orgId": "acme", "takenAt": "2026-01-02T00:00:00Z", "more": 1}).taken_at.year
    2026
    """
    wire = cast("Mapping[str, object]", found)
    given: dict[str, object] = {}
    for field in dataclasses.fields(cast("type[object]", kind)):  # pyright: ignore[reportArgumentType]  all are
        name = wire_name(field.name)
        if name in wire:
            value = wire[name]
            is_time = field.name.endswith("_at") and isinstance(value, str)
            given[field.name] = datetime.fromisoformat(str(value)) if is_time else _fixed(value)
    return kind(**given)


def _fixed(value: object) -> object:
    return tuple(cast("list[object]", value)) if isinstance(value, list) else value


def wire_name(name: str) -> str:
    """Return the name that a field has in the HTTP API.

    >>> wire_name("last_signed_in_at")
    'lastSignedInAt'
    """
    first, *others = name.split("_")
    return first + "".join(other.capitalize() for other in others)


async def pages(call: str, **arguments: object) -> AsyncGenerator[object]:
    """Yield every item of a list, page by page."""
    start: str | None = None
    while True:
        page = cast("Mapping[str, object]", await client.ask(call, start=start, **arguments))
        for item in cast("list[object]", page["items"]):
            yield item
        start = cast("str | None", page["next"])
        if start is None:
            return


def chosen(org_id: str | None, scope: str | None) -> str | None:
    """Return the organization that ``org_id`` or ``scope`` names; ValueError if they differ.

    >>> chosen(None, "acme")
    'acme'
    >>> chosen("acme", "globex")
    Traceback (most recent call last):
    ...
    ValueError: org_id is 'acme' and scope is 'globex': name one organization
    """
    if org_id is not None and scope is not None and org_id != scope:
        raise ValueError(f"org_id is {org_id!r} and scope is {scope!r}: name one organization")
    return scope if org_id is None else org_id
