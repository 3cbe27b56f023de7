"""Where the large parts of an execution go: beside the record in its row, or in a blob.

A text property of a row holds 32 Ki characters, so each part is a column of its own.
"""

from collections.abc import Container

from pydantic import JsonValue, TypeAdapter

from shared.errors import AlreadyExists, Unavailable
from shared.models.executions import Execution, LogLine
from shared.services.blobs import Blobs
from shared.services.tables import Columns

INLINE_BYTES = 32 * 1024
PARTS = ("input", "logs", "result")

_INPUT = TypeAdapter(dict[str, JsonValue])
_LOGS = TypeAdapter(tuple[LogLine, ...])

Parts = dict[str, str]


class LargeParts:
    """The input, the result and the log lines of one organization's executions."""

    def __init__(self, blobs: Blobs, org_id: str) -> None:
        self._blobs = blobs
        self._org_id = org_id

    async def put_away(self, execution: Execution) -> Execution:
        """The same record, with the names of new blobs for the parts that are too large.

        To be called before the row that names them is written; again does nothing.
        """
        names: Parts = {}
        for part, text in _parts(execution).items():
            content = text.encode()
            if len(content) > INLINE_BYTES:
                names[f"{part}_blob"] = await self._write(execution, part, content)
        return execution.model_copy(update=names)

    async def fetch(self, execution: Execution) -> Execution:
        """The record with those parts that are in blobs."""
        found: Parts = {}
        for part, name in _blob_names(execution).items():
            content = await self._blobs.find(name)
            if content is None:
                raise Unavailable(f"the {part} of execution {execution.id} cannot be read")
            found[part] = content.decode()
        return _with(execution, found)

    async def _write(self, execution: Execution, part: str, content: bytes) -> str:
        name = f"{self._org_id}/{execution.id}/{execution.write_id}-{part}.json"
        try:
            await self._blobs.write(name, content)
        except AlreadyExists:
            return name  # only this write has this name: an answer was lost
        return name


def lean(execution: Execution) -> Execution:
    """The record without what is in blobs, as a message carries it."""
    return _without(execution, _blob_names(execution))


def columns_of(execution: Execution) -> Columns:
    """The row's columns for a record whose large parts are put away."""
    bare = _without(execution, PARTS)
    traceback = bare.outcome.traceback if bare.outcome else None
    record = bare.model_dump_json(exclude={"outcome": {"traceback"}})
    return {"record": record, "traceback": traceback or "", **_parts(execution)}


def execution_from(columns: Columns) -> Execution:
    """The record that ``columns_of`` made these columns of."""
    execution = Execution.model_validate_json(columns["record"])
    outcome = execution.outcome
    if outcome and columns["traceback"]:
        outcome = outcome.model_copy(update={"traceback": columns["traceback"]})
    return _with(execution.model_copy(update={"outcome": outcome}), columns)


def _with(execution: Execution, parts: Columns) -> Execution:
    """The record with the parts that are among these."""
    changed: dict[str, object] = {}
    if "input" in parts:
        changed["input"] = _INPUT.validate_json(parts["input"])
    if "logs" in parts:
        changed["logs"] = _LOGS.validate_json(parts["logs"])
    if "result" in parts and execution.outcome:
        changed["outcome"] = execution.outcome.model_copy(update={"result": parts["result"]})
    return execution.model_copy(update=changed)


def _parts(execution: Execution) -> Parts:
    """The parts that are here and not in a blob already."""
    parts: Parts = {}
    if execution.input and not execution.input_blob:
        parts["input"] = _INPUT.dump_json(execution.input).decode()
    if execution.logs and not execution.logs_blob:
        parts["logs"] = _LOGS.dump_json(execution.logs).decode()
    if execution.outcome and execution.outcome.result is not None and not execution.result_blob:
        parts["result"] = execution.outcome.result
    return parts


def _without(execution: Execution, parts: Container[str]) -> Execution:
    changed: dict[str, object] = {}
    if "input" in parts:
        changed["input"] = {}
    if "logs" in parts:
        changed["logs"] = ()
    if "result" in parts and execution.outcome:
        changed["outcome"] = execution.outcome.model_copy(update={"result": None})
    return execution.model_copy(update=changed)


def _blob_names(execution: Execution) -> Parts:
    names = {
        "input": execution.input_blob,
        "logs": execution.logs_blob,
        "result": execution.result_blob,
    }
    return {part: name for part, name in names.items() if name}
