"""Patterns of forms: found in time that grows with the text only, whatever somebody wrote."""

from functools import lru_cache

import jsonschema_rs


def pattern_fault(pattern: str) -> str | None:
    """Why it cannot be used; None if it can."""
    try:
        _compiled(pattern)
    except ValueError:
        return "this pattern cannot be used here: look-around and back-references are not known"
    return None


def matches(pattern: str, text: str) -> bool:
    """Whether some part of the text fits, as in JavaScript; ^ and $ fasten it."""
    return _compiled(pattern).is_valid(text)


@lru_cache(maxsize=500)
def _compiled(pattern: str) -> jsonschema_rs.Draft202012Validator:
    schema = {"type": "string", "pattern": pattern}
    options = jsonschema_rs.RegexOptions(size_limit=1_000_000)
    return jsonschema_rs.Draft202012Validator(schema, pattern_options=options)
