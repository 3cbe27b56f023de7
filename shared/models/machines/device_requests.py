"""Requests and responses of devices that sign in; the names of RFC 8628 are its own."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from shared.models.base import Model, OrganizationId

Place = Literal["thisMachine", "sameNetwork", "elsewhere", "unknown"]
UserCode = Annotated[str, StringConstraints(min_length=1, max_length=40)]


class DeviceAuthorization(Model):
    """What a device shows to its user, and what it polls with (RFC 8628, 3.2)."""

    device_code: str = Field(alias="device_code")
    user_code: str = Field(alias="user_code")
    verification_uri: str = Field(alias="verification_uri")
    expires_in: int = Field(alias="expires_in")
    interval: int


class DeviceTokens(Model):
    """The token of a device, for one organization (RFC 8628, 3.5)."""

    access_token: str = Field(alias="access_token")
    token_type: Literal["Bearer"] = Field(alias="token_type")
    expires_in: int = Field(alias="expires_in")
    scope: Literal["cli"] = "cli"
    organization: str


class DeviceRefusal(Model):
    """Why a device gets no token, by the codes of RFC 8628 (3.5) and RFC 6749 (5.2)."""

    error: str


class DeviceQuestion(Model):
    """The code that a user typed, to see who asks."""

    user_code: UserCode


class DeviceAsker(Model):
    """Who asks to be signed in; the page shows all of it."""

    client: str = Field(description="What the device says of itself: it is not checked.")
    address: str = Field(description="The network address from which it asked.")
    place: Place = Field(description="Where it is, seen from the browser that asks this.")
    asked_at: datetime
    expires_at: datetime


class DeviceDecision(Model):
    """The user's answer, for one organization."""

    user_code: UserCode
    allow: bool
    org_id: OrganizationId | None = Field(
        default=None, description="The organization in which the device acts; needed to allow."
    )
