"""What failed among others has one more try alone, and no more than that."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import unsteady

TESTS = """
from pathlib import Path

def test_of_it():
    tries = Path("tries")
    count = int(tries.read_text()) if tries.exists() else 0
    tries.write_text(str(count + 1))
    assert count >= {times}

def test_that_holds(): ...
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose tests have not run yet; the first of them fails at the first run."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # they take seconds to load
    tmp_path.joinpath("test_it.py").write_text(TESTS.format(times=1))
    return tmp_path


def remember(project: Path, *tests: str) -> None:
    """Have these be the tests that failed in the last run."""
    cache = project / ".pytest_cache" / "v" / "cache"
    cache.mkdir(parents=True)
    cache.joinpath("lastfailed").write_text(json.dumps(dict.fromkeys(tests, True)))


def test_what_holds_alone_passes_and_is_named(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "test_it.py"]
    first = subprocess.run(command, cwd=project, check=False, capture_output=True)

    assert first.returncode == 1
    assert unsteady.main(project) == 0
    said = capsys.readouterr().out.partition("UNSTEADY")[2]
    assert [line.strip() for line in said.splitlines()[1:]] == ["test_it.py::test_of_it"]


def test_what_fails_again_fails_the_run(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    remember(project, "test_it.py::test_of_it")

    assert unsteady.main(project) == 1
    assert "UNSTEADY" not in capsys.readouterr().out


def test_more_than_a_few_are_no_disturbance(project: Path) -> None:
    remember(project, *[f"test_it.py::test_{number}" for number in range(unsteady.MOST + 1)])

    assert unsteady.main(project) == 1
    assert not project.joinpath("tries").exists()


def test_a_run_that_failed_without_a_failed_test_stays_failed(project: Path) -> None:
    assert unsteady.main(project) == 1
