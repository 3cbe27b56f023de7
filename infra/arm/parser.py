"""Reads Bicep files into the syntax tree, with the grammar of tree-sitter."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import tree_sitter_bicep
from tree_sitter import Language, Node, Parser

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
    Module,
    Operation,
    Output,
    ParameterDeclaration,
    Properties,
    Resource,
    Scalar,
    Text,
)

ESCAPES = {"\\'": "'", "\\\\": "\\", "\\n": "\n", "\\r": "\r", "\\t": "\t", "\\$": "$"}
LITERALS = {"true": True, "false": False, "null": None}
Decorators = Mapping[str, Sequence[Expression]]


@cache
def _parser() -> Parser:
    return Parser(Language(tree_sitter_bicep.language()))


def parse(path: Path) -> File:
    """Read a file; BicepError if a part of it is no Bicep, or none that is understood here."""
    return _FileReader(path).read()


class _FileReader:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._source = path.read_bytes()
        self._file = File()

    def read(self) -> File:
        root = _parser().parse(self._source).root_node
        decorators: dict[str, Sequence[Expression]] = {}
        for node in _children(root):
            if node.has_error:
                raise self._error(_fault(node), "this is no Bicep")
            if node.type == "decorators":
                decorators = dict(self._decorator(child) for child in _children(node))
            else:
                self._declare(node, decorators)
                decorators = {}
        return self._file

    def _declare(self, node: Node, decorators: Decorators) -> None:
        children = _children(node)
        match node.type:
            case "target_scope_assignment":
                return
            case "parameter_declaration":
                name, kind, *default = children
                given = self._expression(default[0]) if default else None
                self._file.parameters[_text(name)] = ParameterDeclaration(
                    _text(name), _text(kind), given, decorators
                )
            case "variable_declaration":
                name, value = children
                self._file.variables[_text(name)] = self._expression(value)
            case "output_declaration":
                name, kind, value = children
                self._file.outputs[_text(name)] = Output(
                    _text(name), _text(kind), self._expression(value), decorators
                )
            case "resource_declaration":
                self._resource(node, decorators)
            case "module_declaration":
                name, path, value = children
                condition, body = self._conditional(value)
                self._file.modules[_text(name)] = Module(
                    _text(name), self._plain(path), self._properties(body), condition
                )
            case _:
                raise self._error(node, f"{node.type} is not understood here")

    def _resource(self, node: Node, decorators: Decorators) -> None:
        name, kind, value = _children(node)
        kind, _, version = self._plain(kind).partition("@")
        loop, condition = None, None
        if value.type == "for_statement":
            loop = self._loop(value)
            condition, body = loop.condition, loop.body
        else:
            condition, found = self._conditional(value)
            body = self._properties(found)
        if not isinstance(body, Properties):
            raise self._error(value, "a resource is an object")
        is_existing = any(child.type == "existing" for child in node.children)
        self._file.resources[_text(name)] = Resource(
            _text(name), kind, version, is_existing, body, loop, condition, decorators
        )

    def _decorator(self, node: Node) -> tuple[str, Sequence[Expression]]:
        call = self._expression(_children(node)[0])
        if not isinstance(call, FunctionCall):
            raise self._error(node, "a decorator is a call")
        return call.function, call.arguments

    def _conditional(self, node: Node) -> tuple[Expression | None, Node]:
        if node.type != "if_statement":
            return None, node
        condition, body = _children(node)
        return self._expression(condition), body

    def _loop(self, node: Node) -> Loop:
        item, source, value = _children(node)
        condition, body = self._conditional(value)
        return Loop(_text(item), self._expression(source), self._expression(body), condition)

    def _properties(self, node: Node) -> Properties:
        found = self._expression(node)
        if not isinstance(found, Properties):
            raise self._error(node, "an object is expected here")
        return found

    def _plain(self, node: Node) -> str:
        found = self._expression(node)
        text = found.plain if isinstance(found, Text) else None
        if text is None:
            raise self._error(node, "a plain text is expected here")
        return text

    def _expression(self, node: Node) -> Expression:
        children = _children(node)
        match node.type:
            case "string":
                return self._string(node)
            case "number":
                return Scalar(int(_text(node)))
            case "boolean" | "null":
                return Scalar(LITERALS[_text(node)])
            case "array":
                return ArrayExpression([self._expression(child) for child in children])
            case "object":
                return Properties([self._pair(child) for child in children])
            case _:
                return self._named(node)

    def _named(self, node: Node) -> Expression:
        match node.type:
            case "identifier":
                return Identifier(_text(node))
            case "parenthesized_expression":
                return self._expression(_children(node)[0])
            case "for_statement":
                return self._loop(node)
            case _:
                return self._compound(node)

    def _compound(self, node: Node) -> Expression:
        children = _children(node)
        match node.type:
            case "call_expression":
                return self._call(node)
            case "member_expression":
                return Member(self._expression(children[0]), _text(children[1]))
            case "subscript_expression":
                return Element(self._expression(children[0]), self._expression(children[1]))
            case "ternary_expression":
                return Operation("?", [self._expression(child) for child in children])
            case "binary_expression" | "unary_expression":
                [operator] = [child.type for child in node.children if not child.is_named]
                return Operation(operator, [self._expression(child) for child in children])
            case _:
                raise self._error(node, f"{node.type} is not understood here")

    def _call(self, node: Node) -> Expression:
        called, arguments = _children(node)
        given = [self._expression(child) for child in _children(arguments)]
        if called.type == "identifier":
            return FunctionCall(_text(called), given)
        target = self._expression(called)
        if not isinstance(target, Member) or given:
            raise self._error(node, "only functions without arguments are called on a resource")
        return MethodCall(target.target, target.name)

    def _pair(self, node: Node) -> tuple[Text, Expression]:
        key, value = _children(node)
        name = self._string(key) if key.type == "string" else Text([_text(key)])
        return name, self._expression(value)

    def _string(self, node: Node) -> Text:
        parts: list[str | Expression] = []
        at = node.start_byte + 1
        for child in _children(node):
            # The grammar leaves texts of blanks out, or has them in the token that follows.
            text = _text(child)
            start = child.start_byte
            if child.type != "string_content":
                start += len(text) - len(text.lstrip())
            parts += [self._source[at:start].decode(), self._part(child)]
            at = child.end_byte
        parts.append(self._source[at : node.end_byte - 1].decode())
        return Text([part for part in parts if part != ""] or [""])

    def _part(self, node: Node) -> str | Expression:
        match node.type:
            case "string_content":
                return _text(node)
            case "escape_sequence":
                return ESCAPES[_text(node).strip()]
            case "interpolation":
                return self._expression(_children(node)[0])
            case _:
                raise self._error(node, f"{node.type} is not understood in a text")

    def _error(self, node: Node, words: str) -> BicepError:
        line = node.start_point.row + 1
        return BicepError(f"{self._path.name}:{line}: {words}: {_text(node)[:60]!r}")


def _children(node: Node) -> list[Node]:
    return [child for child in node.named_children if child.type != "comment"]


def _text(node: Node) -> str:
    return (node.text or b"").decode()


def _fault(node: Node) -> Node:
    """The innermost node that the grammar could not read."""
    if node.is_error or node.is_missing:
        return node
    faulty = [child for child in node.children if child.has_error or child.is_missing]
    return _fault(faulty[0]) if faulty else node
