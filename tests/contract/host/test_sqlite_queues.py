"""The listener of a queue in SQLite: it wakes when a message comes or shows, and does not poll."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import azure.functions as func
import pytest

from host.functions import QueueTrigger, RegisteredFunction
from host.invocations import Invoker
from host.queues.channels import StoredMessage
from host.queues.doorbells import Doorbells
from host.queues.queues import QueueListener
from host.queues.sqlite import SqliteChannel
from host.settings import QueueOptions
from shared.services.sqlite.queues import SqliteQueue
from shared.services.sqlite.store import opened

QUEUE = "good"


class CountedChannel(SqliteChannel):
    """Counts how often it was read."""

    reads = 0

    async def receive(self, at_most: int, *, invisible_seconds: float) -> list[StoredMessage]:
        self.reads += 1
        return await super().receive(at_most, invisible_seconds=invisible_seconds)


class Listening:
    """A listener over a store of its own, and a sender in the same process."""

    def __init__(self, folder: Path) -> None:
        doorbells = Doorbells()
        store = opened(folder)
        self.calls: asyncio.Queue[str] = asyncio.Queue()
        self.sender = SqliteQueue(store.database, QUEUE, store.ring)
        self.channel = CountedChannel(store, QUEUE, doorbells)
        trigger = QueueTrigger(
            name="msg", type="queueTrigger", queue_name=QUEUE, connection="Storage"
        )
        function = RegisteredFunction("called", self.called, trigger, (trigger,))
        invoker = Invoker(Path.cwd(), threads=1, timeout_seconds=None)
        self.listener = QueueListener(function, self.channel, QueueOptions(), invoker, doorbells)

    async def called(self, msg: func.QueueMessage) -> None:
        self.calls.put_nowait(msg.get_body().decode())

    async def call(self, seconds: float) -> str:
        return await asyncio.wait_for(self.calls.get(), seconds)

    @asynccontextmanager
    async def running(self) -> AsyncGenerator[None]:
        task = asyncio.create_task(self.listener.run())
        await asyncio.sleep(0.2)
        yield
        self.listener.stop()
        await task


@pytest.fixture
def listening(tmp_path: Path) -> Listening:
    return Listening(tmp_path / "store")


async def test_an_empty_queue_is_not_polled(listening: Listening) -> None:
    async with listening.running():
        await asyncio.sleep(2.5)
        reads = listening.channel.reads

    assert reads == 1


async def test_a_message_wakes_the_listener(listening: Listening) -> None:
    async with listening.running():
        await asyncio.sleep(1)
        await listening.sender.send("now")

        assert await listening.call(1) == "now"


async def test_a_hidden_message_is_received_when_it_shows(listening: Listening) -> None:
    async with listening.running():
        await listening.sender.send("later", delay_seconds=1)
        with pytest.raises(TimeoutError):
            await listening.call(0.7)

        assert await listening.call(1.5) == "later"


async def test_one_that_was_hidden_before_the_listener_began_is_received_too(
    listening: Listening,
) -> None:
    await listening.sender.send("kept", delay_seconds=1)
    async with listening.running():
        assert await listening.call(3) == "kept"
        reads = listening.channel.reads

    assert reads <= 5
