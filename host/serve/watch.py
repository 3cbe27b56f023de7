"""What a running box looks at each second: its keys, its certificate, and its operator."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from host.errors import SettingsInvalid
from host.keys.hashed import HashedKeys
from host.serve import requests
from host.serve.certificates import Certificates
from host.serve.requests import OperatorAnswer, OperatorRequest

logger = logging.getLogger(__name__)

SECONDS = 1.0

Answer = Callable[[OperatorRequest], Awaitable[OperatorAnswer]]


@dataclass
class BoxWatch:
    """Takes up what commands and other programs change beside the running process."""

    keys: HashedKeys
    certificates: Certificates | None
    folder: Path
    answer: Answer
    _trouble: str = ""

    async def run(self) -> None:
        """Look each second, until cancelled."""
        while True:
            self.refresh()
            await self._answer_operator()
            await asyncio.sleep(SECONDS)

    def refresh(self) -> None:
        """Take up new keys and a new certificate; what cannot be used leaves the old one."""
        try:
            if self.keys.refresh():
                logger.info("function keys replaced")
            self._trouble = ""
        except (SettingsInvalid, OSError) as error:
            if str(error) != self._trouble:
                logger.error("function keys not readable", extra={"reason": str(error)})  # noqa: TRY400
            self._trouble = str(error)
        if self.certificates is not None:
            self.certificates.refresh()

    async def _answer_operator(self) -> None:
        try:
            for place, request in requests.waiting(self.folder):
                given = await self.answer(request)
                requests.answer(place, given)
                facts = {"operation": request.operation, "error": given.error}
                logger.info("operator answered", extra=facts)
        except OSError as error:
            logger.warning("operator not answered", extra={"reason": str(error)})
