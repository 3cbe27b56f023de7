"""Request handlers of single sign-on.

Each module is imported at its first call, as in ``shared.handlers``.
"""

from types import ModuleType
from typing import TYPE_CHECKING

from shared.models import imported

if TYPE_CHECKING:
    from shared.handlers.sso import identities as identities
    from shared.handlers.sso import providers as providers
    from shared.handlers.sso import sign_ins as sign_ins
    from shared.handlers.sso import ways as ways


def __getattr__(name: str) -> ModuleType:
    return imported(__name__, name)
