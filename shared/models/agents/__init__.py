"""Agents: their definitions, their runs, and what people approve of them.

A module is imported when one of its names is asked for: routes name them, and serve without most.
"""

from types import ModuleType
from typing import TYPE_CHECKING

from shared.models import imported

if TYPE_CHECKING:
    from shared.models.agents import approvals as approvals
    from shared.models.agents import citations as citations
    from shared.models.agents import evals as evals
    from shared.models.agents import memory as memory
    from shared.models.agents import questions as questions
    from shared.models.agents import records as records
    from shared.models.agents import runs as runs
    from shared.models.agents import steps as steps


def __getattr__(name: str) -> ModuleType:
    return imported(__name__, name)
