"""The issuer of a link: who made it for others to use, and the right that making it needed."""

from enum import StrEnum

from shared.models.base import Model
from shared.models.callers import Actor


class Needs(StrEnum):
    PLATFORM = "platform administrator"
    ORGANIZATION = "administrator of the organization"


class LinkIssuer(Model):
    """Kept with every link, which is good while ``actor`` has that right in ``org_id``."""

    actor: Actor
    needs: Needs
    org_id: str
