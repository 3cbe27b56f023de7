"""One of many does not hold up the others, whatever it raises."""

import asyncio
import logging
from collections.abc import Callable

import pytest

from shared.errors import Stale, Unavailable
from shared.services.bulkhead import all_of, bulkhead, readable

ERRORS = [
    Unavailable("away"),
    Stale("moved"),
    RecursionError(),
    ValueError("odd"),
    KeyError("x"),
    MemoryError(),
    UnicodeDecodeError("utf-8", b"", 0, 1, "odd"),
    ExceptionGroup("g", [KeyError()]),
]


@pytest.mark.parametrize("error", ERRORS, ids=repr)
def test_what_is_raised_stays_inside_and_is_logged(
    error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING), bulkhead("left for later", org="acme") as turn:
        raise error

    [record] = caplog.records
    assert (turn.error, turn.holds) == (error, False)
    assert (record.msg, record.__dict__["org"]) == ("left for later", "acme")


def test_only_our_own_words_are_told() -> None:
    with bulkhead("x") as ours:
        raise Unavailable("away")
    with bulkhead("x") as theirs:
        raise KeyError("a secret")
    with bulkhead("x") as good:
        pass

    assert (ours.reason, theirs.reason, good.reason) == ("away", "the platform failed", None)


@pytest.mark.parametrize("error", [asyncio.CancelledError, KeyboardInterrupt, SystemExit])
def test_an_end_of_everything_is_not_held_up(error: type[BaseException]) -> None:
    with pytest.raises(error), bulkhead("x"):
        raise error


@pytest.mark.parametrize("error", ERRORS, ids=repr)
async def test_every_step_is_done_and_the_first_error_told(error: Exception) -> None:
    done: list[int] = []

    def step(number: int, fault: Exception | None = None) -> Callable[[], object]:
        async def work() -> None:
            done.append(number)
            if fault:
                raise fault

        return work

    with pytest.raises(type(error)):
        await all_of(step(1), step(2, error), step(3), step(4, ValueError()))  # pyright: ignore[reportArgumentType]

    assert done == [1, 2, 3, 4]


def test_what_cannot_be_read_is_left_out() -> None:
    assert readable(["1", "x", "3"], int, "a number") == [1, 3]
