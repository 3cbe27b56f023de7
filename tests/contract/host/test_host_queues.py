"""When a message is run, repeated, poisoned or left alone, against a real Azurite."""

import asyncio
import base64
import time
import uuid
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import azure.functions as func
import pytest
from azure.core.exceptions import ResourceNotFoundError
from azure.storage.queue import QueueClient

from host.functions import QueueTrigger, RegisteredFunction
from host.invocations import Invoker
from host.queues.azure import AzureChannel
from host.queues.doorbells import Doorbells
from host.queues.queues import Patience, QueueListener
from host.settings import QueueOptions
from local.azurite import Azurite
from tests.contract.host import sample
from tests.contract.host.process import App, HostProcess, eventually

QUEUES = (
    sample.HEAD
    + """
@app.queue_trigger(arg_name="msg", queue_name="%GOOD_QUEUE%", connection="Storage")
async def good(msg: func.QueueMessage, context: func.Context) -> None:
    note("good", body=msg.get_body().decode(), count=msg.dequeue_count, id=msg.id,
         receipt=msg.pop_receipt, name=context.function_name,
         aware=[t.tzinfo is not None for t in
                (msg.insertion_time, msg.expiration_time, msg.time_next_visible)])

@app.queue_trigger(arg_name="msg", queue_name="failing", connection="Storage")
def failing(msg: func.QueueMessage) -> None:
    note("failing", body=msg.get_body().decode("latin-1"), count=msg.dequeue_count)
    raise ValueError("no")

@app.queue_trigger(arg_name="msg", queue_name="failing-poison", connection="Storage")
def poisoned(msg: func.QueueMessage) -> None:
    note("poisoned", body=msg.get_body().decode(), count=msg.dequeue_count)
    raise ValueError("no")

@app.queue_trigger(arg_name="msg", queue_name="garbled", connection="Storage")
def garbled(msg: func.QueueMessage) -> None:
    note("garbled")

@app.queue_trigger(arg_name="msg", queue_name="late", connection="Storage")
def late(msg: func.QueueMessage) -> None:
    note("late")

@app.queue_trigger(arg_name="msg", queue_name="many", connection="Storage")
async def many(msg: func.QueueMessage) -> None:
    note("many", step=1)
    await asyncio.sleep(0.3)
    note("many", step=-1)

@app.queue_trigger(arg_name="msg", queue_name="returning", connection="Storage")
def returning(msg: func.QueueMessage):
    note("returning")
    return "a value"
"""
)
TEN_MINUTES = Patience()
OPTIONS = QueueOptions(max_dequeue_count=2, max_polling_interval_seconds=0.2)


def text(body: str) -> str:
    return base64.b64encode(body.encode()).decode()


@dataclass
class Storage:
    """The queues, seen from outside the host."""

    azurite: Azurite

    def queue(self, name: str) -> QueueClient:
        return QueueClient.from_connection_string(self.azurite.connection_string, name)

    def create(self, name: str) -> QueueClient:
        queue = self.queue(name)
        queue.create_queue()
        return queue

    def visible(self, name: str) -> list[str]:
        """Nothing, too, where the queue does not exist."""
        try:
            return [str(message.content) for message in self.queue(name).peek_messages(32)]
        except ResourceNotFoundError:
            return []

    def count(self, name: str) -> int:
        """With the invisible ones."""
        return self.queue(name).get_queue_properties().approximate_message_count or 0


@pytest.fixture(scope="module")
def storage(azurite: Azurite) -> Storage:
    return Storage(azurite)


@pytest.fixture(scope="module")
def queue_host(storage: Storage, tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostProcess]:
    for name in ("good", "failing", "garbled", "many", "returning"):
        storage.create(name)
    options = {
        "batchSize": 4,
        "newBatchThreshold": 2,
        "maxDequeueCount": 2,
        "maxPollingInterval": "00:00:00.3",
    }
    app = App(tmp_path_factory.mktemp("queues")).configure(extensions={"queues": options})
    settings = {"Storage": storage.azurite.connection_string, "GOOD_QUEUE": "good"}
    running = app.configure_locally(Values=settings).write(QUEUES).start()
    yield running
    running.stop()


