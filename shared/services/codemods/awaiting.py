"""The base of transformations that put calls which are awaited into a module."""

import libcst as cst
from libcst.metadata import (
    CodeRange,
    MetadataWrapper,
    PositionProvider,
    QualifiedNameProvider,
)

from shared.services.codemods.asyncness import Functions, enclosed, made_async
from shared.services.codemods.notes import Notes


class Awaiting(cst.CSTTransformer):
    """Knows, at each call, its full name, its line, and whether it may be awaited."""

    METADATA_DEPENDENCIES = (PositionProvider, QualifiedNameProvider)

    def __init__(self, module: cst.Module, notes: Notes) -> None:
        super().__init__()
        self.notes = notes
        self.functions = Functions(module)
        self.to_async: frozenset[str] = frozenset()
        self._scopes: list[cst.CSTNode] = []
        self._awaited: set[cst.CSTNode] = set()

    def visit_FunctionDef(self, node: cst.FunctionDef) -> bool | None:
        self._scopes.append(node)
        return None

    def leave_FunctionDef(
        self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef
    ) -> cst.FunctionDef:
        self._scopes.pop()
        return updated_node

    def visit_Lambda(self, node: cst.Lambda) -> None:
        self._scopes.append(node)

    def leave_Lambda(self, original_node: cst.Lambda, updated_node: cst.Lambda) -> cst.Lambda:
        self._scopes.pop()
        return updated_node

    def visit_ClassDef(self, node: cst.ClassDef) -> None:
        self._scopes.append(node)

    def leave_ClassDef(
        self, original_node: cst.ClassDef, updated_node: cst.ClassDef
    ) -> cst.ClassDef:
        self._scopes.pop()
        return updated_node

    def visit_Await(self, node: cst.Await) -> None:
        self._awaited.add(node.expression)

    def leave_Attribute(
        self, original_node: cst.Attribute, updated_node: cst.Attribute
    ) -> cst.BaseExpression:
        return _enclosing(original_node, updated_node)

    def leave_Subscript(
        self, original_node: cst.Subscript, updated_node: cst.Subscript
    ) -> cst.BaseExpression:
        return _enclosing(original_node, updated_node)

    def leave_Await(self, original_node: cst.Await, updated_node: cst.Await) -> cst.BaseExpression:
        """A call that was replaced by something awaited needs no second one."""
        inner = updated_node.expression
        return (
            inner if isinstance(inner, cst.Await | cst.Subscript | cst.Comparison) else updated_node
        )

    def name_of(self, node: cst.CSTNode) -> str:
        """Return the full name of what a node means, through imports and aliases; or nothing."""
        found = self.get_metadata(QualifiedNameProvider, node, None)
        names = [each.name for each in found] if isinstance(found, set) else []
        return names[0] if len(names) == 1 else ""

    def line_of(self, node: cst.CSTNode) -> int:
        found = self.get_metadata(PositionProvider, node, None)
        return found.start.line if isinstance(found, CodeRange) else 1

    def is_awaited(self, node: cst.CSTNode) -> bool:
        return node in self._awaited

    def may_await(self, node: cst.CSTNode, what: str) -> bool:
        """Return whether a call here may be awaited, making functions async; else note why not."""
        inner = self._scopes[-1] if self._scopes else None
        if isinstance(inner, cst.FunctionDef):
            if inner.asynchronous is not None:
                return True
            closure = self.functions.closure(inner.name.value) if len(self._scopes) == 1 else None
            if closure is not None:
                self.to_async |= closure
                return True
        self.notes.add(
            self.line_of(node), f"{what} is awaited: this place cannot await, see to it by hand"
        )
        return False


def awaited_call(text: str) -> cst.Await:
    """Return an awaited expression of this text."""
    return cst.ensure_type(cst.parse_expression(text), cst.Await)


def run(module: cst.Module, transformer: Awaiting) -> cst.Module:
    """Return the module as the transformer makes it, with the functions async that have to be."""
    changed = MetadataWrapper(module, unsafe_skip_copy=True).visit(transformer)
    return made_async(changed, transformer.to_async)


def _enclosing(
    original: cst.Attribute | cst.Subscript, updated: cst.Attribute | cst.Subscript
) -> cst.BaseExpression:
    if original.value is updated.value:
        return updated
    return updated.with_changes(value=enclosed(updated.value))
