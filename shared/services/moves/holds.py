"""A hold on a store: why no platform may run over it for now.

Half a move or half a restore looks like a whole store. A platform that started over one would show
an empty history and accept runs, so its start asks for a hold first.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, Protocol

from pydantic import BaseModel, ConfigDict

from shared.errors import BifrostError
from shared.services.tables import Table

PARTITION = "hold"
KEY = "hold"

_REASONS = {
    "restoring": "a restore of {other} into it has not ended: empty it, and restore again",
    "filling": "a move into it has not ended: run ./bifrost move from {other} again",
    "emptying": "it is being moved to {other}: run ./bifrost move to there again, to its end",
    "rotating": "its secrets are being sealed anew: run ./bifrost rotate-key again, to its end",
    "moved": "it was moved to {other}, where the platform runs now",
}


class StoreHeld(BifrostError):
    """No platform may run over the store for now."""

    status = 503


class Hold(BaseModel):
    """Why a store is not in use. ``done`` says how far each part of a move has come."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["restoring", "filling", "emptying", "rotating", "moved"]
    #: The other store, the backup, or the key file.
    other: str
    at: datetime
    done: Mapping[str, str] = {}

    def reason(self, store: str, place: str) -> str:
        """Return why ``store`` is held; of a whole store also how to use it nevertheless."""
        why = _REASONS[self.kind].format(other=self.other)
        is_whole = self.kind in ("emptying", "moved")
        return f"{store} is not in use: {why}" + (
            f". To use it as it is, remove {place}" if is_whole else ""
        )


class Holds(Protocol):
    """The hold of one store."""

    @property
    def place(self) -> str:
        """Where the hold is, for a person who wants to remove it."""
        ...

    async def find(self) -> Hold | None:
        """Return the hold, or None if the store may be used."""
        ...

    async def put(self, hold: Hold) -> None:
        """Write or replace the hold; it is stored when this returns."""
        ...

    async def release(self) -> None:
        """Remove the hold."""
        ...


class RowHolds:
    """The hold of a storage account: a row beside the heartbeats, which each start reads."""

    place = f"the row {PARTITION}/{KEY} of the table Owners"

    def __init__(self, owners: Table) -> None:
        self._owners = owners

    async def find(self) -> Hold | None:
        row = await self._owners.get(PARTITION, KEY)
        return None if row is None else Hold.model_validate_json(row.columns["hold"])

    async def put(self, hold: Hold) -> None:
        await self._owners.put(PARTITION, KEY, {"hold": hold.model_dump_json()})

    async def release(self) -> None:
        await self._owners.delete(PARTITION, KEY)


async def require_released(holds: Holds, store: str) -> None:
    """Raise StoreHeld if a platform must not run over the store now."""
    hold = await holds.find()
    if hold is not None:
        raise StoreHeld(hold.reason(store, holds.place))
