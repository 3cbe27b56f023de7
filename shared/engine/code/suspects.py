"""Guesses which broken file declares a function, from its text: it could not be imported."""

import asyncio
import re
from collections.abc import Iterable
from pathlib import Path

from shared.models.workflows import Index, WorkspaceProblem

MOST_BYTES = 1024 * 1024
MOST_FILES = 100


async def suspect(index: Index, root: Path, name: str) -> WorkspaceProblem | None:
    """The problem of a file that seems to declare a function of this name, if there is one."""
    problems = {problem.file: problem for problem in index.problems}
    return await asyncio.to_thread(_first, [*problems.values()][:MOST_FILES], root, name)


def _first(problems: Iterable[WorkspaceProblem], root: Path, name: str) -> WorkspaceProblem | None:
    declares = re.compile(rf"\bdef\s+{re.escape(name)}\b|[\"']{re.escape(name)}[\"']")
    return next((one for one in problems if declares.search(_text(root / one.file))), None)


def _text(file: Path) -> str:
    try:
        with file.open("rb") as content:
            return content.read(MOST_BYTES).decode(errors="replace")
    except OSError:  # a newer snapshot took its place
        return ""
