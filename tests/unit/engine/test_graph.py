"""Microsoft Graph: lifetimes by resource, clouds by connection, and answers of any shape."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from pydantic import SecretStr, ValidationError

from shared.models.automation.graph_subscriptions import (
    GraphSettings,
    GraphStatus,
    GraphSubscription,
)
from shared.operations.graph_subscriptions.outcomes import failed, renewal_of
from shared.services.outbound.egress import Incoming, MemoryEgress
from shared.webhooks.graph import api
from shared.webhooks.graph.clouds import CLOUDS, graph_of
from shared.webhooks.graph.lifetimes import SPARE, longest

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
BASE = "https://graph.microsoft.com"
LIST = f"{BASE}/v1.0/subscriptions"
#: As the documentation of Graph has them, in minutes.
DOCUMENTED = {
    "users": 41_760,
    "users/87d349ed-44d7-43e1-9a83-5f2406dee5bd": 41_760,
    "groups": 41_760,
    "directory/deletedItems": 41_760,
    "me/messages": 4230,
    "me/mailFolders('Inbox')/messages": 4230,
    "users/ana@example.com/events": 4230,
    "me/contacts": 4230,
    "groups/7/conversations": 4230,
    "me/drive/root": 42_300,
    "drives/b!1/root": 42_300,
    "sites/contoso.sharepoint.com/lists/7": 42_300,
    "communications/callRecords": 4230,
    "communications/presences/7": 60,
    "chats/19:x@thread.v2/messages": 60,
    "teams/7/channels/19:x@thread.tacv2/messages?model=A": 60,
    "print/printers/7/jobs": 4230,
    "me/todo/lists/7/tasks": 4230,
    "something/new": 60,
}


@pytest.mark.parametrize("resource", DOCUMENTED)
def test_a_subscription_is_never_longer_than_documented(resource: str) -> None:
    assert longest(resource) == timedelta(minutes=DOCUMENTED[resource]) - SPARE


def test_what_graph_says_of_a_lifetime_counts() -> None:
    assert longest("users", 1440) == timedelta(minutes=1440) - SPARE
    assert longest("me/presence", 4230) == timedelta(minutes=60) - SPARE
    assert longest("users", 0) == timedelta(minutes=45) - SPARE


@pytest.mark.parametrize(
    ("token_url", "scopes", "graph"),
    [
        ("https://login.microsoftonline.com/t/oauth2/v2.0/token", "", BASE),
        ("https://login.microsoftonline.us/t/token", "", "https://graph.microsoft.us"),
        (
            "https://login.microsoftonline.us/t/token",
            "https://dod-graph.microsoft.us/.default",
            "https://dod-graph.microsoft.us",
        ),
        (
            "https://login.partner.microsoftonline.cn/t/token",
            "",
            "https://microsoftgraph.chinacloudapi.cn",
        ),
        ("https://login.microsoftonline.com.evil.test/t/token", BASE, None),
        ("https://evil.test/login.microsoftonline.com", BASE, None),
        ("https://login.microsoftonline.com@evil.test/token", BASE, None),
        ("https://login.microsoftonline.com:8443/token", BASE, None),
        ("http://login.microsoftonline.com/token", BASE, None),
    ],
)
def test_a_token_goes_to_the_cloud_that_it_is_from(
    token_url: str, scopes: str, graph: str | None
) -> None:
    assert graph_of(token_url, scopes) == graph
    assert all(each.startswith("https://") for found in CLOUDS.values() for each in found)


@pytest.mark.parametrize(
    ("given", "kept"),
    [("/users", "users"), ("v1.0/me/messages", "me/messages"), (" users ", "users")],
)
def test_a_resource_is_taken_as_people_copy_it(given: str, kept: str) -> None:
    found = GraphSettings(connection="graph", resource=given, change_types=("updated",))

    assert found.resource == kept


@pytest.mark.parametrize("given", ["https://graph.microsoft.com/v1.0/users", "", "a b", "../x"])
def test_a_resource_is_no_address(given: str) -> None:
    with pytest.raises(ValidationError):
        GraphSettings(connection="graph", resource=given, change_types=("updated",))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"[]",
        b'{"id": 7}',
        b'{"id": "a/../b", "expirationDateTime": "2026-03-02T08:00:00Z"}',
        b'{"id": "a", "expirationDateTime": "soon"}',
    ],
)
async def test_an_answer_that_is_no_subscription_is_refused(body: bytes) -> None:
    access = access_to({LIST: Incoming(201, {}, body)})

    with pytest.raises(api.GraphRefused):
        await api.create(access, {})


async def test_pages_are_followed_within_graph_only() -> None:
    one = (
        '{"id": "a", "expirationDateTime": "2026-03-02T08:00:00.0000000Z", "notificationUrl": "u"}'
    )
    evil = f'{{"value": [{one}], "@odata.nextLink": "https://evil.test/v1.0/subscriptions"}}'
    access = access_to({LIST: Incoming(200, {}, evil.encode())})

    found = await api.at(access, "u")

    assert [each.id for each in found] == ["a"]
    assert found[0].expires_at == NOW
    assert isinstance(access.egress, MemoryEgress)
    assert [sent.url for sent in access.egress.sent] == [LIST]


async def test_a_fault_is_told_in_one_line_of_its_words() -> None:
    body = b'{"error": {"code": "BadRequest", "message": "line\\n\\u0007two' + b"x" * 900 + b'"}}'
    access = access_to({LIST: Incoming(400, {"retry-after": "7"}, body)})

    with pytest.raises(api.GraphRefused) as error:
        await api.create(access, {})

    assert str(error.value).startswith("Microsoft Graph answered 400: BadRequest: line two")
    assert len(str(error.value)) < 400
    assert error.value.wait_seconds == 7


def test_pauses_grow_and_end_at_an_hour() -> None:
    found = subscription(expires_at=NOW + timedelta(days=9), subscription_id="a")
    pauses: list[float] = []
    for _ in range(12):
        found = failed(found, NOW, "no")
        assert found.due_at is not None
        pauses.append((found.due_at - NOW).total_seconds())

    assert pauses[:3] == [30, 60, 120]
    assert pauses[-1] == 3600
    assert found.status is GraphStatus.FAILING


def test_a_renewal_comes_before_the_end() -> None:
    for minutes in (45, 60, 4230, 42_300):
        end = NOW + timedelta(minutes=minutes)
        due = renewal_of(subscription(expires_at=end), NOW)
        assert NOW + timedelta(minutes=minutes) / 2 <= due <= end - timedelta(minutes=10)


def subscription(**facts: Any) -> GraphSubscription:
    return GraphSubscription(org_id="acme", source_id=uuid4(), **facts)


def access_to(answers: Mapping[str, Incoming]) -> api.GraphAccess:
    return api.GraphAccess(BASE, SecretStr("a-token"), MemoryEgress(answers))
