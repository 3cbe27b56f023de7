"""The sample of cases that long tests have by default."""

import pytest

from tests.support import sampling

pytest_plugins = ["pytester"]
PAIRED = """
import pytest

@pytest.fixture(params=["one", "two", "three", "four"], scope="module")
def release(request):
    return request.param

@pytest.mark.sampled(one_of=4, by="release")
@pytest.mark.parametrize("path", ["a", "b"])
def test_with_its_release(release, path): ...

@pytest.mark.sampled(one_of=4, by="release")
def test_with_the_same(release): ...

@pytest.mark.sampled(one_of=2)
@pytest.mark.parametrize("number", range(5))
def test_of_numbers(number): ...

@pytest.mark.sampled(one_of=4, by="release")
def test_without_a_release(): ...

def test_without_the_mark(): ...
"""


def test_a_seed_always_chooses_the_same_and_other_seeds_choose_the_rest() -> None:
    cases = [f"case-{number}" for number in range(9)]

    chosen = [sampling.sample("a test", cases, 3, str(seed)) for seed in range(40)]

    assert {len(each) for each in chosen} == {3}
    assert chosen[0] == sampling.sample("a test", cases, 3, "0")
    assert {*cases} == {case for each in chosen for case in each}


def test_one_case_at_least_is_chosen() -> None:
    assert sampling.sample("a test", ["only"], 100, "seed") == {"only"}


@pytest.mark.parametrize("seed", ["one", "two"])
def test_what_is_left_out_of_a_run(pytester: pytest.Pytester, seed: str) -> None:
    pytester.makeconftest(
        "from tests.support import sampling\n"
        "def pytest_configure(config):\n"
        f"    config.pluginmanager.register(sampling.Sampling({seed!r}))\n"
    )
    pytester.makeini("[pytest]\nmarkers = sampled\nasyncio_default_fixture_loop_scope = function")
    pytester.makepyfile(PAIRED)

    done = pytester.runpytest_inprocess("-v")

    done.assert_outcomes(passed=2 + 1 + 3 + 2, deselected=6 + 3 + 2)
    done.stdout.fnmatch_lines([f"sample {seed}: 11 cases are left to ./test.sh --all"])
    releases = {line.split("[")[1][:3] for line in done.outlines if "_with_" in line}
    assert len(releases) == 1


def test_tests_of_several_files_are_chosen_among_each_other(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(
        "from tests.support import sampling\n"
        "def pytest_configure(config):\n"
        "    config.pluginmanager.register(sampling.Sampling('one'))\n"
    )
    pytester.makeini("[pytest]\nmarkers = sampled\nasyncio_default_fixture_loop_scope = function")
    marked = "import pytest\n@pytest.mark.sampled(one_of=3, among='minutes')\ndef test_it(): ...\n"
    pytester.makepyfile(test_a=marked, test_b=marked, test_c=marked)

    pytester.runpytest_inprocess().assert_outcomes(passed=1, deselected=2)


def test_without_a_seed_there_is_no_sample() -> None:
    assert sampling.plugin({}) is None
