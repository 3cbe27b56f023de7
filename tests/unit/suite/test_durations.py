"""The order of test files, in which the longest come first."""

import json
from pathlib import Path

from tests.support.durations import estimated, merged, read

HERE = "tests/unit/suite/test_durations.py"
LONG = "tests/integration/test_crash.py"


def test_what_a_file_took_last_counts_half() -> None:
    assert merged({HERE: 10.0}, {HERE: 20.0}) == {HERE: 15.0}


def test_a_file_that_did_not_run_is_kept_and_one_that_is_gone_is_not() -> None:
    assert merged({LONG: 3.0, "tests/gone.py": 5.0}, {HERE: 1.0}) == {LONG: 3.0, HERE: 1.0}


def test_what_never_ran_is_estimated_by_its_folder() -> None:
    seconds = [estimated(file, 10) for file in (LONG, "tests/contract/test_x.py", HERE)]

    assert seconds == sorted(seconds, reverse=True)


def test_a_list_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    broken, odd = tmp_path / "broken", tmp_path / "odd"
    broken.write_text("{")
    odd.write_text(json.dumps({"a": "long", "b": 2}))

    assert (read(broken), read(tmp_path / "none"), read(odd)) == ({}, {}, {"b": 2.0})
