"""What is said and answered at /api/auth: signing in by a password."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, SecretStr

from shared.models.base import Model
from shared.models.passwords import Password
from shared.models.users import Email

#: As long as a token of ours can be, or a link.
TokenText = Annotated[SecretStr, Field(min_length=1, max_length=4096)]


class Login(Model):
    email: Email
    password: Password


class Refresh(Model):
    """The refresh token that was given last: each is good once."""

    refresh_token: TokenText


class Logout(Model):
    """``everywhere`` ends all sessions of the user."""

    refresh_token: TokenText
    everywhere: bool = False


class SignedIn(Model):
    """``expiresIn`` is the life of the access token, in seconds."""

    access_token: str
    refresh_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105  what kind it is
    expires_in: int


class PasswordChange(Model):
    current_password: Password
    new_password: Password


class PasswordSet(Model):
    """With the token of a set-password link."""

    token: TokenText
    password: Password


class PasswordLinkView(Model):
    """``token`` is shown once; it is good for one password until ``expiresAt``."""

    token: str
    expires_at: datetime
