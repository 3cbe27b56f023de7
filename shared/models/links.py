"""The issuer of a link: the user who made it, and the right that this needed."""

from shared.models.automation.makers import Needs
from shared.models.base import Model
from shared.models.callers import Actor


class LinkIssuer(Model):
    """The issuer of a link, valid while ``actor`` has the right ``needs`` in ``org_id``."""

    actor: Actor
    needs: Needs
    org_id: str
