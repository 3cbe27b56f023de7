"""Kill -9 of a platform process before and after each change that it makes in a store, by name.

The process is ``tests.support.crash_points``, over SQLite and over Azurite; another one takes over
what it left, by the sweep that the timer runs, which reads only organizations that are marked.
By default one point of each path; BIFROST_TEST_POINTS=5 takes five, =all all of them,
="executions.insert#1 after" that one; BIFROST_TEST_SEED takes others.
"""

import asyncio
import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from functions.auth.authenticator import HOST_KEY
from functions.composition import Runtime
from functions.runtime import compose
from local.stack import ROOT
from shared.call import Call, Caller
from shared.engine.workers.worker import PREFIX, remove_leftovers
from shared.models.executions import FINAL, Execution, Status
from shared.models.organizations import Organization
from shared.settings import Settings
from tests.support.backends import Backend, connected
from tests.support.crash_points import PATHS, deliver
from tests.support.processes import is_alive
from tests.support.recorded_logs import Notes
from tests.support.waiting import until

pytestmark = pytest.mark.sampled(one_of=3, within="module")

POINTS = os.environ.get("BIFROST_TEST_POINTS", "1")
SEED = int(os.environ.get("BIFROST_TEST_SEED", "0"))
SHORT = {
    "BIFROST_PUBLIC_URL": "https://bifrost.test",
    "BIFROST_BEAT_SECONDS": "0.5",
    "BIFROST_SILENCE_SECONDS": "3",
    "BIFROST_LOST_SECONDS": "3.5",
    "BIFROST_RESEND_SECONDS": "1",
    "BIFROST_CANCEL_SECONDS": "0.3",
}
#: Of the path with one place, for the line.
PLACES = {"lined": "1", "at_once": "1"}
#: Of the path whose process claims what it accepted.
DISPATCH = {"at_once": "local"}
RETRIED = "fails_once"
BOUND_SECONDS = 30


@dataclass
class Said:
    """What the dying process told before its end."""

    accepted: list[UUID] = field(default_factory=list[UUID])
    succeeded: list[UUID] = field(default_factory=list[UUID])
    processes: list[int] = field(default_factory=list[int])
    points: list[str] = field(default_factory=list[str])
    #: The points of each path, if there are several.
    points_of: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    path: str = ""
    #: What others than callers of runs were told, of webhooks and events.
    told: list[Mapping[str, Any]] = field(default_factory=list[Mapping[str, Any]])

    def take(self, event: Mapping[str, Any]) -> None:
        heard = event.get("heard")
        if heard in {200, 202}:
            self.accepted.append(UUID(event["execution"]))
        if heard == 200:
            self.succeeded.append(UUID(event["execution"]))
        self.processes += event.get("dies", [])
        self.path = event.get("path", self.path)
        self.points += event.get("points", [])
        self.points_of[self.path] = [*self.points_of.get(self.path, ()), *event.get("points", [])]
        self.told += [event] if "told" in event else []


@pytest.fixture
def environment(backend: Backend, workspace: Path, tmp_path: Path) -> Mapping[str, str]:
    places = {"BIFROST_WORKSPACE_LOCATION": str(workspace), "BIFROST_CACHE_LOCATION": str(tmp_path)}
    return {**backend.settings, "BIFROST_SECRET_KEY": "k" * 32, **SHORT, **places}


@asynccontextmanager
async def heir_over(environment: Mapping[str, str]) -> AsyncGenerator[Runtime]:
    """The process that goes on: a SQLite store has one process at a time."""
    chosen = Settings.model_validate(environment)
    stores = await connected(environment)
    made = compose(chosen, stores)
    await made.platform.engine.catalog.index()
    yield made
    await made.platform.engine.close()
    await stores.close()


async def an_organization(environment: Mapping[str, str]) -> str:
    """The id of a new one, which is active: runs of others are cancelled.

    A full round has just ended: the sweeps to come read only what is marked.
    """
    org_id, made = f"org-{uuid4().hex}", datetime.now(UTC)
    new = Organization(id=org_id, name="Heir", created_by="tests", created_at=made)
    stores = await connected(environment)
    directory = compose(Settings.model_validate(environment), stores).platform.directory
    await directory.organizations.add(new)
    await directory.live_runs.note_round(is_full=True)
    await stores.close()
    return org_id


