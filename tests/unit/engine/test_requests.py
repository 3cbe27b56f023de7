"""How much may one run ask?"""

from collections.abc import Mapping

import pytest
from pydantic import JsonValue

from sdk.rpc.protocol import ProtocolError
from shared.engine.runs import requests
from shared.engine.runs.requests import Requests
from shared.errors import Detail, InvalidInput
from shared.models.worker_messages import CallMessage
from tests.support.waiting import until


class Silent:
    """A worker that hears answers."""

    def __init__(self) -> None:
        self.heard: list[object] = []

    async def answer(self, number: int, value: object) -> None:
        self.heard.append((number, value))

    async def refuse(self, number: int, code: str, message: str) -> None:
        self.heard.append((number, code, message))


class Echo:
    secrets: frozenset[str] = frozenset()

    async def answer(self, call: str, arguments: Mapping[str, JsonValue]) -> object:
        del arguments
        return call


class Refusing:
    secrets: frozenset[str] = frozenset()

    async def answer(self, call: str, arguments: Mapping[str, JsonValue]) -> object:
        del call, arguments
        told = Detail(("path",), "'..' leads elsewhere")
        raise InvalidInput("'../x': '..' leads elsewhere", [told, Detail(("body", "n"), "too few")])


def ask(number: int, arguments: dict[str, JsonValue] | None = None) -> CallMessage:
    return CallMessage(
        kind="ask", capability="", id=number, call="config.get", arguments=arguments or {}
    )


async def test_more_waiting_than_any_workflow_has_ends_the_run() -> None:
    asked = Requests(Silent(), Echo())
    for number in range(requests.MOST_WAITING):
        asked.take(ask(number))

    with pytest.raises(ProtocolError):
        asked.take(ask(0))
    await asked.close()


async def test_a_refusal_says_nothing_twice() -> None:
    worker = Silent()
    asked = Requests(worker, Refusing())

    asked.take(ask(1))
    await until(lambda: bool(worker.heard))

    assert worker.heard == [(1, "InvalidInput", "'../x': '..' leads elsewhere: body.n: too few")]
    await asked.close()


async def test_arguments_of_a_megabyte_end_the_run() -> None:
    asked = Requests(Silent(), Echo())

    with pytest.raises(ProtocolError):
        asked.take(ask(1, {"key": "x" * requests.ARGUMENT_BYTES}))


async def test_who_asks_too_fast_waits() -> None:
    asked = Requests(Silent(), Echo())
    first = asked.delay()
    for number in range(3 * requests.PER_SECOND):
        asked.take(ask(number))

    assert first == 0
    assert 1.5 < asked.delay() < 2.1
    await asked.close()
