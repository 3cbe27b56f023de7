"""Requests and responses of sign-ins at a provider, and the identities that a user has linked."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field, SecretStr, StringConstraints

from shared.models.auth import InCookie
from shared.models.base import Model
from shared.models.sso.providers import ProviderKind

MOST_CODE = 8 * 1024

Text = Annotated[str, StringConstraints(max_length=1000)]


class Purpose(StrEnum):
    """Why a browser goes to a provider. What comes back is good for this purpose only."""

    SIGN_IN = "signIn"
    LINK = "link"
    STEP_UP = "stepUp"


class SsoBegin(Model):
    """The provider to go to."""

    provider_id: UUID


class SsoDeparture(Model):
    """Where to send the browser, within ten minutes.

    ``browserSecret`` is for the page alone: it keeps it, and sends it with what the provider sent.
    """

    authorization_url: str
    state: str
    browser_secret: str


class SsoReturn(Model):
    """What the provider sent back to the browser, with the secret that the page kept.

    ``providerId`` is the end of the address that the browser came back to.
    """

    provider_id: UUID
    state: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    browser_secret: Annotated[SecretStr, Field(min_length=1, max_length=200)]
    code: Annotated[SecretStr, Field(min_length=1, max_length=MOST_CODE)] | None = None
    error: Text | None = None
    iss: Text | None = None


class SsoFinish(SsoReturn):
    """The end of a sign-in."""

    cookie: InCookie = False


class LinkedIdentity(Model):
    """What is stored of an identity besides its key, in the row of the user's credentials.

    ``tells_when`` is whether its provider has ever said when the user gave a proof (``auth_time``).
    """

    principal: str
    provider_id: UUID
    address: str = ""
    tells_when: bool = False
    first_at: datetime
    used_at: datetime


class UnlinkedIdentity(Model):
    """An account that the user has just unlinked, or is unlinking: it is no way in any more.

    The user's row names the account until it is replaced, and another request may have read that
    row before.
    """

    id: UUID
    principal: str
    at: datetime


class IdentityView(Model):
    """An account at a provider with which the caller can sign in."""

    id: str
    kind: ProviderKind | None = Field(description="Null for the front end's own sign-in.")
    provider: str = Field(description="The provider's name, or its address if it is gone.")
    provider_id: UUID | None
    address: str = Field(description="As the provider last named the account; may be empty.")
    used_at: datetime | None


class OfferedProvider(Model):
    """A provider that a user can sign in at."""

    id: UUID
    name: str
    kind: ProviderKind


class IdentitiesView(Model):
    """The caller's accounts at providers, and the providers to link one of."""

    identities: list[IdentityView]
    providers: list[OfferedProvider]
