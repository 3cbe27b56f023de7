"""What the code editor keeps and answers beside the files themselves.

A module is imported when one of its names is asked for: routes name them, and serve without most.
"""

from types import ModuleType
from typing import TYPE_CHECKING

from shared.models import imported

if TYPE_CHECKING:
    from shared.models.code import author_tests as author_tests
    from shared.models.code import code_help as code_help
    from shared.models.code import diffs as diffs
    from shared.models.code import drafts as drafts
    from shared.models.code import transforms as transforms
    from shared.models.code import versions as versions


def __getattr__(name: str) -> ModuleType:
    return imported(__name__, name)
