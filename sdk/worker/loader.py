"""Imports files of the workspace, and finds what they declare."""

import importlib
import importlib.util
import traceback
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from types import ModuleType

from sdk.schema.declarations import (
    MARKED,
    DataProvider,
    Declared,
    DeclaredWorkflow,
    declared,
    line_of,
)
from sdk.worker import exits, file_modules, import_graph

Function = Callable[..., object]
MOST_DECLARED = 200
MESSAGE_CHARACTERS = 2000


class WorkspacePaths:
    """The root of the author's files; ``sys.path`` does not tell, as authors may change it."""

    root = Path()


def load(file: str) -> ModuleType:
    """Import a file of the workspace by its path relative to the root."""
    name = file.removesuffix(".py").replace("/", ".")
    if file_modules.is_taken(name):
        words = (
            f"a file cannot have the name of another module: {file_modules.whose(name)}; rename it"
        )
        raise ImportError(words)
    if file_modules.has_own_name(file) and _is_found_as(name, str(WorkspacePaths.root / file)):
        return importlib.import_module(name)
    return file_modules.module_of(file)


def _is_found_as(name: str, file: str) -> bool:
    """Return whether a name finds this file, and not a folder of the same name beside it."""
    try:
        spec = importlib.util.find_spec(name)
    except ModuleNotFoundError:
        return False
    return spec is not None and spec.origin == file


def declared_in(module: ModuleType) -> list[tuple[Declared, Function]]:
    """Return what a module declares itself, without what it imported from other files."""
    return [
        (found, value)
        for value in vars(module).values()
        if (found := declared(value)) is not None and value.__module__ == module.__name__
    ]


def find(module: ModuleType, name: str, kind: type[Declared]) -> Function:
    """Return the workflow or data provider of this name; LookupError if there is none."""
    for found, function in declared_in(module):
        if found.name == name and isinstance(found, kind):
            return function
    raise LookupError(f"there is no {name!r} in {module.__name__}")


def describe(file: str) -> dict[str, object]:
    """Return what a file declares and imports, or the error that importing it raised."""
    needed = import_graph.of(WorkspacePaths.root, file)
    try:
        module = load(file)
        _require_in_reach(module)
        found = _few([declaration for declaration, _ in declared_in(module)])
        return {
            "needs": needed,
            "workflows": [asdict(one) for one in found if isinstance(one, DeclaredWorkflow)],
            "providers": [asdict(one) for one in found if isinstance(one, DataProvider)],
        }
    except BaseException as error:  # noqa: BLE001  the author's file may raise anything
        return {"needs": needed, "error": explained(error)}


def _require_in_reach(module: ModuleType) -> None:
    """Raise SyntaxError for a decorated function inside a class or another function."""
    reached = [function for _, function in declared_in(module)]
    for function in MARKED:
        is_inner = function.__module__ == module.__name__ and "." in function.__qualname__
        if is_inner and function not in reached:
            name = function.__qualname__.replace(".<locals>", "")
            words = f"{name}: a decorator is for functions of the file itself, not inside others"
            raise SyntaxError(words, (module.__file__, line_of(function), None, None))


def _few(found: list[Declared]) -> list[Declared]:
    if len(found) > MOST_DECLARED:
        raise ValueError(f"it declares {len(found)} functions: at most {MOST_DECLARED} are allowed")
    return found


def explained(error: BaseException) -> dict[str, object]:
    """Return an error's type and message, and where in the workspace it was raised."""
    file, line = _place(error)
    return {"type": _kind(error), "message": _words(error), "in_file": file, "line": line}


def _place(error: BaseException) -> tuple[str | None, int | None]:
    """Return the file and line of the author's innermost frame; None without one."""
    if isinstance(error, SyntaxError) and error.filename:
        return _relative(error.filename), error.lineno
    frames = author_frames(error)
    return (_relative(frames[-1].filename), frames[-1].lineno) if frames else (None, None)


def _relative(filename: str) -> str | None:
    path = Path(filename)
    return path.relative_to(WorkspacePaths.root).as_posix() if is_authors(filename) else None


def _kind(error: BaseException) -> str:
    return type(error).__name__[:200]


def _words(error: BaseException) -> str:
    """Return an error's message; an author's exception may raise when it is made a text."""
    try:
        text = error.msg if isinstance(error, SyntaxError) else exits.words_of(error)
        text = str(text) + hint_of(error)
    except BaseException:  # noqa: BLE001  the author's __str__ may raise anything
        text = "without words"
    return text[:MESSAGE_CHARACTERS]


def hint_of(error: BaseException) -> str:
    """Return a hint if the error comes from a workspace file that a module's name hides."""
    module = error.name if isinstance(error, ImportError) else None
    if isinstance(error, AttributeError) and isinstance(error.obj, ModuleType):
        module = error.obj.__name__
    top = (module or "").partition(".")[0]
    if not file_modules.is_taken(top) or not file_modules.holds(WorkspacePaths.root, top):
        return ""
    return f" ({file_modules.whose(top)}, and comes before the workspace's {top}: rename that)"


def is_authors(filename: str) -> bool:
    """Return whether code comes from a file of the workspace."""
    return Path(filename).is_relative_to(WorkspacePaths.root)


def author_frames(error: BaseException) -> list[traceback.FrameSummary]:
    """Return the frames of a traceback that are in the workspace."""
    return [
        frame for frame in traceback.extract_tb(error.__traceback__) if is_authors(frame.filename)
    ]


def trimmed_traceback(error: BaseException) -> str:
    """Return the traceback with the author's frames only, and paths relative to the root."""
    root = f"{WorkspacePaths.root}/"
    frames = traceback.StackSummary.from_list(
        [
            traceback.FrameSummary(
                frame.filename.removeprefix(root), frame.lineno, frame.name, line=frame.line
            )
            for frame in author_frames(error)
        ]
    )
    head = "Traceback (most recent call last):\n" if frames else ""
    return head + "".join(frames.format() + traceback.format_exception_only(error))
