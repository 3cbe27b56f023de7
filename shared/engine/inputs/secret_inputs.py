"""What a caller gives for a workflow's eyes only, and how it is kept while the run may need it.

Records show ``[redacted]`` in its place, in whatever parameter it is. A run that waits, or may be
tried again, has it sealed, for this execution of this organization; no record of an end has it.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol, cast
from uuid import UUID

from pydantic import JsonValue

from sdk.rpc.redaction import REDACTED, SHORTEST_SECRET
from shared.engine.inputs.redaction import Redactor
from shared.errors import Detail, InvalidInput
from shared.models.executions import Execution
from shared.models.parameters import secret_names
from shared.models.secret_inputs import NOTHING, SecretInputs
from shared.models.workflows import Schema

Input = dict[str, JsonValue]


class Seals(Protocol):
    """All that the engine knows of how it is done."""

    async def seal(self, text: str, org_id: str, execution_id: UUID) -> str: ...

    async def unseal(self, sealed: str, org_id: str, execution_id: UUID) -> str:
        """Refused where it cannot be opened: by a key that is gone, or for another execution."""
        ...


def split_secrets(parameters: Schema, given: Input) -> tuple[Input, SecretInputs]:
    """What records may show of the input, and the rest; InvalidInput for what a record shows."""
    secrets = [text for name in secret_names(parameters) for text in texts_in(given.get(name))]
    if not secrets:
        return given, NOTHING
    _require_known(parameters, given)
    hide = Redactor(secrets).value
    shown = {name: cast("JsonValue", hide(value)) for name, value in given.items()}
    for name in secret_names(parameters):
        if shown.get(name) is not None:
            shown[name] = REDACTED
    values = {name: value for name, value in given.items() if shown[name] != value}
    return shown, SecretInputs(values=values, secrets=tuple(secrets))


def restored(before: Execution, again: Input) -> Input:
    """The input of an earlier run, with what its record does not show as it is given now.

    InvalidInput names each of these that is not given, and each that is given and is none.
    """
    here = ("body", "inputData")
    missing = [name for name in before.withheld if name not in again]
    others = [name for name in again if name not in before.withheld]
    faults = [
        Detail((*here, name), "the record does not show it: give it again") for name in missing
    ]
    faults += [Detail((*here, name), "this is as in the record: leave it out") for name in others]
    if missing:
        names = ", ".join(missing)
        raise InvalidInput(f"this was given in confidence: give it in inputData: {names}", faults)
    if others:
        raise InvalidInput("inputData is for what the record does not show", faults)
    return {**before.input, **again}


def texts_in(value: JsonValue) -> Iterable[str]:
    """Those that can be told from other words."""
    return (text for text in _texts(value) if len(text) >= SHORTEST_SECRET)


async def sealed(seals: Seals, execution: Execution, withheld: SecretInputs) -> Execution:
    """The record of a run that may be taken up by a process that does not know the rest."""
    if not withheld.values:
        return execution
    text = withheld.model_dump_json()
    kept = await seals.seal(text, execution.org_id, execution.id)
    return execution.model_copy(update={"sealed": kept})


async def opened(seals: Seals, execution: Execution) -> SecretInputs:
    """What its record, which is complete, has sealed; Refused where it cannot be opened."""
    if execution.sealed is None:
        return NOTHING
    text = await seals.unseal(execution.sealed, execution.org_id, execution.id)
    return SecretInputs.model_validate_json(text)


def _require_known(parameters: Schema, given: Mapping[str, JsonValue]) -> None:
    for name in secret_names(parameters):
        if given.get(name) == REDACTED:
            message = "this is what records show: give the value itself"
            raise InvalidInput(f"{name}: {message}", [Detail(("body", name), message)])


def _texts(value: JsonValue) -> Iterator[str]:
    """All that are in it, names of members too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, item in value.items():
            yield name
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
