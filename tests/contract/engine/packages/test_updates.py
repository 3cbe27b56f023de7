"""Newer versions of what is installed, and packages that are taken out again."""

import json
from collections.abc import Mapping

import pytest

from functions.composition import Runtime
from shared.engine.packages import updates
from shared.errors import Unavailable
from shared.services.outbound.egress import Incoming, MemoryEgress
from tests.contract.client import Http
from tests.contract.engine.packages.packages_helpers import Headers, Install, files_of

INDEX = "https://reader:hush@index.example.test/simple/"
PAGE = "https://index.example.test/simple/httpx/"


def file(version: str, **more: object) -> Mapping[str, object]:
    return {"filename": f"httpx-{version}-py3-none-any.whl", **more}


def index_of(*files: Mapping[str, object], status: int = 200) -> MemoryEgress:
    body = json.dumps({"name": "httpx", "files": files}).encode()
    return MemoryEgress({PAGE: Incoming(status, {}, body)})


async def test_the_newest_wheel_that_fits_counts() -> None:
    egress = index_of(
        file("0.9.1"),
        file("0.28.1", **{"requires-python": ">=3.8"}),
        file("0.29.0", yanked="broken"),
        file("0.30.0", **{"requires-python": ">=4"}),
        file("1.0.0rc1"),
        {"filename": "httpx-2.0.tar.gz"},
        {"filename": "no wheel at all.whl"},
    )

    assert await updates.newest(egress, INDEX, "httpx") == "0.28.1"
    [sent] = egress.sent
    assert sent.headers["Authorization"] == "Basic cmVhZGVyOmh1c2g="
    assert "hush" not in sent.url


async def test_an_index_without_a_wheel_or_an_answer_is_told_apart() -> None:
    assert await updates.newest(index_of(), INDEX, "httpx") is None
    with pytest.raises(Unavailable, match="404"):
        await updates.newest(index_of(status=404), INDEX, "httpx")
    page = Incoming(200, {}, b"<html>")
    with pytest.raises(Unavailable, match="JSON"):
        await updates.newest(MemoryEgress({PAGE: page}), INDEX, "httpx")


async def test_an_index_that_cannot_be_asked_is_a_problem_of_its_package(
    install: Install, http: Http, root: Headers
) -> None:
    await install(package="greeting", version="1.0")

    answer = await http("list_package_updates", headers=root)

    [found] = answer.json["packages"]
    assert (found["name"], found["installed"], found["newest"]) == ("greeting", "1.0", None)
    assert found["problem"]


async def test_a_package_is_taken_out_of_the_file_and_of_the_set(
    install: Install, http: Http, root: Headers, running: Runtime
) -> None:
    await install(package="greeting")
    assert (await install.listed())["required"] == ["greeting"]

    asked = await http("uninstall_package", body={"package": "Greeting"}, headers=root)
    await install.deliver()

    assert asked.status == 202
    assert (await install.job(asked.json["job_id"]))["status"] == "success"
    listed = await install.listed()
    assert files_of(running)["requirements.txt"].strip() == ""
    assert (listed["packages"], listed["required"], listed["changed"]) == ([], [], False)
    again = await http("uninstall_package", body={"package": "greeting"}, headers=root)
    assert again.status == 404
