"""Values with the semantics of JavaScript: truth, numbers, texts, equality, order.

Numbers are floats; texts are measured and compared in UTF-16 units. Work that grows with the
values is limited: see ``Work``.
"""

import math
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import Enum
from typing import Final, cast

from sdk.expressions.faults import ExpressionError

MOST_WORK = 1_000_000
MOST_TEXT = 100_000
MOST_NESTED = 50
#: An item of a list costs as much work as this many characters of a text.
ITEM = 50
SPACES = "\t\n\v\f\r \u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?", re.ASCII)
_INFINITE = re.compile(r"([+-]?)Infinity")
_BASED = re.compile(r"0(?:[xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+)", re.ASCII)
_BASES = {"x": 16, "o": 8, "b": 2}


class Undefined(Enum):
    """JavaScript's undefined; its null is None."""

    UNDEFINED = "undefined"


UNDEFINED: Final = Undefined.UNDEFINED

Value = object
Items = Sequence[object]


class Work:
    """Counts the work of one evaluation, and raises ExpressionError beyond a fixed limit."""

    def __init__(self) -> None:
        self._left = MOST_WORK

    def charge(self, amount: int) -> None:
        self._left -= amount + 1
        if self._left < 0:
            raise ExpressionError("it takes too much work")


def is_true(value: Value) -> bool:
    if value is None or value is UNDEFINED:
        return False
    if isinstance(value, float):
        return bool(value) and not math.isnan(value)
    return bool(value) if isinstance(value, str | bool) else True


def plain(value: object) -> Value:
    """Convert a JSON value: every number becomes a float."""
    if isinstance(value, int) and not isinstance(value, bool):
        try:
            return float(value)
        except OverflowError:
            return math.inf if value > 0 else -math.inf
    return value


def number_of(value: Value, work: Work) -> float:
    value = _primitive(value, work)
    if isinstance(value, float):
        return value
    if value is UNDEFINED:
        return math.nan
    return _number_in(value, work) if isinstance(value, str) else float(bool(value))


def text_of(value: Value, work: Work) -> str:
    value = _primitive(value, work)
    if isinstance(value, str):
        return value
    if value is None:
        return "null"
    if value is UNDEFINED:
        return "undefined"
    return _digits(value) if isinstance(value, float) else str(value).lower()


def added(left: Value, right: Value, work: Work) -> Value:
    left, right = _primitive(left, work), _primitive(right, work)
    if not isinstance(left, str) and not isinstance(right, str):
        return number_of(left, work) + number_of(right, work)
    parts = text_of(left, work), text_of(right, work)
    return _joined(parts, "", work)


def divided(left: float, right: float) -> float:
    if right != 0:
        return left / right
    if left == 0 or math.isnan(left) or math.isnan(right):
        return math.nan
    return math.copysign(math.inf, left) * math.copysign(1, right)


def remainder(left: float, right: float) -> float:
    return math.nan if right == 0 or math.isinf(left) else math.fmod(left, right)


def is_same(left: Value, right: Value, work: Work) -> bool:
    """``===``: two objects are the same only by identity."""
    if isinstance(left, str) and isinstance(right, str):
        work.charge(min(len(left), len(right)))
        return left == right
    if isinstance(left, float) and isinstance(right, float):
        return left == right
    return left is right


def is_equal(left: Value, right: Value, work: Work) -> bool:
    """``==``"""
    nothings = (None, UNDEFINED)
    if left in nothings or right in nothings:
        return left in nothings and right in nothings
    if _is_object(left) and _is_object(right):
        return left is right
    left, right = _primitive(left, work), _primitive(right, work)
    if type(left) is type(right):
        return is_same(left, right, work)
    return number_of(left, work) == number_of(right, work)


def is_less(left: Value, right: Value, work: Work, *, or_equal: bool) -> bool:
    left, right = _primitive(left, work), _primitive(right, work)
    if isinstance(left, str) and isinstance(right, str):
        units = _units(left, work), _units(right, work)
        return units[0] < units[1] or (or_equal and units[0] == units[1])
    numbers = number_of(left, work), number_of(right, work)
    return numbers[0] < numbers[1] or (or_equal and numbers[0] == numbers[1])


