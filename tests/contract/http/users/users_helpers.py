"""What the tests of this folder share."""

from collections.abc import Mapping

from tests.contract.client import Answer, Http

Headers = Mapping[str, str]


async def invite(http: Http, root: Headers, email: str, **more: object) -> Answer:
    body = {"email": email, "displayName": "Somebody", **more}
    return await http("create_user", body=body, headers=root)


async def change(http: Http, who: Headers, user: str, **body: object) -> Answer:
    return await http("update_user", {"user": user}, body=body, headers=who)


async def emails(http: Http, root: Headers, **query: str) -> list[str]:
    answer = await http("list_users", query=query, headers=root)
    return [user["email"] for user in answer.json]
