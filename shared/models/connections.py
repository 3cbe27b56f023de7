"""A connection to an OAuth provider: how to get a token, and the token."""

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

#: The placeholder in a URL for the organization's entity at the provider.
ENTITY = "{entity_id}"
#: The most characters that two rows can hold encrypted; real tokens are far shorter.
MOST_TOKEN_CHARACTERS = 8 * 1024

ConnectionName = Annotated[
    str, Pattern(r"^[a-zA-Z0-9_-]{1,100}$", "give 1 to 100 letters, digits, '_' and '-'")
]
ClientId = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
#: A client secret, stripped of line ends and blanks from pasting.
ClientSecret = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4096)
]
Endpoint = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Scopes = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)]
#: An entity; part of a URL, so without characters that end a host or a path.
EntityId = Annotated[
    str,
    Pattern(
        r"^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$",
        "give 1 to 100 letters, digits, '_' and '-', not beginning with a sign",
    ),
]
#: An access token; part of a header, so printable ASCII.
TokenText = Annotated[
    str,
    StringConstraints(max_length=MOST_TOKEN_CHARACTERS),
    Pattern(
        r"^[!-~]+$",
        f"give a token: at most {MOST_TOKEN_CHARACTERS} characters of ASCII, without a blank",
    ),
]
#: A refresh token; sent in a form body, which takes any text.
RefreshText = Annotated[str, StringConstraints(min_length=1, max_length=MOST_TOKEN_CHARACTERS)]


class Plain(Model):
    """Base of models in snake_case on the wire, as the predecessor's clients know them."""

    model_config = ConfigDict(alias_generator=None, defer_build=True)


class Flow(StrEnum):
    AUTHORIZATION_CODE = "authorization_code"
    CLIENT_CREDENTIALS = "client_credentials"
    #: The tokens come from elsewhere, through ``oauth.set_token``, and are refreshed here.
    REFRESH_TOKEN = "refresh_token"  # noqa: S105  a name
    #: One sign-in of the partner, kept by another connection, opens each customer's tenant.
    PARTNER = "partner"

    @property
    def connects_itself(self) -> bool:
        """Whether no user has to sign in at the provider, or bring a token."""
        return self in (Flow.CLIENT_CREDENTIALS, Flow.PARTNER)


class ConnectionStatus(StrEnum):
    NOT_CONNECTED = "not_connected"
    WAITING_CALLBACK = "waiting_callback"
    COMPLETED = "completed"
    FAILED = "failed"
    EXPIRED = "expired"


class Connection(Plain):
    """A connection as stored; ``sealed_secret`` is the client secret, encrypted.

    ``serves`` are the connections that have this one as ``partner_connection``: they use its client
    and secret.
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
    #: Part of the redirect URI, even if ``id`` changes; None in old rows, until an edit.
    callback_id: UUID | None = None
    #: Whether a platform administrator edited it last; None in old rows.
    by_platform: bool | None = None
    created_by: str
    created_at: datetime
    updated_by: str | None = None
    updated_at: datetime | None = None

    @property
    def redirect_id(self) -> UUID:
        """The last part of its redirect URI."""
        return self.callback_id or self.id

    @property
    def is_the_operators(self) -> bool:
        """Whether its addresses count as a platform administrator's.

        In old rows that is true for GLOBAL's, which only platform administrators could ever write.
        """
        return self.org_id == GLOBAL if self.by_platform is None else self.by_platform


class Grant(Plain):
    """The state of a connection for one organization: its token, and how that fares.

    ``sealed_token`` is an encrypted ``TokenSet``. ``fence`` counts refresh locks. The grant is
    valid for the connection with ``connection_id`` only, in the scope ``owner``. ``refused_with``
    is the time of the partner's sign-in that was refused here: it is not tried again.
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
    last_test_at: datetime | None = None
    failures: int = 0
    failing_since: datetime | None = None
    retry_at: datetime | None = None
    refused_with: datetime | None = None
    fence: int = 0
    lease_owner: UUID | None = None
    lease_until: datetime | None = None
    #: The newest link by which a person without an account may connect it.
    link_hash: str | None = None
    link_until: datetime | None = None
    link_by: str | None = None
    link_issuer: LinkIssuer | None = None


class TokenSet(Plain):
    """The tokens that a provider issued."""

    access_token: TokenText
    token_type: str = "Bearer"  # noqa: S105  a name
    refresh_token: RefreshText | None = None
    scopes: str | None = None
    expires_at: datetime | None = None
    #: The client authentication with which they were issued.
    auth_method: ClientAuthentication = ClientAuthentication.POST


