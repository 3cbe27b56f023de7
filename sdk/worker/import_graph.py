"""Which other files of the workspace does a file import, and would it import if they were there?"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePosixPath

MOST_NEEDS = 2000

#: The parts of a module's name.
Module = tuple[str, ...]


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


def _modules(node: ast.AST, file: str) -> Iterator[Module]:
    """Of ``from a import b`` both, since b may be one."""
    if isinstance(node, ast.Import):
        yield from (_parts(alias.name) for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        base = _absolute(node, file)
        yield base
        yield from ((*base, *_parts(alias.name)) for alias in node.names)


def _absolute(node: ast.ImportFrom, file: str) -> Module:
    """Folders may have any name, of which no import statement could speak."""
    folder = PurePosixPath(file).parts[: -node.level] if node.level else ()
    return (*folder, *_parts(node.module or ""))


def _parts(name: str) -> Module:
    return tuple(part for part in name.split(".") if part.isidentifier())


def _paths(module: Module) -> Iterator[str]:
    """The files that importing it reads: those of its packages, and its own."""
    for depth in range(1, len(module) + 1):
        place = "/".join(module[:depth])
        yield f"{place}/__init__.py"
        yield f"{place}.py"
