"""Passages as an agent is shown them: with numbers, and as data where strangers wrote them."""

from dataclasses import dataclass

from shared.call import Call
from shared.models.agents.citations import Citation
from shared.models.ai.knowledge import KnowledgeSearch, PassageView
from shared.operations.agents.answers import fenced
from shared.operations.ai.knowledge import searching


@dataclass(frozen=True, slots=True)
class ShownPassages:
    """What was found; without a passage, there is no text."""

    text: str
    taints: bool
    citations: tuple[Citation, ...]


async def found(call: Call, wanted: KnowledgeSearch, first: int = 1) -> ShownPassages:
    """Search what the caller reads; the passages are numbered from ``first``."""
    views = (await searching.found(call, wanted)).passages
    text = "\n\n".join(_shown(number, one) for number, one in enumerate(views, first))
    taints = not all(one.trusted for one in views)
    return ShownPassages(
        text=fenced(text) if taints else text,
        taints=taints,
        citations=tuple(_citation(number, one) for number, one in enumerate(views, first)),
    )


def _shown(number: int, passage: PassageView) -> str:
    place = f"{passage.document}, {passage.heading}" if passage.heading else passage.document
    return f"[{number}] ({place})\n{passage.text}"


def _citation(number: int, passage: PassageView) -> Citation:
    return Citation(
        number=number,
        namespace=passage.namespace,
        scope=passage.scope,
        document_id=passage.document_id,
        document=passage.document,
        heading=passage.heading,
        start=passage.start,
        end=passage.end,
    )
