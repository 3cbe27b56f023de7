"""Image headers: tells PNG and WebP by their content, with their dimensions in pixels.

The content decides, never a name or a declared type: a logo is shown to all users. Nothing may
follow the image, so that no file is an image and something else (a polyglot).
"""

import struct
import zlib
from dataclasses import dataclass

PNG, WEBP = "image/png", "image/webp"
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_MOST_CHUNKS = 1000


@dataclass(frozen=True, slots=True)
class Image:
    content_type: str
    width: int
    height: int


def image_in(content: bytes) -> Image | None:
    """Return what the content is; None unless it is one whole PNG or WebP image."""
    try:
        return _png(content) or _webp(content)
    except (struct.error, IndexError):  # it ends too early
        return None


def _png(content: bytes) -> Image | None:
    if not content.startswith(_SIGNATURE) or content[12:16] != b"IHDR":
        return None
    width, height = struct.unpack_from(">II", content, 16)
    return Image(PNG, width, height) if _is_whole_png(content) else None


def _is_whole_png(content: bytes) -> bool:
    """Whether the checksums of all chunks are right, and the last one, IEND, ends the content."""
    at = len(_SIGNATURE)
    for _ in range(_MOST_CHUNKS):
        (size,) = struct.unpack_from(">I", content, at)
        named = content[at + 4 : at + 8 + size]
        (checksum,) = struct.unpack_from(">I", content, at + 8 + size)
        at += 12 + size
        if zlib.crc32(named) != checksum:
            return False
        if named[:4] == b"IEND":
            return at == len(content)
    return False


def _webp(content: bytes) -> Image | None:
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP":
        return None
    (size,) = struct.unpack_from("<I", content, 4)
    found = _webp_size(content)
    return Image(WEBP, *found) if found and size + 8 == len(content) else None


def _webp_size(content: bytes) -> tuple[int, int] | None:
    """Return width and height by the kind of the first chunk; None for one that WebP has not."""
    kind = content[12:16]
    if kind == b"VP8X":
        width, height = content[24:27], content[27:30]
        return int.from_bytes(width, "little") + 1, int.from_bytes(height, "little") + 1
    if kind == b"VP8L" and content[20] == 0x2F:
        (bits,) = struct.unpack_from("<I", content, 21)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 " and content[23:26] == b"\x9d\x01\x2a":
        width, height = struct.unpack_from("<HH", content, 26)
        return width & 0x3FFF, height & 0x3FFF
    return None
