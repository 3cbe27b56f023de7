"""``from bifrost import oauth``: whose token a run gets, and what it cannot say."""

from sdk.rpc.calls import CALLS, Right
from tests.contract.client import KEY_HEADERS, Answer
from tests.contract.oauth.connection_flow import Connecting
from tests.contract.oauth.provider import MARKER
from tests.contract.users import add_user, signed_in


async def run(connecting: Connecting, name: str, org_id: str = "acme", **given: object) -> Answer:
    headers = {**KEY_HEADERS, "x-organization-id": org_id}
    return await connecting.http("run_workflow", {"name": name}, body=given, headers=headers)


async def everything_of(connecting: Connecting, name: str, answer: Answer) -> bytes:
    """Record, result, logs and variables."""
    place = {"name": name, "execution_id": answer.headers["x-execution-id"]}
    kinds = ("", "_result", "_logs", "_variables")
    said = [await connecting.http(f"get_workflow_execution{kind}", place) for kind in kinds]
    return answer.body + b"".join(one.body for one in said)


def test_who_may_call_what() -> None:
    rights = {name: right for name, right in CALLS.items() if name.startswith("oauth.")}

    assert rights == {
        "oauth.get": Right.ANY_RUN,
        "oauth.list_providers": Right.ANY_RUN,
        "oauth.refresh_token": Right.ADMIN_RUN,
        "oauth.set_token": Right.ADMIN_RUN,
        "oauth.delete_token": Right.ADMIN_RUN,
    }


async def test_a_run_gets_what_the_predecessors_did(connecting: Connecting) -> None:
    await connecting.connect()

    answer = await run(connecting, "uses_a_token")

    expected = {
        "connection_name",
        "client_id",
        "client_secret",
        "authorization_url",
        "token_url",
        "scopes",
        "refresh_token",
        "access_token",
        "expires_at",
    }
    assert expected <= {name for name, given in answer.json.items() if given}


async def test_what_is_not_there_is_none(connecting: Connecting) -> None:
    answer = await run(connecting, "uses_a_token")

    assert (answer.status, answer.json) == (200, None)


async def test_a_run_does_not_get_what_opens_other_organizations(connecting: Connecting) -> None:
    await connecting.connect("GLOBAL")

    answer = await run(connecting, "uses_a_token")

    assert answer.json["access_token"] is True
    assert (answer.json["client_secret"], answer.json["refresh_token"]) == (False, False)


async def test_a_token_cannot_be_said(connecting: Connecting) -> None:
    await connecting.connect()

    answer = await run(connecting, "uses_a_token", say=True)
    raised = await run(connecting, "raises_a_token")

    said = await everything_of(connecting, "uses_a_token", answer)
    said += await everything_of(connecting, "raises_a_token", raised)
    assert (answer.status, raised.status) == (200, 500)
    assert b"[redacted]" in said
    assert MARKER.encode() not in said


async def test_a_run_of_global_gets_each_organizations_own_token(connecting: Connecting) -> None:
    url = f"{connecting.provider.url}/{{entity_id}}/token"
    flow = {"oauth_flow_type": "client_credentials", "token_url": url, "per_organization": True}
    await connecting.create("GLOBAL", **flow)
    for org_id in ("acme", "globex"):
        await connecting.call("choose_connection_entity", org_id, body={"entity_id": org_id})
    tokens = {path.split("/")[0]: token for token, path in connecting.provider.living.items()}

    answer = await run(
        connecting, "goes_round", "GLOBAL", organizations=["acme", "globex", "acme", "nowhere"]
    )

    mine, theirs = tokens["acme"][-2:], tokens["globex"][-2:]
    assert answer.json == [mine, theirs, mine, "NotFound"]
    assert mine != theirs


async def test_a_run_of_an_organization_names_no_other(connecting: Connecting) -> None:
    await connecting.connect("globex")

    answer = await run(connecting, "goes_round", "acme", organizations=["globex", "GLOBAL"])

    assert answer.json == ["NotPermitted", "NotPermitted"]


async def test_an_administrators_run_changes_tokens(connecting: Connecting) -> None:
    await connecting.create(oauth_flow_type="refresh_token")
    token = f"{MARKER}-from-elsewhere"

    answer = await run(connecting, "changes_tokens", token=token)

    assert answer.json == [["graph"], True, False, True, False, "Conflict"]
    query = {"operation": "oauth.token."}
    audit = await connecting.http("list_audit_entries", query=query, headers=connecting.at("acme"))
    operations = [entry["operation"] for entry in audit.json if entry["phase"] == "outcome"]
    assert operations == ["oauth.token.delete", "oauth.token.set"]
    assert MARKER.encode() not in audit.body


async def test_a_members_run_changes_none(connecting: Connecting) -> None:
    await connecting.create(oauth_flow_type="refresh_token")
    users = connecting.running.platform.directory.users
    await add_user(users, "member", {"acme": "member"})
    body = {"workflowName": "changes_tokens", "inputData": {"token": "x" * 10}}

    answer = await connecting.http("execute_named_workflow", body=body, headers=signed_in("member"))

    assert answer.json["result"] == [["graph"], "NotPermitted"]
