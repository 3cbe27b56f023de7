"""What a package for Azure weighs, by dependency, and whether it may.

    python -m infra.sizes dist/api.zip                     list the sizes and compare them
    python -m infra.sizes dist/api.zip --accept "REASON"   make them the ones to compare with

A package that has grown by more than a twentieth is refused until a reason is recorded: an
instance unpacks all of it before its first answer.
"""

import argparse
import csv
import io
import json
import sys
import zipfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

RECORDED = Path(__file__).with_name("package-sizes.json")
LIMIT_BYTES = 140_000_000
GROWTH_PERCENT = 5
MEGABYTE = 1_000_000
PACKAGES = ".python_packages/lib/site-packages/"
#: In the list, for whatever is not a dependency.
OURS = "bifrost"
OTHERS = "(no dependency's)"
LISTED = 12


@dataclass(frozen=True, slots=True)
class Sizes:
    """Unzipped bytes of each dependency, and why they are what they are."""

    parts: Mapping[str, int]
    reason: str = ""

    @property
    def total(self) -> int:
        return sum(self.parts.values())


def measure(package: Path) -> Sizes:
    """Return the unzipped sizes of a package; bytecode counts for its source's dependency."""
    found = Counter[str]()
    with zipfile.ZipFile(package) as archive:
        owners = _owners(archive)
        for entry in archive.infolist():
            found[_owner(entry.filename, owners)] += entry.file_size
    return Sizes(dict(sorted(found.items())))


def faults(measured: Sizes, recorded: Sizes) -> list[str]:
    """Return why a package may not be published; empty if it may."""
    found: list[str] = []
    if measured.total > LIMIT_BYTES:
        found.append(f"the package has {_mb(measured.total)} unzipped: {_mb(LIMIT_BYTES)} at most")
    growth = measured.total / recorded.total - 1
    if measured.total * 100 > recorded.total * (100 + GROWTH_PERCENT):
        grown = {
            name: size - recorded.parts.get(name, 0)
            for name, size in measured.parts.items()
            if size > recorded.parts.get(name, 0)
        }
        most = sorted(grown, key=grown.__getitem__, reverse=True)[:5]
        listed = ", ".join(f"{name} by {_mb(grown[name])}" for name in most)
        found.append(
            f"the package grew by {growth:.1%}, from {_mb(recorded.total)} to "
            f"{_mb(measured.total)} ({listed}): make it smaller, or say why with "
            'python -m infra.sizes PACKAGE --accept "REASON"'
        )
    return found


def read(path: Path = RECORDED) -> Sizes:
    """Return the sizes that packages are compared with."""
    found = json.loads(path.read_text("utf-8"))
    return Sizes({str(name): int(size) for name, size in found["parts"].items()}, found["reason"])


def write(sizes: Sizes, reason: str, path: Path = RECORDED) -> None:
    """Make these the sizes that packages are compared with."""
    content = {"reason": reason, "total": sizes.total, "parts": dict(sizes.parts)}
    path.write_text(json.dumps(content, indent=2) + "\n", "utf-8")


def _owners(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the dependency of each installed file, as the dependencies' own records say."""
    owners: dict[str, str] = {}
    for name in archive.namelist():
        if name.startswith(PACKAGES) and name.endswith(".dist-info/RECORD"):
            dependency = name.removeprefix(PACKAGES).partition("-")[0].replace("_", "-").lower()
            for row in csv.reader(io.StringIO(archive.read(name).decode("utf-8"))):
                owners[PACKAGES + row[0]] = dependency
    return owners


def _owner(name: str, owners: Mapping[str, str]) -> str:
    if not name.startswith(PACKAGES):
        return OURS
    folder, _, file = name.rpartition("/")
    if folder.endswith("/__pycache__"):
        name = f"{folder.removesuffix('__pycache__')}{file.partition('.')[0]}.py"
    return owners.get(name) or owners.get(f"{name.removesuffix('c')}", OTHERS)


def _mb(size: int) -> str:
    return f"{size / MEGABYTE:.1f} MB"


def _print(sizes: Sizes) -> None:
    largest = sorted(sizes.parts.items(), key=lambda part: part[1], reverse=True)
    for name, size in largest[:LISTED]:
        print(f"{_mb(size):>9}  {name}")
    rest = largest[LISTED:]
    print(f"{_mb(sum(size for _, size in rest)):>9}  {len(rest)} others")
    print(f"{_mb(sizes.total):>9}  in all, of {_mb(LIMIT_BYTES)} at most")


def main() -> int:
    """List, compare, or accept."""
    parser = argparse.ArgumentParser(prog="python -m infra.sizes", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("package", type=Path)
    parser.add_argument("--accept", metavar="REASON")
    chosen = parser.parse_args()
    measured = measure(chosen.package)
    _print(measured)
    if chosen.accept:
        write(measured, chosen.accept)
        return 0
    found = faults(measured, read())
    for fault in found:
        print(fault, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
