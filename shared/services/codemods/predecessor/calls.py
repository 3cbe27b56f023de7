"""Calls of the predecessor's context and SDK become calls of ours, awaited."""

from collections.abc import Callable, Mapping, Sequence

import libcst as cst
from libcst.metadata import ParentNodeProvider

from shared.services.codemods.asyncness import awaited
from shared.services.codemods.awaiting import Awaiting, run
from shared.services.codemods.imports import with_import
from shared.services.codemods.notes import Notes
from shared.services.codemods.predecessor.names import NOUNS, text_of

CONTEXT_NAMES = ("context", "ctx", "org_context", "execution_context")
CONTEXTS = ("ExecutionContext", "OrganizationContext")
#: Functions that take calls which nothing has awaited yet.
TAKERS = ("create_task", "ensure_future", "gather", "run", "run_until_complete", "wait", "wait_for")
#: Methods of the context that a log line replaces.
LINES = {
    "debug": "debug",
    "error": "error",
    "info": "info",
    "save_checkpoint": "info",
    "warning": "warning",
}
#: Methods of the context that mean nothing here, where they are statements.
DROPPED = {
    "finalize_execution": "the platform keeps the record by itself: finalize_execution is dropped",
    "set_variable": "a failing frame's variables are on the record: set_variable is dropped",
}
NOTED = {
    "get_integration": 'write `await oauth.headers("name")` and `await config.get("key")`',
    "get_variable": "use a variable of Python",
}
RENAMED_CALLS = {"oauth.get_token": "oauth.get"}
NOTED_CALLS = {"executions.delete": "records are kept here: write `await workflows.cancel(...)`"}
Arguments = Sequence[cst.Arg]


def called(module: cst.Module, notes: Notes) -> cst.Module:
    """Return the module with the predecessor's calls replaced."""
    calling = _Calling(module, notes)
    changed = run(module, calling)
    for name in sorted(calling.wanted):
        changed = with_import(changed, name, "bifrost")
    return changed


class _Calling(Awaiting):
    METADATA_DEPENDENCIES = (*Awaiting.METADATA_DEPENDENCIES, ParentNodeProvider)

    def __init__(self, module: cst.Module, notes: Notes) -> None:
        super().__init__(module, notes)
        self.wanted: set[str] = set()
        self._contexts: list[str | None] = []
        self._dropped: set[cst.CSTNode] = set()

    def visit_FunctionDef(self, node: cst.FunctionDef) -> None:
        super().visit_FunctionDef(node)
        self._contexts.append(_context_of(node))

    def leave_FunctionDef(
        self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef
    ) -> cst.FunctionDef:
        self._contexts.pop()
        return super().leave_FunctionDef(original_node, updated_node)

    def visit_Expr(self, node: cst.Expr) -> None:
        inner = node.value.expression if isinstance(node.value, cst.Await) else node.value
        method = self._method(inner)
        if method in DROPPED:
            self._dropped.add(node)
            self.notes.add(self.line_of(node), DROPPED[method])

    def leave_Expr(
        self, original_node: cst.Expr, updated_node: cst.Expr
    ) -> cst.Expr | cst.RemovalSentinel:
        return cst.RemoveFromParent() if original_node in self._dropped else updated_node

    def leave_If(self, original_node: cst.If, updated_node: cst.If) -> cst.If:
        """A condition that was a call needs no parentheses of its own."""
        if isinstance(original_node.test, cst.Call) and isinstance(
            updated_node.test, cst.Comparison
        ):
            bare = updated_node.test.with_changes(lpar=[], rpar=[])
            return updated_node.with_changes(test=bare)
        return updated_node

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        method = self._method(original_node)
        if method is not None:
            return self._of_context(method, original_node, updated_node)
        source, _, name = self.name_of(original_node.func).partition(".")
        if source != "bifrost" or name.count(".") != 1 or name.partition(".")[0] not in NOUNS:
            return updated_node
        return self._of_sdk(name, original_node, updated_node)

    def _method(self, node: cst.BaseExpression) -> str | None:
        """Return the method of the context that a call is of."""
        known = [name for name in self._contexts if name]
        if not known or not isinstance(node, cst.Call):
            return None
        function = node.func
        if not isinstance(function, cst.Attribute) or not isinstance(function.value, cst.Name):
            return None
        return function.attr.value if function.value.value == known[-1] else None

    def _of_context(self, method: str, original: cst.Call, updated: cst.Call) -> cst.BaseExpression:
        arguments = updated.args
        if method in LINES:
            self.wanted.add("logger")
            return _logged(LINES[method], arguments)
        if method in NOTED:
            self.notes.add(self.line_of(original), f"context.{method}: {NOTED[method]}")
        if method not in REPLACED or not self.may_await(original, f"context.{method}"):
            return updated
        noun, make = REPLACED[method]
        self.wanted.add(noun)
        return make(arguments)

    def _of_sdk(self, name: str, original: cst.Call, updated: cst.Call) -> cst.BaseExpression:
        if name in NOTED_CALLS:
            self.notes.add(self.line_of(original), f"{name}: {NOTED_CALLS[name]}")
            return updated
        if name == "workflows.get_status":
            if not self.may_await(original, name):
                return updated
            return _status(updated.args)
        call = updated
        if name in RENAMED_CALLS:
            call = updated.with_changes(func=_renamed(updated.func, RENAMED_CALLS[name]))
        if self.is_awaited(original) or self._is_taken(original):
            return call
        return awaited(call) if self.may_await(original, name) else call

    def _is_taken(self, node: cst.CSTNode) -> bool:
        """Return whether a call is handed on without being awaited, as to ``asyncio.run``."""
        found: cst.CSTNode = node
        while not isinstance(
            found, cst.BaseSmallStatement | cst.BaseCompoundStatement | cst.Module
        ):
            above = self.get_metadata(ParentNodeProvider, found, None)
            if not isinstance(above, cst.CSTNode):
                return False
            found = above
            if isinstance(found, cst.Call) and _last(found.func) in TAKERS:
                return True
            if isinstance(
                found, cst.BaseComp | cst.List | cst.Tuple | cst.Set | cst.Dict | cst.Lambda
            ):
                return True
        return False


