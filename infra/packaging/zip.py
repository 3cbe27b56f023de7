"""Packs a folder into a zip that is identical, byte for byte, for identical files."""

import sys
import zipfile
from pathlib import Path

EPOCH = (1980, 1, 1, 0, 0, 0)


def pack(folder: Path, target: Path) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(file.relative_to(folder).as_posix(), EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, file.read_bytes())
    size = target.stat().st_size / 1_000_000
    print(f"{target} ({size:.1f} MB)")


if __name__ == "__main__":
    pack(Path(sys.argv[1]), Path(sys.argv[2]))
