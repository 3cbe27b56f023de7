"""Where a provider leads back to: a page that posts what it sent, and says how it ended."""

from collections.abc import Generator
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import accessibility
from tests.browser.api import signed_in
from tests.browser.provider import Provider, running_provider
from tests.browser.site import ACTIVE, ADMIN, Site
from tests.browser.watch import Watch

HEADERS = {"X-Organization-Id": ACTIVE}


@pytest.fixture
def provider(watch: Watch) -> Generator[Provider]:
    with running_provider() as running:
        watch.allow(running.url)
        yield running


@pytest.fixture
def connection(site: Site, provider: Provider) -> Generator[str]:
    """The name of a connection that nobody has agreed to yet."""
    name = f"graph_{uuid4().hex[:8]}"
    with signed_in(site.url, ADMIN) as client:
        body = provider.connection(name)
        client.post("/api/oauth/connections", json=body, headers=HEADERS).raise_for_status()
        yield name
        client.delete(f"/api/oauth/connections/{name}", headers=HEADERS)


def begin(page: Page, site: Site, connection: str) -> str:
    """Begin the consent in this browser; return the address at the provider."""
    path = f"/api/oauth/connections/{connection}/authorize"
    answer = page.request.post(site.url + path, data={}, headers=HEADERS)
    assert answer.status == 200, answer.text()
    return str(answer.json()["authorization_url"])


def status_of(site: Site, connection: str) -> str:
    with signed_in(site.url, ADMIN) as client:
        found = client.get(f"/api/oauth/connections/{connection}", headers=HEADERS).json()
        return str(found["status"])


def test_a_consent_is_posted_and_the_code_leaves_the_address(
    page: Page, site: Site, provider: Provider, connection: str
) -> None:
    site.enter(page, ADMIN, "/me")
    page.goto(begin(page, site, connection))

    expect(page.get_by_role("heading", name="Connected")).to_be_visible()
    expect(page.get_by_text(f"{connection} is connected")).to_be_visible()
    assert "code" not in page.url
    assert "state" not in page.url
    assert provider.codes == ["a-code"]
    assert status_of(site, connection) == "completed"
    accessibility.check(page)

    page.reload()
    expect(page.get_by_role("alert")).to_be_visible()
    assert provider.codes == ["a-code"]


def test_a_refusal_is_said_in_words(
    page: Page, site: Site, provider: Provider, connection: str
) -> None:
    provider.refuses_with = "access_denied"
    site.enter(page, ADMIN, "/me")
    page.goto(begin(page, site, connection))

    expect(page.get_by_role("heading", name="Connected")).to_have_count(0)
    expect(page.get_by_role("alert")).to_be_visible()
    accessibility.check(page)
    assert provider.codes == []
    assert status_of(site, connection) != "completed"


def test_a_consent_that_another_browser_began_is_refused_and_not_used_up(
    page: Page, site: Site, provider: Provider, connection: str, browser: Browser
) -> None:
    site.enter(page, ADMIN, "/me")
    address = begin(page, site, connection)

    other = browser.new_page()
    other.goto(address)
    expect(other.get_by_role("alert")).to_be_visible()
    assert provider.codes == []
    other.close()

    page.goto(address)
    expect(page.get_by_role("heading", name="Connected")).to_be_visible()


def test_somebody_without_an_account_reconnects_by_a_link(
    page: Page, site: Site, provider: Provider, connection: str
) -> None:
    with signed_in(site.url, ADMIN) as client:
        path = f"/api/oauth/connections/{connection}/reconnect-link"
        link = client.post(path, json={}, headers=HEADERS).raise_for_status().json()["url"]
    page.goto(link)
    expect(page.get_by_text("Contoso").first).to_be_visible()

    page.get_by_role("button").click()

    expect(page.get_by_role("heading", name="Connected")).to_be_visible()
    assert provider.codes == ["a-code"]
    assert status_of(site, connection) == "completed"
