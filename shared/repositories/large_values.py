"""Stores the large parts of an execution: beside the record in its row, or in a blob.

A text property of a row may have 32 Ki characters, so each part is a column of its own. The log
lines of a long run are in a blob while it lasts, one for each attempt.
"""

from collections.abc import Collection, Container, Mapping
from uuid import UUID

from pydantic import JsonValue, TypeAdapter

from shared.errors import AlreadyExists, Unavailable
from shared.models.base import DEFERRED
from shared.models.executions import Execution, LogLine, ResultType
from shared.repositories.record_versions import record_of
from shared.services.blobs import BlobPart, Blobs
from shared.services.tables import Columns

INLINE_BYTES = 32 * 1024
VARIABLES_INLINE_BYTES = 8 * 1024
#: A queue message carries it beside the input.
STARTUP_INLINE_BYTES = 4 * 1024
SEALED_INLINE_BYTES = 2 * 1024
_INLINE = {
    "sealed": SEALED_INLINE_BYTES,
    "startup": STARTUP_INLINE_BYTES,
    "variables": VARIABLES_INLINE_BYTES,
}
PARTS = ("input", "logs", "result", "sealed", "startup", "variables")
#: What has a column of its own, and so is not in that of the record.
_APART = {
    **dict.fromkeys(("input", "logs", "sealed", "startup"), True),
    "outcome": {"result", "traceback", "variables"},
}
STREAM_SUFFIX = ".jsonl"

_INPUT = TypeAdapter(dict[str, JsonValue], config=DEFERRED)
_STARTUP = TypeAdapter[JsonValue](JsonValue, config=DEFERRED)
_LOGS = TypeAdapter(tuple[LogLine, ...], config=DEFERRED)

Parts = dict[str, str]


class LargeParts:
    """The large parts of one organization's executions."""

    def __init__(self, blobs: Blobs, org_id: str) -> None:
        self._blobs = blobs
        self._org_id = org_id

    async def put_away(self, execution: Execution) -> Execution:
        """Move parts that are too large to new blobs; return the record with the blobs' names.

        Call it before the row that names them is written; calling it again changes nothing.
        """
        names: dict[str, object] = {}
        sizes = {**execution.part_bytes}
        for part, text in _parts(execution).items():
            content = text.encode()
            if len(content) > _inline_bytes(part):
                names[f"{part}_blob"] = await self._write(execution, part, content)
                sizes[part] = len(content)
                if part == "result":
                    names["result_type"] = type_of_text(text)
        return execution.model_copy(update={**names, "part_bytes": sizes}) if names else execution

    async def slice(self, execution: Execution, part: str, at: int, most: int) -> BlobPart | None:
        """Return some bytes of a part, from its blob or from the record; None if it has none."""
        name = _blob_names(execution).get(part)
        if name is not None:
            return await self._blobs.part(name, at, most)
        text = _parts(execution).get(part)
        if text is None:
            return None
        content = text.encode()
        return BlobPart(content[at : at + most], len(content), "")

    async def fetch(self, execution: Execution, parts: Collection[str] = PARTS) -> Execution:
        """Return the record with those of these parts that are in blobs."""
        found: Parts = {}
        for part, name in _blob_names(execution).items():
            if part in parts:
                found[part] = await self._read(execution, part, name)
        return _with(execution, found)

    async def append_lines(
        self, execution: Execution, lines: Collection[LogLine], *, at: int
    ) -> int:
        """Append lines to the attempt's blob, which has ``at`` bytes; return its new size."""
        content = b"".join(line.model_dump_json().encode() + b"\n" for line in lines)
        await self._blobs.append(stream_of(execution), content, at=at)
        return at + len(content)

    async def lines_of(self, execution: Execution, attempt: UUID) -> tuple[LogLine, ...]:
        """Return the log lines in an attempt's blob; none if there is no blob."""
        content = await self._blobs.find(_stream(execution, attempt))
        return _lines(content or b"")

    async def _read(self, execution: Execution, part: str, name: str) -> str:
        content = await self._blobs.find(name)
        if name.endswith(STREAM_SUFFIX):
            return _LOGS.dump_json(_lines(content or b"")).decode()
        if content is None:
            raise Unavailable(f"the {part} of execution {execution.id} cannot be read")
        return content.decode()

    async def _write(self, execution: Execution, part: str, content: bytes) -> str:
        name = f"{self._org_id}/{execution.id}/{execution.write_id}-{part}.json"
        try:
            await self._blobs.write(name, content)
        except AlreadyExists:
            return name  # only this write has this name: an answer was lost
        return name


def bytes_of(execution: Execution, part: str) -> int | None:
    """Return a part's size as it is stored; None without the part, or if it is not known."""
    text = _parts(execution).get(part)
    return execution.part_bytes.get(part) if text is None else len(text.encode())


