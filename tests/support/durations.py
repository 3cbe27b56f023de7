"""Which test files come first: the longest, so that no worker is left alone with one at the end.

``--dist loadfile`` gives whole files to workers in the order of collection, if it is told not to
order them by their number of tests (``--no-loadscope-reorder``). How long a file took the last
times is in ``.tools/durations.json``; a file that is not in there is estimated.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KEPT = ROOT / ".tools" / "durations.json"
#: What a test of a folder takes, roughly, and the least that a file of the folder takes.
ESTIMATES = {"tests/integration/": (1.5, 20.0), "tests/contract/": (0.1, 2.0)}
OTHERS = (0.02, 0.5)
#: The weight of what a file took before.
INERTIA = 0.5


class Durations:
    """A plugin that orders the files, and notes what they take. Workers get the list at the start.

    All workers must collect in the same order, so only their controller reads the list.
    """

    def __init__(self, known: Mapping[str, float]) -> None:
        self._known = known
        self._took: dict[str, float] = defaultdict(float)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Order the files, the longest first; tests stay in order within their file."""
        counts = Counter(file_of(item.nodeid) for item in items)
        items.sort(key=lambda item: (-self._expected(item.nodeid, counts), file_of(item.nodeid)))

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: object) -> None:
        """Hand the list to a worker that is about to start."""
        given: dict[str, object] = node.workerinput  # type: ignore[attr-defined]
        given["durations"] = dict(self._known)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note what a test took, with its fixtures."""
        self._took[file_of(report.nodeid)] += report.duration

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Keep what was noted, of files that ran as a whole."""
        if exitstatus != 0 or hasattr(session.config, "workerinput") or not self._is_whole(session):
            return
        kept = merged(self._known, self._took)
        KEPT.parent.mkdir(exist_ok=True)
        draft = KEPT.with_suffix(".new")
        draft.write_text(json.dumps(kept, indent=1, sort_keys=True))
        draft.replace(KEPT)

    def _expected(self, nodeid: str, counts: Mapping[str, int]) -> float:
        file = file_of(nodeid)
        return self._known.get(file) or estimated(file, counts[file])

    def _is_whole(self, session: pytest.Session) -> bool:
        """Whether many files ran side by side: not a file alone, or a part of one."""
        chosen: Sequence[str] = session.config.args
        return session.config.option.dist == "loadfile" and not any("::" in each for each in chosen)


def plugin_for(config: pytest.Config) -> Durations | None:
    """The plugin of this process; None unless files are given to workers."""
    given: Mapping[str, object] | None = getattr(config, "workerinput", None)
    if given is not None:
        return Durations(parsed(given["durations"])) if "durations" in given else None
    is_by_file = getattr(config.option, "dist", "no") == "loadfile"
    return Durations(read(KEPT)) if is_by_file else None


def read(path: Path) -> Mapping[str, float]:
    """The list that was kept; empty if there is none that can be read."""
    try:
        return parsed(json.loads(path.read_text()))
    except (OSError, ValueError):
        return {}


def parsed(found: object) -> Mapping[str, float]:
    if not isinstance(found, dict):
        return {}
    pairs: list[tuple[object, object]] = [*found.items()]  # pyright: ignore[reportUnknownArgumentType, reportUnknownMemberType]
    return {str(file): float(took) for file, took in pairs if isinstance(took, int | float)}


def merged(before: Mapping[str, float], took: Mapping[str, float]) -> dict[str, float]:
    """What files took, on average; later runs count more. Files that are gone are left out."""
    found = {**before}
    for file, seconds in took.items():
        earlier = before.get(file, seconds)
        found[file] = round(INERTIA * earlier + (1 - INERTIA) * seconds, 2)
    return {file: seconds for file, seconds in found.items() if (ROOT / file).exists()}


def estimated(file: str, tests: int) -> float:
    """Seconds that a file may take which never ran here."""
    of_test, least = next(
        (found for folder, found in ESTIMATES.items() if file.startswith(folder)), OTHERS
    )
    return max(least, tests * of_test)


def file_of(nodeid: str) -> str:
    return nodeid.partition("::")[0]
