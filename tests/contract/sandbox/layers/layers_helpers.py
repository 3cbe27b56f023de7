"""What the tests of this folder share."""

import os
from collections.abc import Mapping
from typing import cast

import pytest

from functions.composition import Runtime
from tests.contract.client import KEY_HEADERS, Http


async def run(
    http: Http, name: str, body: object = None, headers: Mapping[str, str] = KEY_HEADERS
) -> object:
    answer = await http("run_workflow", {"name": name}, body=body or {}, headers=headers)
    assert answer.status == 200, answer.json
    return answer.json


async def told(
    http: Http, name: str, body: object = None, headers: Mapping[str, str] = KEY_HEADERS
) -> dict[str, object]:
    found = await run(http, name, body, headers)
    return cast("dict[str, object]", found)


async def require(running: Runtime, layer: str) -> None:
    """Some walls are not on every machine that may run the tests."""
    if not (await running.platform.engine.isolation())[layer]:
        pytest.skip(f"this machine has no wall {layer!r}")


async def parents(http: Http) -> list[int]:
    found = cast("list[int]", await run(http, "parents"))
    return [found[1], os.getpid()]
