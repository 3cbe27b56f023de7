"""Where are the run's code, and the folder that is its own while it lasts?"""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Roots:
    code: Path
    temp: Path


_known: list[Roots] = []


def use(roots: Roots | None) -> Roots | None:
    """Make these the ones of this process; answers what was before."""
    before = _known[0] if _known else None
    _known[:] = [roots] if roots else []
    return before


def current() -> Roots:
    """RuntimeError outside an execution."""
    if not _known:
        raise RuntimeError("there is no execution here: files work inside a running workflow")
    return _known[0]
