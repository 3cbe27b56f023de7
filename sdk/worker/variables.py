"""The variables of the frame in which a workflow failed, shortened and redacted."""

import json
import reprlib
from collections.abc import Iterator
from itertools import islice
from math import isfinite
from types import FrameType, FunctionType, ModuleType
from typing import cast

from sdk.rpc.protocol import clean
from sdk.rpc.redaction import REDACTED, redact, redact_in
from sdk.worker.loader import is_authors

MOST_CHARACTERS = 256 * 1024
MOST_VARIABLES = 200
#: Limits of a text, of a list or dictionary, and of an integer that JavaScript reads exactly.
MOST_TEXT = 1000
MOST_PARTS = 50
LARGEST_BITS = 53
SECRET_NAMES = ("secret", "password", "passwd", "token", "key", "credential", "authorization")


def variables_of(error: BaseException) -> str | None:
    """Return the variables of the author's last frame as a JSON object; None without one.

    Values that JSON can carry keep their form, up to a depth and a length; any other value is its
    ``repr``.
    """
    frame = _last_frame(error)
    if frame is None:
        return None
    shown: dict[str, object] = {}
    size = 0
    for name, value in [*frame.f_locals.items()][:MOST_VARIABLES]:
        if name.startswith("__") or isinstance(value, ModuleType | FunctionType | type):
            continue
        shown[name] = _shown(name, value)
        size += len(name) + len(json.dumps(shown[name]))
        if size > MOST_CHARACTERS:
            break
    return json.dumps(shown, ensure_ascii=False)


def _last_frame(error: BaseException) -> FrameType | None:
    found = None
    step = error.__traceback__
    while step is not None:
        if is_authors(step.tb_frame.f_code.co_filename):
            found = step.tb_frame
        step = step.tb_next
    return found


def _shown(name: str, value: object, levels: int = 5) -> object:
    """Return a short form of a variable; redacted if its name is that of a secret.

    >>> _shown("api_key", "abc"), _shown("count", 3), _shown("when", 1j)
    ('[redacted]', 3, '1j')
    >>> _shown("user", {"name": "Ada", "password": "abc", "ids": (1, 2.5, None)})
    {'name': 'Ada', 'password': '[redacted]', 'ids': [1, 2.5, None]}
    """
    if any(word in name.casefold() for word in SECRET_NAMES):
        return REDACTED
    kind = type(value)  # a subclass's methods are the author's code
    if kind is dict and levels:
        return dict(_items(cast("dict[object, object]", value), levels - 1))
    if kind in (list, tuple) and levels:
        return [*_parts(cast("list[object]", value), levels - 1)]
    if kind is str:
        return clean(_short(redact(cast("str", value))))
    if value is None or kind is bool or _is_plain_number(value):
        return redact_in(value)
    return _described(value)


def _items(values: dict[object, object], levels: int) -> Iterator[tuple[str, object]]:
    """Yield the first entries of a dictionary, and how many more there are."""
    for key, value in islice(values.items(), MOST_PARTS):
        name = clean(_short(redact(key))) if type(key) is str else str(_described(key))
        yield name, _shown(name, value, levels)
    if len(values) > MOST_PARTS:
        yield "…", f"{len(values) - MOST_PARTS} more"


def _parts(values: list[object], levels: int) -> Iterator[object]:
    """Yield the first items of a list, and how many more there are."""
    yield from (_shown("", value, levels) for value in values[:MOST_PARTS])
    if len(values) > MOST_PARTS:
        yield f"… {len(values) - MOST_PARTS} more"


def _short(text: str) -> str:
    """Cut out the middle of a long text."""
    half = MOST_TEXT // 2
    return text if len(text) <= MOST_TEXT else f"{text[:half]}…{text[-half:]}"


def _is_plain_number(value: object) -> bool:
    """Return whether every JSON parser reads this number exactly."""
    if type(value) is float:
        return isfinite(value)
    return type(value) is int and value.bit_length() <= LARGEST_BITS


def _described(value: object) -> str:
    try:
        return clean(_brief.repr(value))
    except Exception:  # noqa: BLE001  a repr is the author's code and may raise anything
        return f"<{type(value).__name__}>"


class _Brief(reprlib.Repr):
    """A ``repr`` that redacts texts before it shortens them."""

    def repr_str(self, x: str, level: int) -> str:
        return super().repr_str(redact(x), level)

    def repr_instance(self, x: object, level: int) -> str:
        shown = redact(repr(x))
        return shown if len(shown) <= self.maxother else shown[: self.maxother] + "…"


_brief = _Brief()
_brief.maxstring = _brief.maxother = MOST_TEXT
_brief.maxdict = _brief.maxlist = _brief.maxtuple = _brief.maxset = MOST_PARTS
_brief.maxlevel = 5
