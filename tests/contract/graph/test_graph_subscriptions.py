"""A webhook of Microsoft Graph has a subscription there: made, renewed, made again, removed."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.contract.graph.graph_desk import GraphDesk
from tests.contract.oauth.provider import MARKER
from tests.contract.users import BOTH_STORES, add_user, signed_in


@BOTH_STORES
async def test_a_webhook_is_subscribed_when_it_is_made(desk: GraphDesk) -> None:
    source = await desk.connected()

    (made,) = desk.graph.living()
    assert made["notificationUrl"] == f"https://bifrost.test/api/webhooks/{source['id']}"
    assert made["lifecycleNotificationUrl"] == made["notificationUrl"]
    assert made["clientState"] == source["secret"]
    assert (made["resource"], made["changeType"]) == ("users", "deleted,updated")
    end = desk.clock.at + timedelta(minutes=41_760)
    assert timedelta(0) < end - at(made["expirationDateTime"]) < timedelta(minutes=5)
    assert source["graph"]["subscriptionId"] == made["id"]
    assert at(source["graph"]["dueAt"]) < at(source["graph"]["expiresAt"])
    assert source["graph"]["fault"] is None


@pytest.mark.parametrize(
    ("resource", "minutes"),
    [("users", 41_760), ("me/messages", 4230), ("me/drive/root", 42_300), ("me/presence", 60)],
)
async def test_it_is_renewed_before_it_ends_and_never_too_long(
    desk: GraphDesk, resource: str, minutes: int
) -> None:
    await desk.connected(resource=resource)
    first = desk.graph.living()[0]["id"]

    steps = timedelta(minutes=minutes) / 50
    await desk.until(desk.clock.at + timedelta(minutes=minutes * 3), steps)

    assert [one["id"] for one in desk.graph.living()] == [first]
    renewals = [asked for asked in desk.graph.asked if asked.startswith("PATCH")]
    assert 3 <= len(renewals) <= 6
    assert len(desk.graph.made) == 1


async def test_the_timer_asks_graph_for_nothing_that_is_not_due(desk: GraphDesk) -> None:
    await desk.connected()
    desk.graph.asked.clear()

    for _ in range(5):
        await desk.after(minutes=1)

    assert desk.graph.asked == []


@BOTH_STORES
async def test_a_deleted_or_disabled_webhook_is_unsubscribed(desk: GraphDesk) -> None:
    first = await desk.connected()
    second = await desk.made()

    await desk.call("delete_webhook_source", first)
    await desk.call("update_webhook_source", second, isEnabled=False)

    assert desk.graph.living() == []
    assert await desk.rows() == []
    again = (await desk.call("update_webhook_source", second, isEnabled=True)).json
    assert again["graph"]["status"] == "active"
    assert len(desk.graph.living()) == 1


async def test_a_webhook_that_cannot_be_unsubscribed_is_tried_again(desk: GraphDesk) -> None:
    source = await desk.connected()
    desk.graph.fail("GET", 503, times=2)

    await desk.call("delete_webhook_source", source)
    assert len(desk.graph.living()) == 1
    await desk.after(hours=1, seconds=1)
    await desk.after(hours=1, seconds=1)

    assert desk.graph.living() == []
    assert await desk.rows() == []


async def test_what_graph_never_removed_is_forgotten_once_it_ended(desk: GraphDesk) -> None:
    source = await desk.connected(resource="me/presence")
    desk.graph.fail("GET", 503, times=100)

    await desk.call("delete_webhook_source", source)
    for _ in range(4):
        await desk.after(hours=1, seconds=1)

    assert await desk.rows() == []


async def test_a_new_secret_or_other_settings_make_another_one(desk: GraphDesk) -> None:
    source = await desk.connected()

    rotated = (await desk.call("rotate_webhook_secret", source, overlapHours=1)).json
    (one,) = desk.graph.living()
    assert one["clientState"] == rotated["secret"] != source["secret"]

    graph = {"connection": "graph", "resource": "me/messages", "changeTypes": ["created"]}
    await desk.call("update_webhook_source", source, settings={"graph": graph})
    (one,) = desk.graph.living()
    assert (one["resource"], one["clientState"]) == ("me/messages", rotated["secret"])


async def test_a_rename_does_not_make_another_one(desk: GraphDesk) -> None:
    source = await desk.connected()

    await desk.call("update_webhook_source", source, name="Persons")

    assert len(desk.graph.made) == 1


async def test_another_connection_removes_what_the_first_one_made(desk: GraphDesk) -> None:
    source = await desk.connected()
    await desk.connect(connection_name="other")
    graph = {"connection": "other", "resource": "users", "changeTypes": ["updated"]}

    changed = (await desk.call("update_webhook_source", source, settings={"graph": graph})).json

    assert changed["graph"]["status"] == "active"
    (one,) = desk.graph.living()
    assert one["id"] == changed["graph"]["subscriptionId"]
    off = (await desk.call("update_webhook_source", source, settings={})).json
    assert off["graph"] is None
    assert desk.graph.living() == []


async def test_one_that_graph_has_lost_is_made_again(desk: GraphDesk) -> None:
    source = await desk.connected()
    desk.graph.known.clear()

    answer = await desk.call("renew_webhook_subscription", source)

    assert answer.json["status"] == "active"
    assert len(desk.graph.living()) == 1


async def test_a_webhook_without_these_settings_has_no_subscription(desk: GraphDesk) -> None:
    body = {"name": "By hand", "adapter": "microsoft_graph"}
    made = await desk.http("create_webhook_source", body=body, headers=desk.at("acme"))

    assert made.json["graph"] is None
    assert (await desk.call("renew_webhook_subscription", made.json)).status == 409
    assert await desk.rows() == []


@pytest.mark.parametrize(
    "changes",
    [
        {"resource": "https://evil.test/users"},
        {"resource": ""},
        {"changeTypes": []},
        {"changeTypes": ["renamed"]},
        {"connection": "none"},
    ],
)
async def test_settings_that_make_no_sense_are_refused(
    desk: GraphDesk, changes: dict[str, Any]
) -> None:
    await desk.connect()

    refused = await desk.create(**changes)

    assert refused.status in (400, 422)
    assert desk.graph.asked == []


async def test_only_a_webhook_of_graph_takes_them(desk: GraphDesk) -> None:
    await desk.connect()
    graph = {"connection": "graph", "resource": "users", "changeTypes": ["updated"]}
    body = {"name": "x", "adapter": "github", "settings": {"graph": graph}}

    refused = await desk.http("create_webhook_source", body=body, headers=desk.at("acme"))
    body = {**body, "adapter": "microsoft_graph", "secret": "x" * 129}
    too_long = await desk.http("create_webhook_source", body=body, headers=desk.at("acme"))

    assert (refused.status, too_long.status) == (400, 400)


async def test_the_token_goes_to_microsoft_only_and_is_in_no_answer(desk: GraphDesk) -> None:
    made = await desk.connected()
    desk.graph.fail("PATCH", 403)
    await desk.call("renew_webhook_subscription", made)

    listed = await desk.http("list_webhook_sources", headers=desk.at("acme"))
    events = await desk.http("list_audit_entries", headers=desk.at("acme"))

    for answer in (listed, events):
        assert MARKER not in answer.body.decode()
    assert listed.json[0]["graph"]["status"] == "failing"


async def test_globals_shared_token_is_not_an_organizations(desk: GraphDesk) -> None:
    await desk.connect("GLOBAL")

    refused = await desk.create()
    own = await desk.made("GLOBAL")

    assert refused.status == 400
    assert "one token for all organizations" in refused.body.decode()
    assert own["graph"]["status"] == "active"


async def test_globals_connection_has_a_tenant_for_each_organization(desk: GraphDesk) -> None:
    token_url = "https://login.microsoftonline.com/{entity_id}/oauth2/v2.0/token"
    await desk.connect("GLOBAL", per_organization=True, token_url=token_url)
    for org_id in ("acme", "globex"):
        body = {"entity_id": f"tenant-of-{org_id}"}
        place, headers = {"connection": "graph"}, desk.at(org_id)
        await desk.http("choose_connection_entity", place, body=body, headers=headers)

    sources = [await desk.made(org_id) for org_id in ("acme", "globex")]

    assert {source["graph"]["status"] for source in sources} == {"active"}
    assert {"/tenant-of-acme/oauth2/v2.0/token", "/tenant-of-globex/oauth2/v2.0/token"} <= {
        *desk.provider.paths
    }


async def test_a_connection_elsewhere_than_at_microsoft_is_refused(desk: GraphDesk) -> None:
    await desk.connect(token_url="https://login.example.com/token")

    refused = await desk.create()

    assert refused.status == 400
    assert "elsewhere than at Microsoft" in refused.body.decode()


async def test_a_connection_that_was_replaced_is_asked_about_again(desk: GraphDesk) -> None:
    """The organization's own connection goes, and GLOBAL's of that name is not for this."""
    source = await desk.connected()
    await desk.connect("GLOBAL")
    place = {"connection": "graph"}
    gone = await desk.http("delete_connection", place, headers=desk.at("acme"))
    assert gone.status in (200, 204), gone.body
    desk.graph.asked.clear()

    await desk.call("renew_webhook_subscription", source)

    state = await desk.state(source)
    assert state["status"] == "failing"
    assert "one token for all organizations" in state["fault"]
    assert desk.graph.asked == []


async def test_who_lost_the_rights_for_it_has_it_paused(desk: GraphDesk) -> None:
    await desk.connect()
    users = desk.running.platform.directory.users
    await add_user(users, "second", {"acme": "admin"})
    body = {
        "name": "Mine",
        "adapter": "microsoft_graph",
        "settings": {
            "graph": {"connection": "graph", "resource": "users", "changeTypes": ["updated"]}
        },
    }
    made = (await desk.http("create_webhook_source", body=body, headers=signed_in("second"))).json
    assert made["graph"]["status"] == "active"
    place = {"user": made["madeBy"]}
    gone = await desk.http("delete_user", place, headers=desk.root)
    assert gone.status in (200, 204), gone.body

    await desk.call("renew_webhook_subscription", made)

    state = await desk.state(made)
    assert state["status"] == "paused"
    assert "who saved it, was removed" in state["fault"]
    assert desk.graph.living() == []
    await desk.call("update_webhook_source", made, name="Ours")
    assert (await desk.state(made))["status"] == "active"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)
