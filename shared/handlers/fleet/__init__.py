"""Request handlers of what is done with many organizations.

Each module is imported at its first call, as in ``shared.handlers``.
"""

from types import ModuleType
from typing import TYPE_CHECKING

from shared.models import imported

if TYPE_CHECKING:
    from shared.handlers.fleet import batch_upkeep as batch_upkeep
    from shared.handlers.fleet import batches as batches
    from shared.handlers.fleet import diagnostics as diagnostics
    from shared.handlers.fleet import figures as figures
    from shared.handlers.fleet import figures_upkeep as figures_upkeep


def __getattr__(name: str) -> ModuleType:
    return imported(__name__, name)
