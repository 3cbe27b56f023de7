"""Reads configuration files by path, ignoring the case of names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from host.errors import SettingsInvalid

_TIME_SPAN = re.compile(r"(?:(\d+)\.)?(\d{1,2}):(\d{1,2}):(\d{1,2}(?:\.\d+)?)")


@dataclass(frozen=True, slots=True)
class ConfigTree:
    """A JSON object, read by paths of names as .NET's configuration is: ignoring case."""

    content: dict[str, object]

    def get(self, *path: str) -> object:
        """The value at the path, or None."""
        here: object = self.content
        for name in path:
            here = _children(here).get(name.lower())
        return here

    def below(self, *path: str) -> "ConfigTree":
        found = self.get(*path)
        return ConfigTree(cast("dict[str, object]", found) if isinstance(found, dict) else {})

    def text(self, default: str, *path: str) -> str:
        found = self.get(*path)
        if found is None:
            return default
        if isinstance(found, bool | dict | list):
            raise SettingsInvalid(f"{path[-1]} in host.json must be a string")
        return str(found)

    def number(self, default: int, least: int, most: int, *path: str) -> int:
        written = self.text(str(default), *path)
        if not re.fullmatch(r"-?\d+", written) or not least <= int(written) <= most:
            raise SettingsInvalid(f"{path[-1]} in host.json must be from {least} to {most}")
        return int(written)

    def texts(self, *path: str) -> list[str] | None:
        """The list at the path; overrides may write it as ``name__0``, ``name__1``."""
        found = self.get(*path)
        if isinstance(found, list):
            return [str(item) for item in cast("list[object]", found)]
        return [str(item) for item in _children(found).values()] or None

    def mapping(self, *path: str) -> dict[str, str]:
        below = self.below(*path).content
        return {name: str(value) for name, value in below.items()}

    def replaced(self, path: Sequence[str], value: str) -> "ConfigTree":
        """A copy of the tree with ``value`` at ``path``."""
        first, *rest = path
        kept = {name: item for name, item in self.content.items() if name.lower() != first.lower()}
        new = self.below(first).replaced(rest, value).content if rest else value
        return ConfigTree({**kept, first: new})


def seconds(written: str, name: str) -> float:
    """The length of a .NET time span such as ``00:05:00`` or ``1.00:00:00``."""
    found = _TIME_SPAN.fullmatch(written)
    if found is None:
        raise SettingsInvalid(f"{name} in host.json must be like 00:05:00, not {written!r}")
    days, hours, minutes, rest = found.groups()
    return int(days or 0) * 86400 + int(hours) * 3600 + int(minutes) * 60 + float(rest)


def _children(here: object) -> dict[str, object]:
    if not isinstance(here, dict):
        return {}
    named = cast("dict[str, object]", here)
    return {name.lower(): item for name, item in named.items()}
