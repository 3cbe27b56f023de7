from datetime import timedelta
from uuid import uuid4

import pytest

from sdk.retry import RetryPolicy as Declared
from shared.engine.journal.outcomes import cancelled, failure, timed_out, worker_lost
from shared.engine.journal.retry import retry_at
from shared.engine.journal.transitions import postponed
from shared.models.executions import Outcome, Status
from shared.models.workflows import RetryPolicy
from tests.unit.builders import NOW, running

REFUSAL = Outcome(status=Status.FAILED, error_type="NoLicence", is_user_error=True)
FAILURE = failure("ConnectionError", "no")


@pytest.mark.parametrize(
    ("outcome", "retry_on", "is_tried_again"),
    [
        (FAILURE, ("Exception",), True),
        (FAILURE, ("ConnectionError",), True),
        (FAILURE, ("KeyError", "Timeout"), False),
        (FAILURE, (), False),
        (REFUSAL, ("Exception",), False),
        (REFUSAL, ("UserError",), True),
        (REFUSAL, ("NoLicence",), True),
        (timed_out(1), ("Exception",), False),
        (timed_out(1), ("Timeout",), True),
        (worker_lost(), ("Exception",), False),
        (worker_lost(), ("Exception", "WorkerLost"), True),
        (failure("WorkerDied", "signal 9"), ("Exception",), True),
        (cancelled(), ("Exception", "Cancelled"), False),
        (Outcome(status=Status.SUCCESS), ("Exception",), False),
        (Outcome(status=Status.COMPLETED_WITH_ERRORS), ("Exception",), False),
    ],
)
def test_what_the_policy_names_is_tried_again(
    outcome: Outcome, retry_on: tuple[str, ...], is_tried_again: bool
) -> None:
    made = running(uuid4(), retry_policy=RetryPolicy(retry_on=retry_on))

    assert (retry_at(made, outcome, NOW) is not None) == is_tried_again


def test_without_a_policy_nothing_is_tried_again() -> None:
    assert retry_at(running(uuid4()), FAILURE, NOW) is None


def test_the_delay_doubles_up_to_its_cap_and_then_it_is_over() -> None:
    policy = RetryPolicy(max_attempts=6, max_backoff_seconds=10)
    made = running(uuid4(), retry_policy=policy, attempt=uuid4())
    delays: list[float] = []

    while (due_at := retry_at(made, FAILURE, NOW)) is not None:
        delays.append((due_at - NOW).total_seconds())
        waiting = postponed(made, FAILURE, due_at, NOW)
        made = running(uuid4(), retry_policy=policy, attempt=uuid4(), attempts=waiting.attempts)

    assert delays == [1, 2, 4, 8, 10]
    assert [past.number for past in made.attempts] == [1, 2, 3, 4, 5]


def test_the_authors_policy_is_the_platforms() -> None:
    declared = Declared()

    ours = RetryPolicy.model_validate(
        {name: getattr(declared, name) for name in Declared.__slots__}
    )

    assert ours == RetryPolicy()
    assert timedelta(seconds=ours.max_backoff_seconds) == timedelta(minutes=10)


@pytest.mark.parametrize(
    "wrong",
    [
        {"max_attempts": 0},
        {"max_attempts": 11},
        {"backoff_seconds": -1},
        {"factor": 0.5},
        {"max_backoff_seconds": 100_000},
        {"retry_on": "Exception"},
    ],
)
def test_a_policy_that_cannot_be_is_refused_where_it_is_written(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Declared(**wrong)  # pyright: ignore[reportArgumentType]
