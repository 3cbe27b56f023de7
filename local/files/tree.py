"""Finds the files and directories of shares on the disk.

Names keep the case they were made with and are found by any. Only real directories and
files count: a symbolic link, which could lead out of the folder, does not exist here, nor
does what a developer put there under a name that a share cannot have.
"""

import os
import shutil
from pathlib import Path

from local.files.errors import FilesError
from local.files.paths import ResourcePath, is_name


class FileTree:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def shares(self) -> list[str]:
        if not self._folder.is_dir():
            return []
        return sorted(entry.name for entry in self._folder.iterdir() if entry.is_dir())

    def create_share(self, name: str) -> None:
        if self._share(name).is_dir():
            raise FilesError("ShareAlreadyExists", "The specified share already exists.")
        self._share(name).mkdir(parents=True)

    def delete_share(self, name: str) -> None:
        self.require_share(name)
        shutil.rmtree(self._share(name))

    def require_share(self, name: str) -> None:
        if not self._share(name).is_dir():
            raise FilesError("ShareNotFound", "The specified share does not exist.")

    def find(self, place: ResourcePath) -> Path | None:
        """The path as it is spelled on the disk, or None; the share and the parent must exist."""
        if not place.parts:
            self.require_share(place.share)
            return self._share(place.share)
        return _child(self._parent(place), place.parts[-1])

    def file(self, place: ResourcePath) -> Path:
        found = self.find(place)
        if found is None or not found.is_file():
            raise _not_found()
        return found

    def directory(self, place: ResourcePath) -> Path:
        found = self.find(place)
        if found is None or not found.is_dir():
            raise _not_found()
        return found

    def spelled(self, place: ResourcePath) -> ResourcePath:
        """The path with the spelling of the disk."""
        found = self.find(place)
        if found is None:
            raise _not_found()
        return ResourcePath(place.share, found.relative_to(self._share(place.share)).parts)

    def free(self, place: ResourcePath) -> Path:
        """The path for a new name; its parent must exist."""
        return self._parent(place) / place.parts[-1]

    def _share(self, name: str) -> Path:
        return self._folder / name

    def _parent(self, place: ResourcePath) -> Path:
        self.require_share(place.share)
        found = self._share(place.share)
        for part in place.parts[:-1]:
            inner = _child(found, part)
            if inner is None or not inner.is_dir():
                raise FilesError("ParentNotFound", "The specified parent path does not exist.")
            found = inner
        return found


def children(directory: Path) -> list[Path]:
    """The directories and files of a directory, in the order of lists."""
    with os.scandir(directory) as entries:
        found = [Path(entry.path) for entry in entries if _counts(entry)]
    return sorted(found, key=lambda path: (path.name.casefold(), path.name))


def _child(directory: Path, name: str) -> Path | None:
    wanted = name.casefold()
    with os.scandir(directory) as entries:
        found = [e.path for e in entries if e.name.casefold() == wanted and _counts(e)]
    return Path(found[0]) if found else None


def _counts(entry: "os.DirEntry[str]") -> bool:
    real = entry.is_dir(follow_symlinks=False) or entry.is_file(follow_symlinks=False)
    return real and is_name(entry.name)


def _not_found() -> FilesError:
    return FilesError("ResourceNotFound", "The specified resource does not exist.")
