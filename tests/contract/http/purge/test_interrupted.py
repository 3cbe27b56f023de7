"""Purges that are interrupted, repeated or meet each other."""

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import azure.functions as func
import pytest

from functions import runtime
from functions.composition import Runtime
from functions.runtime import compose
from shared.engine.journal.journal import Journal
from shared.errors import Unavailable
from shared.handlers import audit
from shared.models.organizations import Organization
from shared.services.secrets import DeletedSecret, MemorySecrets
from shared.services.services import Services, in_memory
from shared.settings import Settings
from tests.contract.client import Http
from tests.contract.http.purge.purge_helpers import ALL, Headers, purge, purged
from tests.contract.users import BOTH_STORES, ROOT, add_user, signed_in
from tests.support.faulty_table import LossyTable
from tests.support.sample_organization import FEW, Filled, fill, kept
from tests.unit.builders import execution


class ForgetfulSecrets(MemorySecrets):
    """A vault that does what it is told, and whose first answers get lost."""

    lost = 0
    is_silent = False

    async def delete(self, name: str) -> datetime | None:
        gone_at = await super().delete(name)
        if self.lost:
            self.lost -= 1
            raise Unavailable("the answer was lost")
        return gone_at

    async def deleted(self, prefix: str) -> Sequence[DeletedSecret]:
        if self.is_silent:
            raise Unavailable("away")
        return await super().deleted(prefix)


async def test_a_live_execution_is_waited_for(http: Http, root: Headers, running: Runtime) -> None:
    executions = running.platform.directory.executions_of("closed")
    await Journal(executions).begin(execution(org_id="closed"))

    answer = await purge(http, root, "closed")

    assert (answer.status, "not ended: 1" in answer.json["message"]) == (409, True)
    assert len((await executions.live())[0]) == 1


@pytest.mark.parametrize("purge_settings", [{"purge_after_seconds": "60"}])
async def test_it_has_to_be_inactive_for_a_minute(
    http: Http, root: Headers, running: Runtime
) -> None:
    """So long others may take it for active, and begin a run."""
    await http("delete_organization", {"org_id": "acme"}, headers=root)
    organizations = running.platform.directory.organizations

    at_once = await purge(http, root, "acme")
    stored = await organizations.get("acme")
    long_ago = datetime.now(UTC) - timedelta(seconds=61)
    await organizations.replace(stored, _changed_at(stored.organization, long_ago))

    assert (at_once.status, "try again in" in at_once.json["message"]) == (409, True)
    assert (await purge(http, root, "acme")).status == 200


@pytest.mark.parametrize("purge_settings", [{"purge_seconds": "0"}])
@BOTH_STORES
async def test_without_time_each_call_takes_one_batch(
    http: Http, root: Headers, running: Runtime
) -> None:
    mine = await fill(running.platform, "a")

    answers = await purged(http, root, "a")

    last = answers[-1].json
    assert len(answers) > len([count for count in ALL.values() if count]) - 1
    assert [answer.json["complete"] for answer in answers[:-1]] == [False] * (len(answers) - 1)
    assert (last["complete"], last["removed"]) == (True, ALL)
    assert await kept(running.platform, mine) == {}


@pytest.mark.parametrize("purge_settings", [{"purge_seconds": "0"}])
async def test_one_that_has_begun_cannot_come_back(
    http: Http, root: Headers, running: Runtime
) -> None:
    await fill(running.platform, "a")
    await purge(http, root, "a")
    member = {"email": "new@example.test", "displayName": "New", "orgId": "a"}

    refused = await http(
        "update_organization", {"org_id": "a"}, body={"isActive": True}, headers=root
    )
    invited = await http("create_user", body=member, headers=root)
    found = await http("get_organization", {"org_id": "a"}, headers=root)

    assert (refused.status, "is being purged" in refused.json["message"]) == (409, True)
    assert invited.status == 400
    assert found.json["purgeBeganAt"] is not None


