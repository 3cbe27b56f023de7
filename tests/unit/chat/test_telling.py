"""What is told of a turn: once, in order, by one process at a time, whatever the store does."""

import asyncio
from uuid import UUID

from shared.errors import Unavailable
from shared.models.agents.steps import Ended, ModelCalled
from shared.models.ai.answers import Interrupted, TextDelta
from shared.operations.agents.state import RunState
from shared.operations.chat.frames import frame, text_of, whole
from shared.operations.chat.telling import TurnTeller
from shared.repositories.chat.turn_streams import TurnStreams
from shared.services.blobs import MemoryBlobs
from shared.services.live.wakers import Wakers
from tests.support.waiting import until

TURN = UUID(int=7)
STATE = RunState()


class FailingBlobs(MemoryBlobs):
    """Does not answer some appends, some of which are stored all the same."""

    def __init__(self, *stored: bool) -> None:
        super().__init__()
        self.failures = [*stored]
        self.appends = 0

    async def append(self, name: str, content: bytes, *, at: int) -> None:
        self.appends += 1
        failure = self.failures.pop(0) if self.failures else None
        if failure is not False:
            await super().append(name, content, at=at)
        if failure is not None:
            raise Unavailable("no answer")


def teller(blobs: MemoryBlobs, size: int = 0, wakers: Wakers | None = None) -> TurnTeller:
    streams = TurnStreams(blobs, "acme")
    return TurnTeller(TURN, streams, wakers or Wakers(), size, gather_seconds=0.01)


async def told(blobs: MemoryBlobs) -> bytes:
    return await TurnStreams(blobs, "acme").all(TURN)


async def test_what_comes_together_is_one_append_after_the_first() -> None:
    blobs = FailingBlobs()
    telling = teller(blobs)

    telling.step(ModelCalled(step=1), STATE)
    await until(lambda: blobs.appends == 1)
    for word in ("a ", "long ", "answer"):
        telling.delta(TextDelta(text=word))
    telling.step(Ended(), STATE)
    await telling.end()

    assert text_of(await told(blobs)) == "a long answer"
    assert blobs.appends == 2


async def test_a_store_that_does_not_answer_loses_and_doubles_nothing() -> None:
    blobs = FailingBlobs(True, False, True)
    telling = teller(blobs)

    for number in range(4):
        telling.delta(TextDelta(text=f"{number} "))
        before = blobs.appends
        await until(lambda before=before: blobs.appends > before)
    await telling.end()

    assert text_of(await told(blobs)) == "0 1 2 3 "


async def test_another_process_goes_on_and_the_first_is_not_heard_any_more() -> None:
    blobs = MemoryBlobs()
    first = teller(blobs)
    first.step(ModelCalled(step=1), STATE)
    first.delta(TextDelta(text="Lost"))
    await until(lambda: first.size > 0)

    second = teller(blobs, await TurnStreams(blobs, "acme").size(TURN))
    second.step(ModelCalled(step=1), STATE)
    second.delta(TextDelta(text="Kept"))
    await second.end()
    first.delta(TextDelta(text="Late"))
    await first.end()

    assert text_of(await told(blobs)) == "Kept"


async def test_an_answer_that_begins_again_is_told_from_its_beginning() -> None:
    blobs = MemoryBlobs()
    telling = teller(blobs)

    for delta in (TextDelta(text="Ra"), Interrupted(reason="cut"), TextDelta(text="Sun")):
        telling.delta(delta)
    await telling.end()

    assert text_of(await told(blobs)) == "Sun"


async def test_those_who_wait_in_this_process_are_woken() -> None:
    wakers = Wakers()
    telling = teller(MemoryBlobs(), wakers=wakers)
    with wakers.listening(TURN) as news:
        telling.delta(TextDelta(text="Hi"))
        async with asyncio.timeout(5):
            await news.wait()
    await telling.end()


def test_a_frame_that_is_still_written_waits() -> None:
    assert whole(frame("delta", text="a\n\nb") + b"event: de") == frame("delta", text="a\n\nb")
    assert whole(b"event: de") == b""
