"""What an agent remembers of a person: facts, each with the run that it is from."""

from datetime import datetime
from uuid import UUID

from shared.models.base import Model

MOST_FACTS = 100
LONGEST_FACT = 500


class RememberedFact(Model):
    """A fact; only its person sees and deletes it."""

    id: UUID
    agent_id: UUID
    text: str
    run: UUID
    at: datetime
