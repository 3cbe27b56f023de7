"""The ways to sign in that exist in this installation."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from shared.models.base import Model
from shared.models.sso.sign_ins import OfferedProvider


class AuthMethodKind(StrEnum):
    #: Microsoft Entra ID through Static Web Apps.
    ENTRA = "aad"
    #: Users of the development host.
    DEVELOPMENT = "dev"
    PASSWORD = "password"  # noqa: S105  a kind, not a password


class AuthMethod(Model):
    """One way to sign in; ``url`` is the page to open, and absent for a password."""

    kind: AuthMethodKind
    url: str | None = None


class AuthMethods(Model):
    """The ways to sign in here, and how a client sends its credential."""

    methods: tuple[AuthMethod, ...]
    providers: tuple[OfferedProvider, ...] = Field(
        description="Providers of single sign-on: the platform's, and the one that was asked for."
    )
    passkeys: bool = Field(description="Whether users can sign in by passkey, too.")
    token_header: Literal["Authorization", "X-Bifrost-Authorization"] = Field(
        description="The header that access tokens are read from."
    )
    sends_mail: bool = Field(
        description="Whether a link for a forgotten password can be asked for by mail."
    )
    needs_first_administrator: bool = Field(
        description="Whether there is no platform administrator yet."
    )
    setting: str | None = Field(
        description="The setting that names the first administrator, while there is none; null "
        "where a link that the server prints makes one."
    )
