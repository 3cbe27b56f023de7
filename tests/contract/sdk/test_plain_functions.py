"""Workflows without ``async``, and threads of authors, can all that others can."""

from collections.abc import Mapping

import pytest

from bifrost import testing
from functions.composition import Runtime
from tests.contract.client import Http
from tests.contract.users import add_user, signed_in
from tests.workspace import plain

OWNER = signed_in("owner")
HERE = ["eu", "acme"]


@pytest.fixture(autouse=True)
async def region(running: Runtime, http: Http, root: Mapping[str, str]) -> None:
    assert root
    await add_user(running.platform.directory.users, "owner", {"acme": "admin"})
    answer = await http(
        "set_config", body={"key": "region", "value": "eu", "type": "string"}, headers=OWNER
    )
    assert answer.status < 300, answer.json


async def result_of(http: Http, name: str) -> object:
    answer = await http("execute_workflow", {"name": name}, body={"inputData": {}}, headers=OWNER)
    assert answer.json["status"] == "Success", answer.json
    return answer.json["result"]


async def test_a_plain_function_asks_by_asyncio_run(http: Http) -> None:
    assert await result_of(http, "asks_plainly") == {
        "region": "eu",
        "organization": "acme",
        "together": ["eu"] * 5,
        "note": "plainly",
    }


async def test_so_does_a_plain_data_provider(http: Http) -> None:
    answer = await http("get_options", {"name": "asked_plainly"}, headers=OWNER)

    assert [one["value"] for one in answer.json["options"]] == HERE


async def test_threads_of_a_plain_function_ask_and_know_the_context(http: Http) -> None:
    asked = await result_of(http, "asks_from_threads")

    assert asked == [[*HERE, number] for number in range(20)]


async def test_so_do_threads_beside_a_loop(http: Http) -> None:
    asked = await result_of(http, "asks_from_threads_beside_its_loop")

    assert asked == [[*HERE, number] for number in (*range(20), *range(5), 0)]


async def test_a_plain_function_is_in_the_main_thread(http: Http) -> None:
    assert await result_of(http, "is_in_the_main_thread") is True


async def test_a_thread_that_is_left_asks_nothing_of_the_next_run(http: Http) -> None:
    first = [await result_of(http, "leaves_a_thread_that_asks") for _ in range(5)]

    assert len(set(map(str, first))) == 5
    assert await result_of(http, "asks_plainly")


async def test_what_a_plain_function_leaves_to_be_awaited_is_awaited(http: Http) -> None:
    assert await result_of(http, "gives_back_what_is_to_be_awaited") == "eu"


NAMES = ["asks_from_threads", "asks_from_threads_beside_its_loop", "asks_plainly"]


@pytest.mark.parametrize("name", NAMES)
async def test_the_kit_runs_them_as_the_platform_does(http: Http, name: str) -> None:
    real = await result_of(http, name)

    with testing.running(organization="acme", config={"region": "eu"}):
        assert await testing.run(getattr(plain, name)) == real
