"""Which cases of long tests does a run leave out? ``./test.sh`` takes a seeded sample of them.

A test says of itself that one case of so many is enough by default:
``@pytest.mark.sampled(one_of=4)``. ``./test.sh --all``, and ``./test.sh`` with chosen files, run
every case. ``sampled(one_of=4, within="module")`` chooses among all cases of a module. Cases that
share what takes long to set up go together: ``sampled(one_of=4, by="release")`` chooses among the
values of the parameter ``release``, the same ones in the whole module. Tests of several files are
chosen among each other with ``sampled(one_of=3, among="minutes")``. The seed is the commit, so that
a commit has the same sample here and in CI, and the next commit has another.
"""

import random
from collections import defaultdict
from collections.abc import Mapping

import pytest

#: The seed of the sample; without it every case runs.
SEED = "BIFROST_TESTS_SAMPLE"


class Sampling:
    """A plugin that leaves out what the sample does not hold, and says how much that is."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._left_out = 0

    # First: the order of the files is made of what is left.
    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(
        self, config: pytest.Config, items: list[pytest.Item]
    ) -> None:
        """Keep all tests without the mark, and of the others the sample."""
        groups: dict[str, dict[str, list[pytest.Item]]] = defaultdict(lambda: defaultdict(list))
        for item in items:
            if is_sampled(item):
                groups[group_of(item)][case_of(item)].append(item)
        out = {item for name, cases in groups.items() for item in left_out(name, cases, self._seed)}
        self._left_out = len(out)
        if out:
            config.hook.pytest_deselected(items=[*out])
            items[:] = [item for item in items if item not in out]

    def pytest_report_collectionfinish(self) -> str:
        return f"sample {self._seed}: {self._left_out} cases are left to ./test.sh --all"


def plugin(environment: Mapping[str, str]) -> Sampling | None:
    """The plugin, if the environment has the seed of a sample."""
    seed = environment.get(SEED)
    return Sampling(seed) if seed else None


def left_out(name: str, cases: Mapping[str, list[pytest.Item]], seed: str) -> list[pytest.Item]:
    """The items of the cases that the seed does not choose; one case at least is chosen."""
    most = min(_one_of(items[0]) for items in cases.values())
    chosen = sample(name, sorted(cases), most, seed)
    return [item for case, items in cases.items() if case not in chosen for item in items]


def sample(name: str, cases: list[str], one_of: int, seed: str) -> set[str]:
    """Choose one of so many cases, rounded up."""
    count = -(-len(cases) // one_of)
    return {*random.Random(f"{seed}:{name}").sample(cases, count)}  # noqa: S311  no secret


def is_sampled(item: pytest.Item) -> bool:
    """Whether the test has the mark, and the parameter that its cases are chosen by."""
    by, parameters = _said(item, "by"), getattr(item, "callspec", None)
    has_parameter = by is None or (parameters is not None and by in parameters.params)
    return item.get_closest_marker("sampled") is not None and has_parameter


def group_of(item: pytest.Item) -> str:
    """Cases are chosen within a test; within its module, or among other tests, as the mark says."""
    among = _said(item, "among")
    if among:
        return among
    file, _, test = item.nodeid.partition("::")
    by, within = _said(item, "by"), _said(item, "within")
    return f"{file}:{by or ''}" if by or within else f"{file}::{test.partition('[')[0]}"


def case_of(item: pytest.Item) -> str:
    """The name of a test's case: of the whole of it, or of the parameter that it is chosen by."""
    by, parameters = _said(item, "by"), getattr(item, "callspec", None)
    if by is None or parameters is None:
        return item.nodeid
    return repr(parameters.params[by])


def _said(item: pytest.Item, name: str) -> str | None:
    mark = item.get_closest_marker("sampled")
    return None if mark is None else mark.kwargs.get(name)


def _one_of(item: pytest.Item) -> int:
    mark = item.get_closest_marker("sampled")
    assert mark is not None
    return int(mark.kwargs["one_of"])
