"""For tests of workflows that use a module: a system that gives the answers that it was given."""

import json
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from urllib.parse import urlsplit

from modules.client import RunOptions, manner
from modules.transport import Request, Response


class Canned:
    """Answers by path: JSON, or a whole ``Response``; to anything else 404."""

    def __init__(self, answers: Mapping[str, object]) -> None:
        self._answers = answers
        self.asked: list[Request] = []

    async def send(self, request: Request) -> Response:
        self.asked.append(request)
        answer = self._answers.get(urlsplit(request.url).path)
        if isinstance(answer, Response):
            return answer
        return Response(404) if answer is None else Response(200, {}, json.dumps(answer).encode())


@contextmanager
def answering(answers: Mapping[str, object]) -> Generator[Canned]:
    """Inside, every module asks this instead of the network, and does not wait."""
    canned = Canned(answers)
    token = manner.set(RunOptions(transport=canned, sleep=_not_at_all))
    try:
        yield canned
    finally:
        manner.reset(token)


async def _not_at_all(seconds: float) -> None:
    del seconds
