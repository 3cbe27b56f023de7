"""Connections: made, connected at a provider in a window of their own or in the same one, tried."""

from collections.abc import Generator
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser import accessibility
from tests.browser.api import signed_in
from tests.browser.provider import Provider, running_provider
from tests.browser.site import ACTIVE, ADMIN, Site
from tests.browser.watch import Watch

pytestmark = pytest.mark.sampled(one_of=2, within="module")

CONNECTIONS = f"/o/{ACTIVE}/connections"
HEADERS = {"X-Organization-Id": ACTIVE}


@pytest.fixture
def provider(watch: Watch) -> Generator[Provider]:
    with running_provider() as running:
        watch.allow(running.url)
        yield running


@pytest.fixture
def connection(site: Site, provider: Provider) -> str:
    """The name of a connection that no person has agreed to yet."""
    name = f"mail_{uuid4().hex[:6]}"
    with signed_in(site.url, ADMIN) as client:
        body = provider.connection(name)
        client.post("/api/oauth/connections", json=body, headers=HEADERS).raise_for_status()
    return name


def test_a_connection_is_made_by_hand_and_connected_in_a_window_of_its_own(
    page: Page, site: Site, provider: Provider
) -> None:
    name = f"mail_{uuid4().hex[:6]}"
    site.enter(page, ADMIN, CONNECTIONS)
    page.get_by_role("button", name="New connection").click()
    dialog = page.get_by_role("dialog", name="New connection")
    dialog.get_by_label("System").select_option("halopsa")
    expect(dialog.get_by_label("Scopes")).to_have_value("all")
    dialog.get_by_label("System").select_option("empty")
    for label, text in (
        ("Name", name),
        ("Client id", "bifrost-client"),
        ("Client secret", "client-secret"),
        ("Authorization URL", f"{provider.url}/authorize"),
        ("Token URL", f"{provider.url}/token"),
    ):
        dialog.get_by_label(label, exact=True).fill(text)
    accessibility.check(page)
    dialog.get_by_role("button", name="Create connection").click()
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
    assert "client-secret" not in page.content()

    with page.context.expect_page():
        page.get_by_role("button", name="Connect", exact=True).click()

    expect(page.get_by_text("Nothing. It works.")).to_be_visible()
    expect(page.get_by_role("button", name="Connect again")).to_be_visible()
    assert provider.codes == ["a-code"]
    page.get_by_label("Path").fill("/me")
    page.get_by_role("button", name="Send").click()
    answer = page.get_by_role("region", name="The answer")
    expect(answer).to_contain_text("you sent Bearer [redacted] to /me")
    accessibility.check(page)


def test_where_windows_are_blocked_the_provider_leads_back_to_the_connection(
    page: Page, site: Site, provider: Provider, connection: str
) -> None:
    page.add_init_script("window.open = () => null")
    site.enter(page, ADMIN, f"{CONNECTIONS}/{connection}")
    provider.refuses_with = "access_denied"
    page.get_by_role("button", name="Connect", exact=True).click()
    expect(page.get_by_role("heading", name="Connection")).to_be_visible()
    expect(page.get_by_role("alert")).to_be_visible()
    accessibility.check(page)
    page.get_by_role("link", name="Back to the connection").click()
    expect(page.get_by_role("main").get_by_text("Failed", exact=True)).to_be_visible()

    provider.refuses_with = ""
    page.get_by_role("button", name="Connect", exact=True).click()
    expect(page.get_by_role("heading", name="Connected")).to_be_visible()
    page.get_by_role("link", name="Back to the connection").click()
    expect(page.get_by_text("Nothing. It works.")).to_be_visible()


