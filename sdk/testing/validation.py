"""Validation of input against a workflow's schema, for authors' tests without a platform.

It knows the keywords that the SDK writes into a schema, and uses the platform's messages:
``tests/contract/sdk`` compares both.
"""

import operator
import re
from collections.abc import Callable, Iterator, Mapping, Sized
from typing import cast

from sdk.rpc.protocol import to_json
from sdk.schema import validation_messages
from sdk.schema.formats import FORMATS, is_format

Schema = Mapping[str, object]
TYPES: Mapping[str, tuple[type, ...]] = {
    "array": (list,),
    "boolean": (bool,),
    "integer": (int,),
    "null": (type(None),),
    "number": (int, float),
    "object": (dict,),
    "string": (str,),
}
#: The keywords that limit a number, and when a number is wrong.
BOUNDS: tuple[tuple[str, Callable[[float, float], object]], ...] = (
    ("minimum", operator.lt),
    ("maximum", operator.gt),
    ("exclusiveMinimum", operator.le),
    ("exclusiveMaximum", operator.ge),
    ("multipleOf", operator.mod),
)
#: The keywords that limit the length of a text or a list, and when it is wrong.
LENGTHS: tuple[tuple[type[Sized], str, Callable[[int, int], bool]], ...] = (
    (str, "minLength", operator.lt),
    (str, "maxLength", operator.gt),
    (list, "minItems", operator.lt),
    (list, "maxItems", operator.gt),
)


def faults(schema: Schema, value: object, place: str = "body", own: object = None) -> Iterator[str]:
    """Yield what does not fit, and where; ``own`` is the author's message, if there is one.

    >>> list(faults({"type": "integer", "minimum": 1}, 0, "seats"))
    ['seats: give 1 or more']
    """
    if "anyOf" in schema:
        yield from _of_members(cast("list[Schema]", schema["anyOf"]), value, place, own)
        return
    for words in _words(schema, value):
        yield f"{place}: {own or words}"
    if isinstance(value, dict):
        yield from _object(schema, cast("dict[str, object]", value), place, own)
    if isinstance(value, list) and "items" in schema:
        for number, item in enumerate(cast("list[object]", value)):
            yield from faults(cast("Schema", schema["items"]), item, f"{place}.{number}", own)


def _words(schema: Schema, value: object) -> Iterator[str]:
    yield from _of_kind(schema, value)
    yield from _bounds(schema, value)
    yield from _lengths(schema, value)
    yield from _of_text(schema, value)


def _of_members(members: list[Schema], value: object, place: str, own: object) -> Iterator[str]:
    """Yield the faults of the union's member that has the value's type; else the allowed types."""
    found = [[*faults(member, value, place, own)] for member in members]
    if not all(found):
        return
    meant = [wrong for member, wrong in zip(members, found, strict=True) if _is_of(member, value)]
    if len(meant) == 1 and not own:
        yield from meant[0]
        return
    kinds = {str(member.get("type")) for member in members if "type" in member}
    words = (
        validation_messages.of_types(kinds)
        if kinds and not meant
        else validation_messages.NONE_FITS
    )
    yield f"{place}: {own or words}"


def _is_of(schema: Schema, value: object) -> bool:
    kinds = TYPES.get(str(schema.get("type")), (object,))
    if isinstance(value, bool):
        return bool in kinds or object in kinds
    if int in kinds and isinstance(value, float) and value.is_integer():
        return True
    return isinstance(value, kinds)


def _of_kind(schema: Schema, value: object) -> Iterator[str]:
    if not _is_of(schema, value):
        yield validation_messages.of_types([str(schema["type"])])
    options = cast("list[object]", schema.get("enum", [value]))
    if not any(
        value == one and isinstance(value, bool) == isinstance(one, bool) for one in options
    ):
        yield validation_messages.not_among(map(to_json, options))


def _object(schema: Schema, value: Mapping[str, object], place: str, own: object) -> Iterator[str]:
    properties = cast("Mapping[str, Schema]", schema.get("properties", {}))
    others = schema.get("additionalProperties", True)
    for name, item in value.items():
        if name in properties:
            yield from _property(properties[name], item, f"{place}.{name}", own)
        elif others is False:
            yield f"{place}.{name}: there is no such parameter"
        elif isinstance(others, dict):
            yield from faults(cast("Schema", others), item, f"{place}.{name}", own)
    for name in cast("list[str]", schema.get("required", [])):
        if name not in value:
            yield f"{place}.{name}: this parameter is required"


def _property(schema: Schema, value: object, place: str, outer: object) -> Iterator[str]:
    """Yield the faults of a property; those of a secret do not quote its value."""
    own = outer or schema.get("x-message")
    if schema.get("writeOnly") is True and isinstance(value, str):
        if any(faults(schema, value, place)):
            yield f"{place}: {own or _words_without_value(schema, value)}"
    else:
        yield from faults(schema, value, place, own)


def _words_without_value(schema: Schema, value: str) -> str:
    least, most = schema.get("minLength"), schema.get("maxLength")
    if isinstance(least, int) and len(value) < least:
        return validation_messages.beyond("minLength", least)
    if isinstance(most, int) and len(value) > most:
        return validation_messages.beyond("maxLength", most)
    return validation_messages.OTHER_FORM


def _bounds(schema: Schema, value: object) -> Iterator[str]:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return
    for keyword, is_wrong in BOUNDS:
        limit = schema.get(keyword)
        if isinstance(limit, int | float) and is_wrong(value, limit):
            yield validation_messages.beyond(keyword, limit)


def _lengths(schema: Schema, value: object) -> Iterator[str]:
    for kind, keyword, is_wrong in LENGTHS:
        limit = schema.get(keyword)
        if isinstance(value, kind) and isinstance(limit, int) and is_wrong(len(value), limit):
            yield validation_messages.beyond(keyword, limit)


def _of_text(schema: Schema, value: object) -> Iterator[str]:
    if not isinstance(value, str):
        return
    pattern, known = schema.get("pattern"), str(schema.get("format"))
    if pattern is not None and not re.search(str(pattern), value):
        yield validation_messages.OTHER_FORM
    if known in FORMATS and not is_format(known, value):
        yield validation_messages.FORMATS[known]
