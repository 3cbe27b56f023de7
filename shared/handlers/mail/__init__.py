"""Request handlers of mail: what waits to be sent, invitations, and forgotten passwords.

Each module is imported at its first call, as in ``shared.handlers``.
"""

from types import ModuleType
from typing import TYPE_CHECKING

from shared.models import imported

if TYPE_CHECKING:
    from shared.handlers.mail import acceptance as acceptance
    from shared.handlers.mail import forgotten_passwords as forgotten_passwords
    from shared.handlers.mail import invitations as invitations
    from shared.handlers.mail import letters as letters


def __getattr__(name: str) -> ModuleType:
    return imported(__name__, name)
