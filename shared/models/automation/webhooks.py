"""Webhook sources: a URL, the system that sends there, and the secrets that it signs with."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, SecretStr, StringConstraints

from shared.models.automation.graph_subscriptions import GraphSettings, GraphSubscriptionView
from shared.models.automation.makers import Maker
from shared.models.automation.subscriptions import Name
from shared.models.base import Model, OrganizationId, OrLeftOut
from shared.wording.error_messages import Pattern

AdapterName = Literal[
    "generic",
    "github",
    "stripe",
    "slack",
    "shopify",
    "standard_webhooks",
    "microsoft_graph",
    "event_grid",
    "halopsa",
    "ninjaone",
]
HeaderName = Annotated[
    str,
    StringConstraints(max_length=100, to_lower=True),
    Pattern(r"^[A-Za-z0-9-]+$", "give the name of a header, such as X-Signature"),
]
#: How long the secret before the last rotation is still valid.
MOST_OVERLAP_HOURS = 24 * 14


class WebhookSettings(Model):
    """What an adapter needs besides the secret; each field is for the adapters that it names."""

    signature_header: Annotated[
        HeaderName, OrLeftOut, Field(description="generic: the header with the signature.")
    ] = "x-signature-256"
    algorithm: Annotated[
        Literal["sha256", "sha512", "sha1"], OrLeftOut, Field(description="generic: of the HMAC.")
    ] = "sha256"
    encoding: Annotated[
        Literal["hex", "base64"], OrLeftOut, Field(description="generic: of the signature.")
    ] = "hex"
    prefix: Annotated[
        str,
        OrLeftOut,
        Field(max_length=50, description="generic: before the signature, such as `sha256=`."),
    ] = ""
    timestamp_header: Annotated[
        HeaderName | None,
        Field(
            description="generic: a header with Unix seconds; then `<seconds>.<body>` is signed."
        ),
    ] = None
    id_header: Annotated[
        HeaderName | None, Field(description="generic: the header with the id of the delivery.")
    ] = None
    type_header: Annotated[
        HeaderName | None, Field(description="generic: the header with the type of the event.")
    ] = None
    type_field: Annotated[
        str | None,
        Field(max_length=100, description="generic: the field of the body with the type."),
    ] = None
    repeats_allowed: Annotated[
        bool,
        OrLeftOut,
        Field(description="generic: equal bodies are different deliveries, also without an id."),
    ] = False
    secret_header: Annotated[
        HeaderName | None,
        Field(
            description="event_grid, halopsa, ninjaone: the header that has the secret;"
            " `Authorization` if it is left out, or for event_grid `X-Webhook-Secret`."
        ),
    ] = None
    repository: Annotated[
        Annotated[
            str,
            Pattern(
                r"^[A-Za-z0-9_.-]{1,100}/[A-Za-z0-9_.-]{1,100}$",
                "give owner/name of the repository",
            ),
        ]
        | None,
        Field(description="github: owner/name, for deliveries to /api/github/webhooks."),
    ] = None
    graph: Annotated[
        GraphSettings | None,
        Field(
            description="microsoft_graph: the subscription there that the platform makes and"
            " renews; without it, that is done elsewhere."
        ),
    ] = None


class SealedSecret(Model):
    """One secret of a source, encrypted; the newest has no end."""

    id: UUID
    sealed: str
    created_at: datetime
    expires_at: datetime | None = None

    def is_valid(self, now: datetime) -> bool:
        return self.expires_at is None or now < self.expires_at


class WebhookSource(Model):
    id: UUID
    org_id: OrganizationId
    name: Name
    adapter: AdapterName
    settings: WebhookSettings = Field(default_factory=WebhookSettings)
    secrets: tuple[SealedSecret, ...]
    is_enabled: bool = True
    maker: Maker
    created_at: datetime
    updated_at: datetime


class WebhookSourceCreate(Model):
    name: Name
    adapter: AdapterName
    settings: Annotated[WebhookSettings, OrLeftOut] = Field(default_factory=WebhookSettings)
    secret: Annotated[
        SecretStr | None,
        Field(
            min_length=8,
            max_length=500,
            description="The secret that the sender shows; null makes one, for senders that take"
            " one from here.",
        ),
    ] = None


class WebhookSourceUpdate(Model):
    """Fields left out stay as they are."""

    name: Name | None = None
    settings: WebhookSettings | None = None
    is_enabled: bool | None = None


class SecretRotation(Model):
    secret: Annotated[
        SecretStr | None,
        Field(min_length=8, max_length=500, description="The new secret; null makes one."),
    ] = None
    overlap_hours: Annotated[
        int,
        OrLeftOut,
        Field(
            ge=0, le=MOST_OVERLAP_HOURS, description="How long the secrets before it stay valid."
        ),
    ] = 24


class SecretView(Model):
    id: UUID
    created_at: datetime
    expires_at: datetime | None = None


class WebhookSourceView(Model):
    """A source as administrators see it; no secret is shown again after it was made."""

    id: UUID
    name: str
    adapter: AdapterName
    settings: WebhookSettings
    url: str
    secrets: tuple[SecretView, ...]
    is_enabled: bool
    made_by: UUID
    made_by_name: str
    created_at: datetime
    updated_at: datetime
    paused: str | None = None
    graph: GraphSubscriptionView | None = Field(
        default=None, description="The subscription at Microsoft Graph, if it is kept here."
    )


class WebhookSourceMade(WebhookSourceView):
    """The answer that makes a source or a secret: the only one with the secret."""

    secret: str


class WebhookSourceTrace(Model):
    """A source as the audit log records it."""

    name: str
    adapter: AdapterName
    settings: WebhookSettings
    is_enabled: bool
    secrets: tuple[UUID, ...]


def trace_of(source: WebhookSource) -> WebhookSourceTrace:
    return WebhookSourceTrace(
        name=source.name,
        adapter=source.adapter,
        settings=source.settings,
        is_enabled=source.is_enabled,
        secrets=tuple(one.id for one in source.secrets),
    )
