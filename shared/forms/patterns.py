"""Patterns of forms: found in time that is bounded, whatever somebody wrote."""

from functools import lru_cache

import jsonschema_rs

#: How large a pattern becomes, and how long a text it is then looked for in. The time that this
#: takes grows with both: what is larger gets the shorter texts.
SIZES = ((10_000, 100_000), (100_000, 10_000), (1_000_000, 1_000))


def pattern_fault(pattern: str) -> str | None:
    """Why it cannot be used; None if it can."""
    try:
        _compiled(pattern)
    except ValueError:
        return (
            "this pattern cannot be used here: look-around and back-references are not known,"
            " and it may not repeat too much ({1,1000} of many letters)"
        )
    return None


def longest(pattern: str) -> int:
    """Characters of a text that it can be looked for in."""
    return _compiled(pattern)[1]


def matches(pattern: str, text: str) -> bool:
    """Whether some part of the text fits, as in JavaScript; ^ and $ fasten it."""
    return _compiled(pattern)[0].is_valid(text)


@lru_cache(maxsize=100)
def _compiled(pattern: str) -> tuple[jsonschema_rs.Draft202012Validator, int]:
    for size, characters in SIZES[:-1]:
        try:
            return _of_size(pattern, size), characters
        except ValueError:
            continue
    size, characters = SIZES[-1]
    return _of_size(pattern, size), characters


def _of_size(pattern: str, size: int) -> jsonschema_rs.Draft202012Validator:
    schema = {"type": "string", "pattern": pattern}
    options = jsonschema_rs.RegexOptions(size_limit=size)
    return jsonschema_rs.Draft202012Validator(schema, pattern_options=options)
