"""Workflows that use connections, some of them carelessly."""

import logging

from bifrost import WorkflowError, oauth, workflow


@workflow
async def uses_a_token(say: bool = False) -> object:
    """The length of a token; and, if it is told to, everything it should not say."""
    found = await oauth.get("graph")
    if found is None:
        return None
    if say:
        logging.getLogger("mine").info("got %s", found)
        print(found["access_token"], found["client_secret"], found["refresh_token"])
        return {"token": found, "headers": await oauth.headers("graph")}
    return {name: bool(value) for name, value in found.items()}


@workflow
async def raises_a_token() -> None:
    raise ValueError((await oauth.headers("graph"))["Authorization"])


@workflow
async def goes_round(organizations: list[str]) -> list[object]:
    """The last letters of each organization's token: too few to be hidden."""
    found: list[object] = []
    for org_id in organizations:
        try:
            headers = await oauth.headers("graph", org_id)
            found.append(headers["Authorization"][-2:])
        except WorkflowError as error:
            found.append(error.code)
    return found


@workflow(access="members")
async def changes_tokens(token: str) -> list[object]:
    said: list[object] = [await oauth.list_providers()]
    try:
        await oauth.set_token("graph", {"access_token": token, "expires_in": 3600})
        found = await oauth.get("graph")
        said.append(found is not None and found["access_token"] == token)
        said.append(await oauth.delete_token("nowhere"))
        said.append(await oauth.delete_token("graph"))
        said.append(await oauth.delete_token("graph"))
        await oauth.get("graph")
    except WorkflowError as error:
        said.append(error.code)
    return said
