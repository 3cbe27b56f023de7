"""Preferences of a request, from the header ``Prefer`` of RFC 7240.

A preference that is unknown or malformed is ignored, and of one that is repeated the first counts:
RFC 7240 says so in section 2.
"""

import re
from dataclasses import dataclass
from typing import Annotated

from functions.edge.arguments import FromHeader

#: The header as the caller sent it; ``preferences`` reads it.
Prefer = Annotated[str, FromHeader("Prefer")]

_NAME = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_QUOTED = r'"(?:[^"\\]|\\.)*"'
_WORD = rf"\s*(?P<name>{_NAME})\s*(?:=\s*(?P<value>{_NAME}|{_QUOTED})?)?\s*"
_PREFERENCE = re.compile(rf"{_WORD}(?:;.*)?", re.ASCII | re.DOTALL)
#: One preference of the list; a quoted text that does not end takes the rest of the header.
_PART = re.compile(r'(?:"(?:[^"\\]|\\.)*(?:"|\\?\Z)|[^,"])+', re.DOTALL)
_SECONDS = re.compile(r"[0-9]{1,9}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Preferences:
    """The preferences that routes of this API know; ``wait_seconds`` is as the caller wrote it."""

    respond_async: bool = False
    wait_seconds: int | None = None
    return_representation: bool = False


def preferences(header: str) -> Preferences:
    """Read the header; an empty one has no preference."""
    found: dict[str, str] = {}
    for part in _PART.findall(header):
        match = _PREFERENCE.fullmatch(part)
        if match:
            found.setdefault(match["name"].casefold(), _unquoted(match["value"] or ""))
    wait = found.get("wait", "")
    return Preferences(
        respond_async="respond-async" in found,
        wait_seconds=int(wait) if _SECONDS.fullmatch(wait) else None,
        return_representation=found.get("return", "").casefold() == "representation",
    )


def _unquoted(value: str) -> str:
    if not value.startswith('"'):
        return value
    return re.sub(r"\\(.)", r"\1", value[1:-1])
