"""Imports of the predecessor's modules become one import of ``bifrost``."""

from collections.abc import Sequence

import libcst as cst

from shared.services.codemods.imports import imported_from, names_of, small_statements, with_import
from shared.services.codemods.notes import Notes
from shared.services.codemods.predecessor.names import GONE, PUBLIC, RENAMED, is_predecessors


def imported(module: cst.Module, notes: Notes) -> cst.Module:
    """Return the module with the predecessor's imports replaced, and its names renamed."""
    own = [each for each in small_statements(module) if imported_from(each) == "bifrost"]
    replacing = _Replacing(notes, has_import=bool(own))
    changed = module.visit(replacing)
    for name in replacing.wanted:
        changed = with_import(changed, name, "bifrost")
    return changed.visit(_Renaming(replacing.renamed)) if replacing.renamed else changed


class _Replacing(cst.CSTTransformer):
    """Takes names out of the predecessor's imports; ``wanted`` are theirs in ``bifrost``."""

    def __init__(self, notes: Notes, *, has_import: bool) -> None:
        self._notes = notes
        self._has_import = has_import
        self._has_comment = False
        self.wanted: list[str] = []
        self.renamed: set[str] = set()

    def visit_SimpleStatementLine(self, node: cst.SimpleStatementLine) -> None:
        lines = (node.trailing_whitespace, *node.leading_lines)
        self._has_comment = any(line.comment is not None for line in lines)

    def leave_ImportFrom(
        self, original_node: cst.ImportFrom, updated_node: cst.ImportFrom
    ) -> cst.ImportFrom | cst.RemovalSentinel:
        source = imported_from(updated_node)
        if source == "bifrost":
            return self._renaming(updated_node)
        if not is_predecessors(source):
            return updated_node
        kept: list[cst.ImportAlias] = []
        moved: list[cst.ImportAlias] = []
        for alias in names_of(updated_node):
            (moved if self._is_moved(alias, source or "") else kept).append(alias)
        if not moved:
            return updated_node
        if not kept and (self._has_comment or not self._has_import):
            self._has_import = True
            statement = updated_node.with_changes(module=cst.Name("bifrost"))
            return self._renaming(statement)
        self.wanted += [self._new_name(alias) for alias in moved]
        return updated_node.with_changes(names=_closed(kept)) if kept else cst.RemoveFromParent()

    def _is_moved(self, alias: cst.ImportAlias, source: str) -> bool:
        name = alias.evaluated_name
        is_public = RENAMED.get(name, name) in PUBLIC
        if not is_public:
            words = GONE.get(name, f"{source} is the predecessor's, and {name} is not in bifrost")
            self._notes.add(1, f"{name}: {words}")
        return is_public and (alias.asname is None or not self._has_import)

    def _new_name(self, alias: cst.ImportAlias) -> str:
        name = alias.evaluated_name
        if name in RENAMED:
            self.renamed.add(name)
        return RENAMED.get(name, name)

    def _renaming(self, statement: cst.ImportFrom) -> cst.ImportFrom:
        """Return an import of ``bifrost`` with the names that things have here."""
        names = names_of(statement)
        if not any(alias.evaluated_name in RENAMED for alias in names):
            return statement
        present = {alias.evaluated_name for alias in names if alias.evaluated_name not in RENAMED}
        found: list[cst.ImportAlias] = []
        for alias in names:
            new = alias.evaluated_name
            if alias.evaluated_name in RENAMED:
                if alias.asname is None:
                    new = self._new_name(alias)
                else:
                    new = RENAMED[alias.evaluated_name]
                if new in present and alias.asname is None:
                    continue
            found.append(
                alias if new == alias.evaluated_name else alias.with_changes(name=cst.Name(new))
            )
        return statement.with_changes(names=_closed(found))


class _Renaming(cst.CSTTransformer):
    """Renames the uses of a name, also those inside annotations that are texts."""

    def __init__(self, names: set[str]) -> None:
        self._names = names

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.Name:
        if updated_node.value not in self._names:
            return updated_node
        return updated_node.with_changes(value=RENAMED[updated_node.value])

    def leave_Annotation(
        self, original_node: cst.Annotation, updated_node: cst.Annotation
    ) -> cst.Annotation:
        text = updated_node.annotation
        if not isinstance(text, cst.SimpleString) or text.raw_value not in self._names:
            return updated_node
        value = text.value.replace(text.raw_value, RENAMED[text.raw_value])
        return updated_node.with_changes(annotation=text.with_changes(value=value))


def _closed(names: Sequence[cst.ImportAlias]) -> list[cst.ImportAlias]:
    """Return names of which the last has no comma on the same line."""
    *others, last = names
    after = last.comma.whitespace_after if isinstance(last.comma, cst.Comma) else None
    if not isinstance(after, cst.ParenthesizedWhitespace):
        last = last.with_changes(comma=cst.MaybeSentinel.DEFAULT)
    return [*others, last]