def test_a_message_is_run_once_and_deleted(queue_host: HostProcess, storage: Storage) -> None:
    sent = storage.queue("good").send_message(text("héllo"))

    [note] = eventually(lambda: [one for one in queue_host.seen("good") if one["id"] == sent.id])

    assert (note["body"], note["count"], note["name"]) == ("héllo", 1, "good")
    assert note["receipt"]
    assert note["aware"] == [True, True, True]
    eventually(lambda: storage.count("good") == 0)


def test_a_failing_message_is_tried_and_then_copied_to_poison(
    queue_host: HostProcess, storage: Storage
) -> None:
    storage.queue("failing").send_message(text("fails"))

    [poisoned] = eventually(lambda: queue_host.seen("poisoned"))

    counts = [note["count"] for note in queue_host.seen("failing") if note["body"] == "fails"]
    assert counts == [1, 2]
    assert poisoned["body"] == "fails"
    assert poisoned["count"] == 1
    eventually(lambda: storage.count("failing") == 0)


def test_a_failed_message_of_a_poison_queue_stays_invisible(
    queue_host: HostProcess, storage: Storage
) -> None:
    eventually(lambda: queue_host.seen("poisoned"))
    before = len(queue_host.seen("poisoned"))

    time.sleep(1)

    assert len(queue_host.seen("poisoned")) == before
    assert storage.visible("failing-poison") == []
    assert storage.count("failing-poison") == before


@pytest.mark.parametrize("content", ["in the clear", "YWJ", "{}"])
def test_what_is_not_base64_goes_to_poison_without_being_run(
    queue_host: HostProcess, storage: Storage, content: str
) -> None:
    storage.queue("garbled").send_message(content)

    eventually(lambda: content in storage.visible("garbled-poison"))

    assert queue_host.seen("garbled") == []
    assert "message is not base64" in queue_host.logs
    assert content not in queue_host.logs


def test_a_result_that_no_binding_takes_is_a_failure(
    queue_host: HostProcess, storage: Storage
) -> None:
    storage.queue("returning").send_message(text("x"))

    eventually(lambda: len(queue_host.seen("returning")) == 2)

    eventually(lambda: "returning-poison" in queue_host.logs)


def test_a_queue_that_does_not_exist_is_found_once_it_does(
    queue_host: HostProcess, storage: Storage
) -> None:
    said = queue_host.logs.count("queue does not exist queue=late")
    queue = storage.create("late")

    queue.send_message(text("x"))

    eventually(lambda: queue_host.seen("late"))
    assert said == 1


def test_at_most_a_batch_and_the_threshold_run_at_once(
    queue_host: HostProcess, storage: Storage
) -> None:
    queue = storage.queue("many")
    for number in range(20):
        queue.send_message(text(str(number)))

    eventually(lambda: len(queue_host.seen("many")) == 40, seconds=20)

    running, most = 0, 0
    for note in queue_host.seen("many"):
        running += note["step"]
        most = max(most, running)
    assert 4 <= most <= 6


def test_a_queue_function_is_run_by_hand(queue_host: HostProcess) -> None:
    found = queue_host.client.post(
        "/admin/functions/failing", headers=queue_host.master, json={"input": "by hand"}
    )

    assert found.status_code == 202
    notes = eventually(lambda: [n for n in queue_host.seen("failing") if n["body"] == "by hand"])
    assert len(notes) == 1


def test_an_outage_is_waited_out_and_logged_once(app: App, tmp_path: Path) -> None:
    data = tmp_path / "azurite"
    first = Azurite.start(data)
    Storage(first).create("good")
    settings = {"Storage": first.connection_string, "GOOD_QUEUE": "good"}
    host = app.configure_locally(Values=settings).write(QUEUES).start()

    first.stop()
    eventually(lambda: "queue cannot be read queue=good" in host.logs)
    with Azurite.start(data, ports=first.ports) as second:
        Storage(second).queue("good").send_message(text("after"))
        notes = eventually(lambda: host.seen("good"))
        stopped = host.stop()

    assert [note["body"] for note in notes] == ["after"]
    assert host.logs.count("queue cannot be read queue=good") == 1
    assert host.logs.count("queue can be read again queue=good") == 1
    assert stopped == 0


