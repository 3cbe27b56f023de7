"""Shapes of what is asked of language models, and of what they answer.

A module is imported when one of its names is asked for: routes name them, and serve without most.
"""

from types import ModuleType
from typing import TYPE_CHECKING

from shared.models import imported

if TYPE_CHECKING:
    from shared.models.ai import answers as answers
    from shared.models.ai import embeddings as embeddings
    from shared.models.ai import endpoints as endpoints
    from shared.models.ai import keys as keys
    from shared.models.ai import knowledge as knowledge
    from shared.models.ai import knowledge_messages as knowledge_messages
    from shared.models.ai import knowledge_records as knowledge_records
    from shared.models.ai import messages as messages
    from shared.models.ai import money as money


def __getattr__(name: str) -> ModuleType:
    return imported(__name__, name)
