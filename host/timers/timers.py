"""Runs timer functions, and keeps their monitor files between starts."""

import asyncio
import logging
from datetime import UTC, datetime
from pathlib import Path

import azure.functions as func
from azure.functions.timer import TimerRequest
from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError
from pydantic.alias_generators import to_pascal

from host.errors import InvocationFailed
from host.functions import RegisteredFunction, TimerTrigger
from host.invocations import Invoker
from host.timers.schedules import TimerSchedule

logger = logging.getLogger(__name__)

# The wall clock may be set, and a laptop may sleep.
_LONGEST_SLEEP_SECONDS = 15.0


class TimerStatus(BaseModel):
    """Content of a monitor file: the last run, and the next due time."""

    model_config = ConfigDict(frozen=True, alias_generator=to_pascal, validate_by_name=True)

    last: AwareDatetime | None = None
    next: AwareDatetime
    last_updated: AwareDatetime


class Monitor:
    """Keeps a timer's status in a file, so that the host can make up for a missed run."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> TimerStatus | None:
        try:
            return TimerStatus.model_validate_json(self._path.read_text())
        except FileNotFoundError:
            return None
        except ValidationError:
            logger.warning("timer monitor file is damaged", extra={"file": self._path.name})
            return None

    def write(self, status: TimerStatus) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        new = self._path.with_suffix(".new")
        new.touch(mode=0o600)
        new.write_text(status.model_dump_json(by_alias=True))
        new.replace(self._path)


class Timer:
    """Runs one function when it is due, never twice at a time: an overrun skips due times."""

    def __init__(
        self, function: RegisteredFunction, trigger: TimerTrigger, folder: Path, invoker: Invoker
    ):
        self._function = function
        self._invoker = invoker
        self._schedule = TimerSchedule(trigger.schedule)
        self._run_on_startup = bool(trigger.run_on_startup)
        monitored = trigger.use_monitor is not False and not self._schedule.is_sub_minute
        self._monitor = Monitor(folder / f"{function.name}.json") if monitored else None
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        past_due = self._start()
        if past_due or self._run_on_startup:
            await self._invoke(past_due=past_due)
        while not self._stopping.is_set():
            await self._sleep_until(self._schedule.after(_now()))
            if not self._stopping.is_set():
                await self._invoke(past_due=False)

    def stop(self) -> None:
        self._stopping.set()

    def request(self, *, past_due: bool = False) -> func.TimerRequest:
        """The argument of the function."""
        status = self._monitor.read() if self._monitor else None
        return TimerRequest(
            past_due=past_due,
            schedule={"AdjustForDST": True},
            schedule_status=status.model_dump(mode="json", by_alias=True) if status else None,
        )

    def _start(self) -> bool:
        """Whether a run was missed while no host ran; creates the monitor file if it is missing."""
        if self._monitor is None:
            return False
        now = _now()
        status = self._monitor.read()
        if status is None:
            self._monitor.write(TimerStatus(next=self._schedule.after(now), last_updated=now))
            return False
        expected = self._schedule.after(status.last or status.last_updated)
        return now > expected

    async def _invoke(self, *, past_due: bool) -> None:
        started = _now()
        try:
            await self._invoker.invoke(
                self._function, self.request(past_due=past_due), reason="timer"
            )
        except InvocationFailed:
            logger.debug(
                "timer function failed: the schedule goes on",
                extra={"function": self._function.name},
            )
        if self._monitor is not None:
            now = _now()
            following = self._schedule.after(now)
            self._monitor.write(TimerStatus(last=started, next=following, last_updated=now))

    async def _sleep_until(self, due: datetime) -> None:
        while not self._stopping.is_set() and (left := (due - _now()).total_seconds()) > 0:
            try:
                async with asyncio.timeout(min(left, _LONGEST_SLEEP_SECONDS)):
                    await self._stopping.wait()
            except TimeoutError:
                continue


def _now() -> datetime:
    return datetime.now(UTC)
