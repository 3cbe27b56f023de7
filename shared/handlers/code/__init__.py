"""Request handlers of the code editor: versions of files, runs and tests of unsaved text.

Each module is imported at its first call, as in ``shared.handlers``.
"""

from types import ModuleType
from typing import TYPE_CHECKING

from shared.models import imported

if TYPE_CHECKING:
    from shared.handlers.code import author_tests as author_tests
    from shared.handlers.code import code_help as code_help
    from shared.handlers.code import drafts as drafts
    from shared.handlers.code import transforms as transforms
    from shared.handlers.code import version_upkeep as version_upkeep
    from shared.handlers.code import versions as versions


def __getattr__(name: str) -> ModuleType:
    return imported(__name__, name)
