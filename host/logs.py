"""Formats the host's and the app's log records as one line, with their fields at the end.

The host never logs a key, query or body; libraries that log addresses log warnings only.
"""

import json
import logging
import sys

from functions.logs import facts_of

_TALKATIVE = ("azure", "httpx", "httpcore", "uvicorn", "asyncio", "hpack")


class OneLine(logging.Formatter):
    """Formats a record as ``time LEVEL logger message key=value``."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s.%(msecs)03d %(levelname)-7s %(name)s %(message)s", "%H:%M:%S")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
        facts = facts_of(record).items()
        words = [super().formatMessage(record), *(f"{k}={_shown(v)}" for k, v in facts)]
        return " ".join(words)


def configure() -> None:
    """Send every record to stderr; look up neither thread nor process, which no line shows."""
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)


def _shown(value: object) -> str:
    text = str(value)
    return text if text.split() == [text] else json.dumps(text)
