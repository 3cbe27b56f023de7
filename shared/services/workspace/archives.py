"""What is in a zip that somebody sent, if all of it may be; and the other way round."""

import io
import stat
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass, field

from shared.errors import Conflict, InvalidInput, TooLarge
from shared.models.paths import FilePath
from shared.services.workspace.desktop_files import why_left_out
from shared.services.workspace.workspace import Files

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
UTF_8 = 0x800
MOST_LEFT_OUT = 100
ENTRY = b"PK\1\2"


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The files of a zip; and of what a desktop added to it, at most 100 names with the reason."""

    files: dict[FilePath, bytes] = field(default_factory=dict[FilePath, bytes])
    ignored: dict[str, str] = field(default_factory=dict[str, str])


def unpacked(archive: bytes, folder: FilePath) -> Unpacked:
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


def _files(archive: zipfile.ZipFile, folder: FilePath) -> Unpacked:
    entries = archive.infolist()
    _require_size(sum(entry.file_size for entry in entries))
    found = Unpacked()
    size = 0
    for entry in entries:
        name = _name(entry)
        _require_plain(entry, name)
        reason = why_left_out(name)
        if reason:
            if len(found.ignored) < MOST_LEFT_OUT:
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
    """The path with slashes, its letters composed; a folder's ends with a slash.

    Windows writes backslashes. A Mac writes UTF-8 without saying so, and letters decomposed.
    """
    # ZipInfo cuts a name at its first NUL, and what is meant by the rest nobody knows.
    name = entry.orig_filename
    if not entry.flag_bits & UTF_8:
        name = _as_utf_8(name)
    slashed = unicodedata.normalize("NFC", name.replace("\\", "/"))
    if "\\" in name and not {"", ".", ".."}.isdisjoint(slashed.removesuffix("/").split("/")):
        return name  # a path that leads elsewhere is shown, and refused, as it came
    return slashed


def _as_utf_8(name: str) -> str:
    """The library reads code page 437, which Windows wrote, where the zip does not say UTF-8."""
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return name


def _require_plain(entry: zipfile.ZipInfo, name: str) -> None:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise InvalidInput(f"{name[:100]!r} in the zip is a link or a device: only files are taken")
    if entry.flag_bits & ENCRYPTED:
        raise InvalidInput(f"{name[:100]!r} in the zip is encrypted: zip it without a password")
    if entry.compress_type not in PACKINGS:
        raise InvalidInput(
            f"{name[:100]!r} in the zip is packed in a way that is not read here: "
            "pack it with deflate, which every zip program has"
        )


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
