"""Calls are tried again, pause, and go on to another model; a breaker keeps away from trouble."""

from collections.abc import AsyncGenerator, Callable, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import SecretStr

from shared.errors import Conflict
from shared.models.ai.answers import Answered, Delta, Interrupted, StopReason, TextDelta, Usage
from shared.models.ai.endpoints import Endpoint, ProviderName
from shared.models.ai.messages import ModelRequest, assistant, user
from shared.services.ai.breaker import ModelBreakerState
from shared.services.ai.calls import Calls
from shared.services.ai.faults import FaultKind, ModelFault
from shared.services.ai.meter import Done, FreeMeter, Metered
from shared.services.ai.provider import gather
from shared.services.ai.scripted import Answer, ScriptedProvider

ASKED = ModelRequest(messages=(user("Hello"),))
ONE = Endpoint(
    provider=ProviderName.OPENAI, url="https://one.test/v1", key=SecretStr("sk-1"), model="one"
)
OTHER = ONE.model_copy(update={"url": "https://other.test/v1", "model": "other"})
KEY = ONE.url, hash(ONE.key)


class Time:
    """A clock that sleeping moves."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 29, tzinfo=UTC)
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += timedelta(seconds=seconds)


def calls_of(
    answers: Sequence[Answer] | Callable[[Endpoint, ModelRequest], Answer],
) -> tuple[Calls, ScriptedProvider, Time]:
    clock, provider = Time(), ScriptedProvider(answers)
    return Calls(provider, clock, clock.sleep), provider, clock


def fault(kind: FaultKind, words: str = "no", retry_after: float | None = None) -> ModelFault:
    return ModelFault(kind, words, retry_after)


PASSING = [
    FaultKind.LIMITED,
    FaultKind.TROUBLE,
    FaultKind.UNREACHABLE,
    FaultKind.TIMEOUT,
    FaultKind.UNFINISHED,
    FaultKind.MALFORMED,
]


@pytest.mark.parametrize("kind", PASSING)
async def test_what_passes_is_tried_again(kind: FaultKind) -> None:
    calls, provider, clock = calls_of([fault(kind), fault(kind), "Sunny."])

    done = await gather(calls.stream([ONE], ASKED))

    assert done.message.text == "Sunny."
    assert len(provider.asked) == 3
    assert 0.75 <= clock.slept[0] <= 1.25
    assert 1.5 <= clock.slept[1] <= 2.5


@pytest.mark.parametrize("kind", [kind for kind in FaultKind if kind not in PASSING])
async def test_what_does_not_pass_is_not(kind: FaultKind) -> None:
    calls, provider, clock = calls_of([fault(kind), "never"])

    with pytest.raises(ModelFault):
        await gather(calls.stream([ONE], ASKED))

    assert (len(provider.asked), clock.slept) == (1, [])


async def test_three_more_tries_are_made_and_no_more() -> None:
    calls, provider, _ = calls_of([fault(FaultKind.TROUBLE)] * 9)

    with pytest.raises(ModelFault):
        await gather(calls.stream([ONE], ASKED))

    assert len(provider.asked) == 4


async def test_the_provider_is_not_asked_before_it_said() -> None:
    calls, _, clock = calls_of([fault(FaultKind.LIMITED, retry_after=8), "Sunny."])

    await gather(calls.stream([ONE], ASKED))

    assert clock.slept == [8]


async def test_a_long_wait_is_the_callers() -> None:
    calls, provider, clock = calls_of([fault(FaultKind.LIMITED, retry_after=11), "never"])

    with pytest.raises(ModelFault) as caught:
        await gather(calls.stream([ONE], ASKED))

    assert (caught.value.retry_after, len(provider.asked), clock.slept) == (11, 1, [])


async def test_after_shown_text_another_try_is_marked() -> None:
    broken = [TextDelta(text="Sun"), fault(FaultKind.UNFINISHED)]
    calls, _, _ = calls_of([broken, "Sunny."])

    deltas = [delta async for delta in calls.stream([ONE], ASKED)]

    kinds = [delta.kind for delta in deltas]
    assert kinds == ["text", "interrupted", "text", "done"]
    assert isinstance(deltas[1], Interrupted)


async def test_another_model_is_asked_if_the_first_one_fails() -> None:
    def answer(endpoint: Endpoint, _: ModelRequest) -> Answer:
        return "Sunny." if endpoint == OTHER else fault(FaultKind.MODEL)

    calls, provider, _ = calls_of(answer)

    done = await gather(calls.stream([ONE, OTHER], ASKED))

    assert (done.message.text, done.model) == ("Sunny.", "other")
    assert [asked.endpoint for asked in provider.asked] == [ONE, OTHER]


@pytest.mark.parametrize("kind", [FaultKind.INVALID, FaultKind.LENGTH, FaultKind.TOO_LARGE])
async def test_no_other_model_is_asked_for_what_is_our_fault(kind: FaultKind) -> None:
    calls, provider, _ = calls_of([fault(kind), "never"])

    with pytest.raises(ModelFault):
        await gather(calls.stream([ONE, OTHER], ASKED))

    assert len(provider.asked) == 1


async def test_no_other_model_continues_what_was_shown() -> None:
    broken: Answer = [TextDelta(text="Sun"), fault(FaultKind.KEY)]
    calls, provider, _ = calls_of([broken, "never"])

    with pytest.raises(ModelFault):
        await gather(calls.stream([ONE, OTHER], ASKED))

    assert len(provider.asked) == 1


async def test_what_a_model_refuses_is_left_out_for_a_day() -> None:
    def answer(_: Endpoint, request: ModelRequest) -> Answer:
        if request.temperature is not None:
            return fault(FaultKind.INVALID, "Unsupported parameter: 'temperature'")
        return "Sunny."

    calls, provider, clock = calls_of(answer)
    warm = ASKED.model_copy(update={"temperature": 0.7, "top_p": 0.9})

    await gather(calls.stream([ONE], warm))
    await gather(calls.stream([ONE], warm))
    assert len(provider.asked) == 3
    assert provider.asked[-1].request.top_p == 0.9
    clock.at += timedelta(hours=24)
    await gather(calls.stream([ONE], warm))
    assert len(provider.asked) == 5


async def test_five_failures_in_a_row_open_the_breaker() -> None:
    calls, provider, clock = calls_of(["Sunny."])
    for _ in range(8 * 5):
        calls.breakers.failed(KEY, fault(FaultKind.TROUBLE))
    assert calls.breakers.state(KEY) is ModelBreakerState.OPEN

    with pytest.raises(ModelFault) as caught:
        await gather(calls.stream([ONE], ASKED))
    assert caught.value.retry_after == 128
    assert provider.asked == []

    clock.at += timedelta(seconds=128)
    assert calls.breakers.state(KEY) is ModelBreakerState.HALF_OPEN
    await gather(calls.stream([ONE], ASKED))
    assert calls.breakers.state(KEY) is ModelBreakerState.CLOSED


async def test_an_open_breaker_of_one_key_does_not_stop_another_key() -> None:
    calls, _, _ = calls_of(["Sunny."])
    for _ in range(5):
        calls.breakers.failed(KEY, fault(FaultKind.TROUBLE))
    other = ONE.model_copy(update={"key": SecretStr("sk-2")})

    assert (await gather(calls.stream([other], ASKED))).message.text == "Sunny."


async def test_half_of_ten_calls_in_a_minute_open_the_breaker() -> None:
    calls, _, _ = calls_of([])
    for _ in range(5):
        calls.breakers.failed(KEY, fault(FaultKind.TROUBLE))
        calls.breakers.answered(KEY)
    assert calls.breakers.state(KEY) is ModelBreakerState.CLOSED

    calls.breakers.failed(KEY, fault(FaultKind.TROUBLE))
    assert calls.breakers.state(KEY) is ModelBreakerState.OPEN


async def test_only_one_call_tries_a_breaker_that_is_half_open() -> None:
    calls, _, clock = calls_of([])
    for _ in range(5):
        calls.breakers.failed(KEY, fault(FaultKind.TROUBLE))
    clock.at += timedelta(seconds=2)
    assert calls.breakers.state(KEY) is ModelBreakerState.HALF_OPEN

    calls.breakers.require(KEY)
    with pytest.raises(ModelFault):
        calls.breakers.require(KEY)


async def test_a_limit_pauses_and_opens_nothing() -> None:
    calls, _, clock = calls_of([])
    for _ in range(20):
        calls.breakers.failed(KEY, fault(FaultKind.LIMITED, retry_after=5))

    assert calls.breakers.state(KEY) is ModelBreakerState.CLOSED
    with pytest.raises(ModelFault) as caught:
        calls.breakers.require(KEY)
    assert caught.value.kind is FaultKind.LIMITED
    clock.at += timedelta(seconds=5)
    calls.breakers.require(KEY)


class Counting(FreeMeter):
    """A meter that counts how calls begin and end, and can refuse them."""

    def __init__(self, most: int = 99) -> None:
        self.most, self.begun = most, 0
        self.ends: list[tuple[bool, FaultKind | None]] = []

    async def begin(self, endpoint: Endpoint, request: Metered, attempt: int) -> "Counting":
        if attempt > self.most:
            raise Conflict("the budget is used up")
        self.begun += 1
        return self

    async def end(self, done: Done | None, fault: ModelFault | None) -> None:
        self.ends.append((done is not None, fault and fault.kind))


async def test_each_try_is_counted_at_its_begin_and_its_end() -> None:
    calls, _, _ = calls_of([fault(FaultKind.TROUBLE), "Sunny."])
    meter = Counting()

    await gather(calls.stream([ONE], ASKED, meter))

    assert meter.ends == [(False, FaultKind.TROUBLE), (True, None)]


async def test_a_call_that_is_given_up_is_counted_too() -> None:
    calls, _, _ = calls_of(["Sunny, with clouds in the evening."])
    meter = Counting()
    deltas = calls.stream([ONE], ASKED, meter)

    await anext(deltas)
    await deltas.aclose()

    assert meter.ends == [(False, None)]


async def test_what_the_meter_refuses_is_not_asked() -> None:
    calls, provider, _ = calls_of([fault(FaultKind.TROUBLE), "never"])

    with pytest.raises(Conflict):
        await gather(calls.stream([ONE, OTHER], ASKED, Counting(most=1)))

    assert len(provider.asked) == 1


async def test_an_answer_without_its_end_is_none() -> None:
    async def broken(deltas: list[Delta]) -> AsyncGenerator[Delta]:
        for delta in deltas:
            yield delta

    with pytest.raises(ModelFault):
        await gather(broken([TextDelta(text="Sun")]))
    done = Answered(message=assistant("Sun"), stop=StopReason.END, usage=Usage(), model="one")
    assert (await gather(broken([done]))).stop is StopReason.END
