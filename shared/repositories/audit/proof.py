"""Proof of an organization's audit log: signed checkpoints and verification."""

import hmac
from collections import deque
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing

from shared.errors import AlreadyExists, NotFound
from shared.models.audit import AuditCheckpoint, AuditVerdict
from shared.repositories.audit.chain import GENESIS, Check, Head, Link, Signatures, Walk, to_sign
from shared.repositories.audit.rows import (
    checkpoint_columns,
    checkpoint_from,
    entry_from,
    head_from,
    inverted,
    link_from,
    sequence_of,
)
from shared.repositories.row_keys import after
from shared.services.clock import Clock
from shared.services.tables import Row, Table

MOST_ROWS = 1000

Sign = Callable[[bytes], str]


class Proof:
    def __init__(self, table: Table, org_id: str, clock: Clock) -> None:
        self._table = table
        self._org_id = org_id
        self._clock = clock

    async def checkpoint(self, sign: Sign, keep_from: int | None) -> AuditCheckpoint | None:
        """Check the entries since the last genuine checkpoint and sign the log's current end.

        Return the last checkpoint if nothing came since, None if there are no entries.
        """
        last, is_newest = await self._last_genuine(sign)
        head = await self.head()
        if head.key is None or (last and last.sequence >= head.sequence):
            return last
        bare = AuditCheckpoint(
            org_id=self._org_id,
            sequence=head.sequence,
            hash=head.hash,
            at=self._clock.now(),
            previous=last.sequence if last else 0,
            kept_from=keep_from or (last.kept_from if last else 1),
            kept_hash=await self._kept_hash(keep_from, last),
            is_sound=is_newest and await self._is_sound_since(last, head),
        )
        return await self._insert(bare.model_copy(update={"signature": sign(to_sign(bare))}), sign)

    async def head(self) -> Head:
        page = await self._table.page(self._org_id, "h|", after("h|"), limit=1)
        return head_from(page.rows[0] if page.rows else None)

    async def verify(self, check: Check) -> AuditVerdict:
        """Walk the log, newest first. Entries appended meanwhile may or may not be seen."""
        walk = Walk(self._org_id)
        signatures = Signatures(walk, self._org_id, check)
        signed = deque([row async for row in self._rows("c")])
        head = await self.head()
        newest = 0
        async with aclosing(self._links()) as links:
            async for link in links:
                newest = newest or await self._start(walk, link.sequence, head)
                while signed and sequence_of(signed[0].key) >= link.sequence:
                    _compare(signatures, signed.popleft(), link, walk)
                _step(walk, link, head)
                signatures.anchor(link)
        if not newest:
            walk.start(0, head.sequence)
        for row in signed:
            signatures.admit(sequence_of(row.key), checkpoint_from(row.columns))
        signatures.end()
        return signatures.verdict(newest)

    async def _links(self) -> AsyncGenerator[Link]:
        """Yield every entry's row, newest first."""
        async for row in self._rows("e"):
            yield link_from(row)

    async def _start(self, walk: Walk, newest: int, head: Head) -> int:
        told = head.sequence
        if newest > told:  # the head moved since it was read, or was set back
            told = min(newest, (await self.head()).sequence)
        walk.start(newest, told)
        return newest

    async def _is_sound_since(self, last: AuditCheckpoint | None, head: Head) -> bool:
        walk = Walk(self._org_id)
        oldest = last.sequence if last else 1
        async with aclosing(self._links()) as links:
            async for link in links:
                if link.sequence > head.sequence:
                    continue  # appended meanwhile
                _step(walk, link, head)
                if link.sequence <= oldest:
                    break
        if last and walk.last:
            walk.expect(walk.last, last.hash, "the last checkpoint")
        spans = head.sequence - oldest + 1
        return walk.broken is None and walk.checked == spans

    async def _kept_hash(self, keep_from: int | None, last: AuditCheckpoint | None) -> str:
        """Return the hash that the first kept entry must follow."""
        if keep_from is None:
            return last.kept_hash if last else GENESIS
        row = await self._table.get(self._org_id, inverted("e", keep_from))
        entry = entry_from(row.columns) if row else None
        if entry is None:
            raise NotFound("audit entry", keep_from)
        return entry.previous_hash

    async def _insert(self, checkpoint: AuditCheckpoint, sign: Sign) -> AuditCheckpoint | None:
        key = inverted("c", checkpoint.sequence)
        try:
            await self._table.insert(self._org_id, key, checkpoint_columns(checkpoint))
        except AlreadyExists:  # another instance signed this sequence, or an answer was lost
            return (await self._last_genuine(sign))[0]
        return checkpoint

    async def _last_genuine(self, sign: Sign) -> tuple[AuditCheckpoint | None, bool]:
        """Return the newest genuine checkpoint, and whether it is the newest of all.

        A forged checkpoint's permission to remove entries must not get into the next signature.
        """
        is_newest = True
        async with aclosing(self._rows("c", at_once=1)) as rows:
            async for row in rows:
                found = checkpoint_from(row.columns)
                if found and hmac.compare_digest(sign(to_sign(found)), found.signature):
                    is_in_place = found.sequence == sequence_of(row.key)
                    if is_in_place and found.org_id == self._org_id:
                        return found, is_newest
                is_newest = False
        return None, is_newest

    async def _rows(self, kind: str, at_once: int = MOST_ROWS) -> AsyncGenerator[Row]:
        first: str | None = f"{kind}|"
        while first is not None:
            page = await self._table.page(self._org_id, first, after(f"{kind}|"), limit=at_once)
            for row in page.rows:
                yield row
            first = page.next


def _step(walk: Walk, link: Link, head: Head) -> None:
    walk.step(link)
    if link.sequence == head.sequence:
        walk.expect(link, head.hash, "the head")


def _compare(signatures: Signatures, row: Row, link: Link, walk: Walk) -> None:
    """Compare a checkpoint with the entry of its sequence, or with the next older one."""
    sequence = sequence_of(row.key)
    found = signatures.admit(sequence, checkpoint_from(row.columns))
    if found is None:
        return
    if sequence == link.sequence:
        walk.expect(link, found.hash, "a checkpoint")
    elif walk.last is None:
        walk.mark(link.sequence + 1, f"missing at the end: entry {sequence} was signed")
