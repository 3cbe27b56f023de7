"""The process that calls models begins with a call, holds nothing, and ends."""

import asyncio
import os
import signal
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from shared.models.ai.endpoints import ProviderName
from shared.models.ai.messages import ModelRequest, user
from shared.services.ai.child import ChildProvider
from shared.services.ai.faults import FaultKind, ModelFault
from shared.services.ai.provider import gather
from tests.contract.ai.model_site import KEY, Reply, model_site
from tests.support.processes import arguments, descendants
from tests.support.waiting import until

ASKED = ModelRequest(messages=(user("Hello"),))
PROGRAM = b"shared.services.ai.program"


@asynccontextmanager
async def made(idle_seconds: float = 60) -> AsyncGenerator[ChildProvider]:
    found = ChildProvider({"127.0.0.1"}, idle_seconds)
    yield found
    await found.close()


def children() -> list[int]:
    """The processes that this one started to call models."""
    return [process for process in descendants(os.getpid()) if PROGRAM in arguments(process)]


async def test_it_starts_with_the_first_call_and_ends_when_idle() -> None:
    async with made(idle_seconds=0.2) as models, model_site(Reply(text=["Hi"])) as site:
        assert not models.is_running
        endpoint = site.endpoint(ProviderName.OPENAI)

        await gather(models.stream(endpoint, ASKED))
        assert models.is_running

        await until(lambda: not models.is_running and not children())
        done = await gather(models.stream(endpoint, ASKED))
        assert done.message.text == "Hi"


async def test_neither_key_nor_settings_are_in_its_arguments_or_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BIFROST_SECRET_KEY", "a secret of the platform")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-the-environment")
    async with made() as models, model_site(Reply(text=["Hi"], pause=0.1)) as site:
        await gather(models.stream(site.endpoint(ProviderName.OPENAI), ASKED))
        (pid,) = children()

        assert KEY.encode() not in arguments(pid)
        if os.geteuid() == 0:  # for others, it cannot be read at all
            environment = Path(f"/proc/{pid}/environ").read_bytes()
            assert KEY.encode() not in environment
            assert b"a secret" not in environment
            assert b"sk-of" not in environment


async def test_a_call_fails_if_it_is_killed_and_the_next_one_starts_another() -> None:
    async with made() as models, model_site(Reply(text=["Hi"] * 50, pause=0.1)) as site:
        endpoint = site.endpoint(ProviderName.OPENAI)
        deltas = models.stream(endpoint, ASKED)
        await anext(deltas)
        (pid,) = children()

        os.kill(pid, signal.SIGKILL)
        with pytest.raises(ModelFault) as caught:
            async with asyncio.timeout(5):
                [_ async for _ in deltas]
        assert caught.value.kind is FaultKind.UNFINISHED
        site.replies[:] = [Reply(text=["Ho"])]
        assert (await gather(models.stream(endpoint, ASKED))).message.text == "Ho"


async def test_closing_ends_it_in_the_middle_of_a_call() -> None:
    async with made() as models, model_site(Reply(text=["Hi"] * 50, pause=0.1)) as site:
        deltas = models.stream(site.endpoint(ProviderName.OPENAI), ASKED)
        await anext(deltas)

        async with asyncio.timeout(5):
            await models.close()

        assert children() == []
        with pytest.raises(ModelFault):
            [_ async for _ in deltas]