def type_of(execution: Execution) -> ResultType | None:
    """Return the type of the result; None without one, or if it is not known."""
    outcome = execution.outcome
    if outcome is None or outcome.result is None:
        return execution.result_type
    return type_of_text(outcome.result)


def type_of_text(result: str) -> ResultType:
    """Return the type of a result by its JSON text: HTML is a text that begins with a tag."""
    if not result.startswith('"'):
        return "json"
    return "html" if result.startswith('"<') and ">" in result else "text"


def stream_of(execution: Execution) -> str:
    """Return the blob name for the current attempt's lines; the blob may not exist."""
    return _stream(execution, execution.attempt or execution.write_id)


def fits_inline(lines: tuple[LogLine, ...]) -> bool:
    """Return whether these lines are few enough for the row."""
    return len(_LOGS.dump_json(lines)) <= INLINE_BYTES


def lean(execution: Execution) -> Execution:
    """Return the record without the parts in blobs, as a message carries it."""
    return without(execution, _blob_names(execution))


def columns_of(execution: Execution) -> Columns:
    """Return the row's columns for a record whose large parts are in blobs."""
    traceback = execution.outcome.traceback if execution.outcome else None
    record = execution.model_dump_json(exclude=_APART, exclude_none=True)
    return {"record": record, "traceback": traceback or "", **_parts(execution)}


def execution_from(columns: Columns) -> Execution:
    """Return the record of the columns that ``columns_of`` made."""
    execution = record_of(Execution, columns)
    outcome = execution.outcome
    if outcome and columns["traceback"]:
        outcome = outcome.model_copy(update={"traceback": columns["traceback"]})
    return _with(execution.model_copy(update={"outcome": outcome}), columns)


def _with(execution: Execution, parts: Columns) -> Execution:
    """Return the record with those of its parts that are among these."""
    changed: dict[str, object] = {}
    if "input" in parts:
        changed["input"] = _INPUT.validate_json(parts["input"])
    if "sealed" in parts:
        changed["sealed"] = parts["sealed"]
    if "startup" in parts:
        changed["startup"] = _STARTUP.validate_json(parts["startup"])
    if "logs" in parts:
        changed["logs"] = _LOGS.validate_json(parts["logs"])
    of_outcome = {part: parts[part] for part in ("result", "variables") if part in parts}
    if of_outcome and execution.outcome:
        changed["outcome"] = execution.outcome.model_copy(update=of_outcome)
    return execution.model_copy(update=changed)


def _parts(execution: Execution) -> Parts:
    """Return the parts that are in the record and not in a blob already."""
    parts: Parts = {}
    if execution.input and not execution.input_blob:
        parts["input"] = _INPUT.dump_json(execution.input).decode()
    if execution.sealed and not execution.sealed_blob:
        parts["sealed"] = execution.sealed
    if execution.startup is not None and not execution.startup_blob:
        parts["startup"] = _STARTUP.dump_json(execution.startup).decode()
    if execution.logs and not execution.logs_blob:
        parts["logs"] = _LOGS.dump_json(execution.logs).decode()
    outcome = execution.outcome
    if outcome and outcome.result is not None and not execution.result_blob:
        parts["result"] = outcome.result
    if outcome and outcome.variables is not None and not execution.variables_blob:
        parts["variables"] = outcome.variables
    return parts


def without(execution: Execution, parts: Container[str]) -> Execution:
    """Return the record without these parts."""
    changed: dict[str, object] = {}
    if "input" in parts:
        changed["input"] = {}
    for part in ("sealed", "startup"):
        if part in parts:
            changed[part] = None
    if "logs" in parts:
        changed["logs"] = ()
    of_outcome = {part: None for part in ("result", "variables") if part in parts}
    if of_outcome and execution.outcome:
        changed["outcome"] = execution.outcome.model_copy(update=of_outcome)
    return execution.model_copy(update=changed)


def _blob_names(execution: Execution) -> Mapping[str, str]:
    names = {
        "input": execution.input_blob,
        "logs": execution.logs_blob,
        "result": execution.result_blob,
        "sealed": execution.sealed_blob,
        "startup": execution.startup_blob,
        "variables": execution.variables_blob,
    }
    return {part: name for part, name in names.items() if name}


def _inline_bytes(part: str) -> int:
    return _INLINE.get(part, INLINE_BYTES)


def _stream(execution: Execution, attempt: UUID) -> str:
    return f"{execution.org_id}/{execution.id}/{attempt}-logs{STREAM_SUFFIX}"


def _lines(content: bytes) -> tuple[LogLine, ...]:
    return tuple(LogLine.model_validate_json(line) for line in content.splitlines())