def test_a_connection_is_edited_and_sent_as_a_link_and_deleted(
    page: Page, site: Site, connection: str
) -> None:
    site.enter(page, ADMIN, f"{CONNECTIONS}?q={connection}")
    page.get_by_role("link", name=connection).click()
    page.get_by_role("button", name="Edit").click()
    dialog = page.get_by_role("dialog", name=f"Edit {connection}")
    dialog.get_by_label("Token URL").fill("https://login.example.com/token")
    dialog.get_by_role("button", name="Save").click()
    expect(
        dialog.get_by_text("another token_url needs the client_secret again").first
    ).to_be_visible()
    dialog.get_by_label("Client secret", exact=True).fill("another secret")
    dialog.get_by_role("button", name="Save").click()
    expect(page.get_by_role("main").get_by_text("https://login.example.com/token")).to_be_visible()

    page.get_by_role("button", name="Reconnect link").click()
    shown = page.get_by_role("dialog", name="The link")
    expect(shown.get_by_role("region")).to_contain_text("/oauth/reconnect/")
    shown.get_by_role("button", name="Done").click()
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Delete connection").click()
    expect(page.get_by_role("heading", level=1, name="Connections")).to_be_visible()
    expect(page.get_by_role("link", name=connection)).to_have_count(0)


def test_the_ids_of_all_customers_are_pasted_and_connected(
    page: Page, site: Site, provider: Provider
) -> None:
    name = f"graph_{uuid4().hex[:6]}"
    with signed_in(site.url, ADMIN) as client:
        body = {
            **provider.connection(name),
            "oauth_flow_type": "client_credentials",
            "token_url": f"{provider.url}/{{entity_id}}/token",
            "per_organization": True,
        }
        made = client.post(
            "/api/oauth/connections", json=body, headers={"X-Organization-Id": "GLOBAL"}
        )
        made.raise_for_status()
    site.enter(page, ADMIN, f"/o/global/connections/{name}")
    page.get_by_role("tab", name="Customers").click()

    field = page.get_by_label("Ids of customers, one line each")
    field.fill("active.test; tenant-1\nFabrikam, tenant-2\nunknown.test; tenant-3")
    expect(page.get_by_text("1 line names no organization:")).to_be_visible()
    page.get_by_role("button", name="Connect 2 customers").click()

    table = page.get_by_role("table", name="Customers")
    for customer, entity in (("Contoso", "tenant-1"), ("Fabrikam", "tenant-2")):
        row = table.get_by_role("row").filter(has_text=customer)
        expect(row).to_contain_text(entity)
        expect(row.get_by_text("Connected", exact=True)).to_be_visible()
    expect(field).to_have_value("unknown.test; tenant-3")
    accessibility.check(page)
    with signed_in(site.url, ADMIN) as client:
        client.delete(f"/api/oauth/connections/{name}", headers={"X-Organization-Id": "GLOBAL"})


def test_a_customer_gets_a_reconnect_link_from_the_row(
    page: Page, site: Site, provider: Provider
) -> None:
    name = f"portal_{uuid4().hex[:6]}"
    with signed_in(site.url, ADMIN) as client:
        body = {**provider.connection(name), "per_organization": True}
        glob = {"X-Organization-Id": "GLOBAL"}
        client.post("/api/oauth/connections", json=body, headers=glob).raise_for_status()
        client.put(
            f"/api/oauth/connections/{name}/entity",
            json={"entity_id": "tenant-1"},
            headers={"X-Organization-Id": ACTIVE},
        ).raise_for_status()
    site.enter(page, ADMIN, f"/o/global/connections/{name}?tab=customers")

    table = page.get_by_role("table", name="Customers")
    expect(table.get_by_role("row").filter(has_text="tenant-1")).to_be_visible()
    expect(table.get_by_role("button", name="Reconnect link for Fabrikam")).to_have_count(0)
    table.get_by_role("button", name="Reconnect link for Contoso").click()
    link = page.get_by_role("dialog", name="The link")
    expect(link.get_by_text(f"{site.url}/api/oauth/")).to_be_visible()
    accessibility.check(page)
    link.get_by_role("button", name="Done").click()
    with signed_in(site.url, ADMIN) as client:
        client.delete(f"/api/oauth/connections/{name}", headers=glob)
