"""How a workflow runs: found, started in a process of its own, journalled, ended."""

from shared.engine.answers import Answers, AnswersFor
from shared.engine.coercion import coerced
from shared.engine.engine import Engine
from shared.engine.idempotency import key_for
from shared.engine.places import Place
from shared.engine.reach import Reach
from shared.engine.scripts import NAME as SCRIPT
from shared.engine.validation import fitted

__all__ = [
    "SCRIPT",
    "Answers",
    "AnswersFor",
    "Engine",
    "Place",
    "Reach",
    "coerced",
    "fitted",
    "key_for",
]
