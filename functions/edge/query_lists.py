"""Lists in a query, whose items are separated by commas."""

from typing import Annotated
from uuid import UUID

from pydantic import PlainValidator, WithJsonSchema

from shared.models.executions import ALIASES, ALL_PARTS, MOST_IDS, PartName, Status


def _parts(value: object) -> list[str]:
    return [part.strip() for part in str(value).split(",") if part.strip()]


def _statuses(value: object) -> frozenset[Status]:
    try:
        return frozenset(Status(ALIASES.get(name.casefold(), name)) for name in _parts(value))
    except ValueError:
        words = f"give statuses, separated by commas: {', '.join(Status)}"
        raise ValueError(words) from None


def _ids(value: object) -> tuple[UUID, ...]:
    texts = _parts(value)
    if len(texts) > MOST_IDS:
        raise ValueError(f"give at most {MOST_IDS} ids")
    try:
        return tuple(UUID(text) for text in texts)
    except ValueError:
        raise ValueError("give ids of executions, separated by commas") from None


def _part_names(value: object) -> frozenset[PartName]:
    names = {*_parts(value)} - {"summary"}
    if not names <= ALL_PARTS:
        words = f"give parts, separated by commas: summary, {', '.join(sorted(ALL_PARTS))}"
        raise ValueError(words)
    return frozenset(part for part in ALL_PARTS if part in names)


StatusNames = Annotated[
    frozenset[Status],
    PlainValidator(_statuses),
    WithJsonSchema(
        {"type": "string", "description": "Statuses, separated by commas: Failed,Timeout"}
    ),
]
ExecutionIds = Annotated[
    tuple[UUID, ...],
    PlainValidator(_ids),
    WithJsonSchema(
        {"type": "string", "description": f"At most {MOST_IDS} ids, separated by commas."}
    ),
]
PartNames = Annotated[
    frozenset[PartName],
    PlainValidator(_part_names),
    WithJsonSchema(
        {
            "type": "string",
            "description": "The large parts to send, separated by commas: input, result, logs, "
            "variables; summary for none of them. Default: all.",
        }
    ),
]
