"""Writes expressions as ARM templates have them: JSON where it can be, else ``[function(...)]``."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import cast

from infra.arm.syntax import (
    ArrayExpression,
    BicepError,
    Element,
    Expression,
    File,
    FunctionCall,
    Identifier,
    Loop,
    Member,
    MethodCall,
    Operation,
    Properties,
    Resource,
    Scalar,
    Text,
)

Json = Mapping[str, "Json"] | Sequence["Json"] | str | int | float | bool | None

OPERATORS = {
    "!": "not({0})",
    "==": "equals({0}, {1})",
    "!=": "not(equals({0}, {1}))",
    ">": "greater({0}, {1})",
    "<": "less({0}, {1})",
    ">=": "greaterOrEquals({0}, {1})",
    "<=": "lessOrEquals({0}, {1})",
    "&&": "and({0}, {1})",
    "||": "or({0}, {1})",
    "+": "add({0}, {1})",
    "?": "if({0}, {1}, {2})",
}
CONSTANTS = {"True": "true()", "False": "false()", "None": "null()"}
IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@dataclass(frozen=True, slots=True)
class ExpressionWriter:
    """Writes the expressions of one file; ``items`` has what the variables of loops stand for."""

    file: File
    items: Mapping[str, str] = field(default_factory=dict[str, str])

    def within(self, loop: Loop, copy_name: str = "") -> "ExpressionWriter":
        """Return a writer for the body of a loop."""
        index = f"copyIndex('{copy_name}')" if copy_name else "copyIndex()"
        return replace(self, items={**self.items, loop.item: f"{self.text(loop.source)}[{index}]"})

    def json(self, value: Expression) -> Json:
        """Return the value as JSON."""
        match value:
            case Scalar():
                return value.value
            case ArrayExpression():
                return [self.json(item) for item in value.items]
            case Properties():
                return self._object(value)
            case Text() if value.plain is not None:
                return f"[{value.plain}" if value.plain.startswith("[") else value.plain
            case _:
                return f"[{self.text(value)}]"

    def text(self, value: Expression) -> str:
        """Return the value as an expression."""
        match value:
            case Scalar():
                return CONSTANTS.get(repr(value.value), str(value.value))
            case Text():
                return self._format(value)
            case ArrayExpression():
                return f"createArray({self._listed(value.items)})"
            case Properties():
                return f"createObject({self._listed(one for pair in value.pairs for one in pair)})"
            case Identifier():
                return self._named(value)
            case _:
                return self._compound(value)

    def _compound(
        self, value: FunctionCall | MethodCall | Member | Element | Operation | Loop
    ) -> str:
        match value:
            case FunctionCall():
                return f"{value.function}({self._listed(value.arguments)})"
            case Operation():
                operands = [self.text(operand) for operand in value.operands]
                return OPERATORS[value.operator].format(*operands)
            case Element():
                return f"{self.text(value.target)}[{self.text(value.index)}]"
            case MethodCall():
                resource = self._resource(value.target)
                return f"{value.function}({self.id_of(resource)}, '{resource.version}')"
            case Member():
                return self._member(value)
            case Loop():
                raise BicepError("a loop is understood in resources and properties only")

    def _listed(self, values: Iterable[Expression]) -> str:
        return ", ".join(self.text(one) for one in values)

    def id_of(self, resource: Resource) -> str:
        """Return the expression of a resource's id."""
        segments = ", ".join(self.text(one) for one in self.segments(resource))
        return f"resourceId('{resource.kind}', {segments})"

    def name_of(self, resource: Resource) -> Json:
        """Return the name of a resource, with those of the resources that it is in."""
        segments = self.segments(resource)
        if len(segments) == 1:
            return self.json(segments[0])
        slots = "/".join(f"{{{at}}}" for at in range(len(segments)))
        return f"[format('{slots}', {', '.join(self.text(one) for one in segments)})]"

    def segments(self, resource: Resource) -> list[Expression]:
        """Return the names of the resources that a resource is in, and its own."""
        name, parent = resource.body.find("name"), resource.body.find("parent")
        if name is None:
            raise BicepError(f"{resource.name} has no name")
        return [*(self.segments(self._resource(parent)) if parent else []), name]

    def is_runtime(self, value: Expression) -> bool:
        """Whether the value is known only when something else is deployed."""
        return any(self._asks(one) for one in walk(value, self.file))

    def _asks(self, value: Expression) -> bool:
        if isinstance(value, MethodCall):
            return True
        if not isinstance(value, Member) or not isinstance(value.target, Identifier):
            return False
        name = value.target.name
        return name in self.file.modules or (
            name in self.file.resources and value.name not in ("id", "name")
        )

    def _object(self, value: Properties) -> Json:
        found: dict[str, Json] = {}
        copies: list[Json] = []
        for key, one in value.pairs:
            name = str(self.json(key))
            if isinstance(one, Loop):
                body = self.within(one, name).json(one.body)
                count = f"[length({self.text(one.source)})]"
                copies.append({"name": name, "count": count, "input": body})
            else:
                found[name] = self.json(one)
        return {**found, "copy": copies} if copies else found

    def _format(self, value: Text) -> str:
        if value.plain is not None:
            return _quoted(value.plain)
        arguments: list[str] = []
        pattern = ""
        for part in value.parts:
            if isinstance(part, str):
                pattern += part.replace("{", "{{").replace("}", "}}")
            else:
                pattern += f"{{{len(arguments)}}}"
                arguments.append(self.text(part))
        return f"format({_quoted(pattern)}, {', '.join(arguments)})"

    def _named(self, value: Identifier) -> str:
        if value.name in self.items:
            return self.items[value.name]
        if value.name in self.file.parameters:
            return f"parameters('{value.name}')"
        if value.name not in self.file.variables:
            raise BicepError(f"{value.name} is declared nowhere, or can't be used as a value")
        meant = self.file.variables[value.name]
        # A variable cannot ask for what is being deployed: its text takes its place.
        return self.text(meant) if self.is_runtime(meant) else f"variables('{value.name}')"

    def _member(self, value: Member) -> str:
        target = value.target
        if isinstance(target, Identifier) and target.name in self.file.resources:
            return self._of_resource(self.file.resources[target.name], value.name)
        if isinstance(target, Identifier) and target.name in self.file.modules:
            return f"reference('{target.name}').{value.name}"
        if isinstance(target, Member) and target.name == "outputs":
            return f"{self._member(target)}.{value.name}.value"
        name = value.name
        accessor = f".{name}" if IDENTIFIER.fullmatch(name) else f"[{_quoted(name)}]"
        return f"{self.text(target)}{accessor}"

    def _of_resource(self, resource: Resource, name: str) -> str:
        if name == "id":
            return self.id_of(resource)
        if name == "name":
            return self.text(self.segments(resource)[-1])
        if name == "properties":
            return f"reference('{resource.name}')"
        return f"reference('{resource.name}', '{resource.version}', 'full').{name}"

    def _resource(self, value: Expression) -> Resource:
        if isinstance(value, Identifier) and value.name in self.file.resources:
            return self.file.resources[value.name]
        raise BicepError(f"a resource is expected, not {value}")


def walk(value: Expression, file: File) -> Iterator[Expression]:
    """Yield an expression and all in it, and what its variables stand for."""
    yield value
    for child in _children(value):
        yield from walk(child, file)
    if isinstance(value, Identifier) and value.name in file.variables:
        yield from walk(file.variables[value.name], file)


def _children(value: object) -> Iterator[Expression]:
    """Yield the expressions right below one."""
    if isinstance(value, Expression):
        for one in fields(value):
            yield from _found(getattr(value, one.name))


def _found(value: object) -> Iterator[Expression]:
    if isinstance(value, Expression):
        yield value
    elif isinstance(value, list | tuple):
        for one in cast("Sequence[object]", value):
            yield from _found(one)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