@dataclass
class Listening:
    """A listener in this process, with limits that only tests want."""

    storage: Storage
    options: QueueOptions = OPTIONS
    patience: Patience = TEN_MINUTES
    takes_seconds: float = 0
    fails: bool = False
    queue: str = field(default_factory=lambda: f"q{uuid.uuid4().hex}")
    calls: asyncio.Queue[func.QueueMessage] = field(
        default_factory=asyncio.Queue[func.QueueMessage]
    )

    async def called(self, msg: func.QueueMessage) -> None:
        self.calls.put_nowait(msg)
        await asyncio.sleep(self.takes_seconds)
        if self.fails:
            raise ValueError("told to")

    async def call(self) -> func.QueueMessage:
        """What the next call was given."""
        async with asyncio.timeout(10):
            return await self.calls.get()

    @asynccontextmanager
    async def running(self) -> AsyncGenerator[None]:
        trigger = QueueTrigger(
            name="msg", type="queueTrigger", queue_name=self.queue, connection="Storage"
        )
        listener = QueueListener(
            RegisteredFunction("called", self.called, trigger, (trigger,)),
            AzureChannel(self.storage.azurite.connection_string, self.queue),
            self.options,
            Invoker(Path.cwd(), threads=1, timeout_seconds=None),
            Doorbells(),
            self.patience,
        )
        task = asyncio.create_task(listener.run())
        yield
        listener.stop()
        await task


async def test_a_long_run_keeps_its_message_invisible(storage: Storage) -> None:
    listening = Listening(storage, patience=Patience(2, 0.7), takes_seconds=3.5)
    storage.create(listening.queue).send_message(text("long"))

    async with listening.running():
        await listening.call()

    assert listening.calls.empty()
    assert storage.count(listening.queue) == 0


async def test_a_message_that_came_back_meanwhile_is_run_again_and_no_error(
    storage: Storage, caplog: pytest.LogCaptureFixture
) -> None:
    listening = Listening(storage, patience=Patience(1, 60), takes_seconds=1.6)
    storage.create(listening.queue).send_message(text("lost"))

    async with listening.running():
        counts = [(await listening.call()).dequeue_count for _ in range(2)]

    assert counts == [1, 2]
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


async def test_a_failed_message_is_shown_again_after_the_visibility_timeout(
    storage: Storage,
) -> None:
    options = QueueOptions(visibility_timeout_seconds=2, max_polling_interval_seconds=0.2)
    listening = Listening(storage, options=options, fails=True)
    storage.create(listening.queue).send_message(text("x"))

    async with listening.running():
        await listening.call()
        began = time.monotonic()
        await listening.call()

    assert 1 < time.monotonic() - began < 4


async def test_a_message_over_the_limit_goes_to_poison_without_being_run(
    storage: Storage,
) -> None:
    listening = Listening(storage)
    queue = storage.create(listening.queue)
    queue.send_message(text("tired"))
    for _ in range(2):
        [message] = queue.receive_messages(max_messages=1)
        queue.update_message(message, visibility_timeout=0)

    async with listening.running():
        await asyncio.to_thread(eventually, lambda: storage.count(listening.queue) == 0)

    assert listening.calls.empty()
    assert storage.visible(f"{listening.queue}-poison") == [text("tired")]


async def test_messages_may_be_plain_text(storage: Storage) -> None:
    listening = Listening(storage, options=QueueOptions(base64=False))
    storage.create(listening.queue).send_message("not base64")

    async with listening.running():
        message = await listening.call()

    assert message.get_body() == b"not base64"


async def test_a_failed_message_stays_invisible_where_the_name_is_too_long_for_a_poison_queue(
    storage: Storage,
) -> None:
    listening = Listening(storage, fails=True, queue="q" * 57)
    storage.create(listening.queue).send_message(text("x"))

    async with listening.running():
        await listening.call()

    assert storage.count(listening.queue) == 1
    assert storage.visible(listening.queue) == []


async def test_a_bell_ends_a_wait_for_its_queue_only() -> None:
    doorbells = Doorbells()

    began = time.monotonic()
    doorbells.ring("rung")
    await doorbells.wait("rung", 5)
    woken = time.monotonic() - began
    await doorbells.wait("rung", 0.2)
    await doorbells.wait("other", 0.2)

    assert woken < 1
    assert time.monotonic() - began > 0.4
