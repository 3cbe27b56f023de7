"""The release that this is: version, commit, and the schema of what it stores."""

import re
from functools import cache
from pathlib import Path

VERSION = "0.1.0"
#: Grows when rows or tables are stored in another shape; older ones are upgraded when read.
SCHEMA = 2

ROOT = Path(__file__).resolve().parents[1]
#: Beside ``bifrost.py`` in a package, which has no repository: one line, the commit.
COMMIT_FILE = "commit"
_HASH = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")


@cache
def commit() -> str | None:
    """Return the commit that this process runs; None in a folder that does not tell.

    It was read once: a checkout that moves on under a running process does not change it.
    """
    return commit_of(ROOT)


def commit_of(folder: Path) -> str | None:
    """Return the commit of a package or of a checkout, without starting git."""
    return _hash(_text(folder / COMMIT_FILE)) or _head(folder / ".git")


def _head(git: Path) -> str | None:
    if git.is_file():  # of a worktree, whose repository is elsewhere
        git = git.parent / _text(git).removeprefix("gitdir: ")
    head = _text(git / "HEAD")
    if not head.startswith("ref: "):
        return _hash(head)
    name = head.removeprefix("ref: ")
    common = git / (_text(git / "commondir") or ".")
    return _hash(_text(common / name)) or _packed(common, name)


def _packed(git: Path, name: str) -> str | None:
    """Return what a branch points to after ``git pack-refs``: one line each, hash and name."""
    lines = (line.split() for line in _text(git / "packed-refs").splitlines())
    return next((_hash(line[0]) for line in lines if line[1:] == [name]), None)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _hash(text: str) -> str | None:
    return text if _HASH.fullmatch(text) else None
