"""Function keys of one box: their hashes in a file, changed by commands while the host runs.

A key is shown once, when it is made. The file has its SHA-256, which needs no slow hash: a key has
256 random bits. A key may be bound to one organization.
"""

import fcntl
import os
import secrets
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, StringConstraints, ValidationError
from starlette.requests import Request

from host.errors import SettingsInvalid
from host.functions import HttpTrigger, RegisteredFunction
from host.http.messages import ORGANIZATION
from host.keys.guard import key_of
from host.keys.keys import Level

PREFIX = "bfh_"
NAME = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"


class HashedKey(BaseModel):
    """A function key as it is stored."""

    name: Annotated[str, StringConstraints(pattern=NAME)]
    sha256: str
    organization: str | None = None
    created_at: datetime


class _KeyFile(BaseModel):
    keys: list[HashedKey] = []


class KeyTaken(SettingsInvalid):
    """There is a key of this name."""


class HashedKeys:
    """The keys of a file, as they were at the last refresh."""

    def __init__(self, path: Path) -> None:
        """Raises SettingsInvalid if the file is damaged, or if others may read it."""
        self._path = path
        self._stamp = self._stamped()
        self._keys = _by_hash(_read(path))

    def find(self, text: str | None) -> HashedKey | None:
        """The key of this text, or None."""
        return self._keys.get(_hash_of(text)) if text else None

    def refresh(self) -> bool:
        """Read the file again if it has changed; whether it had."""
        stamp = self._stamped()
        if stamp == self._stamp:
            return False
        self._keys = _by_hash(_read(self._path))
        self._stamp = stamp
        return True

    def _stamped(self) -> tuple[int, int, int] | None:
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino


class HashedKeyGuard:
    """Checks the key of a request. There is no master key, so no request is an administrator's."""

    def __init__(self, keys: HashedKeys) -> None:
        self._keys = keys

    def level_of(self, request: Request, function: RegisteredFunction) -> Level:
        """FUNCTION for a key that there is, unless it is bound to another organization."""
        del function
        found = self._keys.find(key_of(request))
        if found is None:
            return Level.ANONYMOUS
        named = {*request.headers.getlist(ORGANIZATION)} - {""}
        is_elsewhere = found.organization is not None and bool(named - {found.organization})
        return Level.ANONYMOUS if is_elsewhere else Level.FUNCTION

    def organization_of(self, request: Request, function: RegisteredFunction) -> str | None:
        """The organization of a bound key, on routes that a key opens."""
        trigger = function.trigger
        if not isinstance(trigger, HttpTrigger) or trigger.auth_level == "ANONYMOUS":
            return None
        found = self._keys.find(key_of(request))
        return found.organization if found else None


def add(path: Path, name: str, organization: str | None) -> str:
    """Make a key and return it: it is stored nowhere. Raises KeyTaken or SettingsInvalid."""
    text = PREFIX + secrets.token_urlsafe(32)
    try:
        made = HashedKey(
            name=name,
            sha256=_hash_of(text),
            organization=organization,
            created_at=datetime.now(UTC),
        )
    except ValidationError as error:
        raise SettingsInvalid(
            f"{name!r} is no name for a key: 1 to 64 letters, digits, '.', '_' and '-'"
        ) from error
    with _locked(path):
        keys = _read(path)
        if any(key.name == name for key in keys):
            raise KeyTaken(f"there is a key {name!r}: revoke it first, or choose another name")
        _write(path, [*keys, made])
    return text


def listed(path: Path) -> list[HashedKey]:
    """The keys, oldest first."""
    return _read(path)


def revoke(path: Path, name: str) -> bool:
    """Remove the key of this name; whether there was one."""
    if not path.exists():
        return False
    with _locked(path):
        keys = _read(path)
        kept = [key for key in keys if key.name != name]
        if len(kept) == len(keys):
            return False
        _write(path, kept)
    return True


def _by_hash(keys: list[HashedKey]) -> dict[str, HashedKey]:
    return {key.sha256: key for key in keys}


def _hash_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _read(path: Path) -> list[HashedKey]:
    try:
        with path.open("rb") as file:
            is_open = os.fstat(file.fileno()).st_mode & 0o077
            content = file.read()
    except FileNotFoundError:
        return []
    if is_open:
        raise SettingsInvalid(f"others may read {path}: chmod 600 it")
    try:
        return _KeyFile.model_validate_json(content).keys
    except ValidationError as error:
        raise SettingsInvalid(
            f"{path} is damaged: restore it, or remove it and make keys"
        ) from error


@contextmanager
def _locked(path: Path) -> Generator[None]:
    """Let one command at a time change the file."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _write(path: Path, keys: list[HashedKey]) -> None:
    new = path.with_suffix(".new")
    new.unlink(missing_ok=True)
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(_KeyFile(keys=keys).model_dump_json(indent=1))
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
