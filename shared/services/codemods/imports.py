"""Adds imports to a module, where a reader expects them."""

from collections.abc import Sequence

import libcst as cst
from libcst.helpers import get_full_name_for_node

LINE_CHARACTERS = 100


def with_import(module: cst.Module, name: str, source: str | None = None) -> cst.Module:
    """Return the module with ``from source import name``, or ``import name`` without a source.

    A module that has the import already is returned as it is. The name joins an import from the
    same source if that has room; else it gets a line after the last import of the file's head.
    """
    if _has(module, name, source):
        return module
    if source is not None:
        for at, line in enumerate(module.body):
            merged = _merged(line, name, source)
            if merged is not None:
                return module.with_changes(body=[*module.body[:at], merged, *module.body[at + 1 :]])
    text = f"import {name}" if source is None else f"from {source} import {name}"
    return _inserted(module, text)


def imported_from(statement: cst.BaseSmallStatement) -> str | None:
    """Return the module that a ``from`` statement names; None for relative and other ones."""
    if not isinstance(statement, cst.ImportFrom) or statement.relative or statement.module is None:
        return None
    return get_full_name_for_node(statement.module)


def names_of(statement: cst.ImportFrom) -> Sequence[cst.ImportAlias]:
    """Return what a ``from`` statement imports; nothing for a star."""
    return () if isinstance(statement.names, cst.ImportStar) else tuple(statement.names)


def small_statements(module: cst.Module) -> list[cst.BaseSmallStatement]:
    """Return the simple statements of the module itself, not of its blocks."""
    lines = [line for line in module.body if isinstance(line, cst.SimpleStatementLine)]
    return [statement for line in lines for statement in line.body]


def _has(module: cst.Module, name: str, source: str | None) -> bool:
    for statement in small_statements(module):
        if isinstance(statement, cst.Import) and source is None:
            aliases = statement.names
        elif isinstance(statement, cst.ImportFrom) and imported_from(statement) == source:
            aliases = names_of(statement)
        else:
            continue
        if any(alias.evaluated_name == name and alias.asname is None for alias in aliases):
            return True
    return False


def _merged(
    line: cst.SimpleStatementLine | cst.BaseCompoundStatement, name: str, source: str
) -> cst.SimpleStatementLine | None:
    """Return the line with one more name, if it is an import from the source that has room."""
    if not isinstance(line, cst.SimpleStatementLine) or len(line.body) != 1:
        return None
    statement = line.body[0]
    if not isinstance(statement, cst.ImportFrom) or imported_from(statement) != source:
        return None
    names = _joined(names_of(statement), name)
    if names is None:
        return None
    merged = line.with_changes(body=[statement.with_changes(names=names)])
    text = cst.Module([merged]).code.strip().splitlines()
    return merged if all(len(each) <= LINE_CHARACTERS for each in text) else None


def _joined(aliases: Sequence[cst.ImportAlias], name: str) -> list[cst.ImportAlias] | None:
    """Return the names with one more, in order if they are; None where a comment is in the way."""
    if not aliases:
        return None
    texts = [alias.evaluated_name for alias in aliases]
    is_sorted = texts == sorted(texts)
    at = sum(text < name for text in texts) if is_sorted else len(texts)
    between = next(
        (alias.comma for alias in aliases[:-1]),
        cst.Comma(whitespace_after=cst.SimpleWhitespace(" ")),
    )
    if at < len(aliases):
        new = cst.ImportAlias(cst.Name(name), comma=_plain(between))
        return [*aliases[:at], new, *aliases[at:]]
    last = aliases[-1]
    if _has_comment(last.comma):
        return None
    new = cst.ImportAlias(cst.Name(name), comma=last.comma)
    return [*aliases[:-1], last.with_changes(comma=_plain(between)), new]


def _plain(comma: cst.Comma | cst.MaybeSentinel) -> cst.Comma | cst.MaybeSentinel:
    """Return a comma without the comment that may follow it."""
    if isinstance(comma, cst.Comma) and isinstance(
        comma.whitespace_after, cst.ParenthesizedWhitespace
    ):
        first = cst.TrailingWhitespace(newline=comma.whitespace_after.first_line.newline)
        return comma.with_changes(
            whitespace_after=comma.whitespace_after.with_changes(first_line=first, empty_lines=[])
        )
    return comma


def _has_comment(comma: cst.Comma | cst.MaybeSentinel) -> bool:
    after = comma.whitespace_after if isinstance(comma, cst.Comma) else None
    return isinstance(after, cst.ParenthesizedWhitespace) and after.first_line.comment is not None


def _inserted(module: cst.Module, text: str) -> cst.Module:
    """Return the module with an import on a line of its own."""
    at = _place(module)
    line = cst.ensure_type(cst.parse_statement(text), cst.SimpleStatementLine)
    body = [*module.body]
    is_after_import = at > 0 and _is_import(body[at - 1])
    if not is_after_import and at > 0:
        line = line.with_changes(leading_lines=[cst.EmptyLine(indent=False)])
    if at < len(body) and not is_after_import:
        body[at] = _apart(body[at])
    changed = [*body[:at], line, *body[at:]]
    ends = module.has_trailing_newline or not body
    return module.with_changes(body=changed, has_trailing_newline=ends)


def _place(module: cst.Module) -> int:
    """Return where an import goes: after the last of the head, else after docstring and future."""
    place = 0
    for at, line in enumerate(module.body):
        if _is_import(line) or (at == 0 and _is_text(line)):
            place = at + 1
        elif not isinstance(line, cst.If):
            break
    return place


def _is_import(line: cst.CSTNode) -> bool:
    return isinstance(line, cst.SimpleStatementLine) and all(
        isinstance(statement, cst.Import | cst.ImportFrom) for statement in line.body
    )


def _is_text(line: cst.CSTNode) -> bool:
    if not isinstance(line, cst.SimpleStatementLine) or not isinstance(line.body[0], cst.Expr):
        return False
    return isinstance(line.body[0].value, cst.SimpleString | cst.ConcatenatedString)


def _apart(
    line: cst.SimpleStatementLine | cst.BaseCompoundStatement,
) -> cst.SimpleStatementLine | cst.BaseCompoundStatement:
    """Return the line with an empty one before it, two before a function or a class."""
    wanted = 2 if isinstance(line, cst.FunctionDef | cst.ClassDef) else 1
    found = [*line.leading_lines]
    empty = 0
    while empty < len(found) and found[empty].comment is None:
        empty += 1
    missing = [cst.EmptyLine(indent=False)] * max(0, wanted - empty)
    return line.with_changes(leading_lines=[*missing, *found])
