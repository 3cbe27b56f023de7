"""What a run was given in confidence is hidden before its words are cut to size.

The platform hides it again in all that it is told. But of a text that is cut in the middle of
a secret, it could not know the half.
"""

import json

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


def forget() -> None:
    """Another run has other secrets."""
    _given.clear()
