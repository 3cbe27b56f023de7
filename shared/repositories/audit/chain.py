"""How is an entry of the audit log bound to the one before it, and does a walk find it so?

Nothing here reads or writes: entries and checkpoints come from the repository.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from shared.models.audit import AuditBreak, AuditCheckpoint, AuditEntry, AuditVerdict
from shared.models.base import Model

#: What the first entry of an organization follows.
GENESIS = "0" * 64

Check = Callable[[bytes, str], bool]


@dataclass(frozen=True, slots=True)
class Head:
    """The newest entry, as told by the head's row. ``key`` is that row's, None if there is none."""

    key: str | None
    sequence: int
    hash: str


@dataclass(frozen=True, slots=True)
class Link:
    """What one row holds. ``sequence`` is its place by its key; no entry if it is not readable."""

    sequence: int
    entry: AuditEntry | None


def canonical(document: Model, *, without: str) -> bytes:
    """The same bytes for the same content: sorted keys, no white space, UTF-8, no absent fields.

    >>> from shared.models.audit import AuditActor
    >>> canonical(AuditActor(kind="user", name="Ana", id="7"), without="name")
    b'{"id":"7","kind":"user"}'
    """
    content = document.model_dump(mode="json", exclude={without}, exclude_none=True)
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def hash_of(entry: AuditEntry) -> str:
    """Over the hash of the entry before it and everything that this one says."""
    digest = hashlib.sha256(entry.previous_hash.encode())
    digest.update(canonical(entry, without="hash"))
    return digest.hexdigest()


def sealed(entry: AuditEntry, sequence: int, previous_hash: str) -> AuditEntry:
    """The entry in its place in the chain."""
    placed = entry.model_copy(update={"sequence": sequence, "previous_hash": previous_hash})
    return placed.model_copy(update={"hash": hash_of(placed)})


def chained(entries: Sequence[AuditEntry], head: Head) -> list[AuditEntry]:
    """The entries, each following the one before it and the first one the head."""
    sequence, previous_hash = head.sequence, head.hash
    placed: list[AuditEntry] = []
    for entry in entries:
        sequence += 1
        placed.append(sealed(entry, sequence, previous_hash))
        previous_hash = placed[-1].hash
    return placed


def to_sign(checkpoint: AuditCheckpoint) -> bytes:
    """The bytes whose signature a checkpoint carries."""
    return b"bifrost-audit-checkpoint\n" + canonical(checkpoint, without="signature")


class Walk:
    """Takes rows from the newest to the oldest and remembers the oldest break."""

    def __init__(self, org_id: str) -> None:
        self.checked = 0
        self.broken: AuditBreak | None = None
        self.last: Link | None = None
        self._org_id = org_id

    def start(self, newest: int, head: int) -> None:
        """Compare the sequence of the newest row (0: there is none) to what the head says."""
        if head > newest:
            self.mark(newest + 1, f"missing at the end: the head says {head}")
        elif head < newest:
            self.mark(head + 1, f"after the end: the head says {head}")

    def step(self, link: Link) -> None:
        """One row further back."""
        self.checked += 1
        self._follow(link)
        fault = self._fault(link)
        if fault:
            self.mark(link.sequence, fault)
        self.last = link

    def expect(self, link: Link, expected: str, who: str) -> None:
        """The entry of this row must have this hash."""
        if link.entry is None or link.entry.hash != expected:
            self.mark(link.sequence, f"is not the entry that {who} names")

    def mark(self, sequence: int, reason: str) -> None:
        """The oldest break counts; of two at one place the first that was found."""
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
            return f"holds entry {entry.sequence}, moved or copied"
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
        """Entries before this sequence may be gone."""
        return self.newest.kept_from if self.newest else 1

    def admit(self, sequence: int, found: AuditCheckpoint | None) -> AuditCheckpoint | None:
        """The checkpoint in the row of this sequence, if it is genuine."""
        if found is None or found.sequence != sequence or not self._is_genuine(found):
            self._walk.mark(sequence, "the checkpoint here is forged")
            return None
        self._require_followed_by_newer(found)
        self.newest = self.newest or found
        self._newer = found
        return found

    def end(self) -> None:
        """After the oldest row: may the log begin here?"""
        self._require_followed_by_newer(None)
        first = self._walk.last
        if first and first.sequence > self.kept_from:
            gap = f"entries {self.kept_from} to {first.sequence - 1} are missing at the beginning"
            self._walk.mark(self.kept_from, gap)
        if self.newest and not first:
            self._walk.mark(self.kept_from, f"missing: entry {self.newest.sequence} was signed")

    def anchor(self, link: Link) -> None:
        """The entry where the log may begin follows what was signed, or nothing."""
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
        """Checkpoints name the one before them, so that none can be taken out between."""
        newer, before = self._newer, found.sequence if found else 0
        if newer is None or newer.previous == before:
            return
        if newer.previous >= self.kept_from:
            self._walk.mark(newer.previous, "the checkpoint that was here is missing")

    def _is_genuine(self, found: AuditCheckpoint) -> bool:
        return found.org_id == self._org_id and self._check(to_sign(found), found.signature)
