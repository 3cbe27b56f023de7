"""How a workflow's file becomes a module, and what it declares."""

import importlib
import traceback
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from types import ModuleType

from sdk.decorators import Workflow, declared

Function = Callable[..., object]


class Workspace:
    """Where the author's files are; ``sys.path`` is the author's to change."""

    root = Path()


def load(file: str) -> ModuleType:
    """Import a file of the workspace by its path relative to the root."""
    name = file.removesuffix(".py").replace("/", ".")
    module = importlib.import_module(name)
    if module.__file__ != str(Workspace.root / file):
        raise ImportError(f"a file cannot have the name of another module: {name}")
    return module


def workflows_of(module: ModuleType) -> list[tuple[Workflow, Function]]:
    """What the module itself declares, not what it imported from another file."""
    return [
        (found, value)
        for value in vars(module).values()
        if (found := declared(value)) is not None and value.__module__ == module.__name__
    ]


def find(module: ModuleType, name: str) -> Function:
    """The workflow of this name; LookupError if the file has none."""
    for found, function in workflows_of(module):
        if found.name == name:
            return function
    raise LookupError(f"there is no workflow {name!r} in {module.__name__}")


def describe(file: str) -> dict[str, object]:
    """What one file declares, or the error that importing it raised."""
    try:
        return {"workflows": [asdict(found) for found, _ in workflows_of(load(file))]}
    except BaseException as error:  # noqa: BLE001  the file is a stranger's and may raise anything
        return {"error": {"type": type(error).__name__, "message": explain(error)}}


def explain(error: BaseException) -> str:
    """What went wrong and where in the workspace, in one line."""
    if isinstance(error, SyntaxError):
        return f"{error.msg} (line {error.lineno})"
    frames = author_frames(error)
    return f"{error} (line {frames[-1].lineno})" if frames else str(error)


def is_authors(filename: str) -> bool:
    """Whether code comes from a file of the workspace."""
    return Path(filename).is_relative_to(Workspace.root)


def author_frames(error: BaseException) -> list[traceback.FrameSummary]:
    """The frames of the traceback that are in the workspace."""
    return [
        frame for frame in traceback.extract_tb(error.__traceback__) if is_authors(frame.filename)
    ]


def trimmed_traceback(error: BaseException) -> str:
    """The traceback with the author's frames only, paths relative to the workspace."""
    root = f"{Workspace.root}/"
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
