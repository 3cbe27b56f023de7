"""Second factors of users: an authenticator app, recovery codes and trusted devices.

A module is imported when one of its names is asked for: routes name them, and serve without most.
"""

from types import ModuleType
from typing import TYPE_CHECKING

from shared.models import imported

if TYPE_CHECKING:
    from shared.models.second_factor import factors as factors
    from shared.models.second_factor import passkeys as passkeys
    from shared.models.second_factor import policies as policies
    from shared.models.second_factor import requests as requests
    from shared.models.second_factor import stored_passkeys as stored_passkeys


def __getattr__(name: str) -> ModuleType:
    return imported(__name__, name)
