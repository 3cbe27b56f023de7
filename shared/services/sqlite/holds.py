"""The hold of one box's store: a file in its folder that every opener reads first."""

import os
from pathlib import Path

from pydantic import ValidationError

from shared.services.moves.holds import Hold, StoreHeld
from shared.services.sqlite.faults import translated
from shared.services.sqlite.large_files import sync_folder

NAME = "hold.json"


class FileHolds:
    """The hold of a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def place(self) -> str:
        """Where the hold is, for a person who wants to remove it."""
        return f"the file {self._folder / NAME}"

    async def find(self) -> Hold | None:
        """Return the hold, or None if the store may be used."""
        return read(self._folder)

    async def put(self, hold: Hold) -> None:
        """Write or replace the hold; it is on the disk when this returns."""
        write(self._folder, hold)

    async def release(self) -> None:
        """Remove the hold."""
        release(self._folder)


def read(folder: Path) -> Hold | None:
    """Return the hold of a folder, or None; StoreHeld if it cannot be read."""
    try:
        return Hold.model_validate_json((folder / NAME).read_text())
    except FileNotFoundError:
        return None
    except ValidationError as error:
        raise StoreHeld(f"{folder / NAME} says that {folder} is not in use") from error


def write(folder: Path, hold: Hold) -> None:
    """Write or replace the hold of a folder, whole or not at all."""
    draft = folder / f".{NAME}"
    with translated():
        draft.unlink(missing_ok=True)
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(hold.model_dump_json())
            file.flush()
            os.fsync(descriptor)
        draft.replace(folder / NAME)
        sync_folder(folder)


def release(folder: Path) -> None:
    """Remove the hold of a folder."""
    with translated():
        (folder / NAME).unlink(missing_ok=True)
        sync_folder(folder)


def require_released(folder: Path) -> None:
    """Raise StoreHeld if a move or a restore has not ended, or the store was moved away."""
    hold = read(folder)
    if hold is not None:
        raise StoreHeld(hold.reason(str(folder), f"the file {folder / NAME}"))
