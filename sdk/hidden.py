"""What a run was given in confidence is hidden before its words are cut to size.

The platform hides it again in all that it is told. But of a text that is cut in the middle of
a secret, it could not know the half.
"""

import json
from typing import cast

SHORTEST = 4
HIDDEN = "[redacted]"

_given: set[str] = set()


def note(secret: str) -> str:
    """The secret, to be hidden from now on."""
    if len(secret) >= SHORTEST:
        escaped = json.dumps(secret), json.dumps(secret, ensure_ascii=False), repr(secret)
        _given.update([secret, *(text[1:-1] for text in escaped)])
    return secret


def hide(text: str) -> str:
    """The text without the secrets, also where they are escaped as in JSON or by ``repr``.

    >>> hide(note("hunter2") + "!")
    '[redacted]!'
    >>> forget()
    """
    for secret in sorted(_given, key=len, reverse=True):
        text = text.replace(secret, HIDDEN)
    return text


def hide_in(value: object) -> object:
    """The same in all of a value that JSON can carry.

    >>> hide_in({note("hunter2"): ["hunter2!", 7]})
    {'[redacted]': ['[redacted]!', 7]}
    >>> forget()
    """
    if isinstance(value, dict):
        items = cast("dict[str, object]", value).items()
        return {hide(key): hide_in(item) for key, item in items}
    if isinstance(value, list):
        return [hide_in(item) for item in cast("list[object]", value)]
    if isinstance(value, bool) or value is None:
        return value
    hidden = hide(str(value))
    return value if hidden == str(value) else hidden if isinstance(value, str) else HIDDEN


def forget() -> None:
    """Another run has other secrets."""
    _given.clear()
