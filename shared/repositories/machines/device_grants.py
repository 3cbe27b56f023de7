"""Stores what devices ask for, in the partition ``device``: ten minutes, or until it is fetched.

=================  ====================================================
row key            what
=================  ====================================================
``d|<hash>``       the grant, by the SHA-256 of the device's own code
``u|<hash>``       which grant the code for people means, by its SHA-256
=================  ====================================================
"""

from dataclasses import dataclass
from datetime import timedelta

from shared.errors import NotFound, Stale
from shared.models.machines.devices import LIFETIME, DeviceGrant
from shared.repositories.record_versions import record_of
from shared.services.tables import Columns, Delete, Insert, Remove, Table

PARTITION = "device"
SCHEMA = "1"
BATCH = 100
FIRST, LAST = " ", "~"


@dataclass(frozen=True, slots=True)
class StoredDevice:
    grant: DeviceGrant
    etag: str


class DeviceGrants:
    def __init__(self, table: Table) -> None:
        self._table = table

    async def add(self, grant: DeviceGrant) -> None:
        """Add a grant; AlreadyExists if its code for people is taken."""
        pointer = {"v": SCHEMA, "device": grant.device_hash}
        changes = [
            Insert(_key(grant.device_hash), _columns(grant)),
            Insert(f"u|{grant.code_hash}", pointer),
        ]
        await self._table.transaction(PARTITION, changes)

    async def find(self, device_hash: str) -> StoredDevice | None:
        row = await self._table.get(PARTITION, _key(device_hash))
        return None if row is None else StoredDevice(record_of(DeviceGrant, row.columns), row.etag)

    async def of_code(self, code_hash: str) -> StoredDevice | None:
        """Return the grant of a code for people."""
        row = await self._table.get(PARTITION, f"u|{code_hash}")
        return None if row is None else await self.find(row.columns["device"])

    async def replace(self, before: StoredDevice, grant: DeviceGrant) -> None:
        """Replace a grant; Stale if it changed since it was read."""
        key = _key(grant.device_hash)
        await self._table.replace(PARTITION, key, _columns(grant), etag=before.etag)

    async def take(self, stored: StoredDevice) -> bool:
        """Remove a grant, and return whether this call did: it is good once."""
        grant = stored.grant
        gone = [Delete(_key(grant.device_hash), stored.etag), Remove(f"u|{grant.code_hash}")]
        try:
            await self._table.transaction(PARTITION, gone)
        except (NotFound, Stale):
            return False
        return True

    async def sweep(self) -> None:
        """Remove grants that are over, by the store's clock; the next sweep removes the rest."""
        page = await self._table.page(PARTITION, FIRST, LAST, limit=BATCH)
        over = LIFETIME + timedelta(minutes=5)
        old = [row for row in page.rows if page.read_at - row.written_at > over]
        try:
            if old:
                gone = [Delete(row.key, row.etag) for row in old]
                await self._table.transaction(PARTITION, gone)
        except (NotFound, Stale):
            return


def _key(device_hash: str) -> str:
    return f"d|{device_hash}"


def _columns(grant: DeviceGrant) -> Columns:
    return {"v": SCHEMA, "record": grant.model_dump_json()}
