"""The organization in the address: what is asked and shown follows it, and nothing else."""

from playwright.sync_api import Page, expect

from tests.browser import accessibility
from tests.browser.site import ACTIVE, ADMIN, ALICE, NOBODY, OTHER, Site
from tests.browser.watch import Watch


def test_the_header_of_each_request_is_that_of_the_address(page: Page, site: Site) -> None:
    sent: list[str | None] = []
    page.on(
        "request",
        lambda request: (
            sent.append(request.headers.get("x-organization-id"))
            if "/api/workflows" in request.url
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
    accessibility.check(page)


def test_an_unknown_organization_looks_like_one_that_is_not_mine(page: Page, site: Site) -> None:
    site.enter(page, ALICE, "/o/%3Cscript%3E/workflows")

    expect(page.get_by_text("This organization is unknown, or not yours.")).to_be_visible()


def test_a_user_without_an_organization_is_told_what_to_do(page: Page, site: Site) -> None:
    site.enter(page, NOBODY)

    expect(page.get_by_text("Your account belongs to no organization yet.")).to_be_visible()
    accessibility.check(page)


def test_the_list_of_organizations_can_be_read_aloud(page: Page, site: Site) -> None:
    site.enter(page, ADMIN, f"/o/{ACTIVE}/workflows")
    page.get_by_role("button", name="Organization: Contoso").click()

    expect(page.get_by_role("option", name="Fabrikam")).to_be_visible()
    accessibility.check(page)
