"""Answers that runs fetch piece by piece: as they come, on record, and ended when nobody asks."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

import pytest

from functions.composition import Runtime
from shared.errors import NotFound, NotPermitted
from shared.models.ai.answers import Delta, TextDelta
from shared.services.ai.faults import FaultKind, ModelFault
from shared.services.ai.scripted import Answer, ScriptedProvider
from shared.services.ai.streams import AnswerStreams
from tests.contract.ai.test_money import (
    ASKED,
    Headers,
    admin,
    clock,
    enabled,
    models,
    report,
    said,
    services,
)
from tests.contract.broker_calls import answered
from tests.contract.client import Http
from tests.support.waiting import until

__all__ = ["admin", "clock", "enabled", "models", "said", "services"]


async def fetched(running: Runtime, **more: Any) -> list[Any]:
    """Every piece of an answer."""
    number = await answered(running, "member", "ai.begin", **{"messages": ASKED, **more})
    found: list[Any] = []
    while (pieces := await answered(running, "member", "ai.more", stream=number)) is not None:
        found += pieces
    return found


async def test_an_answer_comes_in_pieces_and_is_on_record(
    http: Http, enabled: Headers, running: Runtime, said: list[Answer]
) -> None:
    said.append("Sunny, with some wind.")

    *pieces, end = await fetched(running)

    assert [piece["text"] for piece in pieces] == ["Sunny, with ", "some wind."]
    assert (end["stop"], end["output_tokens"]) == ("end", 6)
    (group,) = (await report(http, enabled))["groups"]
    assert (group["calls"], group["outputTokens"]) == (1, 6)


async def test_what_models_may_cost_holds(running: Runtime, models: ScriptedProvider) -> None:
    with pytest.raises(NotPermitted):
        await fetched(running)
    assert models.asked == []


async def test_a_fault_reaches_the_run(
    enabled: Headers, running: Runtime, said: list[Answer]
) -> None:
    said.append(ModelFault(FaultKind.KEY, "the provider refuses the key"))

    with pytest.raises(ModelFault, match="refuses the key"):
        await fetched(running)


async def test_an_answer_is_its_runs_alone(
    enabled: Headers, running: Runtime, said: list[Answer]
) -> None:
    said.append("Sunny.")
    number = await answered(running, "member", "ai.begin", messages=ASKED)

    with pytest.raises(NotFound):
        await answered(running, "owner", "ai.more", stream=number)
    await answered(running, "owner", "ai.stop", stream=number)
    assert await answered(running, "member", "ai.more", stream=number)
    await answered(running, "member", "ai.stop", stream=number)
    with pytest.raises(NotFound):
        await answered(running, "member", "ai.more", stream=number)


async def endless(closed: list[bool]) -> AsyncGenerator[Delta]:
    try:
        yield TextDelta(text="Sun")
        await asyncio.Event().wait()
    finally:
        closed.append(True)


async def test_an_answer_is_ended_when_it_is_not_wanted() -> None:
    streams, closed = AnswerStreams(), list[bool]()
    number = streams.begin("run", endless(closed))
    assert await streams.more("run", number) == [TextDelta(text="Sun")]

    await streams.stop("run", number)

    assert closed == [True]
    with pytest.raises(NotFound):
        await streams.more("run", number)


async def test_an_answer_that_nobody_asks_for_is_ended() -> None:
    streams, closed = AnswerStreams(0, 0.01), list[bool]()
    number = streams.begin("run", endless(closed))

    await until(lambda: closed == [True])

    with pytest.raises(NotFound):
        await streams.more("run", number)


async def told(http: Http, headers: Headers, **given: object) -> Any:
    """What a workflow in a worker of its own hears."""
    body = {"inputData": {"question": "What is the weather?", **given}}
    answer = await http("execute_workflow", {"name": "told"}, body=body, headers=headers)
    assert answer.status == 200, answer.json
    return answer.json["result"]


async def test_a_real_worker_hears_the_answer_as_it_comes(
    http: Http, enabled: Headers, said: list[Answer]
) -> None:
    broken = [TextDelta(text="Rain"), ModelFault(FaultKind.UNFINISHED, "it broke off")]
    said += ["Sunny, with some wind.", broken, "Sunny."]

    whole = await told(http, enabled)
    again = await told(http, enabled)

    assert whole == {
        "pieces": ["Sunny, with ", "some wind."],
        "restarts": 0,
        "text": "Sunny, with some wind.",
    }
    assert again == {"pieces": ["Sunny."], "restarts": 1, "text": "Sunny."}


async def test_a_real_worker_that_leaves_the_loop_ends_the_call(
    http: Http, enabled: Headers, said: list[Answer]
) -> None:
    said.append("Sunny, with some wind, and more of it later.")

    heard = await told(http, enabled, leaves_after=1)

    assert heard == {"pieces": ["Sunny, with "], "restarts": 0, "text": ""}
    assert (await told(http, enabled))["text"] == "Sunny."
