"""When timers run, and what is remembered between starts."""

import itertools
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from host.timers.schedules import TimerSchedule
from tests.contract.host import sample
from tests.contract.host.process import App, HostProcess, eventually

TIMERS = (
    sample.HEAD
    + """
def seen(name, timer):
    note(name, past_due=timer.past_due, status=timer.schedule_status, schedule=timer.schedule)

@app.timer_trigger(arg_name="timer", schedule="* * * * * *")
async def second(timer: func.TimerRequest) -> None:
    seen("second", timer)

@app.timer_trigger(arg_name="timer", schedule="* * * * * *")
def raising(timer: func.TimerRequest) -> None:
    seen("raising", timer)
    raise ValueError("no")

@app.timer_trigger(arg_name="timer", schedule="* * * * * *")
def overrunning(timer: func.TimerRequest) -> None:
    seen("overrunning", timer)
    time.sleep(1.3)
    note("overrunning", ended=True)

@app.timer_trigger(arg_name="timer", schedule="* * * * * *")
def off(timer: func.TimerRequest) -> None:
    seen("off", timer)

@app.timer_trigger(arg_name="timer", schedule="%YEARLY%", run_on_startup=True)
def at_start(timer: func.TimerRequest) -> None:
    seen("at_start", timer)

@app.timer_trigger(arg_name="timer", schedule="0 0 0 1 1 *")
def missed(timer: func.TimerRequest) -> None:
    seen("missed", timer)

@app.timer_trigger(arg_name="timer", schedule="0 0 0 1 1 *")
def rescheduled(timer: func.TimerRequest) -> None:
    seen("rescheduled", timer)

@app.timer_trigger(arg_name="timer", schedule="0 0 0 1 1 *")
def fresh(timer: func.TimerRequest) -> None:
    seen("fresh", timer)

@app.timer_trigger(arg_name="timer", schedule="0 0 0 1 1 *", use_monitor=False)
def unmonitored(timer: func.TimerRequest) -> None:
    seen("unmonitored", timer)
"""
)
LONG_AGO = datetime.now(UTC) - timedelta(days=800)


def monitored(app: App, function: str, last: datetime) -> None:
    """Write what a host that ran at ``last`` has left."""
    folder = app.folder / "data/timers"
    folder.mkdir(parents=True, exist_ok=True)
    status = {
        "Last": last.isoformat(),
        "Next": (LONG_AGO + timedelta(days=1)).isoformat(),
        "LastUpdated": last.isoformat(),
    }
    (folder / f"{function}.json").write_text(json.dumps(status))


def status(host: HostProcess, function: str) -> dict[str, str | None]:
    return json.loads((host.data / f"timers/{function}.json").read_text())


@pytest.fixture(scope="module")
def timer_host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostProcess]:
    app = App(tmp_path_factory.mktemp("timers")).configure().write(TIMERS)
    app.configure_locally(Values={"YEARLY": "0 0 0 1 1 *", "AzureWebJobs.off.Disabled": "1"})
    monitored(app, "missed", LONG_AGO)
    monitored(app, "rescheduled", datetime.now(UTC) - timedelta(seconds=1))
    running = app.start()
    eventually(lambda: len(running.seen("second")) >= 4)
    yield running
    running.stop()


def test_a_timer_runs_when_it_is_due(timer_host: HostProcess) -> None:
    times = [note["at"] for note in timer_host.seen("second")]

    gaps = [later - earlier for earlier, later in itertools.pairwise(times)]
    assert all(0.7 < gap < 1.5 for gap in gaps), gaps
    assert all(moment % 1 < 0.4 for moment in times), times


def test_an_exception_does_not_stop_it(timer_host: HostProcess) -> None:
    assert len(timer_host.seen("raising")) >= 3


def test_it_never_overlaps_itself_and_skips_what_it_overran(timer_host: HostProcess) -> None:
    steps = [note.get("ended", False) for note in timer_host.seen("overrunning")]

    assert steps == [index % 2 == 1 for index in range(len(steps))]
    assert len(steps) >= 2


