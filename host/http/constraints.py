"""Route constraints such as ``int`` or ``length(2,5)``.

They are ASP.NET's inline constraints and parse as .NET does with the invariant culture. A route
does not match if a value fails; a value that passes stays text.
"""

import re
from collections.abc import Callable
from datetime import datetime

Constraint = Callable[[str], bool]

_INTEGER = re.compile(r"\s*[+-]?[0-9]+\s*")
_DECIMAL = re.compile(r"\s*[+-]?([0-9][0-9,]*(\.[0-9]*)?|\.[0-9]+)[+-]?\s*")
_FLOAT = re.compile(
    r"\s*[+-]?(([0-9][0-9,]*(\.[0-9]*)?|\.[0-9]+)(e[+-]?[0-9]+)?)\s*", re.IGNORECASE
)
_NOT_FINITE = re.compile(r"\s*(nan|[+-]?infinity|[+-]?∞)\s*", re.IGNORECASE)
_HEX = r"[0-9a-fA-F]"
_GUID_BODY = rf"{_HEX}{{8}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{12}}"
_GUID = re.compile(rf"\s*({_GUID_BODY}|{_HEX}{{32}}|\{{{_GUID_BODY}\}}|\({_GUID_BODY}\))\s*")
_ALPHA = re.compile(r"[a-z]*", re.IGNORECASE | re.ASCII)
_DATE_FORMATS = (
    "%m/%d/%Y",
    "%m/%d/%Y %H:%M",
    "%m/%d/%Y %H:%M:%S",
    "%m/%d/%Y %I:%M %p",
    "%m/%d/%Y %I:%M:%S %p",
    "%Y/%m/%d",
    "%d %b %Y",
    "%d %B %Y",
    "%b %d %Y",
    "%B %d, %Y",
)


def constraint(name: str, arguments: str | None) -> Constraint:
    """The constraint ``name``. Raises ValueError for an unknown name or invalid arguments."""
    if arguments is None and name in _PLAIN:
        return _PLAIN[name]
    if arguments is not None and name in _WITH_ARGUMENTS:
        return _WITH_ARGUMENTS[name](arguments)
    shown = name if arguments is None else f"{name}({arguments})"
    raise ValueError(f"there is no route constraint {shown!r}")


def _is_int(value: str) -> bool:
    return _is_integer(value, bits=32)


def _is_long(value: str) -> bool:
    return _is_integer(value, bits=64)


def _is_integer(value: str, *, bits: int) -> bool:
    limit = 2 ** (bits - 1)
    return bool(_INTEGER.fullmatch(value)) and -limit <= int(value) < limit


def _is_bool(value: str) -> bool:
    return value.strip().lower() in {"true", "false"}


def _is_decimal(value: str) -> bool:
    return bool(_DECIMAL.fullmatch(value))


def _is_float(value: str) -> bool:
    return bool(_FLOAT.fullmatch(value) or _NOT_FINITE.fullmatch(value))


def _is_guid(value: str) -> bool:
    return bool(_GUID.fullmatch(value))


def _is_datetime(value: str) -> bool:
    """Whether it is ISO 8601 or a common invariant format; .NET accepts a few more."""
    return _parses(datetime.fromisoformat, value.strip()) or any(
        _parses(lambda text, form=form: datetime.strptime(text, form), value.strip())  # noqa: DTZ007
        for form in _DATE_FORMATS
    )


def _parses(parse: Callable[[str], object], value: str) -> bool:
    try:
        parse(value)
    except ValueError:
        return False
    return True


def _is_alpha(value: str) -> bool:
    return bool(_ALPHA.fullmatch(value))


def _is_given(value: str) -> bool:
    return value != ""


def _is_file(value: str) -> bool:
    name = value.rpartition("/")[2]
    return "." in name and not name.endswith(".")


def _is_no_file(value: str) -> bool:
    return not _is_file(value)


def _length(arguments: str) -> Constraint:
    least, _, most = arguments.partition(",")
    return _between_lengths(int(least), int(most or least))


def _min_length(arguments: str) -> Constraint:
    return _between_lengths(int(arguments), None)


def _max_length(arguments: str) -> Constraint:
    return _between_lengths(0, int(arguments))


def _between_lengths(least: int, most: int | None) -> Constraint:
    return lambda value: least <= len(value) and (most is None or len(value) <= most)


def _min(arguments: str) -> Constraint:
    return _between(int(arguments), None)


def _max(arguments: str) -> Constraint:
    return _between(None, int(arguments))


def _range(arguments: str) -> Constraint:
    least, most = arguments.split(",")
    return _between(int(least), int(most))


def _between(least: int | None, most: int | None) -> Constraint:
    def test(value: str) -> bool:
        if not _is_long(value):
            return False
        number = int(value)
        return (least is None or least <= number) and (most is None or number <= most)

    return test


def _regex(arguments: str) -> Constraint:
    pattern = re.compile(arguments, re.IGNORECASE)
    return lambda value: pattern.search(value) is not None


_PLAIN: dict[str, Constraint] = {
    "int": _is_int,
    "long": _is_long,
    "bool": _is_bool,
    "decimal": _is_decimal,
    "double": _is_float,
    "float": _is_float,
    "guid": _is_guid,
    "datetime": _is_datetime,
    "alpha": _is_alpha,
    "required": _is_given,
    "file": _is_file,
    "nonfile": _is_no_file,
}
_WITH_ARGUMENTS: dict[str, Callable[[str], Constraint]] = {
    "length": _length,
    "minlength": _min_length,
    "maxlength": _max_length,
    "min": _min,
    "max": _max,
    "range": _range,
    "regex": _regex,
}
