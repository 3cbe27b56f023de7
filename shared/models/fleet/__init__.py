"""What platform administrators do with many organizations, and see of them.

A module is imported when one of its names is asked for: routes name them, and serve without most.
"""

from types import ModuleType
from typing import TYPE_CHECKING

from shared.models import imported

if TYPE_CHECKING:
    from shared.models.fleet import batches as batches
    from shared.models.fleet import diagnostics as diagnostics
    from shared.models.fleet import figures as figures
    from shared.models.fleet import metrics as metrics
    from shared.models.fleet import stored_batches as stored_batches


def __getattr__(name: str) -> ModuleType:
    return imported(__name__, name)
