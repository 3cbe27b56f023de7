"""Stores the branding of this installation, in a partition of its own.

=======  ===================================================================
row key  what
=======  ===================================================================
``b``    name, accent, links, and what is known of the logo
``l``    the logo in Base64, in columns of 32 Ki characters; written with it
=======  ===================================================================
"""

import base64
from dataclasses import dataclass

from shared.errors import AlreadyExists, Stale
from shared.models.client.branding import Branding
from shared.repositories.cache import TtlCache
from shared.repositories.record_versions import record_of
from shared.services.tables import Change, Columns, Insert, Put, Remove, Replace, Table

PARTITION = "branding"
RECORD, LOGO = "b", "l"
SCHEMA = "1"
MOST_CHARACTERS = 32 * 1024


@dataclass(frozen=True, slots=True)
class StoredBranding:
    """The branding as stored; ``etag`` is None while there is only the default."""

    branding: Branding
    etag: str | None


class BrandingStore:
    def __init__(self, table: Table) -> None:
        self._table = table
        self._known: TtlCache[Branding] = TtlCache()
        self._logos: TtlCache[bytes] = TtlCache(seconds=600, most=4)

    async def known(self) -> Branding:
        """Return the branding, at most 30 s old; a change made here is seen at once."""
        return await self._known.get(RECORD, self._find) or Branding()

    async def get(self) -> StoredBranding:
        """Return the branding as of now."""
        row = await self._table.get(PARTITION, RECORD)
        if row is None:
            return StoredBranding(Branding(), None)
        branding = record_of(Branding, row.columns)
        return StoredBranding(branding, row.etag)

    async def replace(
        self, before: StoredBranding, after: Branding, logo: bytes | None = None
    ) -> None:
        """Store the branding, with a new logo if one is given; Stale if it changed meanwhile."""
        columns = {"v": SCHEMA, "record": after.model_dump_json()}
        record = Replace(RECORD, columns, before.etag) if before.etag else Insert(RECORD, columns)
        changes: list[Change] = [record]
        if logo is not None:
            changes.append(Put(LOGO, _columns(logo)))
        elif before.branding.logo and not after.logo:
            changes.append(Remove(LOGO))
        try:
            await self._table.transaction(PARTITION, changes)
        except AlreadyExists as error:
            raise Stale("the branding was changed by another request just now") from error
        finally:  # the write may have been done although its answer was lost
            self._known.forget(RECORD)

    async def logo(self, digest: str) -> bytes | None:
        """Return the content of the logo with this digest, which is stored or cached."""
        return await self._logos.get(digest, self._logo)

    async def _find(self) -> Branding | None:
        return (await self.get()).branding

    async def _logo(self) -> bytes | None:
        row = await self._table.get(PARTITION, LOGO)
        if row is None:
            return None
        parts = sorted(name for name in row.columns if name.startswith("part"))
        return base64.b64decode("".join(row.columns[name] for name in parts))


def _columns(logo: bytes) -> Columns:
    text = base64.b64encode(logo).decode()
    starts = range(0, len(text), MOST_CHARACTERS)
    parts = {f"part{n:02}": text[at : at + MOST_CHARACTERS] for n, at in enumerate(starts)}
    return {"v": SCHEMA, **parts}
