"""A webhook of Microsoft Graph in the browser: its fields, its state, its faults."""

from playwright.sync_api import Page, expect

from tests.browser import accessibility
from tests.browser.api import signed_in
from tests.browser.automation.test_webhooks import look
from tests.browser.site import ACTIVE, OWNER, Site

MICROSOFT = {
    "connection_name": "microsoft",
    "oauth_flow_type": "authorization_code",
    "client_id": "an-application",
    "client_secret": "its-secret",
    "authorization_url": "https://login.microsoftonline.com/tenant/oauth2/v2.0/authorize",
    "token_url": "https://login.microsoftonline.com/tenant/oauth2/v2.0/token",
    "scopes": "https://graph.microsoft.com/.default offline_access",
}


def test_a_webhook_of_graph_says_why_it_is_not_subscribed(page: Page, site: Site) -> None:
    """Graph cannot reach this machine: the page says so, and asks again when it is told to."""
    with signed_in(site.url) as client:
        headers = {"X-Organization-Id": ACTIVE}
        client.post("/api/oauth/connections", json=MICROSOFT, headers=headers).raise_for_status()
    site.enter(page, OWNER, f"/o/{ACTIVE}/webhooks")
    page.get_by_role("button", name="New webhook").first.click()
    page.get_by_label("Name").fill("People")
    page.get_by_role("combobox", name="Sender").click()
    page.get_by_role("option", name="Microsoft Graph").click()
    page.get_by_label("Connection to Microsoft").select_option("microsoft")
    page.get_by_label("Resource").fill("users")
    page.get_by_role("checkbox", name="Deleted").check()
    accessibility.check(page)
    look(page, "new-graph-webhook")
    page.get_by_role("dialog").get_by_role("button", name="New webhook").click()
    page.get_by_role("button", name="Done").click(timeout=30_000)
    expect(page.get_by_role("table", name="Webhooks")).to_contain_text("Failing")

    page.get_by_role("link", name="People").click()
    expect(page.get_by_text("users (deleted, updated)")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("BIFROST_PUBLIC_URL")
    page.get_by_role("button", name="Renew now").click()
    expect(page.get_by_role("button", name="Renew now")).to_be_enabled(timeout=30_000)
    accessibility.check(page)
    look(page, "graph-webhook")
    page.get_by_role("tab", name="Settings").click()
    page.get_by_label("Connection to Microsoft").select_option("")
    page.get_by_role("button", name="Save the subscription").click()
    expect(page.get_by_role("button", name="Renew now")).to_be_hidden()
    accessibility.check(page)
    look(page, "graph-settings")
