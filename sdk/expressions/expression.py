"""Parses an expression; the result can be evaluated, and knows the fields that it reads.

Precedence from lowest to highest: ``? :``, ``||``, ``&&``, equality, order, ``+ -``, ``* / %``,
``! - +``, then dots, brackets and calls.
"""

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache

from sdk.expressions.faults import ExpressionError
from sdk.expressions.lexer import Token, tokens_of
from sdk.expressions.nodes import (
    Chain,
    Conditional,
    Conversion,
    Items,
    Literal,
    Name,
    Node,
    OperatorChain,
    Scope,
    Step,
    Unary,
    walk,
)
from sdk.expressions.values import UNDEFINED, Value

#: The deepest nesting of brackets, unary operators and branches of ``? :``.
MOST_DEPTH = 50
ROOTS = ("context", "field", "query", "workflow")
#: What expressions of subscriptions read, in place of those of forms.
EVENT_ROOTS = ("event",)
FUNCTIONS = ("Number", "String", "Boolean")
METHODS = {"includes": 1, "startsWith": 1, "endsWith": 1, "toLowerCase": 0, "trim": 0}
WORDS: Mapping[str, Value] = {"true": True, "false": False, "null": None, "undefined": UNDEFINED}
LEVELS = (
    ("||",),
    ("&&",),
    ("===", "!==", "==", "!="),
    ("<=", ">=", "<", ">"),
    ("+", "-"),
    ("*", "/", "%"),
)


@dataclass(frozen=True, slots=True)
class Expression:
    text: str
    root: Node
    #: Names of the fields that the expression reads.
    fields: frozenset[str]

    def value(self, context: Mapping[str, object]) -> Value:
        """Evaluate with a ``context`` that holds ``field``, ``query`` and ``workflow``.

        Raises ExpressionError if it cannot be evaluated.
        """
        return self.root.value(Scope(context))


@lru_cache(maxsize=1000)
def parse(text: str, roots: Sequence[str] = ROOTS) -> Expression:
    """Parse an expression; ExpressionError names the position of a fault.

    ``roots`` are the names that it may begin with; those of forms have rules of their own.
    """
    root = _Parser(list(tokens_of(text)), roots).whole()
    return Expression(text, root, frozenset(_fields(root)))


