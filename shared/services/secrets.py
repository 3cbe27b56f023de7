"""Secrets in the vault, and the names of a scope's secrets there."""

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
#: Prefix of the platform's own secrets in a scope; a user's secret never has such a name there.
RESERVED = "oauth-"

_PLAIN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_GLOBAL = "global"


@dataclass(frozen=True, slots=True)
class DeletedSecret:
    """A deleted secret that can still be recovered, until ``gone_at``."""

    name: str
    gone_at: datetime


@dataclass(frozen=True, slots=True)
class SecretVersion:
    """A version of a secret; ``id`` is the vault's."""

    id: str
    created_at: datetime


class Secrets(Protocol):
    """Secret text by vault name: letters, digits and hyphens, at most 127, in any case."""

    async def find(self, name: str) -> str | None:
        """Return the current value, or None."""
        ...

    async def put(self, name: str, value: str) -> None:
        """Set the value, as a new version if there is one; AlreadyExists if it is deleted."""
        ...

    async def names(self, prefix: str) -> Sequence[str]:
        """Return every name with this prefix, in any case. The vault reads all its names for it."""
        ...

    async def delete(self, name: str) -> datetime | None:
        """Delete the secret recoverably, and wait until the deletion is visible.

        Return when it will be purged, even if it was deleted before; None if it is purged.
        """
        ...

    async def deleted(self, prefix: str) -> Sequence[DeletedSecret]:
        """Return every deleted secret whose name has this prefix."""
        ...

    async def recover(self, name: str) -> None:
        """Recover a deleted secret with its versions, and wait until it is visible.

        Stale if there is none that can be recovered now.
        """
        ...

    async def versions(self, name: str) -> Sequence[SecretVersion]:
        """Return every version, the newest first; none if there is no such secret."""
        ...

    async def ping(self) -> None:
        """Return if the vault answers; Unavailable if it does not."""
        ...


class MemorySecrets:
    """Secrets in the memory of this process."""

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
            raise AlreadyExists(
                f"the secret {name!r} is deleted; its name is taken until it is purged"
            )
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
    """Return the vault name of a scope's secret, which no other secret has.

    The secret's own name follows the prefix if the vault can store it unambiguously; a hyphen and a
    hash follow if it has capitals, underscores or dots, is too long, or looks like one of the
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
    """Return the prefix of a scope's vault names, which no other scope has.

    ``bifrost-{scope}--{name}``. The scope is the organization's id if that is lower case, without
    ``--`` and without a hyphen at its end, as generated ids are; ``global``; and a hyphen and a
    hash for every other id, since the vault knows neither case nor underscores. So the first ``--``
    ends the scope, whatever the name is.

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
