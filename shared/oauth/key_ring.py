"""The key ring that wraps stored secrets; the ring is one secret of the vault.

The vault stores every version of the ring. The first key encrypts, every key decrypts; a new key is
put in front, and an old key is dropped when it wraps nothing any more. A process reads the ring in
one transaction, however many secrets it decrypts. One vault secret for each token would cost one
read for each token and three writes for each refresh, and the vault allows 300 requests in ten
seconds.
"""

import asyncio
import secrets
from base64 import b64decode, b64encode
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from shared.errors import Conflict, Unavailable
from shared.models.base import GLOBAL
from shared.models.connections import Connection
from shared.models.outgoing.webhooks import OutgoingWebhook
from shared.oauth.encryption import (
    KEY_BYTES,
    EncryptionContext,
    UnknownKey,
    WrappingKey,
    rewrapped,
    seal,
    unseal,
)
from shared.repositories.oauth_flows import KeyLock
from shared.services.clock import Clock
from shared.services.outbound.egress import URL
from shared.services.secrets import Secrets

NAME = "bifrost-oauth-key"
#: How long other processes may still encrypt with the previous key.
KNOWN_FOR = timedelta(minutes=5)
WAITS = 20
WAIT_SECONDS = 0.25


class _Key(BaseModel):
    model_config = ConfigDict(frozen=True, defer_build=True)

    id: str
    secret: str
    made_at: datetime


class _Ring(BaseModel):
    model_config = ConfigDict(frozen=True, defer_build=True)

    keys: tuple[_Key, ...]


class KeyRing:
    """Encrypts and decrypts with the key ring, which it caches for five minutes."""

    def __init__(self, secrets_store: Secrets, lock: KeyLock, clock: Clock) -> None:
        self._secrets = secrets_store
        self._lock = lock
        self._clock = clock
        self._reading = asyncio.Lock()
        self._ring: _Ring | None = None
        self._read_at: datetime | None = None

    async def seal(self, text: str, place: EncryptionContext) -> str:
        return seal(text, place, _usable(await self._current())[0])

    async def unseal(self, sealed: str, place: EncryptionContext) -> str:
        """Decrypt a text; Refused if it is bound to another place."""
        try:
            return unseal(sealed, place, _usable(await self._current()))
        except UnknownKey:  # wrapped by a ring newer than the cached one
            return unseal(sealed, place, _usable(await self._read()))

    async def rewrapped(self, sealed: str, place: EncryptionContext) -> str:
        """Return the text wrapped by the newest key; unchanged if it already is."""
        return rewrapped(sealed, place, _usable(await self._current()))

    async def begin_rotation(self) -> str:
        """Put a new key in front; return its id, or the front key's if a rotation is under way."""
        ring = await self._read()
        if len(ring.keys) > 1:
            return ring.keys[0].id
        await self._write(_Ring(keys=(self._new_key(), *ring.keys)))
        return (await self._current()).keys[0].id

    async def end_rotation(self) -> bool:
        """Drop the old key, once no process can have used it since everything was rewrapped."""
        ring = await self._read()
        if self._clock.now() - ring.keys[0].made_at < 2 * KNOWN_FOR:
            return False
        await self._write(_Ring(keys=ring.keys[:1]))
        return True

    async def _current(self) -> _Ring:
        """Return the cached ring. The lock makes concurrent first readers share one read."""
        async with self._reading:
            now = self._clock.now()
            if self._ring and self._read_at and now - self._read_at < KNOWN_FOR:
                return self._ring
            return await self._read()

    async def _read(self) -> _Ring:
        for _ in range(WAITS):
            text = await self._secrets.find(NAME)
            if text is not None:
                return self._known(_Ring.model_validate_json(text))
            if await self._lock.take():
                return await self._first()
            await asyncio.sleep(WAIT_SECONDS)  # another process creates it
        raise Unavailable("another process is creating the encryption key: try again")

    async def _first(self) -> _Ring:
        try:
            text = await self._secrets.find(NAME)  # created since we looked
            ring = _Ring.model_validate_json(text) if text else _Ring(keys=(self._new_key(),))
            if text is None:
                await self._secrets.put(NAME, ring.model_dump_json())
            return self._known(ring)
        finally:
            await self._lock.give_back()

    async def _write(self, ring: _Ring) -> None:
        if not await self._lock.take():
            raise Conflict("another process is changing the encryption key: try again")
        try:
            await self._secrets.put(NAME, ring.model_dump_json())
            self._known(ring)
        finally:
            await self._lock.give_back()

    def _known(self, ring: _Ring) -> _Ring:
        self._ring, self._read_at = ring, self._clock.now()
        return ring

    def _new_key(self) -> _Key:
        secret = b64encode(secrets.token_bytes(KEY_BYTES)).decode()
        return _Key(id=secrets.token_hex(8), secret=secret, made_at=self._clock.now())


def client_place(connection: Connection) -> EncryptionContext:
    """Return the place of the client secret, which is bound to the host that it was entered for."""
    return EncryptionContext(connection.org_id, provider_of(connection), connection.name, "client")


def token_place(org_id: str, connection: Connection) -> EncryptionContext:
    return EncryptionContext(org_id, provider_of(connection), connection.name, "token")


def verifier_place(org_id: str, connection: Connection) -> EncryptionContext:
    return EncryptionContext(org_id, provider_of(connection), connection.name, "verifier")


def input_place(org_id: str, execution_id: UUID) -> EncryptionContext:
    """Return the place of a run's secret inputs. No provider is named so: it is no host."""
    return EncryptionContext(org_id, "execution", str(execution_id), "input")


def batch_place(batch_id: UUID) -> EncryptionContext:
    """Return the place of the secret values of a batch and of its rows."""
    return EncryptionContext(GLOBAL, "batch", str(batch_id), "input")


def webhook_source_place(org_id: str, source_id: UUID) -> EncryptionContext:
    """Return the place of the secrets of a webhook source."""
    return EncryptionContext(org_id, "webhook", str(source_id), "secret")


def webhook_place(webhook: OutgoingWebhook) -> EncryptionContext:
    """Return the place of a webhook's signing secrets, which are bound to its address."""
    return EncryptionContext(webhook.org_id, webhook.url, str(webhook.id), "webhook")


def provider_of(connection: Connection) -> str:
    """Return the token endpoint's host, with its port if it has one."""
    found = URL.fullmatch(connection.token_url.replace("{entity_id}", "entity"))
    if found is None:
        return connection.token_url
    return f"{found['host']}:{found['port']}" if found["port"] else found["host"].lower()


def _usable(ring: _Ring) -> Sequence[WrappingKey]:
    return [WrappingKey(key.id, b64decode(key.secret)) for key in ring.keys]
