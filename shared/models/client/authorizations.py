"""Requests and responses of an OAuth authorization, from its begin to the callback."""

from datetime import datetime
from typing import Literal

from pydantic import Field, SecretStr

from shared.models.connections import ConnectionStatus, Endpoint, Plain


class AuthorizeRequest(Plain):
    redirect_uri: Endpoint | None = Field(
        None,
        description="Where the provider sends the browser back; default: the platform's own page.",
    )
    bound_to: Literal["cookie", "page"] = Field(
        "cookie",
        description="How the browser that comes back proves to be the one that left: with a "
        "cookie, or with `browser_secret`, which the page keeps and posts with the callback.",
    )


class Authorization(Plain):
    authorization_url: str
    state: str
    message: str
    browser_secret: str | None = Field(default=None, description="Only if bound to the page.")


class Callback(Plain):
    """The parameters that a front end was called back with."""

    code: str | None = None
    state: str
    error: str | None = None
    iss: str | None = None
    browser_secret: SecretStr | None = Field(
        default=None, description="What `authorize` returned, if it was bound to the page."
    )


class CallbackResult(Plain):
    success: bool
    message: str
    status: ConnectionStatus
    connection_name: str
    warning_message: str | None = None
    error_message: str | None = None


class ReconnectLink(Plain):
    """A link for a person who can grant access at the provider; it needs no account here."""

    url: str
    expires_at: datetime
