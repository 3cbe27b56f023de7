"""Which tests failed among others, and hold alone? ``./test.sh`` asks it after a run of many.

Some ten thousand tests share two cores, and now and then one is disturbed by its neighbours. A few
failed tests run once more with nothing beside them. One that fails again fails the run. One that
holds is printed as unsteady: it is a defect of the test or of the product, to be found and mended.
``./test.sh --all``, which CI runs every week, lets none of them pass.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
#: More failures than this are no disturbance.
MOST = 3


def failed(root: Path) -> list[str]:
    """The tests that failed in the last run in this folder, as pytest's cache has them."""
    kept = root / ".pytest_cache" / "v" / "cache" / "lastfailed"
    return sorted(json.loads(kept.read_text())) if kept.exists() else []


def holds_alone(root: Path, tests: Sequence[str]) -> bool:
    """Run them one after another, each exactly as before: True if none fails now."""
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *tests]
    return subprocess.run(command, cwd=root, check=False).returncode == 0


def main(root: Path = ROOT) -> int:
    """0 if few tests failed, and each of them holds alone."""
    tests = failed(root)
    if not 0 < len(tests) <= MOST:
        return 1
    _say("failed among others, and run once more alone:", tests)
    if not holds_alone(root, tests):
        return 1
    _say("UNSTEADY, to be mended:", tests)
    return 0


def _say(title: str, tests: Sequence[str]) -> None:
    sys.stdout.write("\n  ".join([title, *tests]) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
