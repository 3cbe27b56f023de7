"""What a data folder holds: a SQLite store, what Azurite kept, or both."""

import fcntl
import os
import shlex
import shutil
from pathlib import Path

AZURITE, HOST, STORE = "azurite", "host", "store"
DATABASE, LOCK = "bifrost.db", "lock"


class UnfitDataFolder(Exception):
    """The folder cannot be used as was asked; the message says what to do."""


def require_no_other_data(data: Path) -> None:
    """Raises UnfitDataFolder where Azurite's data would silently not be there over SQLite."""
    if has_azurite_data(data) and not has_store(data):
        azurite, store = (shlex.quote(str(data / name)) for name in (AZURITE, STORE))
        start = f"./start.sh --data {shlex.quote(str(data))}"
        raise UnfitDataFolder(
            f"{data} has data that Azurite kept, and no SQLite store, which is the default now.\n"
            f"Take the data along:  ./bifrost move --from azurite:{azurite} --to sqlite:{store}\n"
            f"Go on with Azurite:   {start} --azurite\n"
            f"Remove the data:      {start} --fresh"
        )


def has_azurite_data(data: Path) -> bool:
    """Whether Azurite kept something here."""
    return any((data / AZURITE).glob("__azurite_db_*"))


def has_store(data: Path) -> bool:
    """Whether there is a SQLite store here."""
    return (data / STORE / DATABASE).is_file()


def remove(data: Path) -> None:
    """Remove the folder. Raises UnfitDataFolder if it is not one of ours, or in use."""
    if not data.exists():
        return
    is_ours = (data / HOST).is_dir() or has_store(data) or has_azurite_data(data)
    if not is_ours and any(data.iterdir()):
        raise UnfitDataFolder(
            f"{data} does not look like a data folder of Bifrost: nothing was removed"
        )
    _require_unused(data / STORE / LOCK)
    shutil.rmtree(data)


def _require_unused(lock: Path) -> None:
    """A running host holds this lock of its store, with its process id in it."""
    try:
        descriptor = os.open(lock, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        holder = os.pread(descriptor, 20, 0).decode(errors="replace").strip()
        raise UnfitDataFolder(
            f"process {holder} uses {lock.parent}: stop it first; nothing was removed"
        ) from error
    finally:
        os.close(descriptor)
