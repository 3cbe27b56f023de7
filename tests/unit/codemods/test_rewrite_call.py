"""Calls are found by their full names, and rewritten with a map of their arguments."""

import pytest

from shared.services.codemods.rewrite_call import RewriteCall
from tests.unit.codemods.transforming import result

TO_CONFIG = RewriteCall(
    "legacy.setting", "bifrost.config.get", {"0": "key", "fallback": "default", "trace": None}, True
)


@pytest.mark.parametrize(
    ("head", "call"),
    [
        ("import legacy", "legacy.setting"),
        ("import legacy as old", "old.setting"),
        ("from legacy import setting", "setting"),
        ("from legacy import setting as s", "s"),
    ],
)
def test_a_call_is_found_by_any_name(head: str, call: str) -> None:
    text = f"{head}\n\nasync def run():\n    return {call}('url', trace=True)\n"

    code, notes = result(TO_CONFIG, text)

    expected = f"{head}\nfrom bifrost import config\n\n"
    assert code == f"{expected}async def run():\n    return await config.get(key='url')\n"
    assert notes == []


def test_another_function_of_that_name_is_left_alone() -> None:
    text = "import legacy\n\ndef setting(x): ...\n\nsetting(1)\nother.legacy.setting(2)\n"

    assert result(TO_CONFIG, text) == (text, [])


def test_comments_and_commas_stay() -> None:
    text = """\
import legacy

async def run():
    return legacy.setting(
        "url",  # where
        fallback = None,  # nowhere
        trace=True,
    ).strip()
"""

    code, _ = result(TO_CONFIG, text)

    assert (
        code
        == """\
import legacy
from bifrost import config

async def run():
    return (await config.get(
        key="url",  # where
        default = None,  # nowhere
        )).strip()
"""
    )


def test_a_plain_function_and_those_that_call_it_become_async() -> None:
    text = """\
import legacy

def url():
    return legacy.setting("url")

def main(): # the first
    return url()["x"]
"""

    code, notes = result(TO_CONFIG, text)

    assert "async def url():" in code
    assert 'async def main(): # the first\n    return (await url())["x"]\n' in code
    assert notes == []


@pytest.mark.parametrize(
    "use",
    [
        pytest.param("lambda: url()", id="a lambda"),
        pytest.param("map(url, [])", id="handed on"),
        pytest.param("url()", id="the module"),
    ],
)
def test_where_nothing_can_be_awaited_a_note_says_so(use: str) -> None:
    text = f"import legacy\n\ndef url():\n    return legacy.setting('url')\n\nx = {use}\n"

    code, notes = result(TO_CONFIG, text)

    assert code == text
    assert notes == ["bifrost.config.get is awaited: this place cannot await, see to it by hand"]


def test_arguments_that_are_not_known_are_noted() -> None:
    text = "import legacy\n\nasync def run(given):\n    return legacy.setting(*given)\n"

    code, [note] = result(TO_CONFIG, text)

    assert code == text
    assert "called with * or **" in note


def test_a_library_is_written_with_its_name() -> None:
    rename = RewriteCall("requests.get", "httpx.get", {"allow_redirects": "follow_redirects"})

    code, _ = result(rename, "import requests\n\nrequests.get(url, allow_redirects=True)\n")

    assert code == "import requests\nimport httpx\n\nhttpx.get(url, follow_redirects=True)\n"
