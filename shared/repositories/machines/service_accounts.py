"""Stores service accounts, in the partition ``service-account``.

``a|<id>`` is the account, found in one read; ``o|<org>|<id>`` lists an organization's accounts and
is written with it.
"""

from dataclasses import dataclass
from uuid import UUID

from shared.errors import NotFound
from shared.models.machines.service_accounts import ServiceAccount
from shared.models.pages import Listed
from shared.repositories.cache import TtlCache
from shared.repositories.record_versions import record_of
from shared.repositories.row_keys import after
from shared.services.tables import Columns, Delete, Insert, Put, Remove, Replace, Row, Table

PARTITION = "service-account"
SCHEMA = "1"
BATCH = 40


@dataclass(frozen=True, slots=True)
class StoredAccount:
    account: ServiceAccount
    etag: str


class ServiceAccounts:
    def __init__(self, table: Table, known: TtlCache[ServiceAccount]) -> None:
        self._table = table
        self._known = known

    async def known(self, account_id: UUID) -> ServiceAccount | None:
        """Return the account, at most 30 s old; a change made in this process is seen at once."""
        return await self._known.get(account_id, lambda: self.find(account_id))

    async def current(self, account_id: UUID) -> ServiceAccount | None:
        """Return the account as it is now, in one read; this refreshes the cache of ``known``."""
        return await self._known.renew(account_id, lambda: self.find(account_id))

    async def find(self, account_id: UUID) -> ServiceAccount | None:
        row = await self._table.get(PARTITION, _key(account_id))
        return None if row is None else _account(row)

    async def get(self, org_id: str, account_id: UUID) -> StoredAccount:
        """Return an organization's account; NotFound if it is another organization's."""
        row = await self._table.get(PARTITION, _key(account_id))
        if row is None or _account(row).org_id != org_id:
            raise NotFound("service account", account_id)
        return StoredAccount(_account(row), row.etag)

    async def add(self, account: ServiceAccount) -> None:
        columns = _columns(account)
        changes = [Insert(_key(account.id), columns), Insert(_listed(account), columns)]
        await self._table.transaction(PARTITION, changes)

    async def replace(self, before: StoredAccount, account: ServiceAccount) -> None:
        """Replace an account; Stale if it changed since it was read."""
        columns = _columns(account)
        changes = [
            Replace(_key(account.id), columns, before.etag),
            Put(_listed(account), columns),
        ]
        try:
            await self._table.transaction(PARTITION, changes)
        finally:  # also if the answer is lost, or another process changed it
            self._known.forget(account.id)

    async def remove(self, before: StoredAccount) -> None:
        account = before.account
        gone = [Delete(_key(account.id), before.etag), Remove(_listed(account))]
        try:
            await self._table.transaction(PARTITION, gone)
        finally:
            self._known.forget(account.id)

    async def page(self, org_id: str, start: str | None, limit: int) -> Listed[ServiceAccount]:
        prefix = prefix_of(org_id)
        page = await self._table.page(PARTITION, start or prefix, after(prefix), limit=limit)
        return Listed([_account(row) for row in page.rows], page.next)

    async def remove_batch(self, org_id: str) -> int | None:
        """Remove a batch of an organization's; None when nothing is left."""
        found = (await self.page(org_id, None, BATCH)).items
        if found:
            names = [name for each in found for name in (_key(each.id), _listed(each))]
            await self._table.transaction(PARTITION, [Remove(name) for name in names])
            for each in found:
                self._known.forget(each.id)
        return len(found) or None


def prefix_of(org_id: str) -> str:
    return f"o|{org_id}|"


def _key(account_id: UUID) -> str:
    return f"a|{account_id}"


def _listed(account: ServiceAccount) -> str:
    return f"{prefix_of(account.org_id)}{account.id}"


def _columns(account: ServiceAccount) -> Columns:
    return {"v": SCHEMA, "record": account.model_dump_json()}


def _account(row: Row) -> ServiceAccount:
    return record_of(ServiceAccount, row.columns)
