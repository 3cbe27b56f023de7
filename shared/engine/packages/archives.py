"""Archives of installed packages: one zip file each, checked before it is unpacked.

Their contents are untrusted: what pip unpacked in its worker may be anything.
"""

import io
import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from email.parser import BytesHeaderParser
from pathlib import Path, PurePosixPath

from shared.models.packages import Package

MOST_BYTES = 1024 * 1024 * 1024
MOST_FILES = 50_000
MOST_PACKAGES = 400
CHUNK = 1024 * 1024
EMPTY = b"PK\x05\x06" + bytes(18)

#: Top-level modules of Bifrost, which no package may replace.
TAKEN = {"bifrost", "cli", "functions", "host", "infra", "local", "sdk", "shared"}


class Unfit(Exception):
    """The archive cannot be used; the message says why."""


def packages_in(content: bytes) -> tuple[Package, ...]:
    """The packages in an archive, by name; Unfit if an installation cannot have made it."""
    with _opened(content) as archive:
        names = [entry.filename for entry in _entries(archive)]
        _require_free_names(names)
        found = [_package(archive, name) for name in names if _is_metadata(name)]
    if len(found) > MOST_PACKAGES:
        raise Unfit(f"{len(found)} packages would be installed: at most {MOST_PACKAGES} may be")
    return tuple(sorted(found, key=lambda package: package.name.lower()))


def unpack(content: bytes, folder: Path) -> None:
    """Unpack an archive into a new folder, whole or not at all; Unfit if it cannot be used.

    All users may read the folder, and none may write to it.
    """
    draft = Path(tempfile.mkdtemp(dir=folder.parent, prefix="draft-"))
    try:
        with _opened(content) as archive:
            _extract(archive, draft)
        _close(draft)
        draft.rename(folder)
    except FileExistsError:
        pass  # another process was first
    except OSError:
        if not folder.is_dir():  # if it is, another process was first
            raise
    finally:
        remove(draft)


def remove(folder: Path) -> None:
    """Remove a folder with its contents, although they are read-only."""
    for path in [folder, *folder.rglob("*")]:
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o755)
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _opened(content: bytes) -> Generator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield archive
    # The last two: an unknown compression method, or an encrypted file.
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError) as error:
        raise Unfit("what was installed cannot be read") from error


def _entries(archive: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    entries = archive.infolist()
    if len(entries) > MOST_FILES:
        raise Unfit(f"it has {len(entries)} files: at most {MOST_FILES} are allowed")
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise Unfit(f"it has more than {MOST_BYTES} bytes")
    for entry in entries:
        if not _is_safe(entry):
            raise Unfit(f"it has a file whose path leaves the folder: {entry.filename[:200]!r}")
        yield entry


def _is_safe(entry: zipfile.ZipInfo) -> bool:
    """Whether an entry is a plain file with a path below the folder."""
    path = PurePosixPath(entry.filename)
    mode = entry.external_attr >> 16
    is_plain = not entry.is_dir() and (stat.S_IFMT(mode) in (0, stat.S_IFREG))
    is_below = not path.is_absolute() and ".." not in path.parts and path.parts != ()
    return is_plain and is_below and "\\" not in entry.filename and "\0" not in entry.filename


def _require_free_names(names: list[str]) -> None:
    tops = {PurePosixPath(name).parts[0].partition(".")[0] for name in names}
    taken = sorted(TAKEN & tops)
    if taken:
        raise Unfit(f"a package brings a module named {taken[0]!r}, which is Bifrost's own")


def _is_metadata(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return len(parts) == 2 and parts[0].endswith(".dist-info") and parts[1] == "METADATA"


def _package(archive: zipfile.ZipFile, name: str) -> Package:
    with archive.open(name) as file:
        headers = BytesHeaderParser().parsebytes(file.read(CHUNK))
    return Package(name=_header(headers["Name"]), version=_header(headers["Version"]))


def _header(value: object) -> str:
    return str(value or "unknown")[:200]


def _extract(archive: zipfile.ZipFile, draft: Path) -> None:
    left = MOST_BYTES
    for entry in _entries(archive):
        target = draft / entry.filename
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(entry) as source, target.open("xb") as file:
            while part := source.read(CHUNK):
                left -= len(part)
                if left < 0:  # more than its header said
                    raise Unfit(f"it has more than {MOST_BYTES} bytes")
                file.write(part)


def _close(folder: Path) -> None:
    for path in folder.rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    folder.chmod(0o555)
