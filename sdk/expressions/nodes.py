"""The nodes of a parsed expression, and how each is evaluated."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, cast

from sdk.expressions import values
from sdk.expressions.faults import ExpressionError
from sdk.expressions.values import SPACES, UNDEFINED, Value, Work


@dataclass(frozen=True, slots=True)
class Scope:
    """The context that names are looked up in, and the work that evaluation may still cost."""

    context: Mapping[str, object]
    work: Work = field(default_factory=Work)


class Node(Protocol):
    def value(self, scope: Scope) -> Value:
        """Return the value of the node; ExpressionError if it cannot be evaluated."""
        ...

    def parts(self) -> Sequence["Node"]:
        """Return the child nodes."""
        ...


@dataclass(frozen=True, slots=True)
class Literal:
    constant: Value

    def value(self, scope: Scope) -> Value:
        del scope
        return self.constant

    def parts(self) -> Sequence[Node]:
        return ()


@dataclass(frozen=True, slots=True)
class Name:
    """``context`` or one of its members."""

    name: str

    def value(self, scope: Scope) -> Value:
        if self.name == "context":
            return scope.context
        return values.member(scope.context, self.name, scope.work)

    def parts(self) -> Sequence[Node]:
        return ()


@dataclass(frozen=True, slots=True)
class Items:
    items: Sequence[Node]

    def value(self, scope: Scope) -> Value:
        return [item.value(scope) for item in self.items]

    def parts(self) -> Sequence[Node]:
        return self.items


@dataclass(frozen=True, slots=True)
class Unary:
    sign: str
    operand: Node

    def value(self, scope: Scope) -> Value:
        found = self.operand.value(scope)
        if self.sign == "!":
            return not values.is_true(found)
        number = values.number_of(found, scope.work)
        return -number if self.sign == "-" else number

    def parts(self) -> Sequence[Node]:
        return (self.operand,)


@dataclass(frozen=True, slots=True)
class OperatorChain:
    """Operands of one precedence, from left to right: ``a + b - c``."""

    first: Node
    others: Sequence[tuple[str, Node]]

    def value(self, scope: Scope) -> Value:
        found = self.first.value(scope)
        for sign, operand in self.others:
            scope.work.charge(1)
            if sign in ("&&", "||"):
                # Short circuit: if the left side decides, the right one is not evaluated.
                if values.is_true(found) is (sign == "&&"):
                    found = operand.value(scope)
            else:
                found = operated(sign, found, operand.value(scope), scope.work)
        return found

    def parts(self) -> Sequence[Node]:
        return (self.first, *(operand for _, operand in self.others))


@dataclass(frozen=True, slots=True)
class Conditional:
    condition: Node
    yes: Node
    no: Node

    def value(self, scope: Scope) -> Value:
        chosen = self.yes if values.is_true(self.condition.value(scope)) else self.no
        return chosen.value(scope)

    def parts(self) -> Sequence[Node]:
        return (self.condition, self.yes, self.no)


@dataclass(frozen=True, slots=True)
class Conversion:
    """``Number(x)``, ``String(x)`` or ``Boolean(x)``."""

    name: str
    argument: Node

    def value(self, scope: Scope) -> Value:
        found = self.argument.value(scope)
        if self.name == "Number":
            return values.number_of(found, scope.work)
        if self.name == "String":
            return values.text_of(found, scope.work)
        return values.is_true(found)

    def parts(self) -> Sequence[Node]:
        return (self.argument,)


@dataclass(frozen=True, slots=True)
class Step:
    """One member access, by dot or brackets, or a method call, which has arguments."""

    name: Node
    is_optional: bool
    arguments: Sequence[Node] | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """A chain of steps: ``a.b?.c["d"].includes(e)``.

    An optional step on null or undefined ends the whole chain.
    """

    first: Node
    steps: Sequence[Step]

    def value(self, scope: Scope) -> Value:
        found = self.first.value(scope)
        for step in self.steps:
            scope.work.charge(1)
            if step.is_optional and (found is None or found is UNDEFINED):
                return UNDEFINED
            name = step.name.value(scope)
            if step.arguments is None:
                found = values.member(found, name, scope.work)
            else:
                arguments = [argument.value(scope) for argument in step.arguments]
                found = called(found, str(name), arguments, scope.work)
        return found

    def parts(self) -> Sequence[Node]:
        return (self.first, *(node for step in self.steps for node in _nodes_of(step)))


def operated(sign: str, left: Value, right: Value, work: Work) -> Value:
    """Apply a binary operator."""
    match sign:
        case "===" | "!==":
            return values.is_same(left, right, work) is (sign == "===")
        case "==" | "!=":
            return values.is_equal(left, right, work) is (sign == "==")
        case "<" | "<=":
            return values.is_less(left, right, work, or_equal=sign == "<=")
        case ">" | ">=":
            return values.is_less(right, left, work, or_equal=sign == ">=")
        case "+":
            return values.added(left, right, work)
        case _:
            numbers = values.number_of(left, work), values.number_of(right, work)
            return _reckoned(sign, *numbers)


def called(value: Value, method: str, arguments: Sequence[Value], work: Work) -> Value:
    if isinstance(value, list | tuple) and method == "includes":
        return values.has_item(cast("values.Items", value), arguments[0], work)
    if not isinstance(value, str):
        raise ExpressionError(f".{method}() needs a text{_or_list(method)}")
    work.charge(len(value))
    if method in ("toLowerCase", "trim"):
        return value.lower() if method == "toLowerCase" else value.strip(SPACES)
    wanted = values.text_of(arguments[0], work)
    if method == "includes":
        return wanted in value
    return value.startswith(wanted) if method == "startsWith" else value.endswith(wanted)


def walk(node: Node) -> Iterator[Node]:
    """Yield the node and all its descendants."""
    waiting = [node]
    while waiting:
        found = waiting.pop()
        yield found
        waiting += found.parts()


def _nodes_of(step: Step) -> Sequence[Node]:
    return (step.name, *(step.arguments or ()))


def _reckoned(sign: str, left: float, right: float) -> float:
    match sign:
        case "-":
            return left - right
        case "*":
            return left * right
        case "/":
            return values.divided(left, right)
        case _:
            return values.remainder(left, right)


def _or_list(method: str) -> str:
    return " or a list" if method == "includes" else ""
