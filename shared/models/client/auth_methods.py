"""The ways to sign in that exist in this installation."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from shared.models.base import Model


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
    token_header: Literal["Authorization", "X-Bifrost-Authorization"] = Field(
        description="The header that access tokens are read from."
    )
    needs_first_administrator: bool = Field(
        description="Whether there is no platform administrator yet."
    )
    setting: str | None = Field(
        description="The setting that names the first administrator, while there is none."
    )
