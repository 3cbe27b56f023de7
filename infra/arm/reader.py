"""Reads the expressions of ARM templates, ``[format('{0}', parameters('name'))]``, into a tree."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<number>-?\d+)|(?P<name>\w+)|(?P<sign>[(),.\[\]]))"
)


class TemplateError(Exception):
    """A template has an expression that cannot be read or evaluated."""


@dataclass(frozen=True, slots=True)
class Constant:
    """A text or a number."""

    value: str | int


@dataclass(frozen=True, slots=True)
class Invocation:
    """A function and its arguments."""

    function: str
    arguments: Sequence["Node"]


@dataclass(frozen=True, slots=True)
class Lookup:
    """A property or an element."""

    target: "Node"
    key: "Node"


Node = Constant | Invocation | Lookup


def is_expression(text: str) -> bool:
    """Whether a text of a template is an expression: ``[[`` begins a text with a bracket."""
    return text.startswith("[") and text.endswith("]") and not text.startswith("[[")


def read(text: str) -> Node:
    """Read an expression with its brackets."""
    reader = _Reader(_tokens(text[1:-1]))
    found = reader.node()
    reader.require_end()
    return found


def _tokens(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    at = 0
    while at < len(text.rstrip()):
        match = TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            raise TemplateError(f"this cannot be read: {text[at : at + 40]!r}")
        found.append((match.lastgroup, match[match.lastgroup]))
        at = match.end()
    return found


class _Reader:
    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens = tokens
        self._at = 0

    def node(self) -> Node:
        kind, text = self._next()
        if kind == "text":
            return Constant(text[1:-1].replace("''", "'"))
        if kind == "number":
            return Constant(int(text))
        if kind != "name":
            raise TemplateError(f"a value is expected, not {text!r}")
        found: Node = Invocation(text, self._arguments())
        while self._peek() in (".", "["):
            _, sign = self._next()
            if sign == ".":
                found = Lookup(found, Constant(self._next()[1]))
            else:
                found = Lookup(found, self.node())
                self._require("]")
        return found

    def require_end(self) -> None:
        if self._at != len(self._tokens):
            raise TemplateError(f"something follows the expression: {self._tokens[self._at :]}")

    def _arguments(self) -> list[Node]:
        self._require("(")
        found: list[Node] = []
        while self._peek() != ")":
            if found:
                self._require(",")
            found.append(self.node())
        self._require(")")
        return found

    def _peek(self) -> str:
        return self._tokens[self._at][1] if self._at < len(self._tokens) else ""

    def _next(self) -> tuple[str, str]:
        if self._at >= len(self._tokens):
            raise TemplateError("the expression ends too early")
        self._at += 1
        return self._tokens[self._at - 1]

    def _require(self, sign: str) -> None:
        kind, text = self._next()
        if kind != "sign" or text != sign:
            raise TemplateError(f"{sign!r} is expected, not {text!r}")
