"""What does not fit a schema, in words for whoever sent it."""

from collections.abc import Iterator, Mapping, Sequence

from jsonschema_rs import ValidationError
from jsonschema_rs import ValidationErrorKind as Kind
from pydantic import JsonValue

from shared.errors import Detail
from shared.models.parameters import properties_of

#: What was sent is part of many messages, and may be long.
MOST_CHARACTERS = 500

FORMATS = {
    "date": "give a date, such as 2026-11-25",
    "date-time": "give a date, a time and an offset, such as 2026-11-25T09:30:00Z",
    "email": "give an e-mail address",
    "time": "give a time and an offset, such as 09:30:00Z",
    "uuid": "give a UUID",
}
TYPES = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "a whole number",
    "null": "null",
    "number": "a number",
    "object": "an object",
    "string": "a text",
}


def details_of(
    error: ValidationError, origin: str, parameters: Mapping[str, JsonValue]
) -> Iterator[Detail]:
    """One for each fault. ``origin`` is where in the request the input was."""
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
        case _ if _is_confided(error.instance_path, parameters):
            yield Detail(place, _words_without_value(error))
        case _:
            yield Detail(place, _words(error))


def _words_without_value(error: ValidationError) -> str:
    match error.kind:
        case Kind.MinLength(limit):
            return f"give at least {limit} characters"
        case Kind.MaxLength(limit):
            return f"give at most {limit} characters"
        case Kind.Type():
            return _words(error)
        case _:
            return "this does not have the form that is asked for"


def _words(error: ValidationError) -> str:
    match error.kind:
        case Kind.Format(name) if name in FORMATS:
            return FORMATS[name]
        case Kind.Type(types):
            return f"give {' or '.join(TYPES[name] for name in sorted(types))}"
        case _:
            return error.message[:MOST_CHARACTERS]


def _of_branches(
    error: ValidationError,
    branches: Sequence[Sequence[ValidationError]],
    origin: str,
    parameters: Mapping[str, JsonValue],
) -> Iterator[Detail]:
    """The faults of the one that was meant: whose type it is. If there is none, what it may be."""
    meant = [branch for branch in branches if not _is_of_another_type(branch, error)]
    if len(meant) == 1:
        for fault in meant[0]:
            yield from details_of(fault, origin, parameters)
        return
    types = {name for branch in branches for fault in branch for name in _types(fault)}
    kinds = " or ".join(TYPES[name] for name in sorted(types))
    words = f"give {kinds}" if kinds and not meant else "this fits none of what it may be"
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
    """What the author wants somebody to read whose value does not fit."""
    message = _schema_at(path, parameters).get("x-message")
    return message if isinstance(message, str) else None


def _is_confided(path: Sequence[str | int], parameters: Mapping[str, JsonValue]) -> bool:
    """What was sent is part of the validator's words."""
    return _schema_at(path, parameters).get("writeOnly") is True


def _schema_at(
    path: Sequence[str | int], parameters: Mapping[str, JsonValue]
) -> Mapping[str, JsonValue]:
    """Of the parameter that this is in."""
    return properties_of(parameters).get(str(path[0]), {}) if path else {}
