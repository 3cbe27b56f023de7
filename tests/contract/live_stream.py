"""The stream of live updates, as tests ask it."""

import json
from collections.abc import Mapping

from tests.contract.client import Answer, Http


async def ask(
    http: Http,
    who: Mapping[str, str],
    last: str = "",
    wait: int = 0,
    channels: str = "executions",
    **more: str,
) -> Answer:
    headers = {**who, "last-event-id": last} if last else who
    query = {"channels": channels, "wait": str(wait), **more}
    return await http("stream_events", query=query, headers=headers)


def events_of(answer: Answer) -> list[tuple[str, dict[str, object]]]:
    """Name and data of each event but the position."""
    found: list[tuple[str, dict[str, object]]] = []
    for block in answer.body.decode().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)
        if fields.get("event", "position") != "position":
            found.append((fields["event"], json.loads(fields["data"])))
    return found


def position_of(answer: Answer) -> str:
    lines = answer.body.decode().splitlines()
    return next(line.removeprefix("id: ") for line in lines if line.startswith("id: "))


async def begun(http: Http, who: Mapping[str, str], channels: str = "executions") -> str:
    """The position of somebody who has just begun to follow."""
    return position_of(await ask(http, who, channels=channels))
