"""Who did what to which object, and how it ended, on a record that shows tampering."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from pydantic import AwareDatetime, Field, JsonValue

from shared.models.base import Model


class AuditPhase(StrEnum):
    """A change is an intent and later its outcome; what needs no settling is one event."""

    INTENT = "intent"
    OUTCOME = "outcome"
    EVENT = "event"


class AuditOutcome(StrEnum):
    SUCCEEDED = "succeeded"
    REFUSED = "refused"
    FAILED = "failed"
    UNKNOWN = "unknown"


class AuditActor(Model):
    """``kind`` is text, so that entries outlive the kinds of callers that there are now."""

    kind: str
    id: str
    name: str
    address: str | None = None


@dataclass(frozen=True, slots=True)
class AuditFacts:
    """What the caller of the log knows. ``before`` and ``after`` hold no secrets: leave them out.

    Nothing here is refused: long texts are cut, and an object that is too large is left out.
    """

    operation: str
    actor: AuditActor
    object_kind: str | None = None
    object_id: str | None = None
    request_id: str | None = None
    execution_id: str | None = None
    before: Mapping[str, object] | None = None
    after: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class AuditFilters:
    """All of them must match. ``operation`` is a prefix: ``user.`` or ``user.create``."""

    since: AwareDatetime | None = None
    until: AwareDatetime | None = None
    actor_id: str | None = None
    operation: str | None = None
    object_kind: str | None = None
    object_id: str | None = None


class AuditEntry(Model):
    """A new field must be optional: what is None is not hashed, so that old hashes stay true."""

    sequence: int
    id: UUID
    at: AwareDatetime
    phase: AuditPhase
    intent_sequence: int | None = None
    operation: str
    actor: AuditActor
    org_id: str
    object_kind: str | None = None
    object_id: str | None = None
    outcome: AuditOutcome | None = None
    error: str | None = None
    request_id: str | None = None
    execution_id: str | None = Field(
        default=None,
        description="The run that made the change, or that was started. No caller can set it.",
    )
    before: dict[str, JsonValue] | None = None
    after: dict[str, JsonValue] | None = None
    previous_hash: str = ""
    hash: str = ""


class AuditPage(Model):
    """Newest first. ``next`` is the row key where the following page starts."""

    entries: Sequence[AuditEntry]
    next: str | None = None


class AuditCheckpoint(Model):
    """What was signed: the entry of this sequence had this hash.

    ``previous`` is the sequence of the checkpoint before it, or 0. Entries before
    ``kept_from`` may be gone; the one at it follows ``kept_hash``. ``is_sound`` is False if a
    link since the checkpoint before was broken already when this one was signed.
    """

    org_id: str
    sequence: int
    hash: str
    at: AwareDatetime
    previous: int = 0
    kept_from: int = 1
    kept_hash: str
    is_sound: bool = True
    signature: str = ""


class AuditBreak(Model):
    """The oldest place at which the record is not what was written, and why we say so."""

    sequence: int
    reason: str


class AuditVerdict(Model):
    """``checkpoint`` is the newest one that is genuine; ``unsigned`` entries came after it.

    Whoever can write rows can replace unsigned entries unseen: expect few.
    """

    ok: bool
    checked: int
    first_broken: AuditBreak | None = None
    checkpoint: AuditCheckpoint | None = None
    unsigned: int = 0


class StrangerEntry(Model):
    """An attempt of somebody unknown, or a count of those that were not written down."""

    id: UUID
    at: AwareDatetime
    operation: str
    address: str
    claimed: str | None = None
    error: str | None = None
    request_id: str | None = None
    suppressed: int = 0


class StrangerPage(Model):
    """Newest first. ``next`` is the row key where the following page starts."""

    entries: Sequence[StrangerEntry]
    next: str | None = None


@dataclass(frozen=True, slots=True)
class StrangerFacts:
    """Of a failed sign-in: ``claimed`` is who they said they were, ``error`` the refusal's code."""

    operation: str
    address: str
    claimed: str | None = None
    error: str | None = None
    request_id: str | None = None
