"""What a sign-in service says of somebody, and what we make of it."""

from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from shared.models.base import Model


class SignIn(BaseModel):
    """What Static Web Apps posts. Only the access token proves anything.

    ``userId`` is the name by which later requests will know the user; the emulator sends none.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", alias_generator=to_camel)

    identity_provider: str | None = None
    user_id: str | None = None
    user_details: str | None = None
    access_token: str | None = None


class SignInRoles(Model):
    """Roles beside those that Static Web Apps implies; they grant nothing in the API."""

    roles: tuple[str, ...] = Field(examples=[["PlatformAdmin"], ["OrgUser"], []])


class Identity(Model):
    """Somebody whom the issuer vouched for.

    ``addresses`` are e-mail addresses of domains that the tenant has proven to be its own.
    """

    tenant_id: UUID
    object_id: UUID
    display_name: str
    addresses: tuple[str, ...]

    @property
    def principal(self) -> str:
        """As it is kept with a user."""
        return f"entra:{self.tenant_id}/{self.object_id}"
