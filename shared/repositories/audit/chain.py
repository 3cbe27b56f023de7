"""The hash chain of the audit log: appending entries, and checking them on a walk.

This module neither reads nor writes; entries and checkpoints come from the repository.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from shared.models.audit import AuditBreak, AuditCheckpoint, AuditEntry, AuditVerdict
from shared.models.base import Model

#: The previous hash of an organization's first entry.
GENESIS = "0" * 64

Check = Callable[[bytes, str], bool]


@dataclass(frozen=True, slots=True)
class Head:
    """The newest entry according to the head's row. ``key`` is the row's, None without one."""

    key: str | None
    sequence: int
    hash: str


@dataclass(frozen=True, slots=True)
class Link:
    """The content of one row. ``sequence`` is from its key; ``entry`` is None if unreadable."""

    sequence: int
    entry: AuditEntry | None


def canonical(document: Model, *, without: str) -> bytes:
    """Return a document's canonical bytes: sorted keys, no white space, UTF-8, no absent fields.

    >>> from shared.models.audit import AuditActor
    >>> canonical(AuditActor(kind="user", name="Ana", id="7"), without="name")
    b'{"id":"7","kind":"user"}'
    """
    content = document.model_dump(mode="json", exclude={without}, exclude_none=True)
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def hash_of(entry: AuditEntry) -> str:
    """Return the hash over the previous entry's hash and all fields of this entry."""
    digest = hashlib.sha256(entry.previous_hash.encode())
    digest.update(canonical(entry, without="hash"))
    return digest.hexdigest()


def sealed(entry: AuditEntry, sequence: int, previous_hash: str) -> AuditEntry:
    """Return the entry with its sequence, the previous hash and its own hash."""
    placed = entry.model_copy(update={"sequence": sequence, "previous_hash": previous_hash})
    return placed.model_copy(update={"hash": hash_of(placed)})


def chained(entries: Sequence[AuditEntry], head: Head) -> list[AuditEntry]:
    """Return the entries, each following the one before it and the first one the head."""
    sequence, previous_hash = head.sequence, head.hash
    placed: list[AuditEntry] = []
    for entry in entries:
        sequence += 1
        placed.append(sealed(entry, sequence, previous_hash))
        previous_hash = placed[-1].hash
    return placed


def to_sign(checkpoint: AuditCheckpoint) -> bytes:
    """Return the bytes that a checkpoint signs."""
    return b"bifrost-audit-checkpoint\n" + canonical(checkpoint, without="signature")


class Walk:
    """Takes rows from the newest to the oldest and remembers the oldest break."""

    def __init__(self, org_id: str) -> None:
        self.checked = 0
        self.broken: AuditBreak | None = None
        self.last: Link | None = None
        self._org_id = org_id

    def start(self, newest: int, head: int) -> None:
        """Compare the newest row's sequence (0: there is none) with the head's."""
        if head > newest:
            self.mark(newest + 1, f"missing at the end: the head is {head}")
        elif head < newest:
            self.mark(head + 1, f"after the end: the head is {head}")

    def step(self, link: Link) -> None:
        """Check the next older row."""
        self.checked += 1
        self._follow(link)
        fault = self._fault(link)
        if fault:
            self.mark(link.sequence, fault)
        self.last = link

    def expect(self, link: Link, expected: str, who: str) -> None:
        """Mark a break unless the row's entry has the expected hash."""
        if link.entry is None or link.entry.hash != expected:
            self.mark(link.sequence, f"is not the entry that {who} names")

    def mark(self, sequence: int, reason: str) -> None:
        """Remember a break if it is the oldest; of two at one sequence, the first found counts."""
        if self.broken is None or sequence < self.broken.sequence:
            self.broken = AuditBreak(sequence=sequence, reason=reason)

    def _follow(self, link: Link) -> None:
        newer = self.last
        if newer is None:
            return
        if newer.sequence != link.sequence + 1:
            gap = f"entries {link.sequence + 1} to {newer.sequence - 1} are missing"
            self.mark(link.sequence + 1, gap)
        elif newer.entry and link.entry and newer.entry.previous_hash != link.entry.hash:
            self.mark(newer.sequence, "does not follow from the entry before it")

    def _fault(self, link: Link) -> str | None:
        entry = link.entry
        if entry is None:
            return "cannot be read"
        if entry.sequence != link.sequence or link.sequence < 1:
            return f"contains entry {entry.sequence}, moved or copied"
        if entry.org_id != self._org_id:
            return f"belongs to the log of {entry.org_id!r}"
        return "was changed" if hash_of(entry) != entry.hash else None


class Signatures:
    """Takes checkpoints from the newest to the oldest, along with a walk."""

    def __init__(self, walk: Walk, org_id: str, check: Check) -> None:
        self.newest: AuditCheckpoint | None = None
        self._walk = walk
        self._org_id = org_id
        self._check = check
        self._newer: AuditCheckpoint | None = None

    @property
    def kept_from(self) -> int:
        """The sequence before which entries may have been removed."""
        return self.newest.kept_from if self.newest else 1

    def admit(self, sequence: int, found: AuditCheckpoint | None) -> AuditCheckpoint | None:
        """Return the checkpoint in the row of this sequence, if it is genuine."""
        if found is None or found.sequence != sequence or not self._is_genuine(found):
            self._walk.mark(sequence, "the checkpoint here is forged")
            return None
        self._require_followed_by_newer(found)
        self.newest = self.newest or found
        self._newer = found
        return found

    def end(self) -> None:
        """Check after the oldest row whether the log may begin here."""
        self._require_followed_by_newer(None)
        first = self._walk.last
        if first and first.sequence > self.kept_from:
            gap = f"entries {self.kept_from} to {first.sequence - 1} are missing at the beginning"
            self._walk.mark(self.kept_from, gap)
        if self.newest and not first:
            self._walk.mark(self.kept_from, f"missing: entry {self.newest.sequence} was signed")

    def anchor(self, link: Link) -> None:
        """Check that the first kept entry follows what was signed, or nothing."""
        kept_hash = self.newest.kept_hash if self.newest else GENESIS
        is_first = link.sequence == self.kept_from
        if is_first and link.entry and link.entry.previous_hash != kept_hash:
            self._walk.mark(link.sequence, "does not follow from what was before it")

    def verdict(self, newest: int) -> AuditVerdict:
        walk = self._walk
        return AuditVerdict(
            ok=walk.broken is None,
            checked=walk.checked,
            first_broken=walk.broken,
            checkpoint=self.newest,
            unsigned=max(0, newest - (self.newest.sequence if self.newest else 0)),
        )

    def _require_followed_by_newer(self, found: AuditCheckpoint | None) -> None:
        """Check that the newer checkpoint names this one: none can be removed in between."""
        newer, before = self._newer, found.sequence if found else 0
        if newer is None or newer.previous == before:
            return
        if newer.previous >= self.kept_from:
            self._walk.mark(newer.previous, "the checkpoint that was here is missing")

    def _is_genuine(self, found: AuditCheckpoint) -> bool:
        return found.org_id == self._org_id and self._check(to_sign(found), found.signature)
