"""Key store: the master key, host-level, system and per-function keys, in one file."""

import hmac
import json
import os
import secrets
from collections.abc import Iterable, Mapping
from enum import IntEnum
from pathlib import Path
from typing import Literal

from pydantic import BaseModel

from host.functions import AuthLevel

Scope = Literal["functionkeys", "systemkeys"] | tuple[Literal["function"], str]

MASTER = "_master"


class Level(IntEnum):
    """Access level that a key proves. Each includes those below, but SYSTEM calls no function."""

    ANONYMOUS = 0
    SYSTEM = 1
    FUNCTION = 2
    ADMIN = 3

    def allows(self, required: AuthLevel) -> bool:
        return self >= Level[required]


class _Stored(BaseModel):
    master: str
    function_keys: dict[str, str] = {}
    system_keys: dict[str, str] = {}
    functions: dict[str, dict[str, str]] = {}


class Keys:
    """The keys of one host. Every change is on disk when a method returns."""

    def __init__(self, path: Path, function_key: str, functions: Iterable[str]) -> None:
        self._path = path
        self._stored = self._read() or _Stored(master=new_key())
        self._stored.function_keys["default"] = function_key
        for name in functions:
            self._stored.functions.setdefault(name.lower(), {"default": new_key()})
        self._write()

    def level_of(self, key: str | None, function: str) -> Level:
        """The level that ``key`` proves for a call of ``function``."""
        if not key:
            return Level.ANONYMOUS
        if _same(key, self._stored.master):
            return Level.ADMIN
        if _among(key, self._stored.system_keys):
            return Level.SYSTEM
        own = self._stored.functions.get(function.lower(), {})
        if _among(key, self._stored.function_keys) or _among(key, own):
            return Level.FUNCTION
        return Level.ANONYMOUS

    def is_master(self, key: str | None) -> bool:
        return bool(key) and _same(key or "", self._stored.master)

    def all(self, scope: Scope) -> Mapping[str, str]:
        return dict(self._keys(scope))

    def find(self, scope: Scope, name: str) -> str | None:
        if name == MASTER and scope == "systemkeys":
            return self._stored.master
        return self._keys(scope).get(name)

    def put(self, scope: Scope, name: str, value: str) -> bool:
        """Store the key; return whether it is new."""
        is_new = self.find(scope, name) is None
        if name == MASTER and scope == "systemkeys":
            self._stored.master = value
        else:
            self._keys(scope)[name] = value
        self._write()
        return is_new

    def remove(self, scope: Scope, name: str) -> bool:
        """Remove the key; return whether it existed."""
        existed = self._keys(scope).pop(name, None) is not None
        self._write()
        return existed

    def _keys(self, scope: Scope) -> dict[str, str]:
        if scope == "functionkeys":
            return self._stored.function_keys
        if scope == "systemkeys":
            return self._stored.system_keys
        return self._stored.functions.setdefault(scope[1].lower(), {})

    def _read(self) -> _Stored | None:
        try:
            return _Stored.model_validate_json(self._path.read_text())
        except FileNotFoundError:
            return None

    def _write(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        new = self._path.with_suffix(".new")
        new.unlink(missing_ok=True)
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            json.dump(self._stored.model_dump(), file, indent=2)
        new.replace(self._path)


def new_key() -> str:
    return secrets.token_urlsafe(40)


def _among(key: str, keys: Mapping[str, str]) -> bool:
    # A list, not a generator, so that the time does not reveal which key matched.
    return any([_same(key, value) for value in keys.values()])  # noqa: C419


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())