class ConnectionCreate(Plain):
    """A new connection; URLs may hold ``{entity_id}`` where each organization has its own."""

    connection_name: ConnectionName
    description: Description = ""
    oauth_flow_type: Flow
    client_id: ClientId | None = Field(
        None, description="Required, except for `partner`, which uses its `partner_connection`'s."
    )
    client_secret: ClientSecret | None = None
    partner_connection: ConnectionName | None = Field(
        None,
        description="For `partner`: the connection of GLOBAL with the partner's sign-in.",
    )
    authorization_url: Endpoint | None = None
    token_url: Endpoint
    issuer: Endpoint | None = Field(
        None, description="The provider's issuer identifier, if it sends `iss`."
    )
    scopes: Scopes = Field("", description="Separated by commas or spaces.")
    per_organization: bool = Field(
        default=False, description="In GLOBAL: each organization has its own token."
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
            raise ValueError("only the flow partner can have a partner_connection")
        if self.oauth_flow_type is Flow.CLIENT_CREDENTIALS and not self.client_secret:
            raise ValueError("client_credentials needs a client_secret")
        if self.oauth_flow_type is Flow.AUTHORIZATION_CODE and not self.authorization_url:
            raise ValueError("authorization_code needs an authorization_url")
        return self

    def _complete_by_partner(self) -> "ConnectionCreate":
        if not self.partner_connection:
            raise ValueError("partner needs a partner_connection, which has the partner's sign-in")
        if self.client_id or self.client_secret:
            raise ValueError("partner uses its partner_connection's client: leave out client_id")
        if self.token_endpoint_auth_method is not ClientAuthentication.AUTO:
            raise ValueError("partner authenticates its client as its partner_connection does")
        if self.authorization_url or self.issuer:
            raise ValueError("partner has no sign-in at the provider: leave out authorization_url")
        if not self.per_organization or ENTITY not in self.token_url:
            raise ValueError(
                "partner has a token for each organization: it needs per_organization, and "
                f"{ENTITY} in its token_url"
            )
        return self


class ConnectionUpdate(Plain):
    """A change of a connection; fields left out stay. Another client or URL ends its tokens.

    Another ``token_url`` needs the ``client_secret`` again: a secret must not be sent to an address
    that the user who entered it did not know of.
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
    """A connection as an organization sees it, without secrets."""

    connection_name: str
    org_id: str = Field(description="The owner: the organization itself, or GLOBAL.")
    description: str
    oauth_flow_type: Flow
    client_id: str = Field(description="Empty if the `partner_connection`'s is used.")
    has_client_secret: bool
    authorization_url: str | None
    token_url: str
    issuer: str | None
    scopes: str
    per_organization: bool
    partner_connection: str | None = Field(description="The connection with the sign-in for it.")
    serves: tuple[str, ...] = Field(description="The connections that depend on this one.")
    entity_id: str | None
    token_endpoint_auth_method: ClientAuthentication
    token_parameters: dict[str, str]
    redirect_uri: str = Field(description="The address to register at the provider.")
    status: ConnectionStatus
    status_message: str | None
    what_to_do: str = Field(description="As far as the stored state says: see its health.")
    expires_at: datetime | None
    connected_by: str | None
    connected_at: datetime | None
    last_refresh_at: datetime | None
    last_test_at: datetime | None = Field(description="When its host last answered a test call.")
    created_at: datetime
    created_by: str
    updated_at: datetime | None


class EntityChoice(Plain):
    """The entity: what the organization in scope is called at the provider."""

    entity_id: EntityId


class ConnectionMessage(Plain):
    message: str


class ConnectionCredentials(Plain):
    """The state of a connection's credentials; they are never sent over HTTP."""

    connection_name: str
    credentials: None = None
    status: ConnectionStatus
    expires_at: datetime | None


class Rotation(Plain):
    """The progress of a key rotation; unless ``complete``, call again to continue."""

    key_id: str
    rewrapped: int
    complete: bool


class OpenToken(Plain):
    """A token as a run gets it."""

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
    """A token that a run brings from elsewhere; a provider's token response fits."""

    model_config = ConfigDict(extra="ignore")

    access_token: TokenText
    refresh_token: Annotated[RefreshText | None, BeforeValidator(token_text)] = None
    expires_at: AwareDatetime | None = None
    expires_in: Annotated[float | None, BeforeValidator(lifetime_seconds)] = None
    scopes: Annotated[str | None, BeforeValidator(scope_words)] = None
    scope: Annotated[str | None, BeforeValidator(scope_words)] = None


class Owner(Plain):
    """The owner of a token, and its connection, as a link names them."""

    org_id: OrganizationId
    name: ConnectionName
