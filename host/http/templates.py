"""Route templates such as ``things/{id:int}``: parses them and matches paths.

The syntax is ASP.NET's classic one: ``{name}``, ``{name?}``, ``{name=default}``, ``{*rest}``,
constraints after colons, several parts in one segment, ``{{`` and ``}}`` for braces.
"""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from host.http.constraints import Constraint, constraint

_PARAMETER = re.compile(r"(?P<star>\*{0,2})(?P<name>[^*:=?/{}]+)(?P<rest>.*)", re.DOTALL)
_CONSTRAINT = re.compile(r":(?P<name>\w+)(?:\((?P<arguments>.*?)\)(?=[:=]|$))?", re.DOTALL)
_FLAGS = re.IGNORECASE | re.DOTALL


@dataclass(frozen=True, slots=True)
class Parameter:
    """One placeholder of a template."""

    name: str
    constraints: tuple[Constraint, ...] = ()
    default: str | None = None
    optional: bool = False
    catch_all: bool = False

    @property
    def may_be_absent(self) -> bool:
        return self.optional or self.catch_all or self.default is not None

    def accepts(self, value: str) -> bool:
        return all(test(value) for test in self.constraints)


Part = str | Parameter


@dataclass(frozen=True, slots=True)
class Segment:
    """The text and parameters between two slashes of a template."""

    parts: tuple[Part, ...]
    patterns: tuple[re.Pattern[str], ...] = field(init=False)
    #: The parameter that is the whole segment.
    sole: Parameter | None = field(init=False)
    names: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        parameters = [part for part in self.parts if isinstance(part, Parameter)]
        object.__setattr__(self, "patterns", tuple(_patterns(self.parts)))
        sole = parameters[0] if parameters and len(self.parts) == 1 else None
        object.__setattr__(self, "sole", sole)
        object.__setattr__(self, "names", tuple(part.name for part in parameters))

    @property
    def may_be_absent(self) -> bool:
        return self.sole is not None and self.sole.may_be_absent

    def match(self, text: str) -> dict[str, str] | None:
        for pattern in self.patterns:
            if found := pattern.fullmatch(text):
                return dict(zip(self.names, found.groups(), strict=False))
        return None


