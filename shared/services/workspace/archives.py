"""Zip archives: checked extraction of a zip that a user sent, and packing."""

import io
import stat
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass, field

from shared.errors import Conflict, InvalidInput, TooLarge
from shared.models.paths import FilePath
from shared.services.workspace.desktop_files import why_ignored
from shared.services.workspace.workspace import Files

MOST_ENTRIES = 5_000
FILE_BYTES = 10 * 1024 * 1024
ALL_BYTES = 100 * 1024 * 1024
#: Largest ratio of a file's unpacked to its packed size. Code packs to a tenth at best.
MOST_RATIO = 200
RATIO_COUNTS_FROM = 1024 * 1024
#: Other methods may need gigabytes to unpack a few bytes.
PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
CHUNK = 64 * 1024
ENCRYPTED = 0x1
UTF_8 = 0x800
MOST_IGNORED = 100
ENTRY = b"PK\1\2"


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The files of a zip, and at most 100 ignored names with their reasons."""

    files: dict[FilePath, bytes] = field(default_factory=dict[FilePath, bytes])
    ignored: dict[str, str] = field(default_factory=dict[str, str])


def unpacked(archive: bytes, folder: FilePath) -> Unpacked:
    """Return every file by its place below the folder; no statement in the zip is trusted.

    InvalidInput names an entry that is not accepted, TooLarge the limit that is exceeded.
    """
    # Counted first: the library allocates memory for each entry before it can tell their number.
    if archive.count(ENTRY) > MOST_ENTRIES:
        raise TooLarge(f"the zip has more than {MOST_ENTRIES} entries: send it in parts")
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            return _files(opened, folder)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as error:
        raise InvalidInput(f"this zip cannot be read: {error}") from error


def packed(files: Files) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(files):
            # Without the time, so that the same files make the same zip.
            archive.writestr(zipfile.ZipInfo(path), files[path], zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _files(archive: zipfile.ZipFile, folder: FilePath) -> Unpacked:
    entries = archive.infolist()
    _require_size(sum(entry.file_size for entry in entries))
    found = Unpacked()
    size = 0
    for entry in entries:
        name = _name(entry)
        _require_plain(entry, name)
        reason = why_ignored(name)
        if reason:
            if len(found.ignored) < MOST_IGNORED:
                found.ignored[name[:200]] = reason
            continue
        path = FilePath((*folder.parts, *FilePath.parse(name.removesuffix("/")).parts))
        if name.endswith("/"):
            continue
        if path in found.files:
            raise Conflict(f"the zip has {str(path)!r} twice")
        found.files[path] = _content(archive, entry)
        size += len(found.files[path])
        _require_size(size)
    return found


def _name(entry: zipfile.ZipInfo) -> str:
    """Return the path with slashes and composed letters; a folder's path ends with a slash.

    Windows writes backslashes. A Mac writes UTF-8 without saying so, and letters decomposed.
    """
    # ZipInfo cuts a name at its first NUL, whose remainder is ambiguous.
    name = entry.orig_filename
    if not entry.flag_bits & UTF_8:
        name = _as_utf_8(name)
    slashed = unicodedata.normalize("NFC", name.replace("\\", "/"))
    if "\\" in name and not {"", ".", ".."}.isdisjoint(slashed.removesuffix("/").split("/")):
        return name  # a path that leads elsewhere is refused, and shown as it came
    return slashed


def _as_utf_8(name: str) -> str:
    """Return the name as UTF-8: the library reads unmarked names as code page 437 (Windows)."""
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return name


def _require_plain(entry: zipfile.ZipInfo, name: str) -> None:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise InvalidInput(
            f"{name[:100]!r} in the zip is a link or a device: only files are accepted"
        )
    if entry.flag_bits & ENCRYPTED:
        raise InvalidInput(f"{name[:100]!r} in the zip is encrypted: zip it without a password")
    if entry.compress_type not in PACKINGS:
        raise InvalidInput(
            f"{name[:100]!r} in the zip uses an unsupported compression: "
            "pack it with deflate, which every zip program has"
        )


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Return the content, read up to the limit: an entry can be longer than it states."""
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
        f"{entry.filename[:100]!r} in the zip is too large: a file may have at most "
        f"{FILE_BYTES} bytes, and {MOST_RATIO} times its packed size"
    )


def _require_size(size: int) -> None:
    if size > ALL_BYTES:
        raise TooLarge(f"the zip unpacks to more than {ALL_BYTES} bytes in all: send it in parts")
