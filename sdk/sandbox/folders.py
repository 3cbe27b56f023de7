"""Removes folders with untrusted contents, such as what a run has left behind.

It works one level at a time, and first moves up what lies deeper. So neither the stack nor the
number of open files grows with the depth of the folders, and no link leads elsewhere.
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
    """Remove a folder with its contents; what cannot be removed stays."""
    with suppress(OSError):
        empty(folder)
        os.rmdir(folder)


def empty(folder: str | os.PathLike[str], seconds: float | None = None) -> None:
    """Empty a folder; OSError if that fails, TimeoutError if it takes longer than ``seconds``."""
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
    """Remove a folder in the top one, after moving its own folders up beside it."""
    place = _with_permission(name, top, lambda: os.open(name, _OPEN, dir_fd=top))
    try:
        for inner in os.listdir(place):
            if not _is_unlinked(inner, place):
                _with_permission(inner, place, lambda inner=inner: _move(inner, place, top))
    finally:
        os.close(place)
    os.rmdir(name, dir_fd=top)


def _move(name: str, place: int, top: int) -> None:
    os.rename(name, secrets.token_hex(16), src_dir_fd=place, dst_dir_fd=top)


def _with_permission(name: str, place: int, act: Callable[[], T]) -> T:
    """Act on a folder; if its mode forbids it, change the mode and act again."""
    try:
        return act()
    except PermissionError:
        os.chmod(name, 0o700, dir_fd=place)
        return act()


def _is_unlinked(name: str, folder: int) -> bool:
    """Unlink a file; return False for a folder, which cannot be unlinked."""
    try:
        os.unlink(name, dir_fd=folder)
    except IsADirectoryError:
        return False
    return True
