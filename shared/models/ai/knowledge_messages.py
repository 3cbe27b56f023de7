"""Orders to index knowledge, which the queue carries."""

from typing import Literal

from shared.models.base import Model, OrganizationId


class KnowledgeMessage(Model):
    """An order to index a document, or with none all of a source again."""

    kind: Literal["knowledge"] = "knowledge"
    org_id: OrganizationId
    namespace: str
    uid: str
    document_id: str | None = None
    attempt: int = 1
    by: str = ""
    by_name: str = ""
