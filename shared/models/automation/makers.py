"""The maker of a thing that acts later: the user, and the right that making it needed."""

from enum import StrEnum
from uuid import UUID

from shared.models.base import Model


class Needs(StrEnum):
    PLATFORM = "platform administrator"
    ORGANIZATION = "administrator of the organization"
    OPERATOR = "operator of the machine"
    #: Whoever reads the mail of the address that the link was sent to.
    MAILBOX = "reader of the mailbox"


class Maker(Model):
    """The user who saved a trigger last; it acts while the user has the right in ``org_id``."""

    user_id: UUID
    name: str
    needs: Needs
    org_id: str
