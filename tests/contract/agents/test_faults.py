"""Whatever a provider does, a run of an agent ends, or waits for a time that is set."""

import pytest

from shared.models.ai.answers import TextDelta
from shared.models.ai.messages import TextPart, ToolCall
from shared.services.ai.faults import FaultKind, ModelFault
from shared.services.ai.scripted import Answer
from tests.contract.agents.conftest import Desk, calls

FINAL = ("Success", "Failed", "Cancelled", "Timeout")
MOST_WAITS = 20
ANSWERS: dict[str, Answer] = {
    "nothing": "",
    "no such tool": calls(("no_such_tool", "{}")),
    "arguments cut": calls(("find_ticket", '{"num')),
    "arguments that are no object": calls(("find_ticket", "[1]")),
    "another type": calls(("find_ticket", '{"number": "seven"}')),
    "one id for two calls": [
        ToolCall(id="same", name="find_ticket", arguments='{"number": 7}'),
        ToolCall(id="same", name="find_ticket", arguments='{"number": 8}'),
    ],
    "no id": [ToolCall(id="", name="find_ticket", arguments='{"number": 7}')],
    "words beside a call": [
        TextPart(text="I look."),
        ToolCall(id="c", name="find_ticket", arguments='{"number": 7}'),
    ],
}


@pytest.fixture(autouse=True)
def moved_clock(desk: Desk) -> None:
    """Waiting for another try moves the clock."""

    async def sleep(seconds: float) -> None:
        desk.later(seconds=seconds)

    desk.running.platform.models.sleep = sleep


async def ended(desk: Desk) -> dict[str, object]:
    """Let a run go on whenever it may, and return it; it must not wait for ever."""
    run = await desk.start()
    seen: dict[str, object] = {}
    for _ in range(MOST_WAITS):
        await desk.deliver()
        seen = await desk.seen(run)
        if seen["status"] in FINAL:
            return seen
        assert seen["status"] == "Scheduled", seen
        desk.later(minutes=1)  # the timer sweeps every minute
        await desk.running.platform.engine.sweep()
    raise AssertionError(f"it goes on: {seen}")


@pytest.mark.parametrize("shown", [False, True], ids=["before a word", "after a word"])
@pytest.mark.parametrize("kind", [*FaultKind])
async def test_a_provider_that_always_fails_ends_the_run_with_the_reason(
    desk: Desk, said: list[Answer], kind: FaultKind, shown: bool
) -> None:
    await desk.made(toolIds=["find_ticket"])
    fault = ModelFault(kind, "the provider is not well")
    said += [[TextDelta(text="Su"), fault] if shown else fault] * 100

    seen = await ended(desk)

    assert seen["status"] == "Failed"
    assert seen["errorType"] in ("ModelFault", "BudgetExceeded"), seen
    assert str(seen["errorMessage"]).startswith("the provider")


@pytest.mark.parametrize("kind", [FaultKind.LIMITED, FaultKind.TROUBLE, FaultKind.TIMEOUT])
async def test_a_provider_that_recovers_is_asked_again(
    desk: Desk, said: list[Answer], kind: FaultKind
) -> None:
    await desk.made(toolIds=["find_ticket"])
    said += [ModelFault(kind, "later", retry_after=300), "Done."]

    assert (await ended(desk))["output"] == "Done."


@pytest.mark.parametrize("case", ANSWERS)
async def test_junk_once_is_mended_and_junk_for_ever_ends_the_run(
    desk: Desk, said: list[Answer], case: str
) -> None:
    await desk.made(toolIds=["find_ticket"])
    said.append(ANSWERS[case])
    assert (await ended(desk))["status"] == "Success"

    said += [ANSWERS[case]] * 100
    assert (await ended(desk))["status"] in ("Success", "Failed")
