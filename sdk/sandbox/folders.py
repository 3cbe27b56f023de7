"""How is a folder removed that a stranger has filled?

One level at a time: what lies deeper is moved up first. So neither the stack nor the number of
open files is ever a matter of how deep the stranger went, and no link leads elsewhere.
"""

import os
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")
_OPEN = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


def remove(folder: str | os.PathLike[str]) -> None:
    """With all that is in it; what cannot be removed is left."""
    with suppress(OSError):
        empty(folder)
        os.rmdir(folder)


def empty(folder: str | os.PathLike[str], seconds: float | None = None) -> None:
    """Leave nothing in it; OSError if that cannot be, or takes longer than this."""
    by = None if seconds is None else time.monotonic() + seconds
    top = os.open(folder, _OPEN)
    try:
        while names := os.listdir(top):
            for name in names:
                if by is not None and time.monotonic() > by:
                    raise TimeoutError("the folder does not become empty")
                if not _is_unlinked(name, top):
                    _dissolve(name, top)
    finally:
        os.close(top)


def _dissolve(name: str, top: int) -> None:
    """Remove a folder in the top one, and put those that are in it beside it."""
    place = _insisting(name, top, lambda: os.open(name, _OPEN, dir_fd=top))
    try:
        for inner in os.listdir(place):
            if not _is_unlinked(inner, place):
                _insisting(inner, place, lambda inner=inner: _move(inner, place, top))
    finally:
        os.close(place)
    os.rmdir(name, dir_fd=top)


def _move(name: str, place: int, top: int) -> None:
    os.rename(name, secrets.token_hex(16), src_dir_fd=place, dst_dir_fd=top)


def _insisting(name: str, place: int, act: Callable[[], T]) -> T:
    """A folder of our own that forbids it is told to allow it. Root is never forbidden."""
    try:
        return act()
    except PermissionError:
        os.chmod(name, 0o700, dir_fd=place)
        return act()


def _is_unlinked(name: str, folder: int) -> bool:
    """False for a folder, which cannot be."""
    try:
        os.unlink(name, dir_fd=folder)
    except IsADirectoryError:
        return False
    return True
