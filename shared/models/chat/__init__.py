"""Conversations with agents, and what is told of a turn while it goes on.

A module is imported when one of its names is asked for: routes name them, and serve without most.
"""

from types import ModuleType
from typing import TYPE_CHECKING

from shared.models import imported

if TYPE_CHECKING:
    from shared.models.chat import conversations as conversations


def __getattr__(name: str) -> ModuleType:
    return imported(__name__, name)
