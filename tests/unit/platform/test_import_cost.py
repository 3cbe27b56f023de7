"""What is imported costs every start: ceilings, as ratios to the library that cannot be avoided."""

import json
import math
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.alone

ROOT = Path(__file__).parents[3]
FEWEST_TURNS, MOST_TURNS = 4, 30

MEASURE = """
import json, sys, time
started = time.process_time()
{statement}
seconds = time.process_time() - started
print(json.dumps([seconds, sorted(sys.modules)]))
"""


@pytest.fixture(autouse=True)
def compiled_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As on a machine that has started before: what is measured is the importing."""
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    monkeypatch.setenv("PYTHONPYCACHEPREFIX", str(tmp_path))


def imported(statement: str) -> tuple[float, set[str]]:
    """Seconds of the processor in a fresh process, and the modules that it loaded."""
    program = [sys.executable, "-c", MEASURE.format(statement=statement)]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, check=True)
    seconds, modules = json.loads(done.stdout)
    return seconds, set(modules)


def beside_the_library(statement: str, ceiling: float) -> tuple[float, set[str]]:
    """Its best as a ratio to the library's best, in turns, and the modules.

    A busy machine makes some turns dearer and none cheaper, so there are more until it fits.
    """
    library = best = math.inf
    modules: set[str] = set()
    for turn in range(MOST_TURNS):
        library = min(library, imported("import azure.functions")[0])
        seconds, modules = imported(statement)
        best = min(best, seconds)
        if turn >= FEWEST_TURNS and best < library * ceiling:
            break
    return best / library, modules


def packages(modules: set[str]) -> set[str]:
    return {module.partition(".")[0] for module in modules}


def test_a_workflow_loads_the_sdk_and_no_platform() -> None:
    ratio, modules = beside_the_library("import bifrost", 0.6)

    assert packages(modules).isdisjoint({"shared", "functions", "azure", "pydantic", "aiohttp"})
    assert ratio < 0.6


def test_indexing_the_app_connects_to_nothing() -> None:
    ratio, modules = beside_the_library("import bifrost; bifrost.app", 4)

    clients = {"azure.core", "azure.data", "azure.storage", "azure.identity", "azure.keyvault"}
    assert modules.isdisjoint(clients)
    assert "aiohttp" not in packages(modules)
    assert ratio < 4


def test_naming_the_app_does_not_build_it() -> None:
    _, modules = imported("import bifrost; assert 'app' in dir(bifrost)")

    assert "functions" not in packages(modules)
