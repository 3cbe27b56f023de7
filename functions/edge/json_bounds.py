"""Bounds on a JSON body, checked before validation: number of values, duplicates, numbers."""

import json
import math
import re
from collections.abc import Sequence

from shared.errors import InvalidInput, TooLarge

MOST_VALUES = 100_000
MOST_DIGITS = 1_000
SHOWN = 100
#: JSON strings, also an unterminated one. Possessive, so that the search is always linear.
TEXTS = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)


def require_bounded(content: bytes) -> None:
    """Raise TooLarge for too many values, InvalidInput for JSON with more than one meaning."""
    found = _values(content)
    if found > MOST_VALUES:
        found = _values(TEXTS.sub(b"", content))
    if found > MOST_VALUES:
        raise TooLarge(f"the body has about {found} values; send at most {MOST_VALUES}")
    try:
        json.loads(
            content,
            object_pairs_hook=_require_unique,
            parse_constant=_refuse_constant,
            parse_float=_require_finite,
            parse_int=_require_short,
        )
    except RecursionError as error:
        raise InvalidInput("the body's lists and objects are nested too deeply") from error
    except json.JSONDecodeError:
        return  # validation reports the position


def _values(content: bytes) -> int:
    """An upper bound on the number of values; strings that contain punctuation add to it."""
    return content.count(b",") + content.count(b"[") + content.count(b"{") + 1


def _require_unique(pairs: Sequence[tuple[str, object]]) -> None:
    if len(pairs) < 2:
        return
    seen = set[str]()
    for name, _ in pairs:
        if name in seen:
            raise InvalidInput(f"the body has {name[:SHOWN]!r} twice in one object: send it once")
        seen.add(name)


def _refuse_constant(text: str) -> None:
    raise InvalidInput(f"the body has {text}, which JSON does not define: send null or a string")


def _require_finite(text: str) -> None:
    if not math.isfinite(float(text)):
        raise InvalidInput(
            f"the number {text[:SHOWN]} in the body is too large: send it as a string"
        )


def _require_short(text: str) -> None:
    if len(text) > MOST_DIGITS:
        raise InvalidInput(
            f"a number in the body has {len(text)} digits; send at most {MOST_DIGITS}, or a string"
        )
