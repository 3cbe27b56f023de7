"""Finds the function for a method and a path.

The first match in the order of upper-cased function names wins; no route is more specific than
another. A wrong method is no match, so the response is 404, not 405.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from host.errors import AppInvalid
from host.functions import HttpTrigger, RegisteredFunction
from host.http.templates import Template

_RESERVED = {"admin", "runtime"}
_KEPT_ENCODED = ("%2F", "%2f")


@dataclass(frozen=True, slots=True)
class HostRoute:
    """The route of one HTTP function. An empty ``methods`` means every method."""

    function: str
    template: str
    methods: frozenset[str] = frozenset()

    def conflicts_with(self, other: "HostRoute") -> bool:
        same_address = self.template.strip("/").lower() == other.template.strip("/").lower()
        every = not self.methods or not other.methods
        return same_address and (every or bool(self.methods & other.methods))


@dataclass(frozen=True, slots=True)
class Match:
    """The function of a request, and its decoded route values."""

    function: str
    values: Mapping[str, str]


Entry = tuple[HostRoute, Template]
_Start = tuple[str, str]


class _Index:
    """Routes in their order, by the two segments with which their templates begin.

    So a request tries the routes of its own resource, not the hundreds of the app. Every request
    tries a template in which one of those two is no plain ASCII.
    """

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.all = entries
        starts = [_start_of(template.literals) for _, template in entries]
        of_all = list(zip(starts, entries, strict=True))
        self._by_start = {
            start: [entry for own, entry in of_all if own in (None, start)] for start in set(starts)
        }
        self._others = self._by_start.get(None, [])

    def candidates(self, path: Sequence[str]) -> Sequence[Entry]:
        """The routes that a path can match, in their order."""
        if not "".join(path[:2]).isascii():
            return self.all  # some letters outside of ASCII are others in upper or lower case
        return self._by_start.get(_start_of(path), self._others)


def _start_of(segments: Sequence[str]) -> _Start | None:
    """The first two segments in lower case; None unless there are two, in ASCII."""
    start = segments[:2]
    is_plain = len(start) == 2 and "".join(start).isascii()
    return (start[0].lower(), start[1].lower()) if is_plain else None


class Router:
    """Finds functions by method and path. Raises AppInvalid for routes that cannot be served."""

    def __init__(self, routes: Iterable[HostRoute], prefix: str = "api") -> None:
        ordered = sorted(routes, key=lambda route: route.function.upper())
        _refuse_conflicts(ordered)
        self._index = _Index([(route, _template(route, prefix)) for route in ordered])

    def match(self, method: str, path: str) -> Match | None:
        """The match, or None. ``path`` is percent-encoded, as in the request line, no query."""
        segments, trailing_slash = segments_of(path)
        for route, template in self._index.candidates(segments):
            if route.methods and method.upper() not in route.methods:
                continue
            values = template.match(segments, trailing_slash=trailing_slash)
            if values is not None:
                return Match(route.function, values)
        return None

    def address(self, function: str) -> str | None:
        """The template of a function with its prefix."""
        found = (item.text for route, item in self._index.all if route.function == function)
        return next(found, None)


def router_of(functions: Iterable[RegisteredFunction], prefix: str) -> Router:
    """The router of the app's HTTP functions. Raises AppInvalid."""
    found = [
        HostRoute(
            function.name,
            function.trigger.route or function.name,
            frozenset(method.upper() for method in function.trigger.methods),
        )
        for function in functions
        if isinstance(function.trigger, HttpTrigger)
    ]
    return Router(found, prefix)


def _refuse_conflicts(routes: Sequence[HostRoute]) -> None:
    for index, later in enumerate(routes):
        for earlier in routes[:index]:
            if later.conflicts_with(earlier):
                raise AppInvalid.because_of(
                    later.function,
                    f"its route {later.template!r} conflicts with that of {earlier.function}",
                )


def _template(route: HostRoute, prefix: str) -> Template:
    own = route.template.strip("/")
    if own.partition("/")[0].lower() in _RESERVED:
        raise AppInvalid.because_of(
            route.function, f"its route {own!r} starts with a name reserved for the host"
        )
    try:
        return Template("/".join(part for part in (prefix.strip("/"), own) if part))
    except ValueError as error:
        raise AppInvalid.because_of(route.function, str(error)) from error


def segments_of(path: str) -> tuple[list[str], bool]:
    """The decoded segments, and whether the path ends with a slash."""
    inner = path.removeprefix("/")
    trailing_slash = inner.endswith("/")
    segments: list[str] = []
    for encoded in inner.removesuffix("/").split("/"):
        segment = _decode(encoded)
        if segment == "..":
            del segments[-1:]
        elif segment != ".":
            segments.append(segment)
    return ([] if segments == [""] else segments), trailing_slash


def _decode(segment: str) -> str:
    """Decode a segment as Kestrel does: all but an encoded slash, which stays as it was sent."""
    for kept in _KEPT_ENCODED:
        segment = segment.replace(kept, f"%25{kept[1:]}")
    return unquote(segment)
