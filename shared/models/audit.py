"""Entries of the audit log: actor, operation, object and outcome, chained by hashes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from pydantic import AwareDatetime, Field, JsonValue

from shared.models.base import Model


class AuditPhase(StrEnum):
    """A phase of an operation: an intent and later its outcome, or a single event."""

    INTENT = "intent"
    OUTCOME = "outcome"
    EVENT = "event"


class AuditOutcome(StrEnum):
    SUCCEEDED = "succeeded"
    REFUSED = "refused"
    FAILED = "failed"
    UNKNOWN = "unknown"


class AuditActor(Model):
    """The actor of an entry; ``kind`` is text, so that entries outlive today's kinds of callers."""

    kind: str
    id: str
    name: str
    address: str | None = None
    made_by: str | None = Field(
        default=None, description="The id of the user who saved the trigger that is the actor."
    )


@dataclass(frozen=True, slots=True)
class AuditFacts:
    """The facts of an entry from its writer; ``before`` and ``after`` must not hold secrets.

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
    """The filter of a list: all fields must match; ``operation`` is a prefix such as ``user.``."""

    since: AwareDatetime | None = None
    until: AwareDatetime | None = None
    actor_id: str | None = None
    operation: str | None = None
    object_kind: str | None = None
    object_id: str | None = None


class AuditEntry(Model):
    """One entry. New fields must be optional: None is not hashed, so that old hashes stay valid."""

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
    """A page of entries, newest first; ``next`` is the row key where the following page starts."""

    entries: Sequence[AuditEntry]
    next: str | None = None


class AuditCheckpoint(Model):
    """A signed statement that the entry of this sequence had this hash.

    ``previous`` is the sequence of the checkpoint before it, or 0. Entries before
    ``kept_from`` may have been removed; the one at it follows ``kept_hash``. ``is_sound`` is False
    if a link since the checkpoint before was broken already when this one was signed.
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
    """The oldest place where the log differs from what was written, and the reason."""

    sequence: int
    reason: str


class AuditVerdict(Model):
    """The result of a verification. ``checkpoint`` is the newest genuine one.

    ``unsigned`` entries came after it: write access to rows is enough to replace them unseen, so
    expect few.
    """

    ok: bool
    checked: int
    first_broken: AuditBreak | None = None
    checkpoint: AuditCheckpoint | None = None
    unsigned: int = 0


class StrangerEntry(Model):
    """A refused sign-in of an unknown caller, or a count of those that were not recorded singly."""

    id: UUID
    at: AwareDatetime
    operation: str
    address: str
    claimed: str | None = None
    error: str | None = None
    request_id: str | None = None
    suppressed: int = 0


class StrangerPage(Model):
    """A page of refused sign-ins, newest first; ``next`` is the following page's row key."""

    entries: Sequence[StrangerEntry]
    next: str | None = None


@dataclass(frozen=True, slots=True)
class StrangerFacts:
    """The facts of a refused sign-in: who the caller claimed to be, and the code of the error."""

    operation: str
    address: str
    claimed: str | None = None
    error: str | None = None
    request_id: str | None = None
