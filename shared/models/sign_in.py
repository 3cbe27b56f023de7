"""Sign-ins through Static Web Apps, and the identities that they prove."""

from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from shared.models.base import Model


class SignIn(BaseModel):
    """The body that Static Web Apps posts; only its access token proves anything.

    ``userId`` is the user's name in later requests; the emulator sends none.
    """

    model_config = ConfigDict(
        defer_build=True, frozen=True, extra="ignore", alias_generator=to_camel
    )

    identity_provider: str | None = None
    user_id: str | None = None
    user_details: str | None = None
    access_token: str | None = None


class SignInRoles(Model):
    """Roles beyond those that Static Web Apps implies; they grant nothing in the API."""

    roles: tuple[str, ...] = Field(examples=[["PlatformAdmin"], ["OrgUser"], []])


class Identity(Model):
    """An identity that the issuer vouched for.

    ``addresses`` are e-mail addresses in domains that the tenant has proven to own.
    ``has_second_factor`` is whether the issuer says that it asked for one.
    """

    tenant_id: UUID
    object_id: UUID
    display_name: str
    addresses: tuple[str, ...]
    has_second_factor: bool = False

    @property
    def principal(self) -> str:
        """The principal that is stored with a user."""
        return principal_of(self.tenant_id, self.object_id)


def principal_of(tenant_id: UUID, object_id: UUID) -> str:
    """Return the key of an account of Entra, however it signs in."""
    return f"entra:{tenant_id}/{object_id}"
