"""Messages for callers whose input does not fit a schema."""

import json
from collections.abc import Iterator, Mapping, Sequence

from jsonschema_rs import ValidationError
from jsonschema_rs import ValidationErrorKind as Kind
from pydantic import JsonValue

from sdk.schema import validation_messages
from shared.errors import Detail
from shared.models.parameters import properties_of


def details_of(
    error: ValidationError, origin: str, parameters: Mapping[str, JsonValue]
) -> Iterator[Detail]:
    """One detail for each fault. ``origin`` is the part of the request that the input came in."""
    place = (origin, *error.instance_path)
    own = _own_message(error.instance_path, parameters)
    match error.kind:
        case Kind.Required(name):
            yield Detail((*place, name), "this parameter is required")
        case Kind.AdditionalProperties(names):
            for name in names:
                yield Detail((*place, name), "there is no such parameter")
        case _ if own:
            yield Detail(place, own)
        case Kind.AnyOf(branches):
            yield from _of_branches(error, branches, origin, parameters)
        case _:
            yield Detail(place, _words(error))


def _words(error: ValidationError) -> str:
    """The message of a fault, without the value that was sent: it may be long or a secret."""
    match error.kind:
        case Kind.Format(name) if name in validation_messages.FORMATS:
            return validation_messages.FORMATS[name]
        case Kind.Type(types):
            return validation_messages.of_types(types)
        case Kind.Enum(options):
            return validation_messages.not_among(map(_json, options))
        case Kind.Constant(value):
            return validation_messages.not_among([_json(value)])
        case _:
            return _beyond(error.kind)


def _beyond(kind: Kind) -> str:
    """The message for a limit, or for a rule that has no message of its own."""
    if kind.name not in validation_messages.LIMITS:
        return validation_messages.RULES.get(kind.name, validation_messages.OTHER_FORM)
    name = "multiple_of" if kind.name == "multipleOf" else "limit"
    return validation_messages.beyond(kind.name, getattr(kind, name))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _of_branches(
    error: ValidationError,
    branches: Sequence[Sequence[ValidationError]],
    origin: str,
    parameters: Mapping[str, JsonValue],
) -> Iterator[Detail]:
    """The faults of the one branch that has the value's type; else the types that are allowed."""
    meant = [branch for branch in branches if not _is_of_another_type(branch, error)]
    if len(meant) == 1:
        for fault in meant[0]:
            yield from details_of(fault, origin, parameters)
        return
    types = {name for branch in branches for fault in branch for name in _types(fault)}
    words = (
        validation_messages.of_types(types)
        if types and not meant
        else validation_messages.NONE_FITS
    )
    yield Detail((origin, *error.instance_path), words)


def _is_of_another_type(branch: Sequence[ValidationError], whole: ValidationError) -> bool:
    return any(_types(fault) and fault.instance_path == whole.instance_path for fault in branch)


def _types(fault: ValidationError) -> Sequence[str]:
    match fault.kind:
        case Kind.Type(types):
            return types
        case _:
            return ()


def _own_message(path: Sequence[str | int], parameters: Mapping[str, JsonValue]) -> str | None:
    """The author's own message for a value that does not fit (``x-message``), if there is one."""
    message = _schema_at(path, parameters).get("x-message")
    return message if isinstance(message, str) else None


def _schema_at(
    path: Sequence[str | int], parameters: Mapping[str, JsonValue]
) -> Mapping[str, JsonValue]:
    """The schema of the parameter that the path is in."""
    return properties_of(parameters).get(str(path[0]), {}) if path else {}
