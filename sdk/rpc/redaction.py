"""What a run was given in confidence is hidden before its words are cut to size.

The platform hides it again in all that it is told. But of a text that is cut in the middle of
a secret, it could not know the half.
"""

import json
from collections.abc import Iterable
from typing import cast

#: A shorter text cannot be redacted: it would be found in the middle of other words.
SHORTEST_SECRET = 4
REDACTED = "[redacted]"

_given: set[str] = set()
_always: set[str] = set()


def remember_secret(secret: str) -> str:
    """The secret, to be hidden from now on."""
    _given.update(_forms(secret))
    return secret


def note_always(secrets: Iterable[str]) -> None:
    """What no run of this process is to show, such as the password of its proxy."""
    for secret in secrets:
        _always.update(_forms(secret))
    _given.update(_always)


def _forms(secret: str) -> set[str]:
    if len(secret) < SHORTEST_SECRET:
        return set()
    escaped = json.dumps(secret), json.dumps(secret, ensure_ascii=False), repr(secret)
    return {secret, *(text[1:-1] for text in escaped)}


def redact(text: str) -> str:
    """The text without the secrets, also where they are escaped as in JSON or by ``repr``.

    >>> redact(remember_secret("hunter2") + "!")
    '[redacted]!'
    >>> forget_secrets()
    """
    for secret in sorted(_given, key=len, reverse=True):
        text = text.replace(secret, REDACTED)
    return text


def redact_in(value: object) -> object:
    """The same in all of a value that JSON can carry.

    >>> redact_in({remember_secret("hunter2"): ["hunter2!", 7]})
    {'[redacted]': ['[redacted]!', 7]}
    >>> forget_secrets()
    """
    if isinstance(value, dict):
        items = cast("dict[str, object]", value).items()
        return apart((redact(key), redact_in(item)) for key, item in items)
    if isinstance(value, list):
        return [redact_in(item) for item in cast("list[object]", value)]
    if isinstance(value, bool) or value is None:
        return value
    hidden = redact(str(value))
    return value if hidden == str(value) else hidden if isinstance(value, str) else REDACTED


def apart(items: Iterable[tuple[str, object]]) -> dict[str, object]:
    """An object of these, in which keys that are hidden alike stay two.

    >>> apart([("[redacted]", 1), ("[redacted]", 2)])
    {'[redacted]': 1, '[redacted] (2)': 2}
    """
    found: dict[str, object] = {}
    for key, item in items:
        name, number = key, 1
        while name in found:
            number += 1
            name = f"{key} ({number})"
        found[name] = item
    return found


class Redaction:
    """Hides the secrets in a text that comes in pieces, wherever it is cut into these.

    A piece's end that a secret may begin with is kept back until what follows is known.
    """

    def __init__(self) -> None:
        self._held = ""

    def of(self, piece: str) -> str:
        """What can be said by now, without secrets.

        >>> redaction = Redaction()
        >>> _ = remember_secret("hunter2")
        >>> redaction.of("it is hunt"), redaction.of("er2!"), redaction.of("hun"), redaction.rest()
        ('it is ', '[redacted]!', '', 'hun')
        >>> forget_secrets()
        """
        text = self._held + piece
        end = _settled(text) if _given else len(text)
        self._held = text[end:]
        return redact(text[:end])

    def rest(self) -> str:
        """What was kept back, when nothing follows."""
        text, self._held = self._held, ""
        return redact(text)


def _settled(text: str) -> int:
    """Up to where nothing that follows can make a secret of it, and no secret is cut in two."""
    end = min(_beginning(text, secret) for secret in _given)
    before = len(text) + 1
    while end < before:
        before = end
        for secret in _given:
            start = text.find(secret, max(0, end - len(secret) + 1), end + len(secret) - 1)
            end = end if start < 0 else min(start, end)
    return end


def _beginning(text: str, secret: str) -> int:
    """Where the text's end is the beginning of this secret; the text's length if it is not."""
    start = text.find(secret[0], max(0, len(text) - len(secret) + 1))
    while start >= 0:
        if secret.startswith(text[start:]):
            return start
        start = text.find(secret[0], start + 1)
    return len(text)


def forget_secrets() -> None:
    """Another run has other secrets."""
    _given.clear()
    _given.update(_always)
