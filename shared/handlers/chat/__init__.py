"""Request handlers of conversations with agents, and of what agents ask people.

Each module is imported at its first call, as in ``shared.handlers``.
"""

from types import ModuleType
from typing import TYPE_CHECKING

from shared.models import imported

if TYPE_CHECKING:
    from shared.handlers.chat import attachments as attachments
    from shared.handlers.chat import conversations as conversations
    from shared.handlers.chat import exports as exports
    from shared.handlers.chat import following as following
    from shared.handlers.chat import memory as memory
    from shared.handlers.chat import questions as questions
    from shared.handlers.chat import retention as retention
    from shared.handlers.chat import titles as titles
    from shared.handlers.chat import turns as turns


def __getattr__(name: str) -> ModuleType:
    return imported(__name__, name)
