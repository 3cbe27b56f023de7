"""The app that a package makes of its list of functions is the one that importing them makes."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import azure.functions as func
import pytest

from functions import app
from functions.deferred import Deferred
from functions.indexed import of_list
from infra.packaging import function_list


def bindings(made: func.FunctionApp) -> Mapping[str, list[str]]:
    return {str(one.get_function_name()): one.get_raw_bindings() for one in made.get_functions()}


def functions(made: func.FunctionApp) -> Mapping[str, Any]:
    return {str(one.get_function_name()): one.get_user_function() for one in made.get_functions()}


def test_it_has_the_same_functions_with_the_same_bindings() -> None:
    listed = json.loads(json.dumps(function_list.functions()))

    assert bindings(of_list(listed)) == bindings(app.build())


async def test_the_place_of_each_function_has_it() -> None:
    for listed in function_list.functions():
        found = await Deferred(listed["place"]).get()
        if listed["trigger"]["type"] == "httpTrigger":
            assert listed["name"] in found.triggers
        else:
            assert callable(found)


@pytest.mark.usefixtures("http")
async def test_a_function_answers_as_the_imported_one() -> None:
    request = func.HttpRequest("GET", "/api/docs", body=b"")

    listed = await functions(of_list(function_list.functions()))["get_docs"](request)
    imported = await functions(app.build())["get_docs"](request)

    assert (listed.status_code, listed.get_body()) == (200, imported.get_body())


def test_the_list_is_written_where_the_package_reads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "functions").mkdir()
    monkeypatch.setattr("sys.argv", ["function_list", str(tmp_path)])

    function_list.main()

    written = json.loads((tmp_path / "functions" / "index.json").read_text())
    assert written == function_list.functions()
