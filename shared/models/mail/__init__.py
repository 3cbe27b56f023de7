"""Letters that wait to be sent by mail, and the invitations that some of them bring.

A module is imported when one of its names is asked for: routes name them, and serve without most.
"""

from types import ModuleType
from typing import TYPE_CHECKING

from shared.models import imported

if TYPE_CHECKING:
    from shared.models.mail import invitation_requests as invitation_requests
    from shared.models.mail import invitations as invitations
    from shared.models.mail import letters as letters
    from shared.models.mail import messages as messages


def __getattr__(name: str) -> ModuleType:
    return imported(__name__, name)
