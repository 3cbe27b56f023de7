"""The zip that is deployed: is it whole, and nothing but what belongs there?"""

import json
import subprocess
import sys
import zipfile
from collections.abc import Generator
from pathlib import Path

import pytest

from local.stack import ROOT
from tests.contract.expected import FUNCTIONS

LIST = """
import json, sys
root = sys.argv[1]
sys.path[:0] = [root, root + "/.python_packages/lib/site-packages"]
entry = __import__(sys.argv[2])
print(json.dumps(sorted(f.get_function_name() for f in entry.app.get_functions())))
"""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Generator[zipfile.ZipFile]:
    """Built for the Python that runs here, which is 3.11 where there is one."""
    out = tmp_path_factory.mktemp("package") / "api.zip"
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    program = [str(ROOT / "infra" / "package.sh"), "--out", str(out), "--python", version]
    subprocess.run(program, check=True, capture_output=True)
    with zipfile.ZipFile(out) as opened:
        yield opened


@pytest.fixture(scope="module")
def deployed(package: zipfile.ZipFile, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("deployed")
    package.extractall(folder)
    return folder


@pytest.mark.parametrize("entry", ["bifrost", "function_app"])
def test_its_functions_are_the_expected_ones(deployed: Path, entry: str) -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", LIST, str(deployed), entry],
        cwd=deployed,
        capture_output=True,
        text=True,
        check=True,
        env={},
    )

    assert json.loads(done.stdout) == sorted(FUNCTIONS)


def test_host_json_is_at_its_root(package: zipfile.ZipFile) -> None:
    names = set(package.namelist())

    assert {"host.json", "bifrost.py", "function_app.py", "requirements.txt"} <= names
    assert {"workspace/examples/hello_world.py", "workspace/modules/halopsa.py"} <= names
    for installed in ("azure", "packaging", "pip"):
        place = f".python_packages/lib/site-packages/{installed}/"
        assert any(name.startswith(place) for name in names)


def test_nothing_of_development_is_in_it(package: zipfile.ZipFile) -> None:
    ours = [name for name in package.namelist() if not name.startswith(".python_packages/")]
    packages = {name.split("/")[3] for name in package.namelist() if name not in ours}

    for part in ("infra", "tests", "test_", "local.settings", ".git", ".env", "__pycache__"):
        assert [name for name in ours if part in name] == []
    assert packages.isdisjoint({"pytest", "ruff", "uvicorn", "trustme", "hypothesis"})


def test_it_does_not_pin_what_the_worker_brings(package: zipfile.ZipFile) -> None:
    pinned = package.read("requirements.txt").decode()

    for name in ("protobuf", "grpcio", "azure-functions-worker"):
        assert name not in pinned


def test_the_client_is_beside_it(package: zipfile.ZipFile) -> None:
    with zipfile.ZipFile(Path(str(package.filename)).with_name("client.zip")) as client:
        names = set(client.namelist())

    assert {"index.html", "theme.js", "sandbox.html", "staticwebapp.config.json"} <= names
    assert any(name.startswith("assets/") and name.endswith(".js") for name in names)
    assert [name for name in names if name.endswith((".gz", ".br", ".map", ".ts"))] == []
    assert [name for name in names if name.startswith(".") or name == "built"] == []
