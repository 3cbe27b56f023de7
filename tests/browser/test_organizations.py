"""The organization in the address: what is asked and shown follows it, and nothing else."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import accessibility
from tests.browser.api import signed_in, start
from tests.browser.site import ACTIVE, ADMIN, ALICE, NOBODY, OTHER, Site
from tests.browser.watch import Watch

pytestmark = pytest.mark.sampled(one_of=2, within="module")


def test_the_header_of_each_request_is_that_of_the_address(page: Page, site: Site) -> None:
    sent: list[str | None] = []
    page.on(
        "request",
        lambda request: (
            sent.append(request.headers.get("x-organization-id"))
            if "/api/discovery" in request.url
            else None
        ),
    )

    site.enter(page, ADMIN, f"/o/{ACTIVE}/workflows")
    expect(page.get_by_role("heading", name="Workflows")).to_be_visible()
    expect(page.get_by_role("table", name="Workflows")).to_be_visible()
    site.open(page, f"/o/{OTHER}/workflows")
    expect(page.get_by_role("button", name="Organization: Fabrikam")).to_be_visible()
    expect(page.get_by_role("table", name="Workflows")).to_be_visible()

    assert sent == [ACTIVE, OTHER]


def test_switching_leads_to_the_same_page_of_the_other_organization(page: Page, site: Site) -> None:
    site.enter(page, ADMIN, f"/o/{ACTIVE}/workflows?q=hello")

    page.get_by_role("button", name="Organization: Contoso").click()
    page.get_by_role("combobox", name="Find an organization").fill("fabri")
    page.keyboard.press("Enter")

    expect(page.get_by_role("button", name="Organization: Fabrikam")).to_be_visible()
    assert page.url == f"{site.url}/o/{OTHER}/workflows?q=hello"


def test_two_tabs_in_two_organizations_do_not_meet(page: Page, site: Site) -> None:
    site.enter(page, ADMIN, f"/o/{ACTIVE}/workflows")
    other = page.context.new_page()
    site.open(other, f"/o/{OTHER}/workflows")
    expect(other.get_by_role("button", name="Organization: Fabrikam")).to_be_visible()

    page.reload()

    expect(page.get_by_role("button", name="Organization: Contoso")).to_be_visible()


def test_a_link_into_an_organization_that_is_not_mine_asks_nothing_of_it(
    page: Page, site: Site, watch: Watch
) -> None:
    site.enter(page, ALICE, f"/o/{OTHER}/workflows")

    expect(page.get_by_text("This organization is unknown, or not yours.")).to_be_visible()
    assert [url for url in watch.requests if "/api/workflows" in url] == []


def test_an_unknown_organization_looks_like_one_that_is_not_mine(page: Page, site: Site) -> None:
    site.enter(page, ALICE, "/o/%3Cscript%3E/workflows")

    expect(page.get_by_text("This organization is unknown, or not yours.")).to_be_visible()


def test_a_user_without_an_organization_is_told_what_to_do(page: Page, site: Site) -> None:
    site.enter(page, NOBODY)

    expect(page.get_by_text("Your account belongs to no organization yet.")).to_be_visible()


def test_the_list_of_organizations_can_be_read_aloud(page: Page, site: Site) -> None:
    site.enter(page, ADMIN, f"/o/{ACTIVE}/workflows")
    page.get_by_role("button", name="Organization: Contoso").click()

    expect(page.get_by_role("option", name="Fabrikam")).to_be_visible()
    accessibility.check(page)


def test_tags_lead_to_the_organizations_that_have_them(page: Page, site: Site) -> None:
    with signed_in(site.url, ADMIN) as client:
        for org_id, tags in ((ACTIVE, ["managed", "eu"]), (OTHER, ["eu"])):
            client.patch(f"/api/organizations/{org_id}", json={"tags": tags}).raise_for_status()
    site.enter(page, ADMIN, f"/o/{ACTIVE}/workflows")
    page.get_by_role("button", name="Organization: Contoso").click()

    tags = page.get_by_role("group", name="Tags")
    tags.get_by_text("eu", exact=True).click()
    expect(page.get_by_role("option")).to_have_count(2)
    tags.get_by_text("managed", exact=True).click()
    expect(page.get_by_role("option")).to_have_count(1)
    expect(page.get_by_role("option", name="Contoso")).to_be_visible()
    tags.get_by_text("eu", exact=True).click()
    tags.get_by_text("managed", exact=True).click()
    page.get_by_role("combobox", name="Find an organization").fill("managed")
    page.keyboard.press("Enter")

    expect(page.get_by_role("button", name="Organization: Contoso")).to_be_visible()


def test_an_administrator_sets_the_tags_of_an_organization(page: Page, site: Site) -> None:
    site.enter(page, ADMIN, f"/o/{OTHER}/workflows")
    page.get_by_role("button", name="Organization: Fabrikam").click()
    page.get_by_role("button", name="Tags of Fabrikam").click()
    field = page.get_by_role("dialog").get_by_label("Tags", exact=True).first
    field.fill("Very <b>important</b>")
    field.press("Enter")
    accessibility.check(page)
    page.get_by_role("button", name="Save the tags").click()

    expect(page.get_by_role("group", name="Tags").get_by_text("Very <b>")).to_be_visible()
    with signed_in(site.url, ADMIN) as client:
        found = client.get(f"/api/organizations/{OTHER}").json()["tags"]
        assert "Very <b>important</b>" in found
        client.patch(f"/api/organizations/{OTHER}", json={"tags": []}).raise_for_status()


def test_a_member_sees_no_tags(page: Page, site: Site) -> None:
    site.enter(page, ALICE, f"/o/{ACTIVE}/workflows")
    page.get_by_role("button", name="Organization: Contoso").click()

    expect(page.get_by_role("option", name="Contoso")).to_be_visible()
    expect(page.get_by_role("button", name="Tags of Contoso")).to_have_count(0)
    expect(page.get_by_role("option", name="All organizations")).to_have_count(0)


def test_the_runs_of_all_organizations_are_in_one_list(page: Page, site: Site) -> None:
    started = start(site.url, "count_to", {"number": 2})
    site.enter(page, ADMIN, f"/o/{OTHER}/workflows")
    page.get_by_role("button", name="Organization: Fabrikam").click()
    page.get_by_role("combobox", name="Find an organization").fill("all org")
    page.keyboard.press("Enter")

    expect(page).to_have_url(f"{site.url}/o/all/runs")
    pages = page.get_by_role("navigation")
    expect(pages.get_by_role("link", name="Runs", exact=True)).to_be_visible()
    expect(pages.get_by_role("link", name="Forms")).to_have_count(0)
    row = page.get_by_role("row").filter(has=page.locator(f"a[href='/o/{ACTIVE}/runs/{started}']"))
    expect(row.get_by_text("Contoso")).to_be_visible()
    accessibility.check(page)
    row.get_by_role("link", name="count_to").click()

    expect(page.get_by_role("button", name="Organization: Contoso")).to_be_visible()
    site.open(page, "/o/all/forms")
    expect(page).to_have_url(f"{site.url}/o/all/runs")
