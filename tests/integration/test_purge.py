"""Purging an organization on either store, beside others whose ids look alike."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID, uuid4

import aiohttp
import pytest

from functions.runtime import compose
from shared.call import Platform
from shared.errors import NotFound, Unavailable
from shared.handlers import purges
from shared.models.purges import PurgeReport, PurgeRequest
from shared.settings import Settings
from tests.support.backends import AzuriteBackend, Backend
from tests.support.counted_stores import Counted, CountedStores
from tests.support.counting import CountingTransport
from tests.support.sample_organization import Counts, Filled, Rows, fill, kept, ruling

pytestmark = pytest.mark.sampled(one_of=2, within="module")

MANY = Counts(users=25, roles=3, keys=60, executions=60, secrets=12, entries=150)
ONE_BATCH = {"BIFROST_PURGE_SECONDS": "0"}

Open = Callable[..., Any]


class Cut(CountingTransport):
    """The process dies, or so it seems, when so many requests have been sent."""

    def __init__(self, left: int) -> None:
        super().__init__()
        self.left = left

    async def _count(
        self, session: aiohttp.ClientSession, context: Any, asked: aiohttp.TraceRequestStartParams
    ) -> None:
        self.left -= 1
        if self.left < 0:
            raise asyncio.CancelledError
        await super()._count(session, context, asked)


class CutStores(CountedStores):
    """The same where the calls are not requests."""

    def __init__(self, left: int) -> None:
        super().__init__()
        self.left = left

    def note(self, method: str, path: str) -> None:
        self.left -= 1
        if self.left < 0:
            raise asyncio.CancelledError
        super().note(method, path)


def cut_of(backend: Backend, left: int) -> Cut | CutStores:
    return Cut(left) if isinstance(backend, AzuriteBackend) else CutStores(left)


@pytest.fixture
def process(backend: Backend) -> Open:
    """A process of its own, which has read nothing yet."""

    @asynccontextmanager
    async def opened(cut: Counted | None = None, **more: str) -> AsyncGenerator[Platform]:
        given = {**backend.settings, "BIFROST_PURGE_AFTER_SECONDS": "0", **more}
        chosen = Settings.model_validate(given)
        services = await backend.connect(chosen, cut or backend.counter())
        try:
            yield compose(chosen, services).platform
        finally:
            await services.close()

    return opened


@pytest.fixture
async def mine(process: Open) -> Filled:
    org_id = f"p{uuid4().hex[:8]}"
    async with process() as platform:
        return await fill(platform, org_id, MANY, beside=f"{org_id}-b")


@pytest.fixture
async def others(process: Open, mine: Filled) -> list[tuple[Filled, Rows]]:
    """Those whose ids begin alike, or differ in what a vault does not tell apart."""
    ids = [f"{mine.org_id}-b", f"{mine.org_id}_b", mine.org_id.upper(), f"{mine.org_id}--b"]
    async with process() as platform:
        filled = [await fill(platform, other, active=True) for other in ids]
        return [(other, await kept(platform, other)) for other in filled]


async def purge(platform: Platform, org_id: str) -> PurgeReport:
    return await purges.purge(ruling(platform), org_id, PurgeRequest(confirm=org_id))


async def test_one_call_is_enough_for_some_hundred_rows(
    process: Open, mine: Filled, others: list[tuple[Filled, Rows]]
) -> None:
    async with process() as platform:
        report = await purge(platform, mine.org_id)

        assert report.complete
        await require_gone(platform, report, mine)
        assert [await kept(platform, other) for other, _ in others] == [rows for _, rows in others]


async def test_batches_of_many_processes_add_up(
    process: Open, mine: Filled, others: list[tuple[Filled, Rows]]
) -> None:
    reports: list[PurgeReport] = []
    while not reports or not reports[-1].complete:
        async with process(**ONE_BATCH) as platform:
            reports.append(await purge(platform, mine.org_id))

    async with process() as platform:
        await require_gone(platform, reports[-1], mine)
        assert [await kept(platform, other) for other, _ in others] == [rows for _, rows in others]
    assert len(reports) > 10


@pytest.mark.parametrize("sent", [3, 8, 25, 60, 90])
async def test_a_process_that_dies_is_followed_by_one_that_ends_it(
    process: Open, backend: Backend, mine: Filled, sent: int
) -> None:
    cut = cut_of(backend, sent)
    async with process(cut) as platform:
        with pytest.raises((asyncio.CancelledError, Unavailable)) as death:
            await purge(platform, mine.org_id)
    assert cut.left < 0  # nothing else ended it
    if isinstance(death.value, Unavailable):
        # The cut came in the audit log's writer, a task of its own, which tells those who wait
        # for it that it has ended. No other Unavailable would be the end of a process.
        assert str(death.value) == "the audit log was not written: try again"

    async with process() as platform:
        before = await kept(platform, mine)
        report = await purge(platform, mine.org_id)

        assert before
        assert report.complete
        assert await kept(platform, mine) == {}
        assert report.removed.secrets == MANY.secrets + MANY.llm_keys
        assert report.secrets_gone_at is not None


async def require_gone(platform: Platform, report: PurgeReport, mine: Filled) -> None:
    assert await kept(platform, mine) == {}
    assert report.removed.model_dump(by_alias=False) == {
        "domains": 2,
        "api_keys": MANY.keys,
        "memberships": MANY.users + 1,
        "invitations": MANY.invitations,
        "service_accounts": MANY.invitations,
        "roles": MANY.roles,
        "configuration": MANY.configuration,
        "schedules": MANY.schedules,
        "connections": 2 * MANY.connections,  # with the token of each
        "outgoing_webhooks": MANY.webhooks,
        "event_triggers": MANY.webhooks,
        "webhooks": MANY.webhooks,
        "files": 0,
        "forms": MANY.forms,
        "uploads": MANY.uploads,
        "storage": MANY.storage,
        "executions": MANY.executions,
        "blobs": MANY.executions + MANY.llm_keys,
        "agents": MANY.agents,
        "batch_rows": MANY.batches,
        "figures": 3,
        "sign_in_providers": 2,
        "agent_runs": 3 * MANY.agents,
        "conversations": MANY.agents,
        "llm_keys": MANY.llm_keys,
        "ai_usage": MANY.llm_keys,
        "knowledge": MANY.llm_keys,
        "secrets": MANY.secrets + MANY.llm_keys,
        "audit_entries": MANY.entries + 1,  # that its purge began
    }
    with pytest.raises(NotFound):
        await purge(platform, mine.org_id)
    shared = await platform.directory.users.get(UUID(mine.shared))
    assert [m.org_id for m in shared.user.memberships] == [f"{mine.org_id}-b"]
