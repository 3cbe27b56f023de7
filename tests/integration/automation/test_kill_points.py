"""Kill -9 of a process before and after each change that it makes for what starts by itself.

The process is ``tests.support.automation_points``, over SQLite and over Azurite. Another one goes
on from what it left, as the queue and the minute's timer have it do: what was answered is not
lost, and nothing is there twice. By default one point of each path; BIFROST_TEST_POINTS and
BIFROST_TEST_SEED as in ``tests.integration.test_kill_points``.
"""

import asyncio
import signal
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from functions.auth.authenticator import HOST_KEY
from functions.runtime import compose
from shared.call import Call, Caller
from tests.integration.automation.proofs import PROOFS, Heir
from tests.integration.test_kill_points import (
    SHORT,
    Said,
    an_organization,
    heir_over,
    live_and_die,
    sample,
)
from tests.support import automation_estate as estate
from tests.support.automation_points import PATHS
from tests.support.later_stores import LaterClock, later
from tests.support.receivers import Receiver
from tests.support.waiting import until

pytestmark = pytest.mark.sampled(one_of=3, within="module")

MODULE = "tests.support.automation_points"
BOUND_SECONDS = 20


@pytest.fixture(scope="module")
def box(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """One SQLite store for all tests: each has an organization of its own there."""
    folder = tmp_path_factory.mktemp("box")
    return settings_of({"BIFROST_STORE": f"sqlite:{folder / 'store'}"}, workspace, folder)


@pytest.fixture(params=["sqlite", "azurite"])
def environment(
    workspace: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> Mapping[str, str]:
    if request.param == "sqlite":
        found: Mapping[str, str] = request.getfixturevalue("box")
        return found
    return settings_of(request.getfixturevalue("local_settings"), workspace, tmp_path)


def settings_of(known: Mapping[str, str], workspace: Path, cache: Path) -> Mapping[str, str]:
    return {
        **known,
        **SHORT,
        "BIFROST_SECRET_KEY": "k" * 32,
        "BIFROST_EGRESS_ALLOW": "127.0.0.1",
        "BIFROST_WORKSPACE_LOCATION": str(workspace),
        "BIFROST_CACHE_LOCATION": str(cache),
    }


@pytest.fixture
async def receiver() -> AsyncGenerator[Receiver]:
    async with Receiver.opened() as found:
        yield found


@asynccontextmanager
async def taken_over(environment: Mapping[str, str], org_id: str) -> AsyncGenerator[Heir]:
    async with heir_over(environment) as heir:
        call = Call(Caller(HOST_KEY, org_id, "Heir"), heir.platform)
        clock = LaterClock()
        services = later(heir.platform.services, clock)
        yield Heir(call, compose(heir.platform.settings, services), clock)


async def equipped(environment: Mapping[str, str], path: str, port: int) -> str:
    """A new organization with what the path starts."""
    org_id = await an_organization(environment)
    async with heir_over(environment) as maker:
        await maker.platform.directory.event_marks.note_round(is_full=True)
        owner = await estate.owner_of(maker.platform, org_id)
        await EQUIPMENT[path](owner, port)
    return org_id


Equip = Callable[[Call, int], Awaitable[None]]
EQUIPMENT: Mapping[str, Equip] = {
    "scheduled": estate.due_schedules,
    "batched": estate.due_batch,
    "received": estate.webhook_source,
    "emitted": estate.subscribers,
    "gone": estate.gone_receiver,
    "completed": estate.completion_trigger,
}


@pytest.fixture(scope="module")
def points(box: Mapping[str, str]) -> Mapping[str, Sequence[str]]:
    """The points of each path, by its name: the same on both stores."""
    return asyncio.run(points_of(box))


async def points_of(environment: Mapping[str, str]) -> Mapping[str, Sequence[str]]:
    async with Receiver.opened() as receiver:
        organizations = [await equipped(environment, path, receiver.port) for path in PATHS]
        code, said = await live_and_die(
            environment, ",".join(PATHS), ",".join(organizations), receiver.port, None, MODULE
        )
    assert code == 0
    return {path: list(dict.fromkeys(found)) for path, found in said.points_of.items()}


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("path", PATHS)
async def test_nothing_is_lost_or_doubled_wherever_its_process_was_killed(
    environment: Mapping[str, str],
    receiver: Receiver,
    points: Mapping[str, Sequence[str]],
    path: str,
) -> None:
    for point in sample(path, points[path]):
        org_id = await equipped(environment, path, receiver.port)
        receiver.got.clear()

        code, said = await live_and_die(environment, path, org_id, receiver.port, point, MODULE)
        assert code == -signal.SIGKILL or point not in said.points, point
        async with taken_over(environment, org_id) as heir:

            async def is_over(heir: Heir = heir, said: Said = said) -> bool:
                await heir.go_on()
                return await PROOFS[path](heir, said, receiver)

            await until(is_over, BOUND_SECONDS)
            # Once more, and nothing comes of it.
            before = [each.id for each in await heir.runs()]
            assert await is_over()
            assert [each.id for each in await heir.runs()] == before
