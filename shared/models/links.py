"""The issuer of a link: the user who made it, and the right that this needed."""

from enum import StrEnum

from shared.models.base import Model
from shared.models.callers import Actor


class Needs(StrEnum):
    PLATFORM = "platform administrator"
    ORGANIZATION = "administrator of the organization"
    OPERATOR = "operator of the machine"


class LinkIssuer(Model):
    """The issuer of a link, valid while ``actor`` has the right ``needs`` in ``org_id``."""

    actor: Actor
    needs: Needs
    org_id: str
