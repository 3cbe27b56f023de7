"""What is asked of a model that makes vectors of texts, and what it answers."""

import base64
from array import array
from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from shared.models.ai.answers import StopReason, Usage
from shared.models.base import Model

#: How many texts one call takes.
MOST_TEXTS = 96
MOST_DIMENSIONS = 4096


class EmbeddingRequest(Model):
    """Texts to make vectors of; without ``dimensions`` as many numbers as the model makes."""

    texts: Annotated[tuple[str, ...], Field(min_length=1, max_length=MOST_TEXTS)]
    dimensions: Annotated[int, Field(ge=1, le=MOST_DIMENSIONS)] | None = None

    @property
    def characters(self) -> int:
        """How many characters are sent, of which an estimate of the cost is made."""
        return sum(map(len, self.texts))

    @property
    def max_tokens(self) -> int:
        """How many tokens are written at most: none."""
        return 0


class Embedded(Model):
    """One vector for each text. ``content`` has them one after another: float32, in base64."""

    content: str
    dimensions: int
    usage: Usage
    model: str
    request_id: str | None = None

    @property
    def stop(self) -> StopReason:
        return StopReason.END

    @property
    def vectors(self) -> Sequence["array[float]"]:
        numbers = array("f", base64.b64decode(self.content))
        starts = range(0, len(numbers), self.dimensions)
        return [numbers[start : start + self.dimensions] for start in starts]


def embedded(
    vectors: Sequence[Sequence[float]], usage: Usage, model: str, request_id: str | None = None
) -> Embedded:
    """Return the answer that these vectors are, which are of one length.

    >>> [[*each] for each in embedded([[0.5, 1.0]], Usage(), "m").vectors]
    [[0.5, 1.0]]
    """
    numbers = array("f")
    for vector in vectors:
        numbers.extend(vector)
    return Embedded(
        content=base64.b64encode(numbers.tobytes()).decode(),
        dimensions=len(vectors[0]),
        usage=usage,
        model=model,
        request_id=request_id,
    )
