"""Which other files of the workspace does a file import, and would it import if they were there?"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePosixPath

MOST_NEEDS = 2000


def of(root: Path, file: str) -> list[str]:
    """Paths whose contents decide what the file is, directly or through others, in order.

    Also paths of modules that are not in the workspace now: a file that appears there would be
    imported instead.
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
    """Of one file; nothing of one that is not there or cannot be read."""
    try:
        tree = ast.parse((root / file).read_bytes())
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    modules = {module for node in ast.walk(tree) for module in _modules(node, file)}
    return tuple({path: None for module in sorted(modules) for path in _paths(module)})


def _modules(node: ast.AST, file: str) -> Iterator[str]:
    """Names of modules, dotted; of ``from a import b`` both, since b may be one."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        base = _absolute(node, file)
        yield base
        yield from (f"{base}.{alias.name}".strip(".") for alias in node.names)


def _absolute(node: ast.ImportFrom, file: str) -> str:
    if not node.level:
        return node.module or ""
    parts = PurePosixPath(file).parts[: -node.level]
    return ".".join([*parts, *([node.module] if node.module else [])])


def _paths(module: str) -> Iterator[str]:
    """The files that importing it reads: those of its packages, and its own."""
    parts = [part for part in module.split(".") if part.isidentifier()]
    for depth in range(1, len(parts) + 1):
        place = "/".join(parts[:depth])
        yield f"{place}/__init__.py"
        yield f"{place}.py"
