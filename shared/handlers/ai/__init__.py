"""Request handlers of language models: keys, providers, budgets, knowledge, and what it cost.

Each module is imported at its first call, as in ``shared.handlers``.
"""

from types import ModuleType
from typing import TYPE_CHECKING

from shared.models import imported

if TYPE_CHECKING:
    from shared.handlers.ai import agent_runs as agent_runs
    from shared.handlers.ai import agents as agents
    from shared.handlers.ai import approvals as approvals
    from shared.handlers.ai import config as config
    from shared.handlers.ai import evals as evals
    from shared.handlers.ai import imports as imports
    from shared.handlers.ai import ingestion as ingestion
    from shared.handlers.ai import keys as keys
    from shared.handlers.ai import knowledge as knowledge
    from shared.handlers.ai import reports as reports
    from shared.handlers.ai import retention as retention
    from shared.handlers.ai import settings as settings


def __getattr__(name: str) -> ModuleType:
    return imported(__name__, name)