def _context_of(node: cst.FunctionDef) -> str | None:
    """Return the name of a function's context parameter."""
    given = (*node.params.posonly_params, *node.params.params)
    first = next((each for each in given if each.name.value not in ("self", "cls")), None)
    if first is None:
        return None
    annotation = text_of(first.annotation.annotation) if first.annotation else ""
    is_annotated = annotation.strip("\"'").rpartition(".")[2] in CONTEXTS
    return first.name.value if is_annotated or first.name.value in CONTEXT_NAMES else None


def _last(node: cst.BaseExpression) -> str:
    if isinstance(node, cst.Attribute):
        return node.attr.value
    return node.value if isinstance(node, cst.Name) else ""


def _bare(arguments: Arguments) -> list[cst.Arg]:
    """Return arguments with one comma and a space between them."""
    space = cst.Comma(whitespace_after=cst.SimpleWhitespace(" "))
    found = [argument.with_changes(comma=space) for argument in arguments]
    if found:
        found[-1] = found[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
    return found


def _logged(level: str, arguments: Arguments) -> cst.Call:
    """Return a log line; what was given beside the message follows it."""
    bare = [
        argument.with_changes(keyword=None, equal=cst.MaybeSentinel.DEFAULT)
        for argument in arguments
    ]
    if len(bare) > 1:
        bare.insert(0, cst.Arg(cst.SimpleString('"%s %s"')))
    return cst.Call(cst.parse_expression(f"logger.{level}"), args=_bare(bare))


def _asked(call: str) -> Callable[[Arguments], cst.BaseExpression]:
    def make(arguments: Arguments) -> cst.BaseExpression:
        return awaited(cst.Call(cst.parse_expression(call), args=_bare(arguments)))

    return make


def _configured(arguments: Arguments) -> cst.BaseExpression:
    """Return ``await config.get(key, default=...)``: the second place is an organization's."""
    bare = [*arguments]
    if len(bare) > 1 and bare[1].keyword is None:
        none = cst.SimpleWhitespace("")
        equal = cst.AssignEqual(whitespace_before=none, whitespace_after=none)
        bare[1] = bare[1].with_changes(keyword=cst.Name("default"), equal=equal)
    return awaited(cst.Call(cst.parse_expression("config.get"), args=_bare(bare)))


def _is_configured(arguments: Arguments) -> cst.BaseExpression:
    return cst.Comparison(
        left=arguments[0].value,
        comparisons=[cst.ComparisonTarget(cst.In(), cst.parse_expression("await config.list()"))],
        lpar=[cst.LeftParen()],
        rpar=[cst.RightParen()],
    )


def _status(arguments: Arguments) -> cst.BaseExpression:
    whole = cst.ensure_type(
        cst.parse_expression('(await workflows.get())["status"]'), cst.Subscript
    )
    inner = cst.ensure_type(whole.value, cst.Await)
    call = cst.ensure_type(inner.expression, cst.Call).with_changes(args=_bare(arguments))
    return whole.with_changes(value=inner.with_changes(expression=call))


def _renamed(function: cst.BaseExpression, name: str) -> cst.BaseExpression:
    last = cst.Name(name.rpartition(".")[2])
    return function.with_changes(attr=last) if isinstance(function, cst.Attribute) else function


REPLACED: Mapping[str, tuple[str, Callable[[Arguments], cst.BaseExpression]]] = {
    "get_config": ("config", _configured),
    "get_oauth_connection": ("oauth", _asked("oauth.credentials")),
    "get_secret": ("secrets", _asked("secrets.get")),
    "has_config": ("config", _is_configured),
}
