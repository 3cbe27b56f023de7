"""Favourites, recent organizations and saved views: kept on the server, for every device."""

from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

from tests.browser.api import make_form, signed_in
from tests.browser.site import ACTIVE, ADMIN, OTHER, OWNER, Site

PREFERENCES = "/api/users/me/preferences"


def kept(url: str, user: str) -> dict[str, object]:
    """What the server keeps for a user."""
    with signed_in(url, user) as client:
        found: dict[str, object] = client.get(PREFERENCES).json()
        return found


def wait_until_kept(
    page: Page, site: Site, user: str, is_there: Callable[[dict[str, object]], bool]
) -> None:
    """Wait until the server keeps it: several changes of a page are stored together."""
    for _ in range(100):
        if is_there(kept(site.url, user)):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"not stored: {kept(site.url, user)}")


def was_last_in(organization: str) -> Callable[[dict[str, object]], bool]:
    """Whether the user was in this organization last."""

    def is_first(values: dict[str, object]) -> bool:
        recent = values.get("recentOrganizations")
        return isinstance(recent, list) and recent[:1] == [organization]

    return is_first


def test_a_favourite_is_there_in_another_browser(page: Page, site: Site, browser: Browser) -> None:
    who: list[dict[str, object]] = [{"name": "who", "label": "Who", "type": "text"}]
    form = make_form(site.url, "Order a starred laptop", who)
    site.enter(page, OWNER, f"/o/{ACTIVE}/forms")
    page.get_by_role("button", name="Add Order a starred laptop to the favourites").click()
    wait_until_kept(page, site, OWNER, lambda values: form in str(values))

    other = browser.new_page()
    site.enter(other, OWNER, f"/o/{ACTIVE}/forms")

    starred = other.get_by_role("region", name="Favourites")
    expect(starred.get_by_role("link", name="Order a starred laptop")).to_be_visible()
    other.close()


def test_two_devices_keep_what_each_other_stored(page: Page, site: Site, browser: Browser) -> None:
    names = ("Order a red pen", "Order a blue pen")
    for name in names:
        make_form(site.url, name, [{"name": "who", "label": "Who", "type": "text"}])
    other = browser.new_page()
    pages = (page, other)
    for one in pages:
        site.enter(one, OWNER, f"/o/{ACTIVE}/forms")
        expect(one.get_by_role("link", name=names[0])).to_be_visible()

    for one, name in zip(pages, names, strict=True):
        with one.expect_response(lambda answer: PREFERENCES in answer.url and answer.status == 200):
            one.get_by_role("button", name=f"Add {name} to the favourites").click()

    starred = other.get_by_role("region", name="Favourites")
    for name in names:
        expect(starred.get_by_role("link", name=name)).to_be_visible()
    other.close()


def test_the_organization_of_the_last_visit_is_the_first_of_the_next(
    page: Page, site: Site, browser: Browser
) -> None:
    site.enter(page, ADMIN, f"/o/{ACTIVE}/forms")
    wait_until_kept(page, site, ADMIN, was_last_in(ACTIVE))
    site.open(page, f"/o/{OTHER}/forms")
    wait_until_kept(page, site, ADMIN, was_last_in(OTHER))

    other = browser.new_page()
    site.enter(other, ADMIN, "/")

    expect(other.get_by_role("button", name="Organization: Fabrikam")).to_be_visible()
    other.get_by_role("button", name="Organization: Fabrikam").click()
    recent = other.get_by_role("group", name="Recent")
    expect(recent.get_by_role("option", name="Contoso")).to_be_visible()
    other.close()


def test_a_page_works_while_preferences_cannot_be_stored(page: Page, site: Site) -> None:
    name = "Order a lonely mouse"
    make_form(site.url, name, [{"name": "who", "label": "Who", "type": "text"}])
    site.enter(page, OWNER, f"/o/{ACTIVE}/forms")
    page.route(f"**{PREFERENCES}", lambda route: route.abort())
    button = page.get_by_role("button", name=f"Add {name} to the favourites")
    with page.expect_event("requestfailed"):
        button.click()
    expect(page.get_by_role("button", name=f"Remove {name} from the favourites")).to_be_visible()

    page.unroute(f"**{PREFERENCES}")
    with page.expect_response(lambda answer: PREFERENCES in answer.url and answer.status == 200):
        site.open(page, f"/o/{ACTIVE}/runs")
        site.open(page, f"/o/{ACTIVE}/forms")
        page.get_by_role("button", name=f"Add {name} to the favourites").click()

    assert kept(site.url, OWNER)["favouriteForms"]
