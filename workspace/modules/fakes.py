"""Fakes for tests of workflows that use a module: systems with canned answers."""

import json
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from urllib.parse import urlsplit

from modules.client import ClientOptions, client_options
from modules.transport import Request, Response


class Canned:
    """A transport with answers by path: JSON or a whole ``Response``; 404 for other paths."""

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
    """Give every module these answers inside the block, instead of the network and pauses."""
    canned = Canned(answers)
    token = client_options.set(ClientOptions(transport=canned, sleep=_no_sleep))
    try:
        yield canned
    finally:
        client_options.reset(token)


async def _no_sleep(seconds: float) -> None:
    del seconds
