"""The key that seals secrets: a file of its own, so that a backup of the store does not hold it."""

import os
from pathlib import Path
from secrets import token_bytes

from shared.errors import Unavailable

KEY_BYTES = 32


def load_or_make(path: Path, *, may_make: bool) -> bytes:
    """The key in this file, which only its owner may read.

    Raises Unavailable if there is none and none may be made, since what is sealed could then never
    be opened, or if others may read the file.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    except FileNotFoundError as error:
        if not may_make:
            raise Unavailable(
                f"the key file {path} is missing, and the store has secrets that it opens: "
                "put it back from where it is kept"
            ) from error
        return _made(path)
    with os.fdopen(descriptor, "rb") as file:
        if os.fstat(descriptor).st_mode & 0o077:
            raise Unavailable(f"others may read the key file {path}: chmod 600 it")
        key = file.read(KEY_BYTES + 1)
    if len(key) != KEY_BYTES:
        raise Unavailable(f"the key file {path} does not have {KEY_BYTES} bytes")
    return key


def _made(path: Path) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = token_bytes(KEY_BYTES)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    return key
