"""The one door to the vault, and what a scope's secrets are called there."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import uuid4

from shared.errors import AlreadyExists, Stale
from shared.models.base import GLOBAL
from shared.services.clock import Clock, SystemClock

RECOVERABLE = timedelta(days=90)

LONGEST_NAME = 127
#: The platform's own secrets of a scope begin so; nobody's own secret is called that in the vault.
RESERVED = "oauth-"

_PLAIN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_GLOBAL = "global"


@dataclass(frozen=True, slots=True)
class DeletedSecret:
    """One that can still be recovered. ``gone_at`` is when that ends."""

    name: str
    gone_at: datetime


@dataclass(frozen=True, slots=True)
class SecretVersion:
    """``id`` is the vault's own name for it."""

    id: str
    created_at: datetime


class Secrets(Protocol):
    """Secret text by vault name: letters, digits and hyphens, at most 127, any case."""

    async def find(self, name: str) -> str | None:
        """The current value, or None."""
        ...

    async def put(self, name: str, value: str) -> None:
        """Set the value, as a new version if there is one; AlreadyExists if it is deleted."""
        ...

    async def names(self, prefix: str) -> Sequence[str]:
        """Every name that starts so, in any case. The vault reads all its names for it."""
        ...

    async def delete(self, name: str) -> datetime | None:
        """Delete the secret, recoverably, and wait until that can be seen.

        Answers when it will be gone for good, also if it was deleted before; None if it is.
        """
        ...

    async def deleted(self, prefix: str) -> Sequence[DeletedSecret]:
        """Every deleted secret whose name starts so."""
        ...

    async def recover(self, name: str) -> None:
        """Bring a deleted secret back, with its versions, and wait until that can be seen.

        Stale if there is none that can be brought back now.
        """
        ...

    async def versions(self, name: str) -> Sequence[SecretVersion]:
        """Every version, the newest first; none if there is no such secret."""
        ...

    async def ping(self) -> None:
        """Return if the vault answers; Unavailable if it does not."""
        ...


class MemorySecrets:
    """Secrets that live and die with the process."""

    def __init__(self, clock: Clock | None = None) -> None:
        self._values: dict[str, str] = {}
        self._versions: dict[str, list[SecretVersion]] = {}
        self._deleted: dict[str, DeletedSecret] = {}
        self._kept: dict[str, str] = {}
        self._clock = clock or SystemClock()

    async def find(self, name: str) -> str | None:
        return self._values.get(name.casefold())

    async def put(self, name: str, value: str) -> None:
        if name.casefold() in self._deleted:
            raise AlreadyExists(f"the secret {name!r} is deleted, and its name taken until it goes")
        self._values[name.casefold()] = value
        version = SecretVersion(uuid4().hex, self._clock.now())
        self._versions.setdefault(name.casefold(), []).insert(0, version)

    async def names(self, prefix: str) -> Sequence[str]:
        return sorted(name for name in self._values if name.startswith(prefix.casefold()))

    async def delete(self, name: str) -> datetime | None:
        folded = name.casefold()
        value = self._values.pop(folded, None)
        if value is not None:
            self._kept[folded] = value
            self._deleted[folded] = DeletedSecret(folded, self._clock.now() + RECOVERABLE)
        found = self._deleted.get(folded)
        return found.gone_at if found else None

    async def deleted(self, prefix: str) -> Sequence[DeletedSecret]:
        found = sorted(self._deleted.items())
        return [secret for name, secret in found if name.startswith(prefix.casefold())]

    async def recover(self, name: str) -> None:
        if self._deleted.pop(name.casefold(), None) is None:
            raise Stale(f"there is no deleted secret {name!r}")
        self._values[name.casefold()] = self._kept.pop(name.casefold())

    async def versions(self, name: str) -> Sequence[SecretVersion]:
        is_there = name.casefold() in self._values
        return [*self._versions[name.casefold()]] if is_there else []

    async def ping(self) -> None:
        return


def vault_name(scope: str, name: str) -> str:
    """What a secret of a scope is called in the vault: no other one is called so.

    Its own name follows the prefix where the vault can hold it and tell it apart; a hyphen and
    a hash where it has capitals, underscores, dots or is too long, or looks like one of the
    platform's own.

    >>> vault_name("contoso", "halo-api-key")
    'bifrost-contoso--halo-api-key'
    >>> vault_name("contoso", "HALO_API_KEY")
    'bifrost-contoso---537b327863659102f67fd7acad8bcbc4'
    """
    whole = prefix_of(scope) + name
    is_plain = _PLAIN.fullmatch(name) and not name.startswith(RESERVED)
    return whole if is_plain and len(whole) <= LONGEST_NAME else prefix_of(scope) + _hashed(name)


def prefix_of(scope: str) -> str:
    """What the names of a scope's secrets start with, and no other scope's.

    ``bifrost-{scope}--{name}``. The scope is the organization's id where that is lower case,
    without ``--`` and without a hyphen at its end, as generated ids are; ``global``; and a
    hyphen and a hash for every other id, since the vault knows neither case nor underscores.
    So the first ``--`` ends the scope, whatever the name is.

    >>> prefix_of("contoso-eu"), prefix_of("contoso"), prefix_of("GLOBAL")
    ('bifrost-contoso-eu--', 'bifrost-contoso--', 'bifrost-global--')
    >>> prefix_of("Contoso")
    'bifrost--e20852e73268af0de820cf06720110b5--'
    """
    return f"bifrost-{_scope(scope)}--"


def _scope(scope: str) -> str:
    if scope == GLOBAL:
        return _GLOBAL
    if _PLAIN.fullmatch(scope) and scope != _GLOBAL:
        return scope
    return _hashed(scope)


def _hashed(text: str) -> str:
    return "-" + hashlib.sha256(text.encode()).hexdigest()[:32]
