"""Measures the journal on Table Storage: the lean client beside the SDK alone.

    .venv/bin/python -m benchmarks.journal [--rounds N] [--runs N]

Two platforms run in this process over one Azurite. They take turns, in blocks of runs: what is
compared is the processor time of this process with its workers, and the time of a run.
"""

import argparse
import asyncio
import os
import statistics
import tempfile
import time
from collections.abc import AsyncGenerator, Iterable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.engine import ACTOR, WORKFLOW
from functions.runtime import compose
from local.azurite import Azurite
from shared.engine.engine import Engine
from shared.models.orders import Order
from shared.models.workflows import Workflow
from shared.services.azure.connect import connect
from shared.services.azure.connection import AzureConnection
from shared.services.azure.tables import AzureTable
from shared.settings import Settings

#: Processor time of host and workers per run, lean client beside the SDK alone.
BAR = 0.70
TICKS = os.sysconf("SC_CLK_TCK")


class SdkTable(AzureTable):
    """A table that is asked through the SDK only."""

    def __init__(self, connection: AzureConnection, name: str) -> None:
        super().__init__(connection, name)
        self._lean = None


@dataclass(frozen=True, slots=True)
class Side:
    """One platform, and what was measured of it: milliseconds of processor, and of runs."""

    name: str
    engine: Engine
    workflow: Workflow
    cpu: list[float]
    times: list[float]

    async def block(self, runs: int) -> None:
        before = processor_seconds()
        for _ in range(runs):
            begun = time.perf_counter()
            order = Order(
                workflow=self.workflow, org_id="acme", org_name=None, caller=ACTOR, input={}
            )
            await self.engine.submission.start(order)
            self.times.append((time.perf_counter() - begun) * 1000)
        self.cpu.append((processor_seconds() - before) * 1000 / runs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--runs", type=int, default=100)
    chosen = parser.parse_args()
    with Azurite.start(in_memory=True) as azurite, tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(azurite.connection_string, Path(folder), chosen.rounds, chosen.runs))


async def measure(connection: str, folder: Path, rounds: int, runs: int) -> None:
    (folder / "workspace").mkdir()
    (folder / "workspace" / "nothing.py").write_text(WORKFLOW)
    async with AsyncExitStack() as stack:
        sides = [
            await stack.enter_async_context(platform(name, connection, folder))
            for name in ("lean", "sdk")
        ]
        for number in range(rounds + 1):
            for side in sides:
                await side.block(runs)
                if number == 0:  # the first turn starts workers and opens connections
                    side.cpu.clear()
                    side.times.clear()
    report(sides)


@asynccontextmanager
async def platform(name: str, connection: str, folder: Path) -> AsyncGenerator[Side]:
    settings = Settings.model_validate(
        {
            "AzureWebJobsStorage": connection,
            "BIFROST_KEY_VAULT_URL": "https://127.0.0.1:1",
            "BIFROST_WORKSPACE_LOCATION": str(folder / "workspace"),
            "BIFROST_CACHE_LOCATION": str(folder / name),
            "BIFROST_WORKSPACE_CHECK_SECONDS": "3600",
        }
    )
    services = connect(settings)
    own = AzureConnection(settings)
    if name == "sdk":
        services = replace(services, executions=SdkTable(own, "Executions"))
    engine = compose(settings, services).platform.engine
    try:
        yield Side(name, engine, await engine.catalog.get("nothing"), [], [])
    finally:
        await engine.close()
        await own.close()
        await services.close()


def report(sides: Iterable[Side]) -> None:
    medians: list[float] = []
    for side in sides:
        cpu = statistics.median(side.cpu)
        medians.append(cpu)
        p50 = statistics.median(side.times)
        print(f"{side.name:<6}{cpu:8.2f} ms processor a run {p50:8.2f} ms p50")
    print(f"ratio {medians[0] / medians[1]:8.2f} (bar: {BAR})")


def processor_seconds() -> float:
    """Return the processor time of this process and of all processes below it."""
    processes = dict(_processes())
    return sum(seconds for pid, (_, seconds) in processes.items() if _is_ours(pid, processes))


def _processes() -> Iterable[tuple[int, tuple[int, float]]]:
    """Yield each process: its parent, and its seconds, those of children that ended included."""
    for path in Path("/proc").iterdir():
        if not path.name.isdigit():
            continue
        try:
            fields = (path / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        yield int(path.name), (int(fields[1]), sum(map(int, fields[11:15])) / TICKS)


def _is_ours(pid: int, processes: Mapping[int, tuple[int, float]]) -> bool:
    seen = pid
    while seen in processes and seen != os.getpid():
        if "azurite" in _command(seen):
            return False
        seen = processes[seen][0]
    return seen == os.getpid()


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""


if __name__ == "__main__":
    main()
