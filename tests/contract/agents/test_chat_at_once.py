"""A conversation that is named, renamed, answered and gone on with at one instant."""

from collections.abc import AsyncGenerator, Callable, Coroutine
from dataclasses import replace
from typing import Any

import pytest

from shared.services.ai.scripted import Answer, ScriptedProvider
from shared.services.services import Services
from tests.contract.agents.chats import Chat
from tests.contract.agents.conftest import Desk
from tests.contract.client import Answer as HttpAnswer
from tests.support.preempted import Overtaken, Preemption

FIRST, NAME, NEXT = "Where is the toner?", "Toner in room 12", "And the paper?"

Request = Callable[[Chat], Coroutine[Any, Any, HttpAnswer]]


@pytest.fixture
def models() -> ScriptedProvider:
    """Names a conversation if it is asked to, and answers all else."""

    def answer(_endpoint: object, request: Any) -> Answer:
        return NAME if request.system.startswith("Name this") else "In room 12."

    return ScriptedProvider(answer)


@pytest.fixture
def services(services: Services, preemption: Preemption) -> Services:
    return replace(services, executions=preemption.over(services.executions))


async def name(chat: Chat) -> HttpAnswer:
    return await chat("title_conversation")


async def rename(chat: Chat) -> HttpAnswer:
    return await chat("update_conversation", body={"title": "Mine"})


async def go_on(chat: Chat) -> HttpAnswer:
    return await chat("say_in_conversation", body={"text": NEXT})


async def each_overtaking(
    desk: Desk, preemption: Preemption, slow: Request, fast: Request
) -> AsyncGenerator[tuple[Chat, Overtaken[HttpAnswer, HttpAnswer]]]:
    """Let one overtake the other between each two of its calls of the store, each time anew."""
    for at in range(1, 60):
        chat = await Chat(desk).begin()
        await chat.say(FIRST)
        desk.later(minutes=2)
        both = await preemption.run(slow(chat), lambda chat=chat: fast(chat), at)
        yield chat, both
        if not both.is_overtaken:
            return
    pytest.fail("the slow one never ended")


@pytest.mark.parametrize(("slow", "fast"), [(name, go_on), (go_on, name)])
async def test_a_message_and_a_name_do_not_refuse_each_other(
    desk: Desk, preemption: Preemption, slow: Request, fast: Request
) -> None:
    async for chat, both in each_overtaking(desk, preemption, slow, fast):
        assert {both.slow.status, both.fast.status} == {200, 202}, both
        await desk.deliver()
        seen = await chat.seen()
        assert [one["text"] for one in seen["messages"]][::2] == [FIRST, NEXT], both
        assert seen["title"] == NAME, both


@pytest.mark.parametrize(("slow", "fast"), [(name, rename), (rename, name)])
async def test_what_its_person_calls_it_stays(
    desk: Desk, preemption: Preemption, slow: Request, fast: Request
) -> None:
    async for chat, both in each_overtaking(desk, preemption, slow, fast):
        assert (both.slow.status, both.fast.status) == (200, 200), both
        assert (await chat.seen())["title"] == "Mine", both


async def test_an_answer_is_stored_though_the_conversation_is_renamed_meanwhile(
    desk: Desk, preemption: Preemption
) -> None:
    for at in range(1, 200):
        chat = await Chat(desk).begin()
        desk.later(minutes=2)
        begun = await chat("say_in_conversation", body={"text": FIRST})
        assert begun.status == 202

        both = await preemption.run(desk.deliver(), lambda chat=chat: rename(chat), at)

        assert both.fast.status == 200
        seen = await chat.seen()
        assert (seen["title"], seen["turn"]) == ("Mine", None), at
        assert seen["messages"][-1]["text"] == "In room 12.", at
        if not both.is_overtaken:
            break
