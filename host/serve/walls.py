"""The walls between runs and what is kept on this machine: checked at each start.

A run must not read the store, the keys or a backup. The sandbox sees to that with the layer
``files``, or with ``user`` where the platform is root; nothing runs here without one of the two.
"""

import logging
import stat
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from host.errors import HostError
from sdk.sandbox.sandbox import may_be_read
from shared.settings import ANY_LAYERS

logger = logging.getLogger(__name__)

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class WallsMissing(HostError):
    """Runs could read what is not theirs."""


def require_sandbox(layers: Mapping[str, bool], isolation: str, code: Iterable[Path]) -> None:
    """Raise WallsMissing unless a layer keeps runs from the files of this user.

    Layers that ``BIFROST_ISOLATION`` names are the operator's own choice. The layer ``user`` keeps
    nothing from a run that stays root in name, for want of code that other users can read.
    """
    if isolation != ANY_LAYERS or layers.get("files"):
        return
    if layers.get("user") and all(_is_open_to_all(path) for path in code):
        return
    raise WallsMissing(
        "runs could read the store and its keys: neither the sandbox layer 'files' (Linux 5.13 with"
        " Landlock) nor 'user' (a platform that is root, with code that all users can read) works"
        " here. Use a kernel that has Landlock, or name in BIFROST_ISOLATION the layers that"
        " suffice to you, such as systemCalls"
    )


def require_out_of_reach(kept: Iterable[Path], code: Sequence[Path]) -> None:
    """Raise WallsMissing for what is kept where every run may read, or where code is.

    ``code`` are the folders whose content becomes code of runs.
    """
    open_to_runs = [Path(path).resolve() for path in may_be_read([])]
    for path in (each.resolve() for each in kept):
        for folder in (*open_to_runs, *code):
            if path.is_relative_to(folder):
                raise WallsMissing(f"runs may read {folder}: move {path} to another folder")


def require_private_key(path: Path) -> None:
    """Raise WallsMissing if every user of this machine may read a TLS key."""
    if path.stat().st_mode & stat.S_IRWXO:
        raise WallsMissing(f"everybody on this machine may read the TLS key {path}: chmod 640 it")


def make_private(folders: Iterable[Path]) -> int:
    """Take the rights of others from folders and what they hold; how many had any.

    Contents of the store are written so from the start. This is for what came from elsewhere.
    """
    paths: list[Path] = []
    for folder in folders:
        paths += [folder, *folder.rglob("*")] if folder.is_dir() else []
    changed = sum(_made_private(path) for path in paths)
    if changed:
        logger.warning(
            "others could read what is kept here: not any more", extra={"paths": changed}
        )
    return changed


def _made_private(path: Path) -> bool:
    try:
        found = path.lstat()
        if stat.S_ISLNK(found.st_mode) or not found.st_mode & _OTHERS:
            return False
        path.chmod(stat.S_IMODE(found.st_mode) & ~_OTHERS)
    except FileNotFoundError:
        return False  # it was a file of a moment
    return True


def _is_open_to_all(path: Path) -> bool:
    """Whether users other than its owner can read it, and enter all folders above it."""
    above = all(folder.stat().st_mode & stat.S_IXOTH for folder in path.resolve().parents)
    return above and bool(path.stat().st_mode & stat.S_IROTH)
