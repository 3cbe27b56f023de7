"""Makes the data of a release, by that release: a folder as ``./start.sh --data`` leaves it.

    python -m tests.integration.upgrades.make COMMIT NAME

checks the commit out beside this one, starts it over SQLite and over Azurite, fills it over HTTP,
and writes ``releases/NAME-sqlite.zip`` and ``releases/NAME-azurite.zip``. What was filled in is in
the archive as well (``facts.json``), so that the tests know what has to be there.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
RELEASES = Path(__file__).with_name("releases")
#: Of a data folder, what any start makes anew.
LEFT_OUT = ("cache", "runs", "local.settings.json", "accounts.json", "bifrost.log")
FILL = "fill.py"


def main() -> None:
    """Make both archives."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("commit")
    parser.add_argument("name")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bifrost-release-") as temporary:
        checkout = Path(temporary) / "checkout"
        git = ["git", "-C", str(ROOT), "worktree"]
        subprocess.run([*git, "add", "--detach", str(checkout), chosen.commit], check=True)
        try:
            (checkout / ".tools").symlink_to(ROOT / ".tools")
            for store in ("sqlite", "azurite"):
                data = Path(temporary) / store
                _fill(checkout, data, store)
                pack(data, RELEASES / f"{chosen.name}-{store}.zip")
        finally:
            subprocess.run([*git, "remove", "--force", str(checkout)], check=True)


def _fill(checkout: Path, data: Path, store: str) -> None:
    """Run the filling program with the release's own modules."""
    program = shutil.copy(Path(__file__).with_name(FILL), checkout / FILL)
    environment = {**os.environ, "PYTHONPATH": str(checkout)}
    command = [sys.executable, str(program), str(data), store]
    subprocess.run(command, cwd=checkout, env=environment, check=True)


def pack(data: Path, target: Path) -> None:
    """Write what a data folder keeps."""
    target.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(data.rglob("*")):
            name = path.relative_to(data).as_posix()
            if path.is_file() and not any(part in LEFT_OUT for part in name.split("/")):
                archive.write(path, name)


if __name__ == "__main__":
    main()
