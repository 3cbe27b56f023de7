"""Forms of tests, and who uses them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.contract.client import Answer, Http
from tests.contract.users import signed_in

Headers = Mapping[str, str]
OWNER, ALICE, BOB, FOREIGN = map(signed_in, ("owner", "alice", "bob", "foreigner"))

NAME = {"name": "name", "label": "Name", "type": "text", "required": True}


def field(name: str, kind: str = "text", **others: Any) -> dict[str, object]:
    return {"name": name, "label": name.title(), "type": kind, **others}


def form_of(*fields: Mapping[str, object], **others: object) -> dict[str, Any]:
    return {
        "name": "Onboarding",
        "linkedWorkflow": "take_form",
        "accessLevel": "authenticated",
        "formSchema": {"fields": [*fields] or [NAME]},
        **others,
    }


@dataclass(frozen=True)
class Forms:
    """What is asked of them, by whom."""

    http: Http

    async def make(self, *fields: Mapping[str, object], who: Headers = OWNER, **others: Any) -> str:
        answer = await self.create(form_of(*fields, **others), who)
        assert answer.status == 201, answer.json
        return str(answer.json["id"])

    async def create(self, body: object, who: Headers = OWNER) -> Answer:
        return await self.http("create_form", body=body, headers=who)

    async def send(
        self, form_id: str, values: object, who: Headers = ALICE, **others: object
    ) -> Answer:
        body = {"form_data": values, **others}
        return await self.http("execute_form", {"form_id": form_id}, body=body, headers=who)

    async def faults(self, form_id: str, values: object, **others: Any) -> dict[str, str]:
        """What is refused, by field."""
        answer = await self.send(form_id, values, **others)
        assert answer.status == 422, answer.json
        return {detail["location"][2]: detail["message"] for detail in answer.json["details"]}

    async def taken(self, form_id: str, values: object, **others: Any) -> Any:
        """What the workflow got."""
        answer = await self.send(form_id, values, **others)
        assert answer.status == 200, answer.json
        assert answer.json["status"] == "Success", answer.json
        return answer.json["result"]

    async def update(self, form_id: str, change: object, who: Headers = OWNER) -> Answer:
        return await self.http("update_form", {"form_id": form_id}, body=change, headers=who)
