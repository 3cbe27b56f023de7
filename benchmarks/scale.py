"""Measures lists, reads, runs and the sweep in a large store beside the same store while small.

    .venv/bin/python -m benchmarks.scale [--executions N] [--organizations N]

The platform runs in this process on SQLite. The store is filled to a hundredth, measured, filled to
the whole, and measured again: the claim is that nothing grows with it. Transactions are counted.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from uuid6 import uuid7

from functions.auth.authenticator import HOST_KEY
from functions.runtime import compose
from shared.call import Call, Caller, Platform
from shared.handlers import execution_lists, executions, workflows
from shared.models.executions import Execution
from shared.models.organizations import Organization
from shared.operations.execution_filters import ExecutionFilter
from shared.repositories.executions import list_keys, summary_of
from shared.repositories.large_values import columns_of
from shared.repositories.row_keys import newest_first
from shared.services.services import Services
from shared.services.sqlite.connect import connect
from shared.services.tables import Change, Insert
from shared.settings import Settings
from tests.support.counted_stores import CountedStores

WORKFLOW = """
from bifrost import workflow

@workflow
async def greet(name: str) -> dict[str, str]:
    return {"greeting": f"Hello, {name}!"}
"""
FRACTION = 100
#: A transaction has at most 100 changes, and each execution is three rows.
AT_ONCE = 33
ORG = "org-000000"
EVERYTHING = ExecutionFilter()
Act = Callable[[], Awaitable[object]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--executions", type=int, default=200_000)
    parser.add_argument("--organizations", type=int, default=2000)
    parser.add_argument("--calls", type=int, default=200)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(Path(folder), chosen.executions, chosen.organizations, chosen.calls))


async def measure(folder: Path, count: int, organizations: int, calls: int) -> None:
    (folder / "workspace").mkdir()
    (folder / "workspace" / "greet.py").write_text(WORKFLOW)
    settings = Settings.model_validate(
        {
            "BIFROST_STORE": f"sqlite:{folder / 'store'}",
            "BIFROST_WORKSPACE_LOCATION": str(folder / "workspace"),
            "BIFROST_CACHE_LOCATION": str(folder / "cache"),
            "BIFROST_WORKSPACE_CHECK_SECONDS": "3600",
        }
    )
    services, counted = connect(settings), CountedStores()
    platform = compose(settings, counted.over(services)).platform
    try:
        store = Store(services, platform, counted)
        await store.prepare()
        await store.fill(count // FRACTION, organizations // FRACTION)
        small = await store.measured(calls)
        await store.fill(count, organizations)
        report(small, await store.measured(calls))
        size = sum(file.stat().st_size for file in (folder / "store").rglob("*") if file.is_file())
        print(f"size of the store: {size / count / 1024:.2f} KiB for each execution")
    finally:
        await platform.engine.close()
        await services.close()


@dataclass(frozen=True, slots=True)
class Cost:
    """The milliseconds of each call, and the transactions of one."""

    times: list[float]
    transactions: int


class Store:
    """The store under test, filled with copies of one execution."""

    def __init__(self, services: Services, platform: Platform, counted: CountedStores) -> None:
        self._services = services
        self._platform = platform
        self._counted = counted
        self._call = Call(Caller(HOST_KEY, ORG, "Bench"), platform)
        self._executions = 0
        self._organizations = 0
        self._model: Execution

    async def prepare(self) -> None:
        """Make the organization that is measured, and the execution that is copied."""
        await self._add_organization(ORG)
        self._model = await self._platform.directory.executions_of(ORG).get(await self._run())

    async def fill(self, executions_: int, organizations: int) -> None:
        """Add executions and organizations until there are so many, evenly spread."""
        while self._organizations < organizations:
            self._organizations += 1
            if self._organizations > 1:
                await self._add_organization(_org(self._organizations - 1))
        share = max(AT_ONCE, -(-executions_ // organizations))
        began = time.perf_counter()
        async with asyncio.TaskGroup() as group:
            gate = asyncio.Semaphore(16)
            for number in range(organizations):
                group.create_task(self._fill_one(_org(number), share, gate))
        seconds = time.perf_counter() - began
        print(f"filled to {share * organizations} executions in {seconds:.0f} s", flush=True)

    async def measured(self, calls: int) -> dict[str, Cost]:
        """Measure each act so often, in turns."""
        one = await self._run()
        acts: dict[str, tuple[Act, int]] = {
            "first page of a list": (self._page, 1),
            "a page of a workflow's list": (self._page_of_workflow, 1),
            "point read": (lambda: executions.get(self._call, one), 1),
            "run": (self._run, 1),
            "sweep": (self._platform.engine.sweep, 10),
        }
        for act, _ in acts.values():
            await act()
        times: dict[str, list[float]] = {name: [] for name in acts}
        for number in range(calls):
            for name, (act, every) in acts.items():
                if number % every == 0:
                    began = time.perf_counter()
                    await act()
                    times[name].append((time.perf_counter() - began) * 1000)
        return {name: Cost(times[name], await self._cost(act)) for name, (act, _) in acts.items()}

    async def _cost(self, act: Act) -> int:
        with self._counted.own() as sent:
            await act()
        return len(sent)

    async def _run(self) -> UUID:
        reply = await workflows.run(self._call, "greet", {"name": "Ana"})
        return UUID(reply.headers["X-Execution-Id"])

    async def _page(self) -> object:
        return await execution_lists.page(self._call, EVERYTHING, 50, None)

    async def _page_of_workflow(self) -> object:
        return await execution_lists.page(self._call, ExecutionFilter("greet"), 50, None)

    async def _add_organization(self, org_id: str) -> None:
        organization = Organization(
            id=org_id, name=org_id, created_by="bench", created_at=datetime.now(UTC)
        )
        await self._platform.directory.organizations.add(organization)

    async def _fill_one(self, org_id: str, count: int, gate: asyncio.Semaphore) -> None:
        async with gate:
            for begin in range(0, count, AT_ONCE):
                copies = (self._copy(org_id) for _ in range(min(AT_ONCE, count - begin)))
                changes = [change for copy in copies for change in rows_of(copy)]
                await self._services.executions.transaction(org_id, changes)

    def _copy(self, org_id: str) -> Execution:
        return self._model.model_copy(update={"id": UUID(int=uuid7().int), "org_id": org_id})


def rows_of(execution: Execution) -> list[Change]:
    """Return the rows of an ended execution."""
    listed = {"v": "1", "summary": summary_of(execution).model_dump_json()}
    final = Insert(f"x|{newest_first(execution.id)}", {"v": "1", **columns_of(execution)})
    return [final, *(Insert(key, listed) for key in list_keys(execution))]


def report(small: dict[str, Cost], large: dict[str, Cost]) -> None:
    print(f"{'':<30}{'small':>20}{'large':>20}   large in small")
    for name, before in small.items():
        after = large[name]
        low, high = (statistics.median(cost.times) for cost in (before, after))
        print(
            f"{name:<30}{low:8.2f} ms,{before.transactions:4} tr."
            f"{high:9.2f} ms,{after.transactions:4} tr.{high / low:10.2f}"
        )


def _org(number: int) -> str:
    return f"org-{number:06}"


if __name__ == "__main__":
    main()
