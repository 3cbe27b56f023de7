"""The syntax tree of a Bicep file: declarations and expressions, without what only people read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


class BicepError(Exception):
    """A file says something that cannot be compiled; the message names the file and the line."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A number, a truth value or null."""

    value: int | bool | None


@dataclass(frozen=True, slots=True)
class Text:
    """A string: texts, and expressions between them."""

    parts: Sequence["str | Expression"]

    @property
    def plain(self) -> str | None:
        """The text, if there is no expression in it."""
        texts = [part for part in self.parts if isinstance(part, str)]
        return "".join(texts) if len(texts) == len(self.parts) else None


@dataclass(frozen=True, slots=True)
class ArrayExpression:
    """An array."""

    items: Sequence["Expression"]


@dataclass(frozen=True, slots=True)
class Properties:
    """An object; a key can be an expression."""

    pairs: Sequence[tuple[Text, "Expression"]]

    def find(self, name: str) -> "Expression | None":
        """Return the value of a plain key."""
        return next((value for key, value in self.pairs if key.plain == name), None)

    def without(self, *names: str) -> "Properties":
        """Return the object without these keys."""
        return Properties([pair for pair in self.pairs if pair[0].plain not in names])


@dataclass(frozen=True, slots=True)
class Identifier:
    """A parameter, a variable, a resource, a module or the variable of a loop."""

    name: str


@dataclass(frozen=True, slots=True)
class FunctionCall:
    """A call of a function."""

    function: str
    arguments: Sequence["Expression"]


@dataclass(frozen=True, slots=True)
class MethodCall:
    """A call of a function of a resource, such as ``account.listKeys()``."""

    target: "Expression"
    function: str


@dataclass(frozen=True, slots=True)
class Member:
    """A property of something."""

    target: "Expression"
    name: str


@dataclass(frozen=True, slots=True)
class Element:
    """An element of an array, or a property whose name is an expression."""

    target: "Expression"
    index: "Expression"


@dataclass(frozen=True, slots=True)
class Operation:
    """An operator with its operands: ``!``, ``==``, ``>``, ``&&``, ``?:`` and so on."""

    operator: str
    operands: Sequence["Expression"]


@dataclass(frozen=True, slots=True)
class Loop:
    """``[for item in source: body]``, with a condition where there is one."""

    item: str
    source: "Expression"
    body: "Expression"
    condition: "Expression | None" = None


Expression = (
    Scalar
    | Text
    | ArrayExpression
    | Properties
    | Identifier
    | FunctionCall
    | MethodCall
    | Member
    | Element
    | Operation
    | Loop
)


@dataclass(frozen=True, slots=True)
class ParameterDeclaration:
    """A parameter: its type, its default and its decorators."""

    name: str
    kind: str
    default: Expression | None
    decorators: Mapping[str, Sequence[Expression]]


@dataclass(frozen=True, slots=True)
class Output:
    """An output of a template."""

    name: str
    kind: str
    value: Expression
    decorators: Mapping[str, Sequence[Expression]]


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource, or a number of them in a loop."""

    name: str
    kind: str
    version: str
    is_existing: bool
    body: Properties
    loop: Loop | None
    condition: Expression | None
    decorators: Mapping[str, Sequence[Expression]]


@dataclass(frozen=True, slots=True)
class Module:
    """A template of its own, deployed as a part of this one."""

    name: str
    path: str
    body: Properties
    condition: Expression | None


@dataclass(slots=True)
class File:
    """What one Bicep file declares, by name."""

    parameters: dict[str, ParameterDeclaration] = field(
        default_factory=dict[str, ParameterDeclaration]
    )
    variables: dict[str, Expression] = field(default_factory=dict[str, Expression])
    resources: dict[str, Resource] = field(default_factory=dict[str, Resource])
    modules: dict[str, Module] = field(default_factory=dict[str, Module])
    outputs: dict[str, Output] = field(default_factory=dict[str, Output])
