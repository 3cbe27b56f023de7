"""Stores departures to sign-in providers: partition ``sign-in-state``, ``<time>|<hash of state>``.

Only the browser and the provider have the state itself, and only the page has the secret. The time
comes first so that the timer finds abandoned ones.
"""

import hashlib
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from shared.errors import Stale
from shared.models.base import Model
from shared.models.sso.sign_ins import Purpose
from shared.repositories.record_versions import record_of
from shared.services.clock import Clock
from shared.services.tables import Delete, Remove, Table

PARTITION = "sign-in-state"
SCHEMA = "1"
LIFETIME = timedelta(minutes=10)
MOST_CHARACTERS = 200
BATCH = 100


class SignInDeparture(Model):
    """A browser's departure to a provider.

    ``issuer`` and ``client_id`` are the provider's at that time. ``user_id`` and ``session_id`` are
    those of the caller who links an identity or proves again who they are.
    """

    purpose: Purpose
    provider_id: UUID
    org_id: str
    issuer: str
    client_id: str
    secret_hash: str
    nonce: str
    sealed_verifier: str
    redirect_uri: str
    user_id: UUID | None = None
    session_id: UUID | None = None
    left_at: datetime


@dataclass(frozen=True, slots=True)
class StoredSignInDeparture:
    departure: SignInDeparture
    key: str
    etag: str


class SignInDepartures:
    def __init__(self, table: Table, clock: Clock) -> None:
        self._table = table
        self._clock = clock

    async def add(self, departure: SignInDeparture, state: str) -> None:
        columns = {"v": SCHEMA, "record": departure.model_dump_json()}
        await self._table.insert(PARTITION, _key(state), columns)

    async def find(self, state: str) -> StoredSignInDeparture | None:
        """Return the departure; None if it is unknown, used or too old."""
        if len(state) > MOST_CHARACTERS or not state.partition(".")[0].isalnum():
            return None
        row = await self._table.get(PARTITION, _key(state))
        if row is None:
            return None
        departure = record_of(SignInDeparture, row.columns)
        is_late = self._clock.now() - departure.left_at > LIFETIME
        return None if is_late else StoredSignInDeparture(departure, row.key, row.etag)

    async def use_up(self, found: StoredSignInDeparture) -> None:
        """Remove a departure before its code is spent; Stale if another request did."""
        await self._table.transaction(PARTITION, [Delete(found.key, found.etag)])

    async def forget_old(self) -> None:
        """Remove a batch of abandoned departures."""
        before = int((self._clock.now() - LIFETIME).timestamp())
        page = await self._table.page(PARTITION, "0", f"{before:x}|", limit=BATCH)
        if page.rows:
            with suppress(Stale):  # another process removes them, too
                await self._table.transaction(PARTITION, [Remove(row.key) for row in page.rows])


def new_state(at: datetime) -> str:
    """Make a state: the time, by which abandoned departures are found, and 256 random bits."""
    return f"{int(at.timestamp()):x}.{secrets.token_urlsafe(32)}"


def _key(state: str) -> str:
    digest = hashlib.sha256(state.encode(errors="surrogatepass")).hexdigest()
    return f"{state.partition('.')[0]}|{digest}"
