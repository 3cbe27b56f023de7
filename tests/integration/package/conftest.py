"""One package, built and unpacked once."""

import fcntl
import os
import subprocess
import sys
import zipfile
from collections.abc import Generator, Mapping
from pathlib import Path

import pytest

from local.stack import ROOT


def build(
    folder: Path,
    *,
    root: Path = ROOT,
    umask: int = -1,
    environment: Mapping[str, str] | None = None,
) -> Path:
    """Build it for the Python that runs here, which is 3.11 where there is one.

    The last three are of another user, whose build has to give the same bytes.
    """
    out = folder / "api.zip"
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    program = [str(root / "infra" / "package.sh"), "--out", str(out), "--python", version]
    given = {**os.environ, **(environment or {})}
    subprocess.run(program, check=True, capture_output=True, umask=umask, env=given)
    return out


@pytest.fixture(scope="session")
def package_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built by the first that needs it, for all that run beside it."""
    here = tmp_path_factory.getbasetemp()
    folder = (here.parent if "PYTEST_XDIST_WORKER" in os.environ else here) / "package"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "api.zip").exists():
            build(folder)
    return folder / "api.zip"


@pytest.fixture(scope="session")
def package(package_file: Path) -> Generator[zipfile.ZipFile]:
    with zipfile.ZipFile(package_file) as opened:
        yield opened


@pytest.fixture(scope="session")
def deployed(package: zipfile.ZipFile, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("deployed")
    package.extractall(folder)
    return folder
