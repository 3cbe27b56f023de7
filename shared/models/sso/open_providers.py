"""The sign-in providers that are enabled, as an organization's row keeps them."""

from datetime import datetime
from uuid import UUID

from shared.models.base import Model


class OpenProvider(Model):
    """An enabled provider. Sessions that it opened before ``since`` have ended."""

    id: UUID
    since: datetime | None = None


OpenOnes = tuple[OpenProvider, ...]


class OpenProviders(Model):
    """The enabled providers of the platform and of the organization itself.

    ``platform`` is a copy, so that a request that has read the organization needs no further row.
    None stands for what is not copied yet. See ``shared.repositories.sso.open_providers``.
    """

    platform: OpenOnes | None = None
    own: OpenOnes | None = None
