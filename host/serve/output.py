"""Log records of a box on standard output: one JSON object per line, or text for people."""

import logging
import sys
from typing import Literal

from functions.logs import JsonFormatter
from host.logs import OneLine

LogFormat = Literal["json", "text"]

_TALKATIVE = ("azure", "httpx", "httpcore", "asyncio", "hpack")
#: One record for each request is enough; what fails is an error.
_REPEATING = "host.invocations"
#: Logs a line for each malformed request that a stranger sends.
_OF_STRANGERS = "uvicorn"


def configure(log_format: LogFormat) -> None:
    """Send every record to standard output. The app sets a format of its own when it loads."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonFormatter() if log_format == "json" else OneLine())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name in (*_TALKATIVE, _REPEATING):
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger(_OF_STRANGERS).setLevel(logging.ERROR)
