"""What a package weighs by dependency, which growth is refused, and its bytecode."""

import importlib.util
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from infra import sizes
from infra.sizes import LIMIT_BYTES, PACKAGES, Sizes

ROOT = Path(__file__).parents[3]
FILES = {
    "bifrost.py": 10,
    "shared/__pycache__/call.cpython-311.pyc": 20,
    f"{PACKAGES}azure/storage/blob/a.py": 300,
    f"{PACKAGES}azure/storage/blob/__pycache__/a.cpython-311.pyc": 400,
    f"{PACKAGES}azure/identity/b.py": 5000,
    f"{PACKAGES}azure/identity/sourceless.pyc": 3,
    f"{PACKAGES}loose.py": 7,
}
RECORDS = {
    "azure_storage_blob-12.1.dist-info": "azure/storage/blob/a.py,sha256=x,300\n",
    "azure_identity-1.2.dist-info": 'azure/identity/b.py,sha256=y,5000\n"odd,name.py",,\n'
    "azure/identity/sourceless.py,,\n",
}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    path = tmp_path / "api.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, size in FILES.items():
            archive.writestr(name, b"x" * size)
        for folder, record in RECORDS.items():
            archive.writestr(f"{PACKAGES}{folder}/RECORD", record)
    return path


def test_bytecode_counts_for_the_dependency_of_its_source(package: Path) -> None:
    found = sizes.measure(package).parts

    assert found["azure-storage-blob"] == 700
    assert found["azure-identity"] == 5003
    assert found["bifrost"] == 30
    assert found["(no dependency's)"] == 7 + sum(map(len, RECORDS.values()))


@pytest.mark.parametrize(
    ("before", "after", "refused"),
    [
        ({"a": 100}, {"a": 105}, False),
        ({"a": 100}, {"a": 106}, True),
        ({"a": 100}, {"a": 90, "b": 20}, True),
        ({"a": 100, "b": 100}, {"a": 10}, False),
    ],
)
def test_growth_over_a_twentieth_is_refused(
    before: dict[str, int], after: dict[str, int], *, refused: bool
) -> None:
    found = sizes.faults(Sizes(after), Sizes(before))

    assert bool(found) is refused
    assert all("--accept" in fault for fault in found)


def test_growth_is_told_by_dependency_the_most_first() -> None:
    before = Sizes({"a": 10_000_000, "b": 10_000_000})
    after = Sizes({"a": 11_000_000, "b": 10_000_000, "c": 9_000_000})

    (fault,) = sizes.faults(after, before)

    assert "by 50.0%" in fault
    assert "(c by 9.0 MB, a by 1.0 MB)" in fault


def test_a_package_over_the_limit_is_refused_even_if_it_did_not_grow() -> None:
    heavy = Sizes({"a": LIMIT_BYTES + 1})

    assert sizes.faults(heavy, heavy) == ["the package has 140.0 MB unzipped: 140.0 MB at most"]


def test_accepting_writes_the_reason(package: Path, tmp_path: Path) -> None:
    path = tmp_path / "sizes.json"
    measured = sizes.measure(package)

    sizes.write(measured, "a new dependency", path)

    assert sizes.read(path) == Sizes(measured.parts, "a new dependency")
    assert sizes.faults(measured, sizes.read(path)) == []


def test_the_recorded_sizes_are_explained_and_within_the_limit() -> None:
    recorded = sizes.read()

    assert recorded.reason
    assert recorded.total <= LIMIT_BYTES


def test_bytecode_is_the_same_wherever_it_is_made(tmp_path: Path) -> None:
    text = (
        "WORDS = frozenset({'a', 'b', 'c', 'dd', 'ee'})\n\ndef f(x):\n    return x in {'p', 'q'}\n"
    )
    made = [_compiled(tmp_path / name, text) for name in ("one", "another/place")]

    contents = [path.read_bytes() for path in made]
    assert contents[0] == contents[1]
    assert str(tmp_path).encode() not in contents[0]
    assert int.from_bytes(contents[0][4:8], "little") == 0b01  # a hash, which nothing checks


def test_a_file_of_ours_that_does_not_compile_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "broken.py").write_text("def f(:\n")
    vendored = tmp_path / ".python_packages"
    vendored.mkdir()
    (vendored / "template.py").write_text("{{ name }} = !\n")

    done = _compile(tmp_path)

    assert done.returncode == 1
    assert done.stderr.startswith("cannot be compiled: shared/broken.py: ")
    assert "template" not in done.stderr


def _compiled(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True)
    (folder / "module.py").write_text(text)
    assert _compile(folder).returncode == 0
    return Path(importlib.util.cache_from_source(str(folder / "module.py")))


def _compile(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "infra.packaging.bytecode", str(folder)],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
