"""Measures a run beside the storage and process operations that it consists of.

    .venv/bin/python -m benchmarks.engine [--runs N]

The platform runs in this process, over Azurite with its tables in memory and the real clients.
What is compared is done turn by turn in one run: ratios and differences are the claim, not times.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from functions.runtime import compose
from local.azurite import Azurite
from shared.engine.engine import Engine
from shared.models.callers import Actor, CallerKind
from shared.models.orders import Order
from shared.models.workflows import Workflow
from shared.services.azure.connect import connect
from shared.services.services import Services
from shared.settings import Settings

WORKFLOW = """
from bifrost import workflow

@workflow
async def nothing() -> None: ...
"""
ACTOR = Actor(kind=CallerKind.USER, id="ana", name="Ana")
WARM_UP = 10
Act = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Bench:
    services: Services
    engine: Engine
    workflow: Workflow
    cache: Path

    def order(self, org_id: str, *, is_transient: bool = False) -> Order:
        return Order(
            workflow=self.workflow,
            org_id=org_id,
            org_name=None,
            caller=ACTOR,
            input={},
            is_transient=is_transient,
        )

    async def journalled(self) -> None:
        await self.engine.submission.start(self.order("acme"))

    async def new_organization(self) -> None:
        await self.engine.submission.start(self.order(f"org-{uuid4().hex}"))

    async def unwritten(self) -> None:
        await self.engine.submission.start(self.order("acme", is_transient=True))

    async def two_inserts(self) -> None:
        for _ in range(2):
            columns = {"v": "1", "record": "x" * 500}
            await self.services.executions.insert("bench", uuid4().hex, columns)

    async def in_process(self) -> None:
        await nothing()

    def worker_sizes(self) -> list[float]:
        """Return the megabytes that each worker adds: its proportional set size."""
        ours = [path for path in Path("/proc").iterdir() if path.name.isdigit()]
        workers = [path for path in ours if _folder_of(path).startswith(f"{self.cache}/runs/run-")]
        return [_proportional_megabytes(path) for path in workers]


async def nothing() -> None: ...


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=300)
    runs = parser.parse_args().runs
    with Azurite.start(in_memory=True) as azurite, tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(azurite.connection_string, Path(folder), runs))


async def measure(connection: str, folder: Path, runs: int) -> None:
    (folder / "workspace").mkdir()
    (folder / "workspace" / "nothing.py").write_text(WORKFLOW)
    settings = Settings.model_validate(
        {
            "AzureWebJobsStorage": connection,
            "BIFROST_KEY_VAULT_URL": "https://127.0.0.1:1",
            "BIFROST_WORKSPACE_LOCATION": str(folder / "workspace"),
            "BIFROST_CACHE_LOCATION": str(folder / "cache"),
            "BIFROST_WORKSPACE_CHECK_SECONDS": "3600",
        }
    )
    services = connect(settings)
    engine = compose(settings, services).platform.engine
    try:
        workflow = await engine.catalog.get("nothing")
        bench = Bench(services, engine, workflow, folder / "cache")
        await _report(bench, runs)
    finally:
        await engine.close()
        await services.close()


async def _report(bench: Bench, runs: int) -> None:
    warm, inserts = await _turns([bench.journalled, bench.two_inserts], runs)
    _line("two inserts", inserts)
    _line("warm run, journal included", warm)
    print(f"{'  ratio':<34}{_p50(warm) / _p50(inserts):8.2f}   (bar: 2.0)")

    sandboxed, bare = await _turns([bench.unwritten, bench.in_process], runs)
    _line("warm run, nothing written", sandboxed)
    print(f"{'  more than in this process':<34}{_p50(sandboxed) - _p50(bare):8.2f} ms (bar: 1.0)")

    new, known = await _turns([bench.new_organization, bench.journalled], min(runs, 60), pause=0.1)
    _line("first run of an organization", new)
    print(f"{'  more than a warm one':<34}{_p50(new) - _p50(known):8.2f} ms (bar: 15)")

    await asyncio.sleep(0.5)
    sizes = bench.worker_sizes()
    print(f"{'memory of an idle worker':<34}{max(sizes):8.1f} MB (bar: 12; {len(sizes)} of them)")


async def _turns(acts: list[Act], runs: int, *, pause: float = 0) -> list[list[float]]:
    """Return the milliseconds of each action, taken in turns after a warm-up."""
    found: list[list[float]] = [[] for _ in acts]
    for number in range(runs + WARM_UP):
        for act, times in zip(acts, found, strict=True):
            await asyncio.sleep(pause)
            began = time.perf_counter()
            await act()
            if number >= WARM_UP:
                times.append((time.perf_counter() - began) * 1000)
    return found


def _line(name: str, times: list[float]) -> None:
    p99 = statistics.quantiles(times, n=100)[98]
    print(f"{name:<34}{_p50(times):8.2f} ms p50 {p99:8.2f} ms p99")


def _p50(times: list[float]) -> float:
    return statistics.median(times)


def _folder_of(process: Path) -> str:
    try:
        return str((process / "cwd").readlink())
    except OSError:
        return ""


def _proportional_megabytes(process: Path) -> float:
    lines = (process / "smaps_rollup").read_text().splitlines()
    (size,) = [int(line.split()[1]) for line in lines if line.startswith("Pss:")]
    return size / 1024


if __name__ == "__main__":
    main()
