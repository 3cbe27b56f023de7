"""Redaction: removes secrets from what a run logs, returns and raises."""

import json
import re
from collections.abc import Collection, Iterator
from typing import cast
from urllib.parse import quote

from sdk.rpc.redaction import REDACTED, SHORTEST_SECRET, apart

SHORTEST_LINE = 12
PIECE = 32


class Redactor:
    """Replaces secrets by ``[redacted]``.

    ``secrets`` may grow while the run goes on; ``given`` are those known from the start.
    """

    def __init__(self, secrets: Collection[str], given: Collection[str] = ()) -> None:
        self._secrets = secrets
        self._given = given
        self._known = -1
        self._pattern: re.Pattern[str] | None = None

    def text(self, text: str) -> str:
        """The text without the secrets, also where they are escaped as in JSON or by ``repr``.

        >>> Redactor(["hunter2"]).text("the password is hunter2")
        'the password is [redacted]'
        """
        pattern = self._current()
        return pattern.sub(REDACTED, text) if pattern else text

    def json(self, text: str, value: object) -> str:
        """JSON text without the secrets, still valid JSON; ``value`` is what it decodes to."""
        pattern = self._current()
        if pattern is None or not pattern.search(text):
            return text
        return json.dumps(self.value(value), ensure_ascii=False, separators=(",", ":"))

    def value(self, value: object) -> object:
        """JSON data without the secrets."""
        if isinstance(value, dict):
            items = cast("dict[str, object]", value).items()
            return apart((self.text(key), self.value(item)) for key, item in items)
        if isinstance(value, list):
            return [self.value(item) for item in cast("list[object]", value)]
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, bool) or value is None:
            return value
        return REDACTED if self.text(str(value)) != str(value) else value

    def _current(self) -> re.Pattern[str] | None:
        if len(self._secrets) != self._known:
            self._known = len(self._secrets)
            forms = {form for each in (*self._given, *self._secrets) for form in _forms(each)}
            longest_first = sorted(forms, key=len, reverse=True)
            self._pattern = re.compile("|".join(map(re.escape, longest_first))) if forms else None
        return self._pattern


def _forms(secret: str) -> set[str]:
    """The forms of a secret: whole, by line, as in a URL, as by ``repr``, as in JSON within JSON.

    A long secret is also found by its pieces, since a shortened text may have only its beginning
    and its end.
    """
    if len(secret) < SHORTEST_SECRET:
        return set()
    lines = {line.strip() for line in secret.splitlines()} if "\n" in secret else set[str]()
    parts = {part for line in (secret, *lines) for part in _pieces(line)}
    parts |= {line for line in lines if len(line) >= SHORTEST_LINE}
    plain = {secret, *parts}
    written = {form for text in plain for form in (quote(text, safe=""), repr(text)[1:-1])}
    once = {form for text in plain | written for form in (text, *_escaped(text))}
    return once | {form for text in once for form in _escaped(text)}


def _pieces(text: str) -> Iterator[str]:
    """The pieces of a long text, counted from its beginning and from its end."""
    for start in range(0, len(text) - PIECE, PIECE) if len(text) > 2 * PIECE else ():
        yield text[start : start + PIECE]
        yield text[len(text) - start - PIECE : len(text) - start]


def _escaped(text: str) -> Iterator[str]:
    return (json.dumps(text, ensure_ascii=ascii_only)[1:-1] for ascii_only in (True, False))
