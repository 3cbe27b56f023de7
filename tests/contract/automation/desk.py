"""Schedules as users make them, and the timer as the host fires it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from functions.composition import Runtime
from shared.handlers.automation import schedule_upkeep
from shared.models.base import GLOBAL
from shared.models.executions import Execution
from shared.services.clock import StoppedClock
from tests.contract.client import Answer, Http
from tests.contract.users import ROOT, signed_in


@dataclass(frozen=True)
class Desk:
    http: Http
    running: Runtime
    clock: StoppedClock
    ids: Mapping[str, UUID]

    async def ask(
        self,
        function: str,
        schedule_id: str = "",
        *,
        who: str = ROOT,
        org: str = GLOBAL,
        **more: Any,
    ) -> Answer:
        route = {"schedule_id": schedule_id} if schedule_id else {}
        return await self.http(function, route, headers=signed_in(who, org), **more)

    async def made(self, *, who: str = ROOT, org: str = GLOBAL, **facts: object) -> Any:
        body = {"name": "Nightly", "workflowName": "succeeds", "cron": "0 9 * * *", **facts}
        answer = await self.ask("create_schedule", who=who, org=org, body=body)
        assert answer.status == 201, answer.body
        return answer.json

    async def at(self, moment: datetime) -> None:
        """Fire the timer at a time."""
        self.clock.at = moment
        await schedule_upkeep.tick(self.running.platform)

    async def after(self, **time: float) -> None:
        await self.at(self.clock.at + timedelta(**time))

    async def slots(self, made: Any, *, who: str = ROOT) -> list[Any]:
        answer = await self.ask("list_schedule_slots", made["id"], who=who, org=made["orgId"])
        assert answer.status == 200, answer.body
        return answer.json

    async def view(self, made: Any, *, who: str = ROOT) -> Any:
        return (await self.ask("get_schedule", made["id"], who=who, org=made["orgId"])).json

    async def runs(self, org_id: str) -> list[Execution]:
        executions = self.running.platform.directory.executions_of(org_id)
        return [stored.execution async for stored in executions.all_live()]
