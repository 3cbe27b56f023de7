"""Formats log records as JSON in Azure; ``host.logs`` formats them in development."""

import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime

#: Fields of the request or message in progress, added to each of its log records.
about: ContextVar[dict[str, str]] = ContextVar("bifrost_log_facts")
#: Where a host that logs requests itself collects the same fields; Azure's host sets none.
collected: ContextVar[dict[str, str] | None] = ContextVar("bifrost_log_collected", default=None)

_STANDARD = {*logging.makeLogRecord({}).__dict__, "message", "asctime", "taskName"}


#: Loggers of Azure's worker: before version 5, and of the runtime that followed.
WORKERS = ("azure_functions_worker", "azure.functions")
LONGEST = 2000


class ShorterWorkerLines(logging.Filter):
    """Cuts what the worker says of itself: at each start, half a megabyte about all functions."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith(WORKERS):
            text = record.getMessage()
            if len(text) > LONGEST:
                record.msg = f"{text[:LONGEST]} ... ({len(text)} characters)"
                record.args = ()
        return True


class JsonFormatter(logging.Formatter):
    """Formats a record as one JSON object, with the fields of ``extra``."""

    def format(self, record: logging.LogRecord) -> str:
        facts: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **facts_of(record),
        }
        if record.exc_info:
            facts["exception"] = self.formatException(record.exc_info)
        return json.dumps(facts, default=str)


def begin(**facts: str) -> None:
    """Set the fields of the request or message that begins."""
    own = collected.get()
    fields = {} if own is None else own
    fields.update(facts)
    about.set(fields)


def add(**facts: str) -> None:
    """Add fields to those of the request or message in progress."""
    about.get({}).update(facts)


def facts_of(record: logging.LogRecord) -> dict[str, object]:
    """The record's ``extra`` fields and those of the request or message in progress."""
    extra = {name: value for name, value in record.__dict__.items() if name not in _STANDARD}
    return {**about.get({}), **extra}


def configure() -> None:
    """Make the worker's handlers, which send records to the host, write JSON."""
    for handler in logging.getLogger().handlers:
        handler.setFormatter(JsonFormatter())
        if not any(isinstance(each, ShorterWorkerLines) for each in handler.filters):
            handler.addFilter(ShorterWorkerLines())
    logging.getLogger("azure").setLevel(logging.WARNING)  # it logs every request at INFO