async def live_and_die(
    environment: Mapping[str, str],
    path: str,
    org_id: str,
    port: int,
    point: str | None,
    module: str = "tests.support.crash_points",
) -> tuple[int, Said]:
    places = {
        "BIFROST_WORKERS_PER_ORGANIZATION": PLACES.get(path, "16"),
        "BIFROST_DISPATCH": DISPATCH.get(path, "queue"),
    }
    command = ["-m", module, path, org_id, str(port), *([point] if point else [])]
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *command,
        env={**os.environ, **environment, **places},
        cwd=ROOT,
        stdout=subprocess.PIPE,
    )
    told, _ = await asyncio.wait_for(process.communicate(), BOUND_SECONDS)
    said = Said()
    for line in told.splitlines():
        said.take(json.loads(line))
    return process.returncode or 0, said


async def records(call: Call) -> tuple[list[Execution], list[Execution]]:
    """Those that live, and those that have ended."""
    live = [stored.execution async for stored in call.executions.all_live()]
    page = await call.platform.services.executions.page(call.caller.scope, "x|", "x}", limit=1000)
    ids = [UUID(int=(1 << 128) - 1 - int(row.key[2:], 16)) for row in page.rows]
    return live, [await call.executions.get(each) for each in ids]


async def take_over(call: Call) -> list[Execution]:
    """Sweep and handle messages until all have ended; what has ended then."""

    async def is_over() -> bool:
        await call.platform.engine.sweep()
        await deliver(call)
        live, _ = await records(call)
        return not live

    await until(is_over, BOUND_SECONDS)
    _, ended = await records(call)
    return ended


def sample(path: str, points: Sequence[str]) -> Sequence[str]:
    if POINTS == "all":
        return points
    if POINTS in points:
        return [POINTS]
    picked = random.Random(f"{path} {SEED}")  # noqa: S311  it picks points
    return picked.sample(points, min(int(POINTS), len(points)))


async def rows_in_line(call: Call) -> int:
    page = await call.platform.services.executions.page(call.caller.scope, "q|", "q}", limit=10)
    return len(page.rows)


def folders_of_others(runs: Path) -> list[str]:
    """Of runs of processes that are gone."""
    remove_leftovers(runs)
    ours = f"{PREFIX}{os.getpid()}-"
    return [each.name for each in runs.glob(f"{PREFIX}*") if not each.name.startswith(ours)]


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("path", PATHS)
async def test_every_run_ends_once_wherever_its_process_was_killed(
    environment: Mapping[str, str], notes: Notes, tmp_path: Path, path: str
) -> None:
    first = await an_organization(environment)
    _, whole = await live_and_die(environment, path, first, notes.port, None)
    assert whole.points
    for point in sample(path, list(dict.fromkeys(whole.points))):
        org_id, before = await an_organization(environment), len(notes.processes)

        code, said = await live_and_die(environment, path, org_id, notes.port, point)
        async with heir_over(environment) as heir:
            call = Call(Caller(HOST_KEY, org_id, "Heir"), heir.platform)
            ended = await take_over(call)
            left_in_line = await rows_in_line(call)

        states = {each.id: each.status for each in ended}
        ran = notes.processes[before:]
        about = (point, [(each.status, each.outcome) for each in ended])
        # What runs at the same time does not meet the same points each time.
        assert code == -signal.SIGKILL or point not in said.points, about
        assert len(states) == len(ended), about
        assert set(said.accepted) <= set(states), about
        assert set(states.values()) <= FINAL, about
        assert {states[each] for each in said.succeeded} <= {Status.SUCCESS}, about
        # One start for each attempt on the record, and none that nobody knows of.
        assert len(ran) <= sum(max(1, len(each.attempts)) for each in ended), about
        for each in ended:
            is_lost = bool(each.outcome and each.outcome.error_type == "WorkerLost")
            assert each.status in {Status.SUCCESS, Status.CANCELLED} or is_lost, about
            successes = [a for a in each.attempts if a.status is Status.SUCCESS]
            assert len(successes) == (each.status is Status.SUCCESS), about
        assert left_in_line == 0, about
        await until(lambda gone=said.processes: not any(map(is_alive, gone)))
        assert folders_of_others(tmp_path / "runs") == [], about