class Template:
    """A parsed template. Raises ValueError for one that the real host would refuse."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._segments = tuple(Segment(tuple(parts)) for parts in _split(text))
        self._parameters = {
            part.name: part
            for segment in self._segments
            for part in segment.parts
            if isinstance(part, Parameter)
        }
        _check(text, self._segments)
        self._fewest = sum(not segment.may_be_absent for segment in self._segments)
        is_open = any(segment.sole and segment.sole.catch_all for segment in self._segments)
        self._most = None if is_open else len(self._segments)

    @property
    def literals(self) -> tuple[str, ...]:
        """The texts of the first segments, up to the first one with a parameter."""
        whole = itertools.takewhile(lambda one: not one.names, self._segments)
        return tuple("".join(map(str, segment.parts)) for segment in whole)

    def match(self, path: Sequence[str], *, trailing_slash: bool = False) -> dict[str, str] | None:
        """The values if the decoded segments match; names without a value are omitted."""
        if len(path) < self._fewest or (self._most is not None and len(path) > self._most):
            return None
        return self._matched(path, trailing_slash=trailing_slash)

    def _matched(self, path: Sequence[str], *, trailing_slash: bool) -> dict[str, str] | None:
        values: dict[str, str] = {}
        for index, segment in enumerate(self._segments):
            sole = segment.sole
            if sole is not None and sole.catch_all:
                rest = "/".join(path[index:]) + ("/" if trailing_slash and path[index:] else "")
                return self._accepted(values | ({sole.name: rest} if rest else {}))
            if index >= len(path):
                if not segment.may_be_absent:
                    return None
                continue
            found = segment.match(path[index])
            if found is None:
                return None
            values |= found
        return self._accepted(values)

    def _accepted(self, values: Mapping[str, str]) -> dict[str, str] | None:
        defaults = {
            name: parameter.default
            for name, parameter in self._parameters.items()
            if parameter.default is not None
        }
        complete = {**defaults, **values}
        accepted = (self._parameters[name].accepts(value) for name, value in complete.items())
        return complete if all(accepted) else None


def _split(text: str) -> list[list[Part]]:
    """The parts of each segment, read character by character: constraints may hold slashes."""
    segments: list[list[Part]] = [[]]
    position = 0
    while position < len(text):
        pair, character = text[position : position + 2], text[position]
        if pair in {"{{", "}}"}:
            _add_literal(segments[-1], character)
            position += 2
        elif character == "{":
            inside, position = _inside_braces(text, position + 1)
            segments[-1].append(_parameter(text, inside))
        elif character == "}":
            raise ValueError(f"the route {text!r} closes a brace that it did not open")
        else:
            if character == "/":
                segments.append([])
            else:
                _add_literal(segments[-1], character)
            position += 1
    return segments if segments != [[]] else []


def _add_literal(parts: list[Part], character: str) -> None:
    if parts and isinstance(parts[-1], str):
        parts[-1] += character
    else:
        parts.append(character)


def _inside_braces(text: str, start: int) -> tuple[str, int]:
    """The text of a parameter with doubled braces unescaped, and the position after it."""
    inside = ""
    position = start
    while position < len(text):
        pair = text[position : position + 2]
        if pair in {"{{", "}}"}:
            inside += pair[0]
            position += 2
        elif text[position] == "}":
            return inside, position + 1
        else:
            inside += text[position]
            position += 1
    raise ValueError(f"the route {text!r} opens a brace that it does not close")


def _parameter(template: str, inside: str) -> Parameter:
    found = _PARAMETER.fullmatch(inside)
    if found is None:
        raise ValueError(f"the route {template!r} has a parameter without a usable name")
    rest, catch_all = found["rest"], bool(found["star"])
    optional = rest.endswith("?")
    constraints, default = _constraints(template, rest.removesuffix("?"))
    if optional and (catch_all or default is not None):
        raise ValueError(f"the optional parameter in {template!r} is a catch-all or has a default")
    return Parameter(found["name"].strip(), constraints, default, optional, catch_all)


def _constraints(template: str, text: str) -> tuple[tuple[Constraint, ...], str | None]:
    """The tests and the default that follow a parameter's name."""
    tests: list[Constraint] = []
    position = 0
    while found := _CONSTRAINT.match(text, position):
        try:
            tests.append(constraint(found["name"], found["arguments"]))
        except (ValueError, re.error) as error:
            raise ValueError(f"the route {template!r} cannot be used: {error}") from error
        position = found.end()
    if position < len(text) and text[position] != "=":
        raise ValueError(f"the route {template!r} has {text[position:]!r} where it cannot be")
    return tuple(tests), text[position + 1 :] if position < len(text) else None


def _patterns(parts: Sequence[Part]) -> Iterator[re.Pattern[str]]:
    """Regular expressions of a segment: greedy, so that ``{a}.{b}`` splits at the last dot."""
    yield re.compile("".join(_piece(part) for part in parts), _FLAGS)
    last = parts[-1] if parts else ""
    if isinstance(last, Parameter) and last.optional and len(parts) > 1:
        separator = _piece(parts[-2])
        shorter = "".join(_piece(part) for part in parts[:-2])
        yield re.compile(f"{shorter}(?<!{separator})", _FLAGS)


def _piece(part: Part) -> str:
    return re.escape(part) if isinstance(part, str) else "(.+)"


def _check(text: str, segments: Sequence[Segment]) -> None:
    names = [
        part.name.lower()
        for segment in segments
        for part in segment.parts
        if isinstance(part, Parameter)
    ]
    if len(names) != len(set(names)):
        raise ValueError(f"the route {text!r} uses a parameter name twice")
    for index, segment in enumerate(segments):
        _check_segment(text, segment, is_last=index == len(segments) - 1)


def _check_segment(text: str, segment: Segment, *, is_last: bool) -> None:
    if not segment.parts:
        raise ValueError(f"the route {text!r} has an empty segment")
    kinds = [type(part) for part in segment.parts]
    if (Parameter, Parameter) in itertools.pairwise(kinds):
        raise ValueError(f"the route {text!r} has two parameters without text between them")
    for part in segment.parts:
        if not isinstance(part, Parameter):
            continue
        if part.catch_all and (not is_last or segment.sole is None):
            raise ValueError(f"the catch-all parameter in {text!r} must be the last segment")
        if part.optional and (not is_last or part is not segment.parts[-1]):
            raise ValueError(f"the optional parameter in {text!r} must come last")
