"""Requests and responses of /api/auth: sign-in by password."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, SecretStr

from shared.models.base import Model
from shared.models.passwords import Password
from shared.models.users import DisplayName, Email

#: The longest platform token or link.
TokenText = Annotated[SecretStr, Field(min_length=1, max_length=4096)]


class Login(Model):
    email: Email
    password: Password


class Refresh(Model):
    """A refresh with the newest refresh token; each is valid once."""

    refresh_token: TokenText


class Logout(Model):
    """A sign-out; ``everywhere`` ends all sessions of the user."""

    refresh_token: TokenText
    everywhere: bool = False


class SignedIn(Model):
    """The tokens of a session; ``expiresIn`` is the life of the access token in seconds."""

    access_token: str
    refresh_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105  what kind it is
    expires_in: int


class PasswordChange(Model):
    current_password: Password
    new_password: Password


class PasswordSet(Model):
    """A new password, with the token of a set-password link."""

    token: TokenText
    password: Password


class AdministratorSetup(Model):
    """The first administrator, with the token of a setup link; the name is optional."""

    token: TokenText
    email: Email
    password: Password
    display_name: DisplayName | None = None


class PasswordLinkView(Model):
    """A set-password link: ``token`` is shown once, and sets one password until ``expiresAt``."""

    token: str
    expires_at: datetime
