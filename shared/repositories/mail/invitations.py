"""Stores invitations, in the partition ``invitation``.

======================  ================================================================
row key                 what
======================  ================================================================
``k|<id>``              the invitation; its ETag guards the copy below
``o|<org>|<e-mail>``    a copy, so that an organization has one for an address, in order
======================  ================================================================
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote
from uuid import UUID

from shared.errors import AlreadyExists, Conflict, NotFound
from shared.models.mail.invitations import Invitation
from shared.models.pages import Listed
from shared.repositories.record_versions import record_of
from shared.repositories.row_keys import after
from shared.services.tables import Change, Columns, Insert, Put, Remove, Replace, Row, Table

PARTITION = "invitation"
SCHEMA = "1"
BATCH = 40


@dataclass(frozen=True, slots=True)
class StoredInvitation:
    invitation: Invitation
    etag: str


class Invitations:
    def __init__(self, table: Table) -> None:
        self._table = table

    async def find(self, invitation_id: UUID) -> StoredInvitation | None:
        row = await self._table.get(PARTITION, _key(invitation_id))
        return None if row is None else _stored(row)

    async def get(self, org_id: str, invitation_id: UUID) -> StoredInvitation:
        """Return an organization's invitation; NotFound if it is another organization's."""
        found = await self.find(invitation_id)
        if found is None or found.invitation.org_id != org_id:
            raise NotFound("invitation", invitation_id)
        return found

    async def of(self, org_id: str, email: str) -> StoredInvitation | None:
        """Return the organization's invitation for an address."""
        row = await self._table.get(PARTITION, _listed(org_id, email))
        return None if row is None else await self.find(record_of(Invitation, row.columns).id)

    async def add(self, new: Invitation, earlier: StoredInvitation | None) -> None:
        """Add an invitation in place of the one for this address that has ended.

        Conflict if another request added one meanwhile.
        """
        columns, listed = _columns(new), _listed(new.org_id, new.email)
        changes: list[Change] = [Insert(_key(new.id), columns)]
        if earlier is None:
            changes.append(Insert(listed, columns))
        else:
            changes += [Put(listed, columns), Remove(_key(earlier.invitation.id))]
        try:
            await self._table.transaction(PARTITION, changes)
        except AlreadyExists as error:
            raise Conflict("another request invited this address just now") from error

    async def replace(self, before: StoredInvitation, after_it: Invitation) -> StoredInvitation:
        """Replace an invitation, and return it as stored; Stale if it changed since it was read."""
        columns, listed = _columns(after_it), _listed(after_it.org_id, after_it.email)
        etags = await self._table.transaction(
            PARTITION,
            [Replace(_key(after_it.id), columns, before.etag), Put(listed, columns)],
        )
        return StoredInvitation(after_it, etags[0])

    async def page(self, org_id: str, start: str | None, limit: int) -> Listed[Invitation]:
        prefix = prefix_of(org_id)
        page = await self._table.page(PARTITION, start or prefix, after(prefix), limit=limit)
        return Listed([_stored(row).invitation for row in page.rows], page.next)

    async def all(self) -> AsyncIterator[Invitation]:
        """Yield every invitation of all organizations, for the nightly timer."""
        start: str | None = "k|"
        while start is not None:
            page = await self._table.page(PARTITION, start, after("k|"), limit=BATCH)
            for row in page.rows:
                yield _stored(row).invitation
            start = page.next

    async def remove(self, gone: Sequence[Invitation]) -> None:
        """Remove at most 50 invitations at once; Stale if one of them is gone already."""
        names = [
            name for each in gone for name in (_key(each.id), _listed(each.org_id, each.email))
        ]
        await self._table.transaction(PARTITION, [Remove(name) for name in names])

    async def remove_batch(self, org_id: str) -> int | None:
        """Remove a batch of an organization's; None when nothing is left."""
        found = (await self.page(org_id, None, BATCH)).items
        if found:
            await self.remove(found)
        return len(found) or None


def prefix_of(org_id: str) -> str:
    return f"o|{org_id}|"


def _key(invitation_id: UUID) -> str:
    return f"k|{invitation_id}"


def _listed(org_id: str, email: str) -> str:
    return f"{prefix_of(org_id)}{quote(email, safe='@.+-_')}"


def _columns(invitation: Invitation) -> Columns:
    return {"v": SCHEMA, "record": invitation.model_dump_json()}


def _stored(row: Row) -> StoredInvitation:
    return StoredInvitation(record_of(Invitation, row.columns), row.etag)
