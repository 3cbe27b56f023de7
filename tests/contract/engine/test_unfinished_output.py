"""Output that has no line ends is read while the run lasts."""

import asyncio
from collections.abc import Mapping

import azure.functions as func
import pytest

from functions.composition import Runtime
from shared.services.services import Services
from shared.services.workspace.memory import MemoryWorkspace
from tests.contract.client import Http
from tests.contract.deliveries import deliver
from tests.contract.users import add_user, signed_in
from tests.support.waiting import until

OWNER = signed_in("owner")
TEXT = """
import sys, time
from bifrost import files, workflow

@workflow(execution_mode="async", timeout_seconds=60)
def shows_dots():
    for _ in range(40):
        print(".", end="", flush=True)
        time.sleep(0.1)

@workflow(execution_mode="async", timeout_seconds=60)
def shows_a_bar():
    for number in range(41):
        sys.stderr.write(f"\\r{number:3} of 40")
        time.sleep(0.1)

@workflow(execution_mode="async", timeout_seconds=60)
def waits_on():
    print("waiting", end="")
    time.sleep(4)
    print(" is over")
"""


@pytest.mark.parametrize("name", ["shows_dots", "shows_a_bar", "waits_on"])
async def test_it_is_seen_while_it_lasts(
    http: Http,
    functions: Mapping[str, func.Function],
    running: Runtime,
    services: Services,
    name: str,
) -> None:
    assert isinstance(services.workspace, MemoryWorkspace)
    services.workspace.files["unfinished.py"] = TEXT
    await add_user(running.platform.directory.users, "owner", {"acme": "admin"})
    headers = {**OWNER, "prefer": "respond-async"}
    answer = await http("execute_workflow", {"name": name}, body={}, headers=headers)
    place = {"execution_id": answer.json["executionId"]}
    delivery = asyncio.create_task(deliver(functions, running))

    async def said() -> list[str]:
        found = await http("get_execution_logs", place, headers=OWNER)
        return [line["message"] for line in found.json]

    async def is_seen() -> bool:
        return bool(await said())

    await until(is_seen)
    is_over = delivery.done()
    await delivery

    lines = await said()
    assert not is_over
    assert {
        "shows_dots": "".join(lines) == "." * 40,
        "shows_a_bar": len(lines) < 10 and lines[-1] == " 40 of 40",
        "waits_on": lines == ["waiting", " is over"],
    }[name]
