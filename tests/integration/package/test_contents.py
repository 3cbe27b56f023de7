"""The zip that is deployed: is it whole, and nothing but what belongs there?"""

import fnmatch
import json
import subprocess
import sys
import tempfile
import zipfile
from importlib.util import cache_from_source
from pathlib import Path

import pytest

from infra import sizes
from infra.packaging.bytecode import SOURCELESS
from local.stack import ROOT
from shared import release
from tests.contract.expected import FUNCTIONS
from tests.integration.package.conftest import build

LIST = """
import json, sys
root = sys.argv[1]
sys.path[:0] = [root, root + "/.python_packages/lib/site-packages"]
entry = __import__(sys.argv[2])
print(json.dumps(sorted(f.get_function_name() for f in entry.app.get_functions())))
"""


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
    for installed in ("azure", "packaging", "pip", "pytest"):
        place = f".python_packages/lib/site-packages/{installed}/"
        assert any(name.startswith(place) for name in names)


def test_nothing_of_development_is_in_it(package: zipfile.ZipFile) -> None:
    ours = [name for name in package.namelist() if not name.startswith(".python_packages/")]
    packages = {name.split("/")[3] for name in package.namelist() if name not in ours}

    for part in ("infra", "tests", "test_*", "local.settings*", ".git*", ".env*"):
        assert [name for name in ours if fnmatch.filter(name.split("/"), part)] == []
    assert packages.isdisjoint({"ruff", "uvicorn", "trustme", "hypothesis"})


def test_it_does_not_pin_what_the_worker_brings(package: zipfile.ZipFile) -> None:
    pinned = package.read("requirements.txt").decode()

    for name in ("protobuf", "grpcio", "azure-functions-worker"):
        assert name not in pinned


def test_the_client_is_beside_it(package: zipfile.ZipFile) -> None:
    with zipfile.ZipFile(Path(str(package.filename)).with_name("client.zip")) as client:
        names = set(client.namelist())

    assert {"index.html", "theme.js", "staticwebapp.config.json"} <= names
    assert any(name.startswith("assets/") and name.endswith(".js") for name in names)
    assert [name for name in names if name.endswith((".gz", ".br", ".map", ".ts"))] == []
    assert [name for name in names if name.startswith(".") or name == "built"] == []


@pytest.mark.sampled(one_of=4, among="minutes")
def test_the_same_commit_gives_the_same_bytes(package: zipfile.ZipFile, tmp_path: Path) -> None:
    """Later, by another path, time zone and language, and with files that only one user reads."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    other = {"TMPDIR": str(elsewhere), "TZ": "Asia/Kathmandu", "LC_ALL": "C", "PYTHONHASHSEED": "7"}

    checkout = elsewhere / "checkout"
    checkout.symlink_to(ROOT)

    again = build(tmp_path, root=checkout, umask=0o077, environment=other)

    for name in ("api.zip", "client.zip"):
        first = Path(str(package.filename)).with_name(name)
        assert again.with_name(name).read_bytes() == first.read_bytes()


def test_nothing_in_it_names_the_machine_that_built_it(package: zipfile.ZipFile) -> None:
    names = [str(ROOT).encode(), tempfile.gettempdir().encode() + b"/tmp."]

    found = [
        entry for entry in package.namelist() if any(name in package.read(entry) for name in names)
    ]

    assert found == []


def test_every_file_of_ours_has_bytecode_of_this_python(package: zipfile.ZipFile) -> None:
    names = set(package.namelist())
    sources = [name for name in names if name.endswith(".py") and not name.startswith(".")]

    without = [name for name in sources if cache_from_source(name) not in names]

    assert without == []
    assert cache_from_source(f"{sizes.PACKAGES}cryptography/__init__.py") in names


def test_the_largest_dependencies_have_no_sources_and_are_found(
    package: zipfile.ZipFile, deployed: Path
) -> None:
    """They would be the largest part of it."""
    names = package.namelist()
    for sdk in SOURCELESS:
        place = f"{sizes.PACKAGES}{sdk}/"
        assert [name for name in names if name.startswith(place) and name.endswith(".py")] == []

    program = """
import sys
root = sys.argv[1]
sys.path[:0] = [root, root + "/.python_packages/lib/site-packages"]
import shared.services.ai.openai_wire, shared.services.ai.anthropic_wire
import azure.storage.blob.aio, azure.storage.fileshare.aio, azure.storage.queue.aio, webauthn
import azure.identity.aio, azure.keyvault.secrets.aio, shared.services.codemods.transforming, pytest
import pip._internal.cli.main
"""
    arguments = [sys.executable, "-I", "-S", "-c", program, str(deployed)]
    subprocess.run(arguments, cwd=deployed, check=True, env={})


def test_it_tells_the_commit_that_it_was_made_from(deployed: Path) -> None:
    assert release.commit_of(deployed) == release.commit()


def test_its_size_is_one_that_may_be_published(package: zipfile.ZipFile) -> None:
    assert sizes.faults(sizes.measure(Path(str(package.filename))), sizes.read()) == []
