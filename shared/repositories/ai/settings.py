"""Stores what each scope may do with language models, and GLOBAL's own prices.

In the partition ``llm|<org>``, beside the keys: ``settings``, and ``prices`` of GLOBAL.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import Field

from shared.models.ai.money import AiSettings, Price
from shared.models.base import GLOBAL, Model
from shared.repositories.ai.keys import partition_of
from shared.repositories.cache import TtlCache
from shared.repositories.record_versions import record_of
from shared.services.tables import Table

SCHEMA = "1"
SETTINGS, PRICES = "settings", "prices"


class _Prices(Model):
    models: dict[str, Price] = Field(default_factory=dict[str, Price])


@dataclass(frozen=True, slots=True)
class StoredAiSettings:
    """``etag`` is None where nothing is stored."""

    settings: AiSettings
    etag: str | None


class AiSettingsStore:
    def __init__(self, table: Table) -> None:
        self._table = table
        self._known: TtlCache[AiSettings] = TtlCache()
        self._prices: TtlCache[_Prices] = TtlCache()

    async def get(self, org_id: str) -> StoredAiSettings:
        row = await self._table.get(partition_of(org_id), SETTINGS)
        if row is None:
            return StoredAiSettings(AiSettings(), None)
        return StoredAiSettings(record_of(AiSettings, row.columns), row.etag)

    async def known(self, org_id: str) -> AiSettings:
        """Return the settings as they were at most 30 s ago."""

        async def read() -> AiSettings:
            return (await self.get(org_id)).settings

        return await self._known.get(org_id, read) or AiSettings()

    async def put(self, org_id: str, before: StoredAiSettings, settings: AiSettings) -> None:
        """Store the settings; Stale or AlreadyExists if they changed since they were read."""
        columns = {"v": SCHEMA, "record": settings.model_dump_json()}
        partition = partition_of(org_id)
        try:
            if before.etag is None:
                await self._table.insert(partition, SETTINGS, columns)
            else:
                await self._table.replace(partition, SETTINGS, columns, etag=before.etag)
        finally:
            self._known.forget(org_id)

    async def prices(self) -> Mapping[str, Price]:
        """Return the prices that the platform has set, as they were at most 30 s ago."""

        async def read() -> _Prices:
            row = await self._table.get(partition_of(GLOBAL), PRICES)
            return _Prices() if row is None else record_of(_Prices, row.columns)

        return (await self._prices.get(GLOBAL, read) or _Prices()).models

    async def put_prices(self, prices: Mapping[str, Price]) -> None:
        record = _Prices(models={**prices}).model_dump_json()
        await self._table.put(partition_of(GLOBAL), PRICES, {"v": SCHEMA, "record": record})
        self._prices.forget(GLOBAL)
