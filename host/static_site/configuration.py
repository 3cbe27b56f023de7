"""Reads ``staticwebapp.config.json``: routes, fallback and headers of Azure Static Web Apps.

Only what the platform's own file uses is understood; anything else in it is refused, so that a rule
that this host would ignore cannot be relied on.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from host.errors import HostError

NAME = "staticwebapp.config.json"

_READ = {"auth", "routes", "navigationFallback", "globalHeaders"}
_ROUTE = {"route", "allowedRoles", "headers", "redirect", "rewrite"}


class SiteConfigurationInvalid(HostError):
    """The configuration of the static site cannot be used."""


@dataclass(frozen=True, slots=True)
class SiteRoute:
    """A rule for the paths that fit its pattern."""

    pattern: re.Pattern[str]
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    redirect: str | None = None
    rewrite: str | None = None


@dataclass(frozen=True, slots=True)
class SiteConfiguration:
    """The rules of a site. The first route that fits a path applies."""

    routes: Sequence[SiteRoute]
    headers: Mapping[str, str]
    fallback: str | None
    no_fallback: Sequence[re.Pattern[str]]

    def route_of(self, path: str) -> SiteRoute | None:
        """The first route that fits a path such as ``/assets/a.js``."""
        return next((route for route in self.routes if route.pattern.fullmatch(path)), None)

    def fallback_of(self, path: str) -> str | None:
        """The file that is served for a path without one, or None."""
        excluded = any(pattern.fullmatch(path) for pattern in self.no_fallback)
        return None if excluded else self.fallback


def load(folder: Path, values: Mapping[str, str]) -> SiteConfiguration:
    """Read the file of a built site, with ``<NAME>`` replaced by the value of ``NAME`` or nothing.

    Raises SiteConfigurationInvalid for a file that is not readable or has rules unknown here.
    """
    file = folder / NAME
    try:
        text = file.read_text()
        given = cast("dict[str, object]", json.loads(text))
    except (OSError, ValueError) as error:
        raise SiteConfigurationInvalid(f"{file} cannot be read: {error}") from error
    _require(file, given, _READ)
    fallback = cast("dict[str, object]", given.get("navigationFallback") or {})
    routes = cast("list[dict[str, object]]", given.get("routes") or [])
    for route in routes:
        _require(file, route, _ROUTE)
    return SiteConfiguration(
        routes=[_route(route, values) for route in routes],
        headers=_headers(given.get("globalHeaders"), values),
        fallback=cast("str | None", fallback.get("rewrite")),
        no_fallback=[_pattern(text) for text in cast("list[str]", fallback.get("exclude") or [])],
    )


def _require(file: Path, given: Mapping[str, object], known: set[str]) -> None:
    unknown = sorted(given.keys() - known)
    if unknown:
        raise SiteConfigurationInvalid(f"{file} has {unknown[0]!r}, which the host does not know")


def _route(given: Mapping[str, object], values: Mapping[str, str]) -> SiteRoute:
    return SiteRoute(
        pattern=_pattern(cast("str", given["route"])),
        headers=_headers(given.get("headers"), values),
        redirect=cast("str | None", given.get("redirect")),
        rewrite=cast("str | None", given.get("rewrite")),
    )


def _headers(given: object, values: Mapping[str, str]) -> dict[str, str]:
    def filled(text: str) -> str:
        replaced = re.sub(r"<([A-Z_]+)>", lambda found: values.get(found[1], ""), text)
        return re.sub(r" +(?=;|$)", "", replaced)

    headers = cast("dict[str, str]", given or {})
    return {name.lower(): filled(value) for name, value in headers.items()}


def _pattern(text: str) -> re.Pattern[str]:
    """A path with ``*`` at its end, and endings such as ``*.{js,css}`` after it."""
    pieces = re.split(r"(\*|\{[^}]*\})", text)
    return re.compile("".join(map(_piece, pieces)))


def _piece(text: str) -> str:
    if text == "*":
        return ".*"
    if text.startswith("{"):
        return f"({'|'.join(map(re.escape, text[1:-1].split(',')))})"
    return re.escape(text)