def has_item(items: Items, wanted: Value, work: Work) -> bool:
    """Whether the list includes the value, as JavaScript's ``includes`` has it: NaN equals NaN."""
    work.charge(len(items) * ITEM)
    found = (plain(item) for item in items)
    return any(is_same(item, wanted, work) or _both_nan(item, wanted) for item in found)


def member(value: Value, name: Value, work: Work) -> Value:
    """Return an own member; undefined if there is none, also of null and undefined."""
    if isinstance(value, str | list | tuple):
        return _part(cast("str | Items", value), name, work)
    if isinstance(value, dict):
        key = text_of(name, work)
        return plain(cast("Mapping[str, object]", value).get(key, UNDEFINED))
    return UNDEFINED


def _part(value: "str | Items", name: Value, work: Work) -> Value:
    key = text_of(name, work)
    if key == "length":
        return float(len(_units(value, work)) // 2 if isinstance(value, str) else len(value))
    is_index = re.fullmatch(r"0|[1-9][0-9]{0,8}", key, re.ASCII) and not isinstance(value, str)
    return plain(value[int(key)]) if is_index and int(key) < len(value) else UNDEFINED


def _both_nan(one: Value, other: Value) -> bool:
    both = isinstance(one, float) and isinstance(other, float)
    return both and math.isnan(cast("float", one)) and math.isnan(cast("float", other))


def _is_object(value: Value) -> bool:
    return isinstance(value, list | tuple | dict)


def _primitive(value: Value, work: Work, depth: int = 0) -> Value:
    if isinstance(value, dict):
        return "[object Object]"
    if not isinstance(value, list | tuple):
        return value
    if depth >= MOST_NESTED:
        raise ExpressionError(f"a list is nested deeper than {MOST_NESTED} levels")
    work.charge(len(cast("Items", value)) * ITEM)
    parts: list[str] = []
    for item in cast("Items", value):
        found = _primitive(plain(item), work, depth + 1)
        parts.append("" if found is None or found is UNDEFINED else text_of(found, work))
    return _joined(parts, ",", work)


def _joined(parts: Sequence[str], separator: str, work: Work) -> str:
    length = sum(map(len, parts)) + len(separator) * len(parts)
    if length > MOST_TEXT:
        raise ExpressionError(f"a text grows beyond {MOST_TEXT} characters")
    work.charge(length)
    return separator.join(parts)


def _units(text: str, work: Work) -> bytes:
    work.charge(len(text))
    return text.encode("utf-16-be", "surrogatepass")


def _number_in(text: str, work: Work) -> float:
    work.charge(len(text))
    text = text.strip(SPACES)
    if not text:
        return 0.0
    if _DECIMAL.fullmatch(text):
        return float(text)
    infinite = _INFINITE.fullmatch(text)
    if infinite:
        return -math.inf if infinite[1] == "-" else math.inf
    if _BASED.fullmatch(text):
        return cast("float", plain(int(text[2:], _BASES[text[1].lower()])))
    return math.nan


def _digits(number: float) -> str:
    """Return the shortest digits of this number, in JavaScript's notation.

    >>> [_digits(number) for number in (3.0, 0.1, 1e21, 1e-7, -0.0, 123456.5)]
    ['3', '0.1', '1e+21', '1e-7', '0', '123456.5']
    """
    if math.isnan(number):
        return "NaN"
    sign = "-" if number < 0 else ""
    if math.isinf(number):
        return f"{sign}Infinity"
    if number == 0:
        return "0"
    facts = Decimal(repr(abs(number))).as_tuple()
    written = "".join(map(str, facts.digits)).lstrip("0")
    point = len(written) + cast("int", facts.exponent)
    return sign + _placed(written.rstrip("0"), point)


def _placed(digits: str, point: int) -> str:
    """Set the decimal point after ``point`` digits, or use an exponent."""
    if len(digits) <= point <= 21:
        return digits.ljust(point, "0")
    if 0 < point <= 21:
        return f"{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"0.{'0' * -point}{digits}"
    exponent = point - 1
    rest = f".{digits[1:]}" if digits[1:] else ""
    return f"{digits[0]}{rest}e{'+' if exponent > 0 else '-'}{abs(exponent)}"
