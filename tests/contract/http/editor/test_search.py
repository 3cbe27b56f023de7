"""Search in the workspace's files."""

import time
from typing import Any

import pytest

from tests.contract.client import Http
from tests.contract.http.editor.editor_helpers import Editor


async def test_a_text_is_found_with_its_place(editor: Editor) -> None:
    found = await editor.search("grace")

    [match] = found["results"]
    assert match == {
        "filePath": "lib/names.py",
        "line": 2,
        "column": 10,
        "matchText": "SECOND = 'Grace'",
        "contextBefore": "FIRST = 'Ada'",
        "contextAfter": None,
    }
    assert (found["totalMatches"], found["filesSearched"], found["truncated"]) == (1, 2, False)
    assert found["searchTimeMs"] < 5000


async def test_a_search_can_be_narrowed(editor: Editor, files: dict[str, str]) -> None:
    files["data/acme/secret.txt"] = "Grace"
    files["binary.bin"] = "Grace\0"

    async def places(query: str, **more: Any) -> list[str]:
        return [match["filePath"] for match in (await editor.search(query, **more))["results"]]

    assert await places("grace", caseSensitive=True) == []
    assert await places("G.ace") == []
    assert await places("G.ace", regex=True) == ["lib/names.py"]
    assert await places("Grace", filePattern="*.py") == []
    assert await places("Grace", filePattern="lib/*.py") == ["lib/names.py"]
    assert await places("Grace", filePattern="**/n?mes.py") == ["lib/names.py"]


async def test_results_have_an_end(editor: Editor, files: dict[str, str]) -> None:
    files["many.txt"] = "needle " * 100

    found = await editor.search("needle", maxResults=7)

    assert (found["totalMatches"], len(found["results"]), found["truncated"]) == (7, 7, True)


async def test_what_is_no_pattern_is_refused(editor: Editor) -> None:
    answer = await editor("search_files", {"query": "(", "regex": True})

    assert answer.status == 400
    assert "not a valid regular expression" in answer.json["message"]


@pytest.mark.parametrize(
    "wanted",
    [
        {"query": "(a+)+$", "regex": True},
        {"query": "a", "filePattern": "*a" * 40 + "b"},
    ],
)
async def test_a_pattern_that_takes_for_ever_holds_nobody_up(
    editor: Editor, http: Http, files: dict[str, str], wanted: dict[str, Any]
) -> None:
    files["a" * 200] = "a" * 5000 + "b"
    began = time.monotonic()

    found = await editor.search(**wanted)

    assert found["truncated"]
    assert 4 < time.monotonic() - began < 15
    assert (await http("get_version", headers={})).status == 200
