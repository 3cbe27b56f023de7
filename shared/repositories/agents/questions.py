"""Stores what agents ask people, beside the approvals: ``q|<id>`` of the same partition."""

from dataclasses import dataclass
from uuid import UUID

from shared.errors import AlreadyExists, NotFound
from shared.models.agents.questions import Question
from shared.models.pages import Listed
from shared.repositories.agents.approvals import partition_of
from shared.repositories.long_records import long_columns
from shared.repositories.record_versions import record_of
from shared.repositories.row_keys import after
from shared.services.tables import Remove, Row, Table

SCHEMA = "1"
SEALED = "sealed"
BATCH = 100


@dataclass(frozen=True, slots=True)
class StoredQuestion:
    """``sealed`` are the secret values of its answer, encrypted, until the tool has them."""

    question: Question
    etag: str
    sealed: str | None = None


@dataclass(frozen=True, slots=True)
class Questions:
    table: Table
    org_id: str

    async def add(self, question: Question) -> Question:
        """Store a question; the one that is there if it was asked before."""
        columns = long_columns(question, SCHEMA)
        try:
            await self.table.insert(partition_of(self.org_id), _key(question.id), columns)
        except AlreadyExists:
            return (await self.get(question.id)).question
        return question

    async def get(self, question_id: UUID) -> StoredQuestion:
        row = await self.table.get(partition_of(self.org_id), _key(question_id))
        if row is None:
            raise NotFound("question", question_id)
        return _stored(row)

    async def replace(
        self, before: StoredQuestion, question: Question, sealed: str | None = None
    ) -> None:
        """Replace a question and its sealed values; Stale if it changed since it was read."""
        columns = long_columns(question, SCHEMA)
        if sealed is not None:
            columns = {**columns, SEALED: sealed}
        await self.table.replace(
            partition_of(self.org_id), _key(question.id), columns, etag=before.etag
        )

    async def remove(self, question_id: UUID) -> None:
        await self.table.delete(partition_of(self.org_id), _key(question_id))

    async def page(self, start: str | None, limit: int) -> Listed[Question]:
        """Return questions, oldest first."""
        page = await self.table.page(
            partition_of(self.org_id), start or "q|", after("q|"), limit=limit
        )
        return Listed([_stored(row).question for row in page.rows], page.next)

    async def remove_before(self, first: UUID, limit: int = BATCH) -> int:
        """Remove a batch of questions that were asked before this id was made."""
        partition = partition_of(self.org_id)
        page = await self.table.page(partition, "q|", _key(first), limit=limit)
        if page.rows:
            await self.table.transaction(partition, [Remove(row.key) for row in page.rows])
        return len(page.rows)


def _key(question_id: UUID) -> str:
    return f"q|{question_id}"


def _stored(row: Row) -> StoredQuestion:
    sealed = row.columns.get(SEALED)
    question = record_of(Question, row.columns)
    return StoredQuestion(question, row.etag, str(sealed) if sealed is not None else None)
