"""What is imported costs every start: ceilings, as ratios to the library that cannot be avoided."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

MEASURE = """
import json, sys, time
started = time.perf_counter()
{statement}
seconds = time.perf_counter() - started
print(json.dumps([seconds, sorted(sys.modules)]))
"""


@pytest.fixture(autouse=True)
def compiled_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As on a machine that has started before: what is measured is the importing."""
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    monkeypatch.setenv("PYTHONPYCACHEPREFIX", str(tmp_path))


def imported(statement: str) -> tuple[float, set[str]]:
    """The best of five, in fresh processes, and the modules that it loaded."""
    runs: list[tuple[float, list[str]]] = []
    for _ in range(5):
        program = [sys.executable, "-c", MEASURE.format(statement=statement)]
        done = subprocess.run(program, cwd=ROOT, capture_output=True, check=True)
        runs.append(json.loads(done.stdout))
    seconds, modules = min(runs)
    return seconds, set(modules)


def packages(modules: set[str]) -> set[str]:
    return {module.partition(".")[0] for module in modules}


def test_a_workflow_loads_the_sdk_and_no_platform() -> None:
    library, _ = imported("import azure.functions")

    seconds, modules = imported("import bifrost")

    assert packages(modules).isdisjoint({"shared", "functions", "azure", "pydantic", "aiohttp"})
    assert seconds < library * 0.6


def test_indexing_the_app_connects_to_nothing() -> None:
    library, _ = imported("import azure.functions")

    seconds, modules = imported("import bifrost; bifrost.app")

    clients = {"azure.core", "azure.data", "azure.storage", "azure.identity", "azure.keyvault"}
    assert modules.isdisjoint(clients)
    assert "aiohttp" not in packages(modules)
    assert seconds < library * 4


def test_naming_the_app_does_not_build_it() -> None:
    _, modules = imported("import bifrost; assert 'app' in dir(bifrost)")

    assert "functions" not in packages(modules)
