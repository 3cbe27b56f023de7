"""What administrators ask about a connection: a test call to its host, and all its customers."""

from tests.contract.oauth.connection_flow import Connecting
from tests.contract.users import signed_in


async def connected(connecting: Connecting, org_id: str = "acme") -> None:
    await connecting.create(org_id, oauth_flow_type="client_credentials")
    grant = await connecting.grant(org_id)
    assert grant.sealed_token is not None


async def test_a_test_call_reaches_its_own_host_and_shows_no_token(connecting: Connecting) -> None:
    await connected(connecting)
    provider = connecting.provider
    provider.mood = "babbles"

    tried = await connecting.call("try_connection", body={"path": "/v1/me?x=1"})

    assert tried.json["url"] == f"{provider.url}/v1/me?x=1"
    assert (tried.json["status"], tried.json["body"][:6]) == (200, "<html>")
    assert provider.headers[-1]["Authorization"].startswith("Bearer ")
    assert (await connecting.detail())[
        "last_test_at"
    ] == connecting.clock.now().isoformat().replace("+00:00", "Z")


async def test_a_token_in_the_answer_is_redacted_and_the_rest_is_cut(
    connecting: Connecting,
) -> None:
    await connected(connecting)
    connecting.provider.mood = "echoes"

    tried = await connecting.call("try_connection", body={})

    assert tried.json["body"].startswith("sent Bearer [redacted] xxx")
    assert len(tried.json["body"]) == 1024


async def test_only_a_path_can_be_named(connecting: Connecting) -> None:
    await connected(connecting)
    for path in ("evil.example", "https://evil.example/", "/a b", "/a#b", "\\evil", ""):
        refused = await connecting.call("try_connection", body={"path": path})
        assert refused.status == 400, path


async def test_an_organization_tests_no_path_of_what_it_inherits(connecting: Connecting) -> None:
    await connected(connecting, "GLOBAL")
    owner, path = signed_in("owner", "acme"), {"connection": "graph"}
    inside = {"path": "/internal"}

    first = await connecting.http("try_connection", path, body={}, headers=owner)
    refused = await connecting.http("try_connection", path, body=inside, headers=owner)

    assert (first.status, refused.status) == (200, 403)


async def test_all_organizations_are_listed_with_their_entities(connecting: Connecting) -> None:
    url = f"{connecting.provider.url}/{{entity_id}}/token"
    flow = {"oauth_flow_type": "client_credentials", "token_url": url, "per_organization": True}
    await connecting.create("GLOBAL", **flow)
    body = {"entity_id": "tenant-of-acme"}
    await connecting.call("choose_connection_entity", "acme", body=body)
    await connecting.create("globex")

    path = {"connection": "graph"}
    listed = await connecting.http("list_connection_entities", path, headers=connecting.root)

    found = {one["org_id"]: (one["entity_id"], one["status"], one["is_own"]) for one in listed.json}
    assert found == {
        "acme": ("tenant-of-acme", "completed", False),
        "globex": (None, "not_connected", True),
    }


async def test_a_connection_with_one_token_has_no_list(connecting: Connecting) -> None:
    await connected(connecting, "GLOBAL")
    path = {"connection": "graph"}

    refused = await connecting.http("list_connection_entities", path, headers=connecting.root)

    assert refused.status == 409