@pytest.mark.parametrize("purge_settings", [{"purge_seconds": "0"}])
async def test_the_timer_leaves_its_log_alone(http: Http, root: Headers, running: Runtime) -> None:
    mine = await fill(running.platform, "a")
    await purge(http, root, "a")
    before = (await kept(running.platform, mine))["audit"]

    await audit.settle(running.platform)

    assert (await kept(running.platform, mine))["audit"] == before


@BOTH_STORES
async def test_several_calls_at_once_do_it_once(
    http: Http, root: Headers, running: Runtime
) -> None:
    mine = await fill(running.platform, "a")

    async with asyncio.TaskGroup() as together:
        tasks = [together.create_task(purge(http, root, "a")) for _ in range(4)]
    await purged(http, root, "a")

    assert {task.result().status for task in tasks} <= {200, 404, 409}
    assert await kept(running.platform, mine) == {}
    assert (await purge(http, root, "a")).status == 404


@pytest.fixture
def lossy() -> dict[str, LossyTable]:
    return {name: LossyTable() for name in ("directory", "executions", "audit")}


@pytest.fixture
async def unlucky(
    lossy: dict[str, LossyTable], memory_settings: Settings
) -> AsyncGenerator[tuple[Runtime, Filled]]:
    services: Services = replace(in_memory({}), secrets=ForgetfulSecrets(), **lossy)
    composed = compose(memory_settings, services)
    await add_user(composed.platform.directory.users, ROOT, is_admin=True)
    filled = await fill(composed.platform, "a", beside="b")
    runtime.use(composed)
    yield composed, filled
    await composed.platform.engine.close()


@pytest.mark.parametrize("repeats", [False, True])
@pytest.mark.parametrize("after", range(14))
@pytest.mark.parametrize("table", ["directory", "executions", "audit"])
async def test_a_lost_answer_stops_it_and_the_next_call_goes_on(
    functions: Mapping[str, func.Function],
    unlucky: tuple[Runtime, Filled],
    lossy: dict[str, LossyTable],
    table: str,
    after: int,
    *,
    repeats: bool,
) -> None:
    running, mine = unlucky
    http, root = Http(functions), signed_in(ROOT)
    lossy[table].answers_before_loss, lossy[table].lose = after, 1
    lossy[table].repeats = repeats

    statuses = [(await purge(http, root, "a")).status for _ in range(3)]

    assert set(statuses) <= {200, 404, 409, 503}
    assert statuses[-1] == 404
    assert await kept(running.platform, mine) == {}
    shared = await running.platform.directory.users.get(UUID(mine.shared))
    assert [m.org_id for m in shared.user.memberships] == ["b"]


async def test_secrets_whose_deletion_was_not_confirmed_are_reported(
    functions: Mapping[str, func.Function], unlucky: tuple[Runtime, Filled]
) -> None:
    vault = unlucky[0].platform.services.secrets
    assert isinstance(vault, ForgetfulSecrets)
    vault.lost = FEW.secrets + FEW.llm_keys
    http, root = Http(functions), signed_in(ROOT)

    first = await purge(http, root, "a")
    second = await purge(http, root, "a")

    assert (first.status, second.status) == (503, 200)
    assert second.json["removed"]["secrets"] == FEW.secrets + FEW.llm_keys
    assert second.json["secretsGoneAt"] is not None


async def test_it_does_not_end_without_a_report(
    functions: Mapping[str, func.Function], unlucky: tuple[Runtime, Filled]
) -> None:
    vault = unlucky[0].platform.services.secrets
    assert isinstance(vault, ForgetfulSecrets)
    vault.is_silent = True
    http, root = Http(functions), signed_in(ROOT)

    first = await purge(http, root, "a")
    vault.is_silent = False
    second = await purge(http, root, "a")

    assert (first.status, second.status) == (503, 200)
    assert (second.json["complete"], second.json["removed"]) == (True, ALL)


def _changed_at(organization: Organization, at: datetime) -> Organization:
    return organization.model_copy(update={"updated_at": at})
