"""Redaction of a run's secrets, in the worker, before texts are cut to size.

The platform redacts everything that it receives again, but it could not recognize half of a secret
in a text that was cut in its middle.
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
    """Redact this secret from now on, and return it."""
    _given.update(_forms(secret))
    return secret


def note_always(secrets: Iterable[str]) -> None:
    """Redact these secrets in every run of this process, such as the password of its proxy."""
    for secret in secrets:
        _always.update(_forms(secret))
    _given.update(_always)


def _forms(secret: str) -> set[str]:
    if len(secret) < SHORTEST_SECRET:
        return set()
    escaped = json.dumps(secret), json.dumps(secret, ensure_ascii=False), repr(secret)
    return {secret, *(text[1:-1] for text in escaped)}


def redact(text: str) -> str:
    """Return the text with its secrets redacted, also as JSON or ``repr`` escapes them.

    >>> redact(remember_secret("hunter2") + "!")
    '[redacted]!'
    >>> forget_secrets()
    """
    for secret in sorted(_given, key=len, reverse=True):
        text = text.replace(secret, REDACTED)
    return text


def redact_in(value: object) -> object:
    """Return a JSON value with the secrets redacted in all of its keys and texts.

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
    """Return a dictionary of these items, in which keys that were redacted alike stay apart.

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
    """Redacts secrets in a text that comes in pieces, even where a piece ends within a secret.

    The end of a piece is held back while it may be the beginning of a secret.
    """

    def __init__(self) -> None:
        self._held = ""

    def of(self, piece: str) -> str:
        """Take the next piece, and return the redacted text that is certain by now.

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
        """Return the text that was held back, when nothing follows."""
        text, self._held = self._held, ""
        return redact(text)


def _settled(text: str) -> int:
    """Return the end of the text that no later piece can make part of a secret."""
    end = min(_beginning(text, secret) for secret in _given)
    before = len(text) + 1
    while end < before:
        before = end
        for secret in _given:
            start = text.find(secret, max(0, end - len(secret) + 1), end + len(secret) - 1)
            end = end if start < 0 else min(start, end)
    return end


def _beginning(text: str, secret: str) -> int:
    """Return where the text's end may begin this secret; the text's length if it does not."""
    start = text.find(secret[0], max(0, len(text) - len(secret) + 1))
    while start >= 0:
        if secret.startswith(text[start:]):
            return start
        start = text.find(secret[0], start + 1)
    return len(text)


def forget_secrets() -> None:
    """Forget the secrets of a run that has ended; those of the process stay."""
    _given.clear()
    _given.update(_always)
