"""A connection to somebody's system: how to get a token there, and the token."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID, uuid4

from pydantic import (
    AwareDatetime,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from shared.models.base import GLOBAL, Model, OrganizationId, OrLeftOut
from shared.models.links import LinkIssuer
from shared.models.roles import Description
from shared.models.token_fields import lifetime_seconds, scope_words, token_text
from shared.models.token_requests import (
    AUTH_METHOD,
    PARAMETERS,
    ClientAuthentication,
    TokenParameters,
)
from shared.wording.error_messages import Pattern

#: Stands in a URL for what each organization is called at the provider.
ENTITY = "{entity_id}"
#: What two rows can hold sealed, and no provider's token comes near.
MOST_TOKEN_CHARACTERS = 8 * 1024

ConnectionName = Annotated[
    str, Pattern(r"^[a-zA-Z0-9_-]{1,100}$", "give 1 to 100 letters, digits, '_' and '-'")
]
ClientId = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
#: Without the line end, or blanks, that it was pasted with.
ClientSecret = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4096)
]
Endpoint = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Scopes = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)]
#: Goes into a URL as it is: nothing that ends a host or a path.
EntityId = Annotated[
    str,
    Pattern(
        r"^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$",
        "give 1 to 100 letters, digits, '_' and '-', the first no sign",
    ),
]
#: Goes into a header as it is.
TokenText = Annotated[
    str,
    StringConstraints(max_length=MOST_TOKEN_CHARACTERS),
    Pattern(
        r"^[!-~]+$",
        f"give a token: at most {MOST_TOKEN_CHARACTERS} characters of ASCII, without a blank",
    ),
]
#: Goes into a form, which takes every text.
RefreshText = Annotated[str, StringConstraints(min_length=1, max_length=MOST_TOKEN_CHARACTERS)]


class Plain(Model):
    """In snake_case on the wire, which is what clients of connections know."""

    model_config = ConfigDict(alias_generator=None, defer_build=True)


class Flow(StrEnum):
    AUTHORIZATION_CODE = "authorization_code"
    CLIENT_CREDENTIALS = "client_credentials"
    #: The tokens come from elsewhere, through ``oauth.set_token``, and are kept fresh here.
    REFRESH_TOKEN = "refresh_token"  # noqa: S105  a name
    #: One sign-in of the partner, kept by another connection, opens each customer's tenant.
    PARTNER = "partner"

    @property
    def connects_itself(self) -> bool:
        """Nobody goes to the provider for it, nor brings a token."""
        return self in (Flow.CLIENT_CREDENTIALS, Flow.PARTNER)


class ConnectionStatus(StrEnum):
    NOT_CONNECTED = "not_connected"
    WAITING_CALLBACK = "waiting_callback"
    COMPLETED = "completed"
    FAILED = "failed"
    EXPIRED = "expired"


class Connection(Plain):
    """What is stored of it. ``sealed_secret`` is the client's, encrypted.

    ``serves`` are the connections that have this one as ``partner_connection``; their client,
    and its secret, are this one's.
    """

    id: UUID = Field(default_factory=uuid4)
    org_id: str
    name: str
    description: str = ""
    flow: Flow
    client_id: str
    authorization_url: str | None = None
    token_url: str
    issuer: str | None = None
    scopes: str = ""
    per_organization: bool = False
    sealed_secret: str | None = None
    partner_connection: str | None = None
    serves: tuple[str, ...] = ()
    token_endpoint_auth_method: ClientAuthentication = ClientAuthentication.AUTO
    token_parameters: dict[str, str] = Field(default_factory=dict[str, str])
    #: In its redirect URI, whatever becomes of ``id``; None in rows of before, until an edit.
    callback_id: UUID | None = None
    #: Whether a platform administrator edited it last; None in rows of before.
    by_platform: bool | None = None
    created_by: str
    created_at: datetime
    updated_by: str | None = None
    updated_at: datetime | None = None

    @property
    def redirect_id(self) -> UUID:
        """What its redirect URI ends with."""
        return self.callback_id or self.id

    @property
    def is_the_operators(self) -> bool:
        """Whether what it asks of the network is a platform administrator's wish.

        Only platform administrators could ever write GLOBAL's.
        """
        return self.org_id == GLOBAL if self.by_platform is None else self.by_platform


class Grant(Plain):
    """What became of a connection for one organization: its token, and how that is doing.

    ``sealed_token`` is a ``TokenSet``, encrypted. ``fence`` counts the leases. It is of no use
    to another connection than that of ``connection_id``, whatever that is called; ``owner`` is
    whose connection that is. ``refused_with`` is when the partner signed in whose sign-in was
    refused here: it is not tried again with the same.
    """

    connection_id: UUID
    owner: str
    entity_id: str | None = None
    status: ConnectionStatus = ConnectionStatus.NOT_CONNECTED
    status_message: str | None = None
    sealed_token: str | None = None
    expires_at: datetime | None = None
    due_at: datetime | None = None
    connected_by: str | None = None
    connected_at: datetime | None = None
    last_refresh_at: datetime | None = None
    failures: int = 0
    failing_since: datetime | None = None
    retry_at: datetime | None = None
    refused_with: datetime | None = None
    fence: int = 0
    lease_owner: UUID | None = None
    lease_until: datetime | None = None
    #: Of the link by which somebody without an account may connect it: the newest one's.
    link_hash: str | None = None
    link_until: datetime | None = None
    link_by: str | None = None
    link_issuer: LinkIssuer | None = None


class TokenSet(Plain):
    """What a provider gave."""

    access_token: TokenText
    token_type: str = "Bearer"  # noqa: S105  a name
    refresh_token: RefreshText | None = None
    scopes: str | None = None
    expires_at: datetime | None = None
    #: By which method the client was known when this was given.
    auth_method: ClientAuthentication = ClientAuthentication.POST


class ConnectionCreate(Plain):
    """URLs may hold ``{entity_id}`` where each organization has its own."""

    connection_name: ConnectionName
    description: Description = ""
    oauth_flow_type: Flow
    client_id: ClientId | None = Field(
        None, description="Required, but for `partner`: that has its `partner_connection`'s."
    )
    client_secret: ClientSecret | None = None
    partner_connection: ConnectionName | None = Field(
        None,
        description="For `partner`: the connection of GLOBAL by which the partner signed in.",
    )
    authorization_url: Endpoint | None = None
    token_url: Endpoint
    issuer: Endpoint | None = Field(
        None, description="What the provider calls itself, if it sends `iss`."
    )
    scopes: Scopes = Field("", description="Separated by commas or spaces.")
    per_organization: bool = Field(
        default=False, description="In GLOBAL: each organization has a token of its own."
    )
    entity_id: EntityId | None = None
    token_endpoint_auth_method: ClientAuthentication = Field(
        ClientAuthentication.AUTO, description=AUTH_METHOD
    )
    token_parameters: Annotated[TokenParameters, OrLeftOut] = Field(
        default_factory=dict[str, str], description=PARAMETERS
    )

    @model_validator(mode="after")
    def _complete(self) -> "ConnectionCreate":
        if self.oauth_flow_type is Flow.PARTNER:
            return self._complete_by_partner()
        if not self.client_id:
            raise ValueError(f"{self.oauth_flow_type.value} needs a client_id")
        if self.partner_connection:
            raise ValueError("only the flow partner has a partner_connection")
        if self.oauth_flow_type is Flow.CLIENT_CREDENTIALS and not self.client_secret:
            raise ValueError("client_credentials needs a client_secret")
        if self.oauth_flow_type is Flow.AUTHORIZATION_CODE and not self.authorization_url:
            raise ValueError("authorization_code needs an authorization_url")
        return self

    def _complete_by_partner(self) -> "ConnectionCreate":
        if not self.partner_connection:
            raise ValueError("partner needs a partner_connection, by which the partner signed in")
        if self.client_id or self.client_secret:
            raise ValueError("partner has its partner_connection's client: leave out client_id")
        if self.token_endpoint_auth_method is not ClientAuthentication.AUTO:
            raise ValueError("partner shows its client as its partner_connection does")
        if self.authorization_url or self.issuer:
            raise ValueError("partner sends nobody to the provider: leave out authorization_url")
        if not self.per_organization or ENTITY not in self.token_url:
            raise ValueError(
                "partner has a token for each organization: it needs per_organization, and "
                f"{ENTITY} in its token_url"
            )
        return self


class ConnectionUpdate(Plain):
    """Fields left out stay. Another client or URL ends what is connected.

    Another ``token_url`` needs the ``client_secret`` again: it must not be sent to a place that
    whoever entered it did not know of.
    """

    description: Description | None = None
    client_id: ClientId | None = None
    client_secret: ClientSecret | None = None
    authorization_url: Endpoint | None = None
    token_url: Endpoint | None = None
    issuer: Endpoint | None = None
    scopes: Scopes | None = None
    partner_connection: ConnectionName | None = None
    token_endpoint_auth_method: ClientAuthentication | None = None
    token_parameters: TokenParameters | None = Field(None, description=PARAMETERS)


class ConnectionDetail(Plain):
    """A connection as an organization has it; never a secret."""

    connection_name: str
    org_id: str = Field(description="Whose it is: the organization's own, or GLOBAL's.")
    description: str
    oauth_flow_type: Flow
    client_id: str = Field(description="Empty if it is the `partner_connection`'s.")
    has_client_secret: bool
    authorization_url: str | None
    token_url: str
    issuer: str | None
    scopes: str
    per_organization: bool
    partner_connection: str | None = Field(description="On whose sign-in it depends.")
    serves: tuple[str, ...] = Field(description="The connections that depend on this one.")
    entity_id: str | None
    token_endpoint_auth_method: ClientAuthentication
    token_parameters: dict[str, str]
    redirect_uri: str = Field(description="What to register at the provider.")
    status: ConnectionStatus
    status_message: str | None
    expires_at: datetime | None
    connected_by: str | None
    connected_at: datetime | None
    last_refresh_at: datetime | None
    last_test_at: datetime | None = None
    created_at: datetime
    created_by: str
    updated_at: datetime | None


class EntityChoice(Plain):
    """What the organization in scope is called at the provider."""

    entity_id: EntityId


class ConnectionMessage(Plain):
    message: str


class ConnectionCredentials(Plain):
    """That there are some, and until when; over HTTP nobody gets them."""

    connection_name: str
    credentials: None = None
    status: ConnectionStatus
    expires_at: datetime | None


class Rotation(Plain):
    """``complete`` is false if there was no time for everything: call again to go on."""

    key_id: str
    rewrapped: int
    complete: bool


class AuthorizeRequest(Plain):
    redirect_uri: Endpoint | None = Field(
        None, description="Where the provider sends the browser back; our own page if left out."
    )


class Authorization(Plain):
    authorization_url: str
    state: str
    message: str


class Callback(Plain):
    """What a front end was called back with."""

    code: str | None = None
    state: str
    error: str | None = None
    iss: str | None = None


class CallbackResult(Plain):
    success: bool
    message: str
    status: ConnectionStatus
    connection_name: str
    warning_message: str | None = None
    error_message: str | None = None


class ReconnectLink(Plain):
    """For whoever can agree at the provider; it needs no account here."""

    url: str
    expires_at: datetime


class OpenToken(Plain):
    """What a running workflow gets."""

    connection_name: str
    client_id: str
    client_secret: str | None
    authorization_url: str | None
    token_url: str
    scopes: str
    refresh_token: str | None
    access_token: str
    token_type: str
    expires_at: datetime | None


class GivenToken(Plain):
    """What a running workflow got elsewhere; a provider's answer will do."""

    model_config = ConfigDict(extra="ignore")

    access_token: TokenText
    refresh_token: Annotated[RefreshText | None, BeforeValidator(token_text)] = None
    expires_at: AwareDatetime | None = None
    expires_in: Annotated[float | None, BeforeValidator(lifetime_seconds)] = None
    scopes: Annotated[str | None, BeforeValidator(scope_words)] = None
    scope: Annotated[str | None, BeforeValidator(scope_words)] = None


class Owner(Plain):
    """Whose token it is, of which connection: what a link says."""

    org_id: OrganizationId
    name: ConnectionName
