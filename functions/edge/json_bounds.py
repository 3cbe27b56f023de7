"""Bounds on a JSON body, before anything is built of it: how many values, and which."""

import json
import math
import re
from collections.abc import Sequence

from shared.errors import InvalidInput, TooLarge

MOST_VALUES = 100_000
MOST_DIGITS = 1_000
SHOWN = 100
#: Possessive, and a text that does not end is one: the search is linear whatever is sent.
TEXTS = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)


def require_bounded(content: bytes) -> None:
    """Raise TooLarge for too many values, InvalidInput for what JSON cannot mean one thing by."""
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
        raise InvalidInput("the body's lists and objects are in one another too deeply") from error
    except json.JSONDecodeError:
        return  # the validation says where


def _values(content: bytes) -> int:
    """At least as many as there are; exactly, once the texts are gone."""
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
    raise InvalidInput(f"the body has {text}, which is no number in JSON: send null or a text")


def _require_finite(text: str) -> None:
    if not math.isfinite(float(text)):
        raise InvalidInput(f"the number {text[:SHOWN]} in the body is too large: send it as text")


def _require_short(text: str) -> None:
    if len(text) > MOST_DIGITS:
        raise InvalidInput(
            f"a number in the body has {len(text)} digits; send at most {MOST_DIGITS}, or a text"
        )