class _Parser:
    def __init__(self, tokens: Sequence[Token], roots: Sequence[str]) -> None:
        self._tokens = tokens
        self._roots = roots
        self._next = 0
        self._depth = 0

    def whole(self) -> Node:
        found = self._conditional()
        if self._token.kind != "end":
            raise self._unexpected("the end")
        return found

    def _conditional(self) -> Node:
        with self._deeper():
            condition = self._level(0)
            if not self._take("?"):
                return condition
            yes = self._conditional()
            self._require(":")
            return Conditional(condition, yes, self._conditional())

    def _level(self, number: int) -> Node:
        if number == len(LEVELS):
            return self._unary()
        first = self._level(number + 1)
        others: list[tuple[str, Node]] = []
        while sign := self._take(*LEVELS[number]):
            others.append((sign, self._level(number + 1)))
        return OperatorChain(first, others) if others else first

    def _unary(self) -> Node:
        sign = self._take("!", "-", "+")
        if not sign:
            return self._chain()
        with self._deeper():
            return Unary(sign, self._unary())

    def _chain(self) -> Node:
        first = self._primary()
        steps: list[Step] = []
        while sign := self._take(".", "?.", "["):
            steps.append(self._step(sign))
        if self._roots is ROOTS:
            _require_path(first, steps)
        return Chain(first, steps) if steps else first

    def _step(self, sign: str) -> Step:
        is_optional = sign == "?."
        if sign == "[" or (is_optional and self._take("[")):
            index = self._conditional()
            self._require("]")
            return Step(index, is_optional)
        name = self._name()
        if not self._take("("):
            return Step(Literal(name.text), is_optional)
        if name.text not in METHODS:
            known = ", ".join(METHODS)
            raise ExpressionError(f"{name.text}() at position {name.at}: there are only {known}")
        arguments = self._items(")")
        self._require_count(name, arguments, METHODS[name.text])
        return Step(Literal(name.text), is_optional, arguments)

    def _primary(self) -> Node:
        token = self._token
        if token.kind in ("number", "string"):
            self._next += 1
            return Literal(float(token.text) if token.kind == "number" else token.text)
        if self._take("("):
            found = self._conditional()
            self._require(")")
            # Parentheses end an optional chain: in (a?.b).c the last step is evaluated on its own.
            return OperatorChain(found, ())
        if self._take("["):
            return Items(self._items("]"))
        if token.kind == "name":
            return self._named()
        raise self._unexpected("a value")

    def _named(self) -> Node:
        name = self._name()
        if name.text in WORDS:
            return Literal(WORDS[name.text])
        if name.text in self._roots:
            return Name(name.text)
        if name.text in FUNCTIONS and self._take("("):
            arguments = self._items(")")
            self._require_count(name, arguments, 1)
            return Conversion(name.text, arguments[0])
        known = ", ".join((*self._roots, *FUNCTIONS))
        raise ExpressionError(f"{name.text} at position {name.at} is none of {known}")

    def _items(self, end: str) -> Sequence[Node]:
        found: list[Node] = []
        while not self._take(end):
            if found:
                self._require(",")
            found.append(self._conditional())
        return found

    def _require_count(self, name: Token, arguments: Sequence[Node], count: int) -> None:
        if len(arguments) != count:
            raise ExpressionError(f"{name.text}() at position {name.at} takes {count} values")

    def _name(self) -> Token:
        token = self._token
        if token.kind != "name":
            raise self._unexpected("a name")
        self._next += 1
        return token

    @property
    def _token(self) -> Token:
        return self._tokens[self._next]

    def _take(self, *signs: str) -> str:
        token = self._token
        if token.kind != "sign" or token.text not in signs:
            return ""
        self._next += 1
        return token.text

    def _require(self, sign: str) -> None:
        if not self._take(sign):
            raise self._unexpected(sign)

    def _unexpected(self, wanted: str) -> ExpressionError:
        token = self._token
        found = token.text if token.kind != "end" else "the end"
        return ExpressionError(f"at position {token.at} comes {found!r} where {wanted} should be")

    @contextmanager
    def _deeper(self) -> Generator[None]:
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise ExpressionError(f"it is nested deeper than {MOST_DEPTH} levels")
        yield
        self._depth -= 1


def _fields(root: Node) -> Iterator[str]:
    chains = (node for node in walk(root) if isinstance(node, Chain))
    for path in (_path(chain.first, chain.steps) for chain in chains):
        if path and path[0] == "field":
            yield str(path[1])


def _require_path(first: Node, steps: Sequence[Step]) -> None:
    """Require that the text alone says which fields an expression reads: none can read all."""
    path = _path(first, steps)
    if path is not None and (not path or path[0] not in ROOTS[1:]):
        raise ExpressionError("context takes .field, .query or .workflow after it")
    if path and path[0] == "field" and (len(path) == 1 or path[1] is None):
        raise ExpressionError("field takes a name after it: field.name, or field['name']")


def _path(first: Node, steps: Sequence[Step]) -> list[str | None] | None:
    """Return the names below ``context``; None if the chain does not begin there."""
    if not isinstance(first, Name):
        return None
    keys = [_key(step) for step in steps]
    return keys if first.name == "context" else [first.name, *keys]


def _key(step: Step) -> str | None:
    """Return the name of a step; None if it is a call, or computed."""
    if step.arguments is not None:
        return None
    constant = step.name.constant if isinstance(step.name, Literal) else None
    return constant if isinstance(constant, str) else None
