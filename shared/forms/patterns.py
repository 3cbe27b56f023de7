"""Patterns of forms, matched in bounded time, even if a form's author is hostile."""

from functools import lru_cache

import jsonschema_rs

#: The size of a compiled pattern, and the longest text that it is matched with. Time grows with
#: both, so larger patterns get shorter texts.
SIZES = ((10_000, 100_000), (100_000, 10_000), (1_000_000, 1_000))


def pattern_fault(pattern: str) -> str | None:
    """Return why the pattern cannot be used; None if it can."""
    try:
        _compiled(pattern)
    except ValueError:
        return (
            "this pattern cannot be used here: look-around and back-references are not supported,"
            " and it may not repeat too much ({1,1000} of many letters)"
        )
    return None


def longest(pattern: str) -> int:
    """Return the most characters of a text that the pattern can be matched with."""
    return _compiled(pattern)[1]


def matches(pattern: str, text: str) -> bool:
    """Whether a part of the text matches, as in JavaScript; ^ and $ anchor the pattern."""
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
