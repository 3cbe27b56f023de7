"""Providers of single sign-on, as they are stored, asked for and shown."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, SecretStr, StringConstraints

from shared.models.base import Model, OrganizationId, OrLeftOut
from shared.models.organizations import Domain
from shared.wording.error_messages import Pattern

MOST_PROVIDERS = 20
#: The issuer is a part of each identity's key, which has a limit.
MOST_OF_ISSUER = 150


class ProviderKind(StrEnum):
    ENTRA = "entra"
    GOOGLE = "google"
    GITHUB = "github"
    APPLE = "apple"
    #: Any OpenID provider with a discovery document.
    OIDC = "oidc"


#: The issuer of each kind that has one of its own; a platform administrator may name another one.
ISSUERS = {
    ProviderKind.ENTRA: "https://login.microsoftonline.com",
    ProviderKind.GOOGLE: "https://accounts.google.com",
    ProviderKind.GITHUB: "https://github.com",
    ProviderKind.APPLE: "https://appleid.apple.com",
}


def _distinct(domains: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(domains))


ProviderName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
ClientId = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=255)]
ClientSecret = Annotated[SecretStr, Field(min_length=1, max_length=8192)]
IssuerUrl = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=MOST_OF_ISSUER),
    Pattern(
        r"^https?://[A-Za-z0-9._-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?$",
        "give the issuer's address, such as https://login.example.com",
    ),
]
ShortId = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20)]
Tenants = Annotated[tuple[UUID, ...], Field(max_length=50)]
TrustedDomains = Annotated[tuple[Domain, ...], Field(max_length=50), AfterValidator(_distinct)]
ClaimName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]


class GroupRole(Model):
    """Members of a group at the provider get a role of the organization; never administration."""

    group: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
    org_id: OrganizationId
    role_id: UUID


GroupRoles = Annotated[tuple[GroupRole, ...], Field(max_length=50)]


class SignInProvider(Model):
    """A provider as stored. ``org_id`` is GLOBAL for the platform's own.

    ``domains`` are those whose addresses the provider is trusted to prove, once it says that it has
    verified the address. ``is_the_operators`` tells whose addresses it may have: the last editor's.
    Sessions that it opened before ``sessions_since`` have ended.
    """

    id: UUID
    org_id: str
    name: str
    kind: ProviderKind
    issuer: str
    client_id: str
    sealed_secret: str | None = None
    tenants: tuple[UUID, ...] = ()
    team_id: str | None = None
    key_id: str | None = None
    domains: tuple[str, ...] = ()
    is_enabled: bool = True
    admits_members: bool = False
    group_claim: str = "groups"
    group_roles: tuple[GroupRole, ...] = ()
    is_the_operators: bool = False
    sessions_since: datetime | None = None
    created_by: str
    created_at: datetime
    updated_by: str | None = None
    updated_at: datetime | None = None


class ProviderCreate(Model):
    """A new provider. Its kind and issuer are for good, since identities are bound to them.

    ``id`` ends its redirect URI, so a page that shows the URI beforehand chooses it.
    """

    id: UUID | None = None
    name: ProviderName
    kind: ProviderKind
    issuer: IssuerUrl | None = Field(
        default=None, description="Needed for oidc; others have one of their own."
    )
    client_id: ClientId
    client_secret: ClientSecret | None = Field(
        default=None, description="For Apple, the private key (PEM) that signs client secrets."
    )
    tenants: Annotated[Tenants, OrLeftOut] = Field(
        default=(), description="For Entra: the ids of the tenants whose users may sign in."
    )
    team_id: ShortId | None = Field(default=None, description="For Apple.")
    key_id: ShortId | None = Field(default=None, description="For Apple.")
    domains: Annotated[TrustedDomains, OrLeftOut] = Field(
        default=(), description="The domains whose addresses the provider is trusted to prove."
    )
    is_enabled: bool = True
    admits_members: bool = Field(
        default=False,
        description="Whether unknown people become members of the organization of their domain.",
    )
    group_claim: ClaimName = "groups"
    group_roles: Annotated[GroupRoles, OrLeftOut] = ()


class ProviderUpdate(Model):
    """A change of a provider: fields left out stay."""

    name: ProviderName | None = None
    client_id: ClientId | None = None
    client_secret: ClientSecret | None = None
    tenants: Tenants | None = None
    team_id: ShortId | None = None
    key_id: ShortId | None = None
    domains: TrustedDomains | None = None
    is_enabled: bool | None = None
    admits_members: bool | None = None
    group_claim: ClaimName | None = None
    group_roles: GroupRoles | None = None


class SignInProviderView(Model):
    """A provider as its administrators see it; its secret is never shown."""

    id: UUID
    org_id: str
    name: str
    kind: ProviderKind
    issuer: str
    client_id: str
    has_secret: bool
    tenants: tuple[UUID, ...]
    team_id: str | None
    key_id: str | None
    domains: tuple[str, ...]
    is_enabled: bool
    admits_members: bool
    group_claim: str
    group_roles: tuple[GroupRole, ...]
    created_by: str
    created_at: datetime
    updated_by: str | None
    updated_at: datetime | None


class ProviderCheck(Model):
    """One thing that a test of a provider looked at."""

    name: str
    passed: bool
    message: str


class ProviderTest(Model):
    """The outcome of a test: what a sign-in needs of the provider, as far as no user is needed."""

    passed: bool
    checks: list[ProviderCheck]


HIDDEN = {"sealed_secret", "is_the_operators", "sessions_since"}


def view_of(provider: SignInProvider) -> SignInProviderView:
    facts = provider.model_dump(by_alias=False, exclude=HIDDEN)
    return SignInProviderView(**facts, has_secret=provider.sealed_secret is not None)
