"""Batches as platform administrators make them, with the queue and the timer as the host has it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import azure.functions as func

from shared.handlers.fleet import batch_upkeep
from shared.services.queues import MemoryQueue
from tests.contract.automation.desk import Desk
from tests.contract.client import Answer
from tests.contract.deliveries import deliver, hand
from tests.contract.users import ROOT, signed_in


@dataclass(frozen=True)
class BatchDesk:
    desk: Desk
    functions: Mapping[str, func.Function]

    async def ask(
        self, function: str, batch: Any = None, *, who: str = ROOT, **more: Any
    ) -> Answer:
        route = {"batch_id": batch["id"]} if batch else {}
        return await self.desk.http(function, route, headers=signed_in(who), **more)

    async def made(self, **facts: object) -> Any:
        body = {"name": "All", "workflowName": "imports", **facts}
        answer = await self.ask("create_batch", body=body)
        assert answer.status == 201, answer.body
        return answer.json

    async def view(self, batch: Any) -> Any:
        answer = await self.ask("get_batch", batch)
        assert answer.status == 200, answer.body
        return answer.json

    async def turn(self) -> None:
        """Hand over the messages of batches that are there now."""
        queue = self.desk.running.platform.services.event_queue
        assert isinstance(queue, MemoryQueue)
        sent, queue.sent = queue.sent, []
        for text, seconds in sent:
            if "batchId" in text:
                self.desk.clock.at += timedelta(seconds=seconds)
                await hand(self.functions, text, "deliver_event")

    async def run(self) -> int:
        """Run what has been started; return how many runs there were."""
        return await deliver(self.functions, self.desk.running)

    async def step(self) -> int:
        """Take a turn, then run what it started."""
        await self.turn()
        return await self.run()

    async def tick(self, minutes: float = 2) -> None:
        """Fire the minute's timer later."""
        self.desk.clock.at += timedelta(minutes=minutes)
        await batch_upkeep.tick(self.desk.running.platform)


def rows_for(modules: Mapping[str, str]) -> list[dict[str, object]]:
    """Rows of ``imports``, by organization: of a module that is there or not."""
    return [
        {"organizationId": org_id, "inputs": {"module": name}} for org_id, name in modules.items()
    ]


def states(view: Any) -> list[str]:
    return [row["state"] for row in view["rows"]]
