"""Subscriptions at Microsoft Graph: what Graph tells a webhook of, and how it is kept up."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from shared.models.base import Model, OrganizationId, OrLeftOut
from shared.models.connections import ConnectionName
from shared.wording.error_messages import Pattern

#: The most characters of a secret that Graph takes as ``clientState``.
MOST_STATE_CHARACTERS = 128

ChangeType = Literal["created", "updated", "deleted"]


def _plain(resource: object) -> object:
    """Return a resource without the slash, or the version, that people copy along.

    >>> _plain("/v1.0/users"), _plain("me/messages")
    ('users', 'me/messages')
    """
    if not isinstance(resource, str):
        return resource
    return resource.strip().removeprefix("/").removeprefix("v1.0/")


def _without_address(resource: str) -> str:
    if "://" in resource:
        raise ValueError("give the path of a resource only, without an address")
    return resource


def _each_once(kinds: tuple[ChangeType, ...]) -> tuple[ChangeType, ...]:
    return tuple(sorted(set(kinds)))


Resource = Annotated[
    str,
    StringConstraints(max_length=500),
    Pattern(
        r"^[A-Za-z][!-~]*$",
        "give the path of a resource, such as users or me/messages",
    ),
    AfterValidator(_without_address),
    BeforeValidator(_plain),
]


class GraphSettings(Model):
    """What Microsoft Graph is to tell a webhook of, and the connection with which it is asked."""

    connection: Annotated[
        ConnectionName,
        Field(
            description="An OAuth connection of the organization, or one of GLOBAL with"
            " `per_organization`."
        ),
    ]
    resource: Annotated[Resource, Field(description="Such as `users` or `me/messages`.")]
    change_types: Annotated[
        tuple[ChangeType, ...], AfterValidator(_each_once), Field(min_length=1, max_length=3)
    ]
    lifecycle: Annotated[
        bool,
        OrLeftOut,
        Field(
            description="Also be told that Graph removed the subscription, missed a change, or"
            " wants it authorized again; the platform acts on that."
        ),
    ] = True


class GraphStatus(StrEnum):
    WAITING = "waiting"
    ACTIVE = "active"
    #: The last attempt failed; what Graph has may still be valid.
    FAILING = "failing"
    #: Graph sends nothing: its subscription ended, or was never made. It is tried again.
    FAILED = "failed"
    #: The connection may not be used at present.
    PAUSED = "paused"


class GraphPlace(Model):
    """A connection with which subscriptions were made at Graph that may still be there.

    ``until`` is when the last of them ends by itself. Unless ``is_tidy``, an attempt may have left
    one there that no record knows.
    """

    connection: ConnectionName
    until: datetime
    is_tidy: bool


class GraphSubscription(Model):
    """What is known of the subscription at Graph of one webhook source.

    ``made_of`` recognizes what it was made of: with other settings or another secret, another one
    is made. ``lease_until`` is how long a process has it for itself.
    """

    org_id: OrganizationId
    source_id: UUID
    status: GraphStatus = GraphStatus.WAITING
    subscription_id: str | None = None
    made_of: str | None = None
    url: str | None = None
    expires_at: datetime | None = None
    #: The longest lifetime in minutes that Graph took, if it refused the usual one.
    most_minutes: int | None = None
    places: tuple[GraphPlace, ...] = ()
    fault: str | None = None
    failing_since: datetime | None = None
    failures: int = 0
    due_at: datetime | None = None
    lease_until: datetime | None = None
    renewed_at: datetime | None = None

    def is_alive(self, now: datetime) -> bool:
        """Whether Graph sends notifications, as far as is known."""
        has_one = self.subscription_id is not None and self.expires_at is not None
        return has_one and self.expires_at is not None and now < self.expires_at


class GraphSubscriptionView(Model):
    """The subscription at Microsoft Graph of a webhook, as administrators see it."""

    status: GraphStatus
    subscription_id: str | None = Field(default=None, description="Its id at Microsoft Graph.")
    expires_at: datetime | None = None
    renewed_at: datetime | None = None
    due_at: datetime | None = Field(default=None, description="When it is renewed, or tried next.")
    fault: str | None = Field(default=None, description="Why the last attempt failed, in words.")
    failing_since: datetime | None = None


def view_of(found: GraphSubscription | None) -> GraphSubscriptionView:
    """Return what administrators see; waiting if nothing was tried yet."""
    if found is None:
        return GraphSubscriptionView(status=GraphStatus.WAITING)
    names = GraphSubscriptionView.model_fields
    return GraphSubscriptionView(**{name: getattr(found, name) for name in names})
