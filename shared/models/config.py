"""Configuration: a value of a declared type under a key, of an organization or of GLOBAL."""

import json
import re
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal, NoReturn

from pydantic import Field, JsonValue, StringConstraints

from shared.models.base import GLOBAL, Model
from shared.models.secrets import SecretName
from shared.wording.error_messages import Pattern

#: The most characters in a column of a row, where one may take four bytes.
MOST_CHARACTERS = 16_000
MOST_DEPTH = 50
INTEGER = re.compile(r"-?[0-9]{1,19}")

ConfigKey = Annotated[
    str,
    Pattern(
        r"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$",
        "give 1 to 100 letters, digits, '_', '.' and '-', not beginning with '.' or '-'",
    ),
]
Description = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]


class ConfigType(StrEnum):
    STRING = "string"
    INT = "int"
    BOOL = "bool"
    JSON = "json"
    SECRET_REF = "secret_ref"  # noqa: S105  the name of a type


class ConfigWrite(Model):
    """A new value, as text or as JSON of its type; a secret_ref takes it or ``secretRef``.

    The value of a secret_ref is stored in the vault, as the secret ``config.<key>``.
    """

    key: ConfigKey
    type: ConfigType = ConfigType.STRING
    value: JsonValue = None
    secret_ref: SecretName | None = None
    description: Description = ""


class ConfigRecord(Model):
    """A stored value, as text; the value of a secret_ref is the name of its secret."""

    key: str
    value: str = Field(default="", exclude=True)
    type: ConfigType
    description: str = ""
    updated_at: datetime
    updated_by: str


class Config(Model):
    """A value as text, whatever its type; the value of a secret_ref is the name of its secret."""

    key: str
    value: str
    type: ConfigType
    scope: Literal["GLOBAL", "org"] = Field(description="The owner: `GLOBAL` is inherited.")
    org_id: str | None
    is_inherited: bool = Field(description="Whether the organization inherits it from GLOBAL.")
    description: str = ""
    updated_at: datetime
    updated_by: str

    @classmethod
    def of(cls, record: ConfigRecord, *, owner: str, reader: str) -> "Config":
        """Return a value of scope ``owner`` as scope ``reader`` sees it."""
        return cls(
            **dict(record),
            scope="GLOBAL" if owner == GLOBAL else "org",
            org_id=None if owner == GLOBAL else owner,
            is_inherited=owner != reader,
        )


def text_of(kind: ConfigType, value: JsonValue) -> str:
    """Return the text that a value of this type is stored as; ValueError if it does not fit.

    >>> text_of(ConfigType.INT, "007"), text_of(ConfigType.BOOL, True)
    ('7', 'true')
    """
    match kind:
        case ConfigType.INT:
            text = _integer(value)
        case ConfigType.BOOL:
            text = _boolean(value)
        case ConfigType.JSON:
            text = _json(value)
        case _:
            text = (
                value if isinstance(value, str) and value else _unfit("a text with something in it")
            )
    if len(text) > MOST_CHARACTERS:
        raise ValueError(f"a value has at most {MOST_CHARACTERS} characters")
    return text


def typed(kind: ConfigType, text: str) -> JsonValue:
    """Return the value that ``text_of`` made this text from.

    >>> typed(ConfigType.INT, "7"), typed(ConfigType.BOOL, "false"), typed(ConfigType.STRING, "7")
    (7, False, '7')
    """
    return text if kind in (ConfigType.STRING, ConfigType.SECRET_REF) else json.loads(text)


def _integer(value: JsonValue) -> str:
    if isinstance(value, str) and INTEGER.fullmatch(value):
        return _integer(int(value))
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63:
        return str(value)
    return _unfit("an integer of 64 bits")


def _boolean(value: JsonValue) -> str:
    text = str(value).casefold()
    return text if isinstance(value, bool | str) and text in ("true", "false") else _unfit("a bool")


def _json(value: JsonValue) -> str:
    try:
        found: JsonValue = json.loads(value) if isinstance(value, str) else value
        text = json.dumps(found, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        text.encode()  # half a surrogate pair is no text
    except (ValueError, RecursionError):
        return _unfit("JSON, or a text of JSON")
    return text if _is_flat(found) else _unfit(f"JSON of at most {MOST_DEPTH} levels")


def _is_flat(value: JsonValue) -> bool:
    """Whether the value is nested at most ``MOST_DEPTH`` levels; checked without recursion."""
    level = [value]
    for _ in range(MOST_DEPTH):
        within = [item for item in level if isinstance(item, list | dict)]
        level = [one for item in within for one in _items(item)]
    return not level


def _items(value: list[JsonValue] | dict[str, JsonValue]) -> Iterable[JsonValue]:
    return value.values() if isinstance(value, dict) else value


def _unfit(wanted: str) -> NoReturn:
    raise ValueError(f"this is not {wanted}")
