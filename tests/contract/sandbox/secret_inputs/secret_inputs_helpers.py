"""What the tests of this folder share."""

import json
from collections.abc import Mapping
from typing import Any

import azure.functions as func

from functions.composition import Runtime
from shared.services.clock import StoppedClock
from shared.services.queues import MemoryQueue
from shared.services.tables import Columns, MemoryTable
from tests.contract.client import Answer, Http
from tests.contract.forms import OWNER

Functions = Mapping[str, func.Function]


PASSWORD = "correct horse battery"


GIVEN = {"password": PASSWORD, "note": f"I chose {PASSWORD} for her"}


class HeardTable(MemoryTable):
    """Knows all that was ever written to it."""

    def __init__(self, clock: StoppedClock, heard: list[str]) -> None:
        super().__init__(clock)
        self._heard = heard

    def _write(self, partition: str, key: str, columns: Columns) -> str:
        self._heard.append(f"{partition} {key} {json.dumps(columns, ensure_ascii=False)}")
        return super()._write(partition, key, columns)


class HeardQueue(MemoryQueue):
    def __init__(self, heard: list[str]) -> None:
        super().__init__()
        self._heard = heard

    async def send(self, text: str, *, delay_seconds: int = 0) -> None:
        self._heard.append(text)
        await super().send(text, delay_seconds=delay_seconds)


async def kept(running: Runtime, heard: list[str]) -> str:
    """All that was ever kept or sent."""
    blobs = running.platform.services.blobs
    names = [name async for name in blobs.names("")]
    contents = [await blobs.find(name) or b"" for name in names]
    return "\n".join([*heard, *(content.decode() for content in contents)])


async def execute(
    http: Http, given: object, name: str = "keeps_a_password", **more: object
) -> Answer:
    body: dict[str, object] = {"inputData": given, **more}
    return await http("execute_workflow", {"name": name}, body=body, headers=OWNER)


async def record(http: Http, answer: Answer) -> dict[str, Any]:
    place = {"execution_id": answer.headers["x-execution-id"]}
    return (await http("get_execution", place, headers=OWNER)).json
