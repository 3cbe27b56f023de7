"""Outgoing webhooks: addresses outside that are told of an organization's events."""

from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID, uuid4

from pydantic import Field, StringConstraints

from shared.models.automation.events import EventPatterns, NamedWorkflows
from shared.models.automation.makers import Maker
from shared.models.base import Model, OrLeftOut

MOST_WEBHOOKS = 20
MOST_SECRETS = 3
DEFAULT_KEPT_HOURS = 24
WebhookName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
WebhookUrl = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]


class SigningSecret(Model):
    """A secret that signs deliveries, encrypted; ``until`` is when an earlier one stops to."""

    id: UUID = Field(default_factory=uuid4)
    sealed: str
    created_at: datetime
    until: datetime | None = None

    def counts(self, now: datetime) -> bool:
        return self.until is None or now < self.until


class OutgoingWebhook(Model):
    """An outgoing webhook as stored.

    ``by_platform``: a platform administrator saved it last, so that its address may be one that the
    operator allows. ``disabled_reason`` is the platform's, if it was not a person who disabled it.
    ``maker`` saved it last: it pauses when that user is removed or demoted. One that was saved
    before makers were on record has none.
    """

    id: UUID = Field(default_factory=uuid4)
    org_id: str
    name: str
    url: str
    events: tuple[str, ...]
    workflows: tuple[str, ...] = ()
    is_enabled: bool = True
    disabled_reason: str | None = None
    secrets: tuple[SigningSecret, ...] = ()
    by_platform: bool = False
    maker: Maker | None = None
    created_by: str
    created_at: datetime
    updated_by: str | None = None
    updated_at: datetime | None = None

    def signing(self, now: datetime) -> tuple[SigningSecret, ...]:
        """Return the secrets that sign now, the newest first."""
        return tuple(secret for secret in self.secrets if secret.counts(now))


class OutgoingWebhookCreate(Model):
    name: WebhookName
    url: WebhookUrl = Field(description="https, at a public address.")
    events: EventPatterns = Field(
        description="Names of events, such as `execution.failed`; `ticket.*` and `*` mean several."
    )
    workflows: Annotated[NamedWorkflows, OrLeftOut] = Field(
        default=(), description="Only events of these workflows; empty for every event."
    )


class OutgoingWebhookUpdate(Model):
    """Fields left out stay as they are; another `url` gets a new secret."""

    name: WebhookName | None = None
    url: WebhookUrl | None = None
    events: EventPatterns | None = None
    workflows: NamedWorkflows | None = None
    is_enabled: bool | None = None


class ShownSecret(Model):
    """What is known of a signing secret; the secret itself was shown once."""

    id: UUID
    created_at: datetime
    until: datetime | None


class OutgoingWebhookDetail(Model):
    id: UUID
    org_id: str
    name: str
    url: str
    events: tuple[str, ...]
    workflows: tuple[str, ...]
    is_enabled: bool
    disabled_reason: str | None
    paused: str | None = Field(default=None, description="Why it is told nothing, if so.")
    made_by: UUID | None = Field(default=None, description="The user who saved it last.")
    made_by_name: str | None = None
    secrets: tuple[ShownSecret, ...]
    secret: str | None = Field(
        default=None, description="A new secret, in the one response that shows it."
    )
    created_by: str
    created_at: datetime
    updated_by: str | None
    updated_at: datetime | None


class SigningRotation(Model):
    keep_hours: Annotated[int, Field(ge=0, le=168)] = Field(
        default=DEFAULT_KEPT_HOURS,
        description="How long the earlier secrets sign deliveries, too; 0 for no longer.",
    )

    @property
    def kept_for(self) -> timedelta:
        return timedelta(hours=self.keep_hours)
