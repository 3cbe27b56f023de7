"""Machines that act for users and organizations: personal keys, service accounts, devices.

A module is imported when one of its names is asked for: routes name them, and serve without most.
"""

from types import ModuleType
from typing import TYPE_CHECKING

from shared.models import imported

if TYPE_CHECKING:
    from shared.models.machines import device_requests as device_requests
    from shared.models.machines import devices as devices
    from shared.models.machines import personal_key_requests as personal_key_requests
    from shared.models.machines import personal_keys as personal_keys
    from shared.models.machines import service_accounts as service_accounts


def __getattr__(name: str) -> ModuleType:
    return imported(__name__, name)
