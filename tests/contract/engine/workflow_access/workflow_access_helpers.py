"""What the tests of this folder share."""

from collections.abc import Mapping
from dataclasses import dataclass

from tests.contract.client import KEY_HEADERS, Answer, Http

Headers = Mapping[str, str]


ABSENT = "no_such_workflow"


WORKFLOWS = [
    "for_forms",
    "for_members",
    "for_forms_of_finance",
    "for_members_of_finance",
    "for_globex",
]


OURS = {*WORKFLOWS} - {"for_globex"}


#: What each starts by its name.
DIRECT: Mapping[str, set[str]] = {
    "member": {"for_members"},
    "financier": {"for_members", "for_members_of_finance"},
    "owner": OURS,
    "root": OURS,
    "function key": OURS,
    "API key": OURS,
    "limited API key": {"for_forms", "for_forms_of_finance"},
    "foreign member": {"for_members", "for_globex"},
    "foreign owner": {*WORKFLOWS},
    "foreign function key": {*WORKFLOWS},
    "root elsewhere": {*WORKFLOWS},
    "root in GLOBAL": OURS,
    "function key in GLOBAL": OURS,
}


ELSEWHERE = {**KEY_HEADERS, "x-organization-id": "globex"}


@dataclass(frozen=True)
class People:
    headers: Mapping[str, Headers]
    http: Http

    def is_by_key(self, who: str) -> bool:
        """Whether the host checks it: such callers have the machine door, and no other."""
        return "function key" in who

    async def start(self, who: str, name: str) -> Answer:
        """By each door that takes a name; they answer alike."""
        headers = self.headers[who]
        if self.is_by_key(who):
            return await self.http("run_workflow", {"name": name}, body={}, headers=headers)
        by_path = await self.http("execute_workflow", {"name": name}, body={}, headers=headers)
        body = {"workflowName": name}
        by_body = await self.http("execute_named_workflow", body=body, headers=headers)
        assert by_path.status == by_body.status
        return by_path


async def put_in_role(http: Http, owner: Headers, name: str, user_id: str) -> None:
    role = await http("create_role", body={"name": name}, headers=owner)
    place = {"role_id": role.json["id"]}
    done = await http("add_users_to_role", place, body={"userIds": [user_id]}, headers=owner)
    assert done.status == 204, done.body


def told(answer: Answer, name: str) -> object:
    """Without what differs from one request to the next, and without similar names, if any."""
    words = answer.json["message"].replace(name, "?").partition(": did you mean ")[0]
    return answer.status, words, answer.json["error"]
