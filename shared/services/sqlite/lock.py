"""One process at a time has the store, and its folder is on a disk of this machine."""

import fcntl
import os
import time
from pathlib import Path

from shared.errors import BifrostError

#: File systems on which SQLite's locks and its shared memory do not hold.
NETWORKS = frozenset(
    (
        "9p",
        "afs",
        "ceph",
        "cifs",
        "fuse.sshfs",
        "glusterfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
        "smb3",
        "smbfs",
        "virtiofs",
    )
)
_MOUNTS = Path("/proc/self/mountinfo")


class StoreTaken(BifrostError):
    """Another process has the store."""

    status = 503


class UnfitFolder(BifrostError):
    """The folder is on a file system that loses or mixes up what is written."""

    status = 503


class StoreLock:
    """Held from its making until ``release``; a process that ends gives it back."""

    def __init__(self, folder: Path) -> None:
        """Raises StoreTaken with the other process's id."""
        self._descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            _take(self._descriptor)
        except OSError as error:
            holder = os.pread(self._descriptor, 20, 0).decode(errors="replace").strip()
            os.close(self._descriptor)
            raise StoreTaken(
                f"process {holder or 'unknown'} has the store in {folder} already: "
                "stop it first, or name another folder"
            ) from error
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, f"{os.getpid()}\n".encode(), 0)

    def release(self) -> None:
        """Let another process have the store."""
        os.close(self._descriptor)


def holder_of(folder: Path) -> str | None:
    """The id of the process that has the store of a folder, as it wrote it; None if none has."""
    try:
        descriptor = os.open(folder / "lock", os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return os.pread(descriptor, 20, 0).decode(errors="replace").strip() or "unknown"
    else:
        return None
    finally:
        os.close(descriptor)


def _take(descriptor: int) -> None:
    """Lock it; once more after a moment, since ``holder_of`` locks it for as long as it looks."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        time.sleep(0.05)
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def require_local_disk(folder: Path) -> None:
    """Raises UnfitFolder for a network file system: SQLite's locks do not hold there."""
    kind = filesystem_of(folder.resolve(), _MOUNTS.read_text())
    if kind in NETWORKS:
        raise UnfitFolder(
            f"{folder} is on a network file system ({kind}), where a database gets damaged: "
            "choose a folder on a disk of this machine"
        )


def filesystem_of(folder: Path, mounts: str) -> str:
    r"""The type of the file system that a folder is on, by the lines of ``mountinfo`` (proc(5)).

    >>> lines = "1 0 8:1 / / rw - ext4 /dev/a rw\n2 1 0:9 / /mnt/a\\040b rw - nfs4 h:/ rw"
    >>> filesystem_of(Path("/mnt/a b/data"), lines), filesystem_of(Path("/mnt/ab"), lines)
    ('nfs4', 'ext4')
    """
    best, kind = -1, ""
    for line in mounts.splitlines():
        mount, _, rest = line.partition(" - ")
        place = Path(mount.split(" ")[4].encode().decode("unicode_escape"))
        if folder.is_relative_to(place) and len(place.parts) >= best:
            best, kind = len(place.parts), rest.split(" ")[0]
    return kind
