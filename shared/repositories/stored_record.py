"""Records as repositories return them: with the ETag that a change of the row needs."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from shared.models.base import Model
from shared.repositories.record_versions import record_of
from shared.services.tables import Columns, Row

Record = TypeVar("Record", bound=Model)


@dataclass(frozen=True, slots=True)
class StoredRecord(Generic[Record]):
    record: Record
    etag: str


def stored(model: type[Record], row: Row) -> StoredRecord[Record]:
    """Return the record that a row keeps as JSON."""
    return StoredRecord(record_of(model, row.columns), row.etag)


def columns_of(record: Model, schema: str) -> Columns:
    """Return the columns of a row that keeps a record as JSON, in this version of its shape."""
    return {"v": schema, "record": record.model_dump_json()}
