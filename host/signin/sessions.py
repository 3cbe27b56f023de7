"""Sign-in sessions: signed cookies that expire after eight hours."""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from pydantic import BaseModel

SECONDS = 8 * 3600
_KEY_BYTES = 32


class _Session(BaseModel):
    email: str
    expires_at: float


class Sessions:
    """Issues and checks cookies. It stores none: as in Azure, a copy outlives the sign-out."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def issue(self, email: str, at: float) -> str:
        """The cookie of a user who signs in at ``at``, in seconds since the epoch."""
        session = _Session(email=email, expires_at=at + SECONDS)
        content = session.model_dump_json().encode().hex()
        return f"{content}.{self._signature(content.encode())}"

    def find(self, cookie: bytes, at: float) -> str | None:
        """The e-mail address, or None for a forged or expired cookie."""
        content, _, signature = cookie.partition(b".")
        if not hmac.compare_digest(signature, self._signature(content).encode()):
            return None
        session = _Session.model_validate_json(bytes.fromhex(content.decode()))
        return session.email if at < session.expires_at else None

    def _signature(self, content: bytes) -> str:
        return hmac.new(self._key, content, hashlib.sha256).hexdigest()


def key_in(path: Path) -> bytes:
    """The key in a file, which is created, readable by its owner only, if it is missing."""
    try:
        key = path.read_bytes()
    except FileNotFoundError:
        return _create(path)
    # With an empty key, any caller could sign a cookie.
    return key if len(key) == _KEY_BYTES else _create(path)


def _create(path: Path) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True)
    key = secrets.token_bytes(_KEY_BYTES)
    new = path.with_suffix(".new")
    new.unlink(missing_ok=True)
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(key)
    new.replace(path)
    return key
