"""Citations: passages of documents that an agent was shown, by their number in the run."""

from shared.models.base import Model


class Citation(Model):
    """Where a passage is; an answer cites it as ``[number]``."""

    number: int
    namespace: str
    scope: str
    document_id: str
    document: str
    heading: str
    start: int
    end: int
