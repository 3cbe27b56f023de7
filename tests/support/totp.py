"""A second TOTP, written from RFC 4226 and RFC 6238 alone: the oracle for the platform's."""

import base64
import hmac
import struct

STEP = 30


def hotp(key: bytes, counter: int, digits: int = 6) -> str:
    """Section 5.3 of RFC 4226."""
    digest = hmac.digest(key, struct.pack(">Q", counter), "sha1")
    start = digest[-1] & 0x0F
    [number] = struct.unpack(">I", digest[start : start + 4])
    return f"{(number & 0x7FFFFFFF) % 10**digits:0{digits}}"


def code_at(secret: str, seconds: float, *, steps: int = 0) -> str:
    """What an app with this base32 secret shows then, or so many steps later."""
    return hotp(base64.b32decode(secret), int(seconds) // STEP + steps)
