"""A conversation, as its person uses it."""

import json
from dataclasses import dataclass, field
from typing import Any

from tests.contract.agents.conftest import MEMBER, Desk, Headers
from tests.contract.client import Answer as HttpAnswer


@dataclass
class Chat:
    """What a member of acme does in a conversation."""

    desk: Desk
    headers: Headers = field(default_factory=lambda: MEMBER)
    id: str = ""

    async def __call__(self, function: str, *, body: Any = None, **place: str) -> HttpAnswer:
        where = {"conversation_id": self.id, **place}
        return await self.desk.http(function, where, body=body, headers=self.headers)

    async def begin(self, **facts: object) -> "Chat":
        made = await self.desk.http("create_conversation", body=facts, headers=self.headers)
        assert made.status == 201, made.json
        self.id = made.json["id"]
        return self

    async def say(self, text: str, **facts: object) -> Any:
        """Say something, and let the agent answer as far as it can."""
        begun = await self("say_in_conversation", body={"text": text, **facts})
        assert begun.status == 202, begun.json
        await self.desk.deliver()
        return begun.json

    async def seen(self) -> Any:
        return (await self("get_conversation")).json

    async def told(self, turn: str, last: str = "") -> tuple[list[tuple[str, Any]], str]:
        answer = await self.desk.http(
            "follow_turn",
            {"conversation_id": self.id, "turn_id": turn},
            headers={**self.headers, "last-event-id": last},
            query={"wait": "0"},
        )
        text = answer.body.decode()
        return frames(text), text.rpartition("id: ")[2].partition("\n")[0]


def frames(text: str) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for one in text.split("\n\n"):
        lines = dict(line.split(": ", 1) for line in one.split("\n") if ": " in line)
        if "event" in lines and lines["event"] != "position":
            found.append((lines["event"], json.loads(lines["data"])))
    return found
