"""Content-Encoding of a request: gzip and deflate, with a limit on the decompressed size."""

import zlib

from shared.errors import InvalidInput, TooLarge, UnsupportedMediaType

GZIP = 16 + zlib.MAX_WBITS
MOST_ENCODINGS = 2
WINDOWS = {"gzip": GZIP, "x-gzip": GZIP, "deflate": zlib.MAX_WBITS}


def decompressed(content: bytes, header: str, limit: int) -> bytes:
    """The decompressed body; TooLarge as soon as it exceeds ``limit`` bytes."""
    named = [name.strip().lower() for name in header.split(",")]
    encodings = [name for name in named if name not in ("", "identity")]
    unknown = [name for name in encodings if name not in WINDOWS]
    if unknown or len(encodings) > MOST_ENCODINGS:
        raise UnsupportedMediaType(
            f"the body has the Content-Encoding {header[:100]!r}: "
            f"send it uncompressed, or with at most {MOST_ENCODINGS} of gzip and deflate"
        )
    for name in reversed(encodings):
        content = _inflated(content, name, limit) if content else content
    return content


def _inflated(content: bytes, name: str, limit: int) -> bytes:
    bits = WINDOWS[name]
    if name == "deflate" and not _has_zlib_header(content):
        bits = -zlib.MAX_WBITS  # some clients send raw deflate data
    found = bytearray()
    try:
        while content:  # a gzip file may have several members
            stream = zlib.decompressobj(bits)
            found += stream.decompress(content, limit + 1 - len(found))
            if len(found) > limit:
                raise TooLarge(f"the decompressed body is over {limit} bytes; send at most {limit}")
            if not stream.eof:
                raise InvalidInput(f"the body's {name} data is truncated")
            content = stream.unused_data if bits == GZIP else b""
    except zlib.error as error:
        raise InvalidInput(f"the body is not valid {name}: check Content-Encoding") from error
    return bytes(found)


def _has_zlib_header(content: bytes) -> bool:
    return content[0] & 0x0F == zlib.DEFLATED and int.from_bytes(content[:2]) % 31 == 0