def test_a_disabled_one_does_not_run(timer_host: HostProcess) -> None:
    assert timer_host.seen("off") == []


def test_one_may_run_at_every_start(timer_host: HostProcess) -> None:
    [note] = timer_host.seen("at_start")

    assert note["past_due"] is False
    assert note["schedule"] == {"AdjustForDST": True}


def test_a_missed_time_is_made_up_for_once(timer_host: HostProcess) -> None:
    [note] = timer_host.seen("missed")

    assert note["past_due"] is True
    assert note["status"]["Last"].startswith(str(LONG_AGO.date()))
    next_at = datetime.fromisoformat(str(status(timer_host, "missed")["Next"]))
    assert next_at > datetime.now(UTC)


def test_a_changed_schedule_counts_from_the_last_run(timer_host: HostProcess) -> None:
    assert timer_host.seen("rescheduled") == []


def test_the_first_start_only_takes_note(timer_host: HostProcess) -> None:
    found = status(timer_host, "fresh")

    assert timer_host.seen("fresh") == []
    assert found["Last"] is None
    assert str(found["Next"]).endswith("-01-01T00:00:00Z")
    assert found["LastUpdated"] is not None


def test_only_slow_timers_that_want_it_are_monitored(timer_host: HostProcess) -> None:
    files = {file.stem for file in (timer_host.data / "timers").iterdir()}

    assert files == {"at_start", "fresh", "missed", "rescheduled"}
    assert all(note["status"] == {} for note in timer_host.seen("second"))


def test_a_timer_is_run_by_hand(timer_host: HostProcess) -> None:
    found = timer_host.client.post("/admin/functions/unmonitored", headers=timer_host.master)

    assert found.status_code == 202
    [note] = eventually(lambda: timer_host.seen("unmonitored"))
    assert note["past_due"] is False


def test_what_was_made_up_for_is_not_repeated_by_the_next_start(app: App) -> None:
    fast = {f"AzureWebJobs.{name}.Disabled": "1" for name in ("second", "raising", "overrunning")}
    app.write(TIMERS).configure_locally(Values={"YEARLY": "0 0 0 1 1 *", **fast})
    monitored(app, "missed", LONG_AGO)

    for starts in (1, 2):
        host = app.start()
        eventually(lambda host=host, starts=starts: len(host.seen("at_start")) == starts)
        eventually(lambda host=host: status(host, "missed")["Last"] != LONG_AGO.isoformat())
        assert host.stop() == 0

    assert len(host.seen("missed")) == 1


@pytest.mark.parametrize(
    ("expression", "moment", "following"),
    [
        ("0 */5 * * * *", "2026-03-01T10:02:30", "2026-03-01T10:05:00"),
        ("*/5 * * * *", "2026-03-01T10:02:30", "2026-03-01T10:05:00"),
        ("30 * * * * *", "2026-03-01T10:02:30", "2026-03-01T10:03:30"),
        ("0 30 9 * * 1-5", "2026-03-06T10:00:00", "2026-03-09T09:30:00"),
        ("0 30 9 * jan mon", "2026-03-06T10:00:00", "2027-01-04T09:30:00"),
        ("0 0 0 13 * 5", "2026-03-14T00:00:00", "2026-11-13T00:00:00"),
        ("0 30 2 29 3 *", "2026-03-28T00:00:00", "2026-03-29T02:30:00"),
    ],
)
def test_a_schedule_is_due(expression: str, moment: str, following: str) -> None:
    at = datetime.fromisoformat(moment).replace(tzinfo=UTC)

    assert TimerSchedule(expression).after(at) == datetime.fromisoformat(following).replace(
        tzinfo=UTC
    )


@pytest.mark.parametrize(
    ("expression", "expected"),
    [("*/30 * * * * *", True), ("0,1 0 0 1 1 *", True), ("0 * * * * *", False)],
)
def test_a_schedule_knows_whether_it_is_faster_than_a_minute(
    expression: str, *, expected: bool
) -> None:
    assert TimerSchedule(expression).is_sub_minute is expected
