"""infra/schemas.py refuses what Azure's own clients do not know."""

import os
import subprocess
from pathlib import Path

import pytest

from infra.arm.flat import main

ROOT = Path(__file__).parents[3]
PYTHON = ROOT / ".tools" / "infra" / "bin" / "python"


def checked(folder: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [str(PYTHON), str(ROOT / "infra" / "schemas.py"), str(folder)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module", autouse=True)
def installed() -> None:
    """The environment of infra/check.sh, which ./test.sh has made before."""
    install = f". {ROOT}/local/setup.sh; setup install_infra_checks"
    subprocess.run(["bash", "-c", install], env={**os.environ, "root": str(ROOT)}, check=True)


def test_a_wrong_property_value_or_place_is_found(tmp_path: Path) -> None:
    main(tmp_path)
    good = checked(tmp_path)
    file = tmp_path / "defaults.json"
    wrong = {
        '"minimumTlsVersion"': '"minimumTslVersion"',
        '"StorageV2"': '"StorageV9"',
        '"perInstanceConcurrency": 16': '"perInstanceConcurrency": "many"',
        '"failedLocationCount"': '"failedLocations"',
    }
    text = file.read_text()
    for right, other in wrong.items():
        assert right in text
        text = text.replace(right, other)
    file.write_text(text)
    bad = checked(tmp_path)

    assert (good.returncode, good.stdout) == (0, ""), good.stdout + good.stderr
    assert bad.returncode == 1
    for words in (".minimumTslVersion:", "'StorageV9'", "'many'", ".failedLocations:"):
        assert words in bad.stdout
