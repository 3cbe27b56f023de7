"""Single sign-on: providers, sign-ins at them, and the identities that they vouch for.

A module is imported when one of its names is asked for: routes name them, and serve without most.
"""

from types import ModuleType
from typing import TYPE_CHECKING

from shared.models import imported

if TYPE_CHECKING:
    from shared.models.sso import identities as identities
    from shared.models.sso import open_providers as open_providers
    from shared.models.sso import providers as providers
    from shared.models.sso import sign_ins as sign_ins
    from shared.models.sso import ways as ways


def __getattr__(name: str) -> ModuleType:
    return imported(__name__, name)
