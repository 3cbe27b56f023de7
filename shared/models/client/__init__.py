"""Shapes of what pages of the web client call: session, sign-in, members, branding.

A module is imported when one of its names is asked for: routes name them, and serve without most.
"""

from types import ModuleType
from typing import TYPE_CHECKING

from shared.models import imported

if TYPE_CHECKING:
    from shared.models.client import auth_methods as auth_methods
    from shared.models.client import authorizations as authorizations
    from shared.models.client import branding as branding
    from shared.models.client import connections as connections
    from shared.models.client import contrast as contrast
    from shared.models.client import images as images
    from shared.models.client import live as live
    from shared.models.client import members as members
    from shared.models.client import preferences as preferences
    from shared.models.client import pushes as pushes
    from shared.models.client import session as session


def __getattr__(name: str) -> ModuleType:
    return imported(__name__, name)
