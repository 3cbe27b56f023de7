"""Requests and responses of /api/auth: sign-in by password."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, SecretStr, model_validator

from shared.models.base import Model
from shared.models.passwords import Password
from shared.models.users import DisplayName, Email

#: The longest platform token or link.
TokenText = Annotated[SecretStr, Field(min_length=1, max_length=4096)]


#: For pages of a browser: the refresh token is in an HttpOnly cookie, and in no body.
InCookie = Annotated[
    bool,
    Field(
        description="Whether the refresh token is in a cookie, for pages; then the request needs "
        "X-Bifrost-Client, and an Origin of ours."
    ),
]


class Login(Model):
    email: Email
    password: Password
    cookie: InCookie = False


class _WithRefreshToken(Model):
    """A request with a refresh token: in the body, or in the cookie that only browsers send."""

    refresh_token: TokenText | None = None
    cookie: InCookie = False

    @model_validator(mode="after")
    def _has_one_source(self) -> Self:
        if self.cookie == (self.refresh_token is not None):
            raise ValueError("send refreshToken, or cookie: true for the token of the cookie")
        return self


class Refresh(_WithRefreshToken):
    """A refresh with the newest refresh token; each is valid once."""


class Logout(_WithRefreshToken):
    """A sign-out; ``everywhere`` ends all sessions of the user."""

    everywhere: bool = False


class RefreshCookie(Model):
    """Whether the browser keeps the sign-in; ``reason`` says why not, and how to change that."""

    is_set: bool
    reason: str | None


class SignedIn(Model):
    """The tokens of a session; ``expiresIn`` is the life of the access token in seconds."""

    status: Literal["signed_in"] = "signed_in"
    access_token: str
    refresh_token: str | None = Field(description="Null if a cookie was asked for.")
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105  what kind it is
    expires_in: int
    refresh_cookie: RefreshCookie | None = Field(
        default=None, description="Null unless a cookie was asked for."
    )
    recovery_codes: list[str] | None = Field(
        default=None,
        description="Shown once: for a user who added their first second factor in this sign-in.",
    )


class UserSession(Model):
    """A sign-in with a password; ``device`` and ``address`` are empty where they are unknown."""

    id: UUID
    device: str = Field(description="The browser and its system, as the browser names them.")
    address: str = Field(description="The network address of the sign-in.")
    methods: list[str] = Field(description="How the user signed in, as in a token's amr.")
    began_at: datetime
    refreshed_at: datetime = Field(description="When its tokens were last issued.")
    ends_at: datetime = Field(description="When it ends if it is not refreshed.")
    organization: str | None = Field(
        description="The one organization of a command line; null for a browser."
    )


class OwnSession(UserSession):
    """One of the caller's sign-ins with a password; ``isCurrent`` is the one of this request."""

    is_current: bool


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
