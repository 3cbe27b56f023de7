"""What is in a zip that somebody sent, if all of it may be; and the other way round."""

import io
import stat
import zipfile
import zlib
from collections.abc import Mapping

from shared.errors import Conflict, InvalidInput, TooLarge
from shared.models.paths import FilePath
from shared.services.workspace import Files

MOST_ENTRIES = 5_000
FILE_BYTES = 10 * 1024 * 1024
ALL_BYTES = 100 * 1024 * 1024
#: How much longer a file may be than what it was packed into. Code packs to a tenth at best.
MOST_RATIO = 200
RATIO_COUNTS_FROM = 1024 * 1024
#: Others can ask for gigabytes to unpack a few bytes.
PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
CHUNK = 64 * 1024
ENCRYPTED = 0x1
ENTRY = b"PK\1\2"


def unpacked(archive: bytes, folder: FilePath) -> Mapping[FilePath, bytes]:
    """Every file by where it goes below the folder; nothing is believed that a zip says of itself.

    InvalidInput names the entry that cannot be taken, TooLarge the limit that it is over.
    """
    # Each one that the library reads takes memory, before it can be asked how many there are.
    if archive.count(ENTRY) > MOST_ENTRIES:
        raise TooLarge(f"the zip has more than {MOST_ENTRIES} entries: send it in parts")
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            return _files(opened, folder)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as error:
        raise InvalidInput(f"this is no zip that can be read: {error}") from error


def packed(files: Files) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(files):
            # Without the time, so that the same files are the same zip.
            archive.writestr(zipfile.ZipInfo(path), files[path], zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _files(archive: zipfile.ZipFile, folder: FilePath) -> Mapping[FilePath, bytes]:
    entries = archive.infolist()
    _require_size(sum(entry.file_size for entry in entries))
    found: dict[FilePath, bytes] = {}
    size = 0
    for entry in entries:
        path = _path(entry, folder)
        if entry.is_dir():
            continue
        if path in found:
            raise Conflict(f"the zip has {str(path)!r} twice")
        found[path] = _content(archive, entry)
        size += len(found[path])
        _require_size(size)
    return found


def _path(entry: zipfile.ZipInfo, folder: FilePath) -> FilePath:
    # ZipInfo cuts a name at its first NUL, and what is meant by the rest nobody knows.
    name = entry.orig_filename
    if entry.is_dir():
        name = name.removesuffix("/")
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise InvalidInput(f"{name[:100]!r} in the zip is a link or a device: only files are taken")
    if entry.flag_bits & ENCRYPTED or entry.compress_type not in PACKINGS:
        raise InvalidInput(f"{name[:100]!r} in the zip is encrypted, or not packed with deflate")
    return FilePath((*folder.parts, *FilePath.parse(name).parts))


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """As far as it may go: an entry can be longer than it says."""
    most = min(FILE_BYTES, max(RATIO_COUNTS_FROM, entry.compress_size * MOST_RATIO))
    content = bytearray()
    with archive.open(entry) as file:
        while part := file.read(CHUNK):
            content += part
            if len(content) > most:
                raise _too_long(entry)
    return bytes(content)


def _too_long(entry: zipfile.ZipInfo) -> TooLarge:
    return TooLarge(
        f"{entry.filename[:100]!r} in the zip unpacks to more than is taken: a file may have "
        f"{FILE_BYTES} bytes, and {MOST_RATIO} times what it is packed into"
    )


def _require_size(size: int) -> None:
    if size > ALL_BYTES:
        raise TooLarge(f"the zip unpacks to more than {ALL_BYTES} bytes in all: send it in parts")
