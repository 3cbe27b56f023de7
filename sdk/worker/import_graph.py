"""The import graph: the files of the workspace that a file imports, or would if they existed."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePosixPath

MOST_NEEDS = 2000

#: The parts of a module's name.
Module = tuple[str, ...]


def of(root: Path, file: str) -> list[str]:
    """Return the sorted paths of all files that a file imports, directly or through others.

    They include paths of modules that do not exist now: a file that appears at such a path would
    be imported. There are at most about MOST_NEEDS.
    """
    found: set[str] = set()
    waiting = [file]
    while waiting and len(found) < MOST_NEEDS:
        for path in _direct(root, waiting.pop()):
            if path not in found and path != file:
                found.add(path)
                waiting.append(path)
    return sorted(found)


@cache
def _direct(root: Path, file: str) -> tuple[str, ...]:
    """Return the files that one file imports itself; empty if it is missing or unreadable."""
    try:
        tree = ast.parse((root / file).read_bytes())
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    modules = {module for node in ast.walk(tree) for module in _modules(node, file)}
    return tuple({path: None for module in sorted(modules) for path in _paths(module)})


def _modules(node: ast.AST, file: str) -> Iterator[Module]:
    """Yield the modules of an import; of ``from a import b`` both, as b may be a module."""
    if isinstance(node, ast.Import):
        yield from (_parts(alias.name) for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        base = _absolute(node, file)
        yield base
        yield from ((*base, *_parts(alias.name)) for alias in node.names)


def _absolute(node: ast.ImportFrom, file: str) -> Module:
    """Return the module of ``from ... import``; its folders may have any name."""
    folder = PurePosixPath(file).parts[: -node.level] if node.level else ()
    return (*folder, *_parts(node.module or ""))


def _parts(name: str) -> Module:
    return tuple(part for part in name.split(".") if part.isidentifier())


def _paths(module: Module) -> Iterator[str]:
    """Yield the files that importing a module may read: its packages' and its own."""
    for depth in range(1, len(module) + 1):
        place = "/".join(module[:depth])
        yield f"{place}/__init__.py"
        yield f"{place}.py"
