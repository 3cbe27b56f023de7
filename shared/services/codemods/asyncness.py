"""Functions of a module that become ``async def``, with all that call them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import libcst as cst

#: The place of a use that is in no function of the module itself.
ELSEWHERE = ""


@dataclass(slots=True)
class _Uses:
    """Who calls a function, and whether all of its uses are calls that can await it."""

    callers: set[str] = field(default_factory=set[str])
    is_only_called: bool = True


class Functions(cst.CSTVisitor):
    """The functions of a module itself, and how the module uses them."""

    def __init__(self, module: cst.Module) -> None:
        self.named = {
            line.name.value: line for line in module.body if isinstance(line, cst.FunctionDef)
        }
        self._uses: dict[str, _Uses] = {name: _Uses() for name in self.named}
        self._inside: list[cst.CSTNode] = []
        self._called: set[cst.CSTNode] = set()
        module.visit(self)

    def closure(self, name: str) -> frozenset[str] | None:
        """Return the plain functions that become async with this one; None if one cannot."""
        found: set[str] = set()
        left = [name]
        while left:
            one = left.pop()
            if one in found or self.is_async(one):
                continue
            if one not in self.named or not self._uses[one].is_only_called:
                return None
            found.add(one)
            left += sorted(self._uses[one].callers)
        return frozenset(found)

    def is_async(self, name: str) -> bool:
        function = self.named.get(name)
        return function is not None and function.asynchronous is not None

    def visit_FunctionDef(self, node: cst.FunctionDef) -> None:
        self._inside.append(node)

    def leave_FunctionDef(self, original_node: cst.FunctionDef) -> None:
        self._inside.pop()

    def visit_FunctionDef_name(self, node: cst.FunctionDef) -> None:
        self._called.add(node.name)  # the definition itself is no use

    def visit_ClassDef(self, node: cst.ClassDef) -> None:
        self._inside.append(node)

    def leave_ClassDef(self, original_node: cst.ClassDef) -> None:
        self._inside.pop()

    def visit_Lambda(self, node: cst.Lambda) -> None:
        self._inside.append(node)

    def leave_Lambda(self, original_node: cst.Lambda) -> None:
        self._inside.pop()

    def visit_Call(self, node: cst.Call) -> None:
        if isinstance(node.func, cst.Name) and node.func.value in self._uses:
            self._called.add(node.func)
            self._note_call(self._uses[node.func.value])

    def visit_Attribute(self, node: cst.Attribute) -> None:
        self._called.add(node.attr)  # the name of an attribute is no use of the function

    def visit_Arg(self, node: cst.Arg) -> None:
        if node.keyword is not None:
            self._called.add(node.keyword)

    def visit_Name(self, node: cst.Name) -> None:
        if node.value in self._uses and node not in self._called:
            self._uses[node.value].is_only_called = False

    def _note_call(self, uses: _Uses) -> None:
        """Note who calls; a call from a method, an inner function or the module cannot await."""
        if len(self._inside) == 1 and isinstance(self._inside[0], cst.FunctionDef):
            uses.callers.add(self._inside[0].name.value)
        else:
            uses.is_only_called = False


class _Awaiting(cst.CSTTransformer):
    """Makes functions async, and awaits the calls of them."""

    def __init__(self, functions: Mapping[str, object]) -> None:
        self._functions = functions
        self._depth = 0
        self._awaited: set[cst.CSTNode] = set()

    def visit_FunctionDef(self, node: cst.FunctionDef) -> None:
        self._depth += 1

    def leave_FunctionDef(
        self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef
    ) -> cst.FunctionDef:
        self._depth -= 1
        if self._depth or updated_node.name.value not in self._functions:
            return updated_node
        return updated_node.with_changes(asynchronous=cst.Asynchronous())

    def visit_ClassDef(self, node: cst.ClassDef) -> None:
        self._depth += 1

    def leave_ClassDef(
        self, original_node: cst.ClassDef, updated_node: cst.ClassDef
    ) -> cst.ClassDef:
        self._depth -= 1
        return updated_node

    def visit_Await(self, node: cst.Await) -> None:
        self._awaited.add(node.expression)

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        function = updated_node.func
        is_ours = isinstance(function, cst.Name) and function.value in self._functions
        return (
            awaited(updated_node)
            if is_ours and original_node not in self._awaited
            else updated_node
        )

    def leave_Attribute(
        self, original_node: cst.Attribute, updated_node: cst.Attribute
    ) -> cst.BaseExpression:
        return updated_node.with_changes(value=enclosed(updated_node.value))

    def leave_Subscript(
        self, original_node: cst.Subscript, updated_node: cst.Subscript
    ) -> cst.BaseExpression:
        return updated_node.with_changes(value=enclosed(updated_node.value))


def made_async(module: cst.Module, names: frozenset[str]) -> cst.Module:
    """Return the module with these functions async, and every call of them awaited."""
    return module.visit(_Awaiting(dict.fromkeys(names))) if names else module


def awaited(expression: cst.BaseExpression) -> cst.Await:
    return cst.Await(expression)


def enclosed(expression: cst.BaseExpression) -> cst.BaseExpression:
    """Return an expression that may be followed by a dot, a bracket or an operator."""
    if isinstance(expression, cst.Await) and not expression.lpar:
        return expression.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
    return expression
