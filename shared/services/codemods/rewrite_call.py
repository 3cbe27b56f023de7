"""Rewrites calls of one function into calls of another, with a map of the arguments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import libcst as cst

from shared.services.codemods.asyncness import awaited
from shared.services.codemods.awaiting import Awaiting, run
from shared.services.codemods.imports import with_import
from shared.services.codemods.notes import Notes


@dataclass(frozen=True, slots=True)
class RewriteCall:
    """``old`` and ``new`` are full names: ``requests.get``, ``bifrost.config.get``.

    ``arguments`` maps a keyword, or the number of a position, to its new keyword; an argument
    that is mapped to None is left out. What is not in the map stays as it is.
    """

    old: str
    new: str
    arguments: Mapping[str, str | None]
    is_awaited: bool = False

    def __call__(self, module: cst.Module, notes: Notes) -> cst.Module:
        transformer = _Rewriting(module, notes, self)
        changed = run(module, transformer)
        if not transformer.is_used:
            return module
        source, _, name = self.new.partition(".")
        first = name.partition(".")[0]
        if not name:
            return changed
        # ``requests.get`` is written with its module; ``bifrost.config.get`` with the noun.
        return with_import(changed, first, source) if "." in name else with_import(changed, source)


class _Rewriting(Awaiting):
    def __init__(self, module: cst.Module, notes: Notes, spec: RewriteCall) -> None:
        super().__init__(module, notes)
        self._spec = spec
        self.is_used = False

    def leave_Call(self, original_node: cst.Call, updated_node: cst.Call) -> cst.BaseExpression:
        spec = self._spec
        if self.name_of(original_node.func) != spec.old:
            return updated_node
        if any(argument.star for argument in updated_node.args) and spec.arguments:
            line = self.line_of(original_node)
            self.notes.add(line, f"{spec.old} is called with * or **: its arguments are not known")
            return updated_node
        if spec.is_awaited and not self.may_await(original_node, spec.new):
            return updated_node
        self.is_used = True
        _, _, rest = spec.new.partition(".")
        text = rest if "." in rest else spec.new
        call = updated_node.with_changes(
            func=cst.parse_expression(text), args=_mapped(updated_node.args, spec.arguments)
        )
        return awaited(call) if spec.is_awaited and not self.is_awaited(original_node) else call


def _mapped(arguments: Sequence[cst.Arg], names: Mapping[str, str | None]) -> Sequence[cst.Arg]:
    """Return the arguments under their new names; the others keep every character."""
    found: list[cst.Arg] = []
    is_changed = False
    for at, argument in enumerate(arguments):
        key = argument.keyword.value if argument.keyword else str(at)
        if key not in names:
            found.append(argument)
            continue
        is_changed = True
        new = names[key]
        if new is not None:
            found.append(_named(argument, new))
    if found and found[-1] is not arguments[-1] and len(found) < len(arguments):
        found[-1] = _last(found[-1], arguments[-1])
    return _in_order(found) if is_changed else arguments


def _last(argument: cst.Arg, dropped: cst.Arg) -> cst.Arg:
    """Return an argument that is the last one now; a comma with a line break stays."""
    after = argument.comma.whitespace_after if isinstance(argument.comma, cst.Comma) else None
    if isinstance(after, cst.ParenthesizedWhitespace):
        return argument
    return argument.with_changes(comma=dropped.comma)


def _named(argument: cst.Arg, name: str) -> cst.Arg:
    bare = cst.SimpleWhitespace("")
    equal = argument.equal
    if not isinstance(equal, cst.AssignEqual):
        equal = cst.AssignEqual(whitespace_before=bare, whitespace_after=bare)
    return argument.with_changes(keyword=cst.Name(name), equal=equal)


def _in_order(arguments: list[cst.Arg]) -> Sequence[cst.Arg]:
    """Return positional arguments before those with keywords, each comma in its old place."""
    ordered = sorted(arguments, key=lambda argument: argument.keyword is not None)
    return [
        argument.with_changes(comma=place.comma)
        for argument, place in zip(ordered, arguments, strict=True)
    ]
