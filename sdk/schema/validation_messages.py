"""Error messages for values that do not fit: the words of every validator, in one place.

The platform uses them for requests and the input of workflows, ``bifrost.testing`` in tests. None
quotes a raw pattern or the words of a validation library.
"""

from collections.abc import Iterable, Mapping

TYPES: Mapping[str, str] = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "a whole number",
    "null": "null",
    "number": "a number",
    "object": "an object",
    "string": "a text",
}
FORMATS: Mapping[str, str] = {
    "date": "give a date, such as 2026-11-25",
    "date-time": "give a date, a time and an offset, such as 2026-11-25T09:30:00Z",
    "email": "give an e-mail address",
    "time": "give a time and an offset, such as 09:30:00Z",
    "uuid": "give a UUID, such as 01234567-89ab-4cde-8f01-23456789abcd",
}
#: Messages by the JSON Schema keyword that sets the limit.
LIMITS: Mapping[str, str] = {
    "minimum": "give {} or more",
    "maximum": "give {} or less",
    "exclusiveMinimum": "give more than {}",
    "exclusiveMaximum": "give less than {}",
    "multipleOf": "give a multiple of {}",
    "minLength": "give at least {} character",
    "maxLength": "give at most {} character",
    "minItems": "give at least {} item",
    "maxItems": "give at most {} item",
    "minProperties": "give at least {} entry",
    "maxProperties": "give at most {} entry",
}
#: Messages of other keywords; ``OTHER_FORM`` is for keywords without a message.
RULES: Mapping[str, str] = {
    "uniqueItems": "give each item once",
    "oneOf": "this fits none of what it may be",
    "false schema": "there is no such parameter",
}
REQUIRED = "this is required"
UNKNOWN_FIELD = "there is no such field"
OTHER_FORM = "this does not have the form that is asked for"
NONE_FITS = "this fits none of what it may be"
MOST_CHOICES = 10


def of_types(names: Iterable[str]) -> str:
    """Return the message for a value that has none of these types.

    >>> of_types(["null", "integer"])
    'give a whole number or null'
    """
    return f"give {' or '.join(TYPES[name] for name in sorted(names))}"


def beyond(keyword: str, limit: object) -> str:
    """Return the message for a value beyond a limit.

    >>> beyond("minItems", 1), beyond("maxLength", 40), beyond("maxProperties", 2)
    ('give at least 1 item', 'give at most 40 characters', 'give at most 2 entries')
    """
    words = LIMITS[keyword].format(limit)
    is_counted = keyword.endswith(("Length", "Items", "Properties"))
    if not is_counted or limit == 1:
        return words
    return f"{words[:-1]}ies" if words.endswith("entry") else f"{words}s"


def not_among(choices: Iterable[str]) -> str:
    """Return the message for a value that is none of the choices, given as JSON.

    >>> not_among(['"a"', "1"]), not_among(["7"])
    ('give one of: "a", 1', 'give 7')
    """
    known = [*choices]
    if len(known) == 1:
        return f"give {known[0]}"
    more = len(known) - MOST_CHOICES
    listed = ", ".join(known[:MOST_CHOICES])
    return f"give one of: {listed}" + (f", or one of {more} more" if more > 0 else "")
