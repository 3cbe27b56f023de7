"""Fields of token responses, in the shapes that real providers send.

A field that cannot be understood counts as absent: a token must not be lost because of another
field.
"""

import math
from typing import cast

MOST_SCOPE_CHARACTERS = 4000
#: Ten years: a later end counts as never, and this one fits every calendar.
#: A shorter lifetime is none: it is over before the token can be used.
SHORTEST_SECONDS = 0.001
LONGEST_SECONDS = 10 * 365 * 86400


def lifetime_seconds(value: object) -> float | None:
    """Return ``expires_in`` as seconds; None if it is no lifetime.

    >>> [lifetime_seconds(value) for value in (3600, "3600", " 3599.5 ", 0, -1, "", True, [])]
    [3600.0, 3600.0, 3599.5, None, None, None, None, None]
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        seconds = float(value)
    except (ValueError, OverflowError):
        return None
    if math.isnan(seconds) or seconds < SHORTEST_SECONDS:
        return None
    return min(seconds, LONGEST_SECONDS)


def scope_words(value: object) -> str | None:
    """Return ``scope`` as words separated by blanks, from a text or a list of texts.

    >>> scope_words("read,write  admin"), scope_words(["read", "write"]), scope_words([])
    ('read write admin', 'read write', None)
    """
    texts = cast("list[object]", value) if isinstance(value, list) else [value]
    words = [word for text in texts if isinstance(text, str) for word in _words(text)]
    kept = " ".join(words)
    while len(kept) > MOST_SCOPE_CHARACTERS:
        words = words[
            : max(0, min(len(words) - 1, len(words) * MOST_SCOPE_CHARACTERS // len(kept)))
        ]
        kept = " ".join(words)
    return kept or None


def token_text(value: object) -> str | None:
    r"""Return a token as text; a number is taken as it is written, any other value is None.

    >>> token_text("abc"), token_text(" abc\n"), token_text(42), token_text(""), token_text(None)
    ('abc', 'abc', '42', None, None)
    """
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    return str(value).strip() or None


def _words(text: str) -> list[str]:
    """Split into words; lone surrogates, which cannot be stored, are replaced."""
    return text.encode(errors="replace").decode().replace(",", " ").split()
