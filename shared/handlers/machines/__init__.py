"""Request handlers of machines: personal keys, service accounts and devices.

Each module is imported at its first call, as in ``shared.handlers``.
"""

from types import ModuleType
from typing import TYPE_CHECKING

from shared.models import imported

if TYPE_CHECKING:
    from shared.handlers.machines import devices as devices
    from shared.handlers.machines import personal_keys as personal_keys
    from shared.handlers.machines import service_accounts as service_accounts


def __getattr__(name: str) -> ModuleType:
    return imported(__name__, name)
