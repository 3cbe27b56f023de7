"""Names with quotes, emoji and markup are shown as they are, on every page and in every dialog."""

from collections.abc import Generator
from dataclasses import dataclass

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import accessibility, api
from tests.browser.people import sign_in, with_password
from tests.browser.site import ADMIN, Site

pytestmark = pytest.mark.sampled(one_of=2, within="module")

SHORT = """O'Neil "& Söhne" 👩‍🚀 <script>alert(1)</script>"""
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(2)>"
HARD = SHORT.replace("<script>alert(1)</script>", MARKUP)


@dataclass(frozen=True, slots=True)
class Place:
    """An organization with such a name, and its administrator, who has it too."""

    organization: str
    email: str

    def enter(self, page: Page, site: Site, path: str) -> None:
        """Open a page of the organization, by way of the sign-in."""
        site.open(page, f"/o/{self.organization}/{path}")
        sign_in(page, self.email)
        expect(page.get_by_role("button", name=f"Account of {HARD}")).to_be_visible()


@pytest.fixture(scope="module")
def place(site: Site) -> Generator[Place]:
    with api.signed_in(site.url, ADMIN) as client:
        answer = client.post("/api/organizations", json={"name": HARD}).raise_for_status()
        organization = str(answer.json()["id"])
        known = client.get("/api/branding").json()
        brand(client, SHORT)
        email = with_password(site.url, role="admin", name=HARD, organization=organization)
        make_form(site, organization)
        yield Place(organization, email)
        brand(client, known["name"])


def brand(client: httpx.Client, name: str) -> None:
    """Name the installation."""
    client.put("/api/branding", json={"name": name}).raise_for_status()


def make_form(site: Site, organization: str) -> None:
    """Make a form of which everything has such a name."""
    choice = {"label": HARD, "value": HARD}
    words = {"name": "words", "label": HARD, "type": "text", "helpText": HARD, "placeholder": HARD}
    one = {"name": "one", "label": "One", "type": "radio", "options": [choice]}
    shown = {"name": "shown", "type": "markdown", "content": "{{ context.field.words }}"}
    fields = [words, one, shown]
    api.make_form(site.url, HARD, fields, description=HARD, organization=organization)


def shows(page: Page, *places: Locator) -> None:
    """Assert that the name is in each place as a text, and that nothing of it became markup."""
    for place in places:
        expect(place.get_by_text(HARD, exact=True).first).to_be_visible()
    assert page.locator("script:not([src])").count() == 0
    assert page.locator("img[src=x]").count() == 0


def test_a_form_and_its_run(page: Page, site: Site, place: Place) -> None:
    site.open(page, f"/o/{place.organization}/forms")
    expect(page.get_by_text(SHORT, exact=True)).to_be_visible()
    place.enter(page, site, "forms")
    main, header = page.get_by_role("main"), page.get_by_role("banner")
    shows(page, main, header)
    accessibility.check(page)

    page.get_by_role("link", name=HARD).click()
    expect(page.get_by_role("heading", level=1, name=HARD)).to_be_visible()
    page.get_by_role("textbox", name=HARD).fill(HARD)
    page.get_by_role("radio", name=HARD).check()
    page.get_by_role("button", name="Run", exact=True).click()

    run = page.get_by_role("region", name="Run")
    expect(run.get_by_role("region", name="Result")).to_contain_text(MARKUP)
    shows(page, main, header)
    accessibility.check(page)


def test_a_workflow_and_its_run(page: Page, site: Site, place: Place) -> None:
    place.enter(page, site, "workflows")
    main = page.get_by_role("main")
    shows(page, main)
    site.open(page, f"/o/{place.organization}/workflows/echo?tab=docs")
    shows(page, main)
    site.open(page, f"/o/{place.organization}/workflows/echo")
    page.get_by_role("textbox", name=HARD).fill(HARD)
    page.get_by_label("Seconds").fill("60")
    page.get_by_role("button", name="Run", exact=True).click()
    shows(page, page.get_by_role("log"))

    site.open(page, f"/o/{place.organization}/runs")
    shows(page, page.get_by_role("table"))
    page.get_by_role("button", name="Preview the run of echo").first.click()
    drawer = page.get_by_role("dialog", name="Run")
    expect(drawer.get_by_role("log")).to_contain_text(MARKUP)
    drawer.get_by_role("link", name="Open its page").click()
    page.get_by_role("button", name="Cancel the run").click()
    shows(page, page.get_by_role("dialog"))
    page.get_by_role("dialog").get_by_role("button", name="Cancel the run").click()
    expect(page.get_by_role("status").get_by_text("Cancelled")).to_be_visible()
    page.get_by_role("tab", name="Input").click()
    expect(main).to_contain_text(MARKUP)
    accessibility.check(page)


def test_what_is_around_the_pages(page: Page, site: Site, place: Place) -> None:
    place.enter(page, site, "forms")

    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="A page, form").fill("O'Neil")
    expect(page.get_by_role("option", name=HARD).first).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Organization:").click()
    expect(page.get_by_role("option", name=HARD)).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Account of").click()
    shows(page, page.get_by_role("menu"))
    page.get_by_role("menuitem", name="Your account").click()
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
    shows(page, page.get_by_role("main"))
    accessibility.check(page)
