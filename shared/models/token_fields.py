"""Fields of a token answer, in the shapes that real providers send them.

What cannot be understood counts as not said: a token must not be lost because of what stands
beside it.
"""

import math
from typing import cast

MOST_SCOPE_CHARACTERS = 4000
#: Ten years: what ends later is as good as unending, and fits every calendar.
LONGEST_SECONDS = 10 * 365 * 86400


def lifetime_seconds(value: object) -> float | None:
    """``expires_in`` as a number of seconds; None if it names no lifetime.

    >>> [lifetime_seconds(value) for value in (3600, "3600", " 3599.5 ", 0, -1, "", True, [])]
    [3600.0, 3600.0, 3599.5, None, None, None, None, None]
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        seconds = float(value)
    except (ValueError, OverflowError):
        return None
    if math.isnan(seconds) or seconds <= 0:
        return None
    return min(seconds, LONGEST_SECONDS)


def scope_words(value: object) -> str | None:
    """``scope`` as words with blanks between them, whether it was a text or a list of texts.

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
    r"""A token as text; a number is taken as it is written, everything else is none.

    >>> token_text("abc"), token_text(" abc\n"), token_text(42), token_text(""), token_text(None)
    ('abc', 'abc', '42', None, None)
    """
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    return str(value).strip() or None


def _words(text: str) -> list[str]:
    """Lone surrogates cannot be stored."""
    return text.encode(errors="replace").decode().replace(",", " ").split()
