"""Puts a connection's token into requests that have credentials of their own, or none."""

from collections.abc import Sequence
from dataclasses import dataclass

import libcst as cst

from shared.services.codemods.awaiting import Awaiting, awaited_call, run
from shared.services.codemods.imports import with_import
from shared.services.codemods.notes import Notes

METHODS = ("get", "post", "put", "patch", "delete", "head", "options", "request")
LIBRARIES = ("requests", "httpx", "aiohttp")
#: The functions whose calls are requests, and those that make a client with headers.
REQUESTS = frozenset(f"{library}.{method}" for library in LIBRARIES for method in METHODS)
CLIENTS = frozenset(
    ("httpx.Client", "httpx.AsyncClient", "aiohttp.ClientSession", "urllib.request.Request")
)


@dataclass(frozen=True, slots=True)
class InjectAuth:
    """Requests take their headers of authentication from this connection.

    Those with an ``Authorization`` header or ``auth=`` of their own do; with ``host``, those whose
    address begins with it do, too, with or without credentials.
    """

    connection: str
    host: str | None = None

    def __call__(self, module: cst.Module, notes: Notes) -> cst.Module:
        transformer = _Injecting(module, notes, self)
        changed = run(module, transformer)
        return with_import(changed, "oauth", "bifrost") if transformer.is_used else module


class _Injecting(Awaiting):
    def __init__(self, module: cst.Module, notes: Notes, spec: InjectAuth) -> None:
        super().__init__(module, notes)
        self._spec = spec
        self.is_used = False

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        if not self._is_request(original_node) or _has_connection(updated_node):
            return updated_node
        headers, auth = _keyword(updated_node, "headers"), _keyword(updated_node, "auth")
        literal = headers.value if headers is not None else None
        own = _authorization(literal)
        if auth is None and own is None and not self._is_to_host(original_node):
            return updated_node
        line = self.line_of(original_node)
        if literal is not None and not isinstance(literal, cst.Dict):
            self.notes.add(line, "its headers are made elsewhere: add the connection's by hand")
            return updated_node
        if not self.may_await(original_node, "oauth.headers"):
            return updated_node
        self.is_used = True
        text = f'await oauth.headers("{self._spec.connection}")'
        value = _with_connection(literal, own, text)
        return updated_node.with_changes(args=_arguments(updated_node.args, value, auth))

    def _is_request(self, node: cst.Call) -> bool:
        name = self.name_of(node.func)
        if name in REQUESTS or name in CLIENTS:
            return True
        # A method of a client: the address tells whether it is a request to the host.
        is_method = isinstance(node.func, cst.Attribute) and node.func.attr.value in METHODS
        return is_method and self._is_to_host(node)

    def _is_to_host(self, node: cst.Call) -> bool:
        host = self._spec.host
        return host is not None and any(
            _address(argument.value).partition("://")[2].partition("/")[0] == host
            for argument in node.args
        )


def _address(node: cst.BaseExpression) -> str:
    """Return the text that an expression begins with; nothing if it is no text."""
    if isinstance(node, cst.SimpleString):
        value = node.evaluated_value
        return value if isinstance(value, str) else ""
    if isinstance(node, cst.FormattedString) and node.parts:
        first = node.parts[0]
        return first.value if isinstance(first, cst.FormattedStringText) else ""
    if isinstance(node, cst.BinaryOperation):
        return _address(node.left)
    return ""


def _keyword(call: cst.Call, name: str) -> cst.Arg | None:
    found = (each for each in call.args if each.keyword and each.keyword.value == name)
    return next(found, None)


def _has_connection(call: cst.Call) -> bool:
    """Return whether the headers come from a connection or are sealed already."""
    headers = _keyword(call, "headers")
    return headers is not None and "oauth.headers" in cst.Module([]).code_for_node(headers)


def _authorization(headers: cst.BaseExpression | None) -> int | None:
    """Return the place of the Authorization header among those of a literal."""
    if not isinstance(headers, cst.Dict):
        return None
    for at, element in enumerate(headers.elements):
        key = element.key if isinstance(element, cst.DictElement) else None
        if (
            isinstance(key, cst.SimpleString)
            and str(key.evaluated_value).lower() == "authorization"
        ):
            return at
    return None


def _with_connection(headers: cst.Dict | None, own: int | None, text: str) -> cst.BaseExpression:
    """Return headers with the connection's in place of the own ones."""
    elements = [*headers.elements] if headers is not None else []
    if not elements or (own is not None and len(elements) == 1) or headers is None:
        return awaited_call(text)
    expression = awaited_call(text)
    if own is not None:
        elements[own] = cst.StarredDictElement(expression, comma=elements[own].comma)
        return headers.with_changes(elements=elements)
    space = cst.Comma(whitespace_after=cst.SimpleWhitespace(" "))
    return headers.with_changes(
        elements=[cst.StarredDictElement(expression, comma=space), *elements]
    )


def _arguments(
    arguments: Sequence[cst.Arg], headers: cst.BaseExpression, auth: cst.Arg | None
) -> Sequence[cst.Arg]:
    """Return the arguments with these headers, and without ``auth=``."""
    place = next(
        (
            at
            for at, each in enumerate(arguments)
            if each.keyword and each.keyword.value == "headers"
        ),
        None,
    )
    found = [*arguments]
    if place is not None:
        found[place] = found[place].with_changes(value=headers)
        if auth is None:
            return found
        found.remove(auth)
        found[-1] = found[-1].with_changes(comma=arguments[-1].comma)
        return found
    bare = cst.SimpleWhitespace("")
    named = cst.Arg(
        headers,
        keyword=cst.Name("headers"),
        equal=cst.AssignEqual(whitespace_before=bare, whitespace_after=bare),
    )
    if auth is not None:
        at = found.index(auth)
        found[at] = named.with_changes(comma=auth.comma)
        return found
    space = cst.Comma(whitespace_after=cst.SimpleWhitespace(" "))
    last = found[-1].comma if found else cst.MaybeSentinel.DEFAULT
    if found and not isinstance(last, cst.Comma):
        found[-1] = found[-1].with_changes(comma=space)
    return [*found, named.with_changes(comma=last)]
