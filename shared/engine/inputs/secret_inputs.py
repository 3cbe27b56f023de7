"""Secret inputs: the values of secret parameters, and how they are stored while a run needs them.

Records show ``[redacted]`` instead, in whichever parameter a secret appears. While a run waits or
may be tried again, its record has the values encrypted, bound to this execution of this
organization; the final record does not have them.
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
    """The encryption of secret inputs, as the engine sees it."""

    async def seal(self, text: str, org_id: str, execution_id: UUID) -> str: ...

    async def unseal(self, sealed: str, org_id: str, execution_id: UUID) -> str:
        """Decrypt a text; Refused if its key is gone, or if it is for another execution."""
        ...


def split_secrets(parameters: Schema, given: Input) -> tuple[Input, SecretInputs]:
    """The input as records show it, and the secret inputs; InvalidInput for ``[redacted]``."""
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
    """The input of an earlier run, with its secret inputs as they are given ``again``.

    InvalidInput names each secret input that is missing, and each value that is not secret.
    """
    here = ("body", "inputData")
    missing = [name for name in before.withheld if name not in again]
    others = [name for name in again if name not in before.withheld]
    faults = [
        Detail((*here, name), "this is secret and not in the record: send it") for name in missing
    ]
    faults += [Detail((*here, name), "this is in the record: leave it out") for name in others]
    if missing:
        names, verb = ", ".join(missing), "is" if len(missing) == 1 else "are"
        it = "it" if len(missing) == 1 else "them"
        message = f"{names} {verb} secret and not in the record: send {it} in inputData"
        raise InvalidInput(message, faults)
    if others:
        raise InvalidInput("inputData is only for secrets that are not in the record", faults)
    return {**before.input, **again}


def texts_in(value: JsonValue) -> Iterable[str]:
    """The texts in a value that are long enough to be told from ordinary words."""
    return (text for text in _texts(value) if len(text) >= SHORTEST_SECRET)


async def sealed(seals: Seals, execution: Execution, secret_inputs: SecretInputs) -> Execution:
    """The record with its secret inputs encrypted, for another process that may run it."""
    if not secret_inputs.values:
        return execution
    text = secret_inputs.model_dump_json()
    encrypted = await seals.seal(text, execution.org_id, execution.id)
    return execution.model_copy(update={"sealed": encrypted})


async def opened(seals: Seals, execution: Execution) -> SecretInputs:
    """The secret inputs of a complete record; Refused if they cannot be decrypted."""
    if execution.sealed is None:
        return NOTHING
    text = await seals.unseal(execution.sealed, execution.org_id, execution.id)
    return SecretInputs.model_validate_json(text)


def _require_known(parameters: Schema, given: Mapping[str, JsonValue]) -> None:
    for name in secret_names(parameters):
        if given.get(name) == REDACTED:
            message = f"{REDACTED} is only what records show: send the value itself"
            raise InvalidInput(f"{name}: {message}", [Detail(("body", name), message)])


def _texts(value: JsonValue) -> Iterator[str]:
    """All texts in a value, the names of members included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, item in value.items():
            yield name
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
