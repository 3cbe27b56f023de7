"""The first morning of an MSP, in the browser: from a new customer to a run for all of them."""

from collections.abc import Generator
from dataclasses import dataclass, field
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import people
from tests.browser.morning.steps import Steps
from tests.browser.provider import Provider, running_provider
from tests.browser.site import ACTIVE, ADMIN, Site
from tests.browser.watch import Watch

PATH = "welcome/new_joiner.py"
WORKFLOW = '''from bifrost import oauth, workflow


@workflow(category="Onboarding")
async def new_joiner(person: str, seats: int = 1) -> dict[str, object]:
    """Prepare everything for a person who starts at a customer."""
    await oauth.get("directory")
    return {"prepared": person, "seats": seats}
'''
BROKEN = WORKFLOW.replace('"seats": seats}', '"seats": seats / 0}')
FOR_ALL = WORKFLOW.replace('    await oauth.get("directory")\n', "").replace(
    "import oauth, workflow", "import workflow"
)


@dataclass
class Morning:
    """Who does what where; the customer's id is known once it was created."""

    site: Site
    page: Page
    users_page: Page
    provider: Provider
    mark: str = field(default_factory=lambda: uuid4().hex[:6])
    steps: Steps = field(default_factory=Steps)
    customer: str = ""

    @property
    def email(self) -> str:
        return f"kim@northwind-{self.mark}.test"

    def of_customer(self, path: str) -> str:
        return f"/o/{self.customer}/{path}"


@pytest.fixture
def morning(page: Page, browser: Browser, site: Site, watch: Watch) -> Generator[Morning]:
    users = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    with running_provider() as provider:
        watch.allow(provider.url)
        users.on("page", watch.follow)
        yield Morning(site, page, users.new_page(), provider)
    users.close()


def create_the_customer(morning: Morning) -> str:
    """Return the link for the customer's administrator."""
    page = morning.page
    morning.site.enter(page, ADMIN, "/platform/organizations")
    page.get_by_role("button", name="New organization").click()
    dialog = page.get_by_role("dialog", name="New organization")
    dialog.get_by_label("Name", exact=True).fill(f"Northwind {morning.mark}")
    dialog.get_by_label("Domains").fill(f"northwind-{morning.mark}.test")
    dialog.get_by_label("E-mail address of the administrator").fill(morning.email)
    dialog.get_by_role("button", name="Create organization").click()
    shown = page.get_by_role("dialog", name="The administrator's link")
    link = shown.get_by_role("region").inner_text().strip()
    shown.get_by_role("button", name="Done").click()
    opened = page.get_by_role("link", name=f"Northwind {morning.mark}")
    morning.customer = (opened.get_attribute("href") or "").rpartition("/")[2]
    opened.click()
    expect(page.get_by_role("heading", level=1, name=f"Northwind {morning.mark}")).to_be_visible()
    return link


def connect_to_the_provider(morning: Morning) -> None:
    page = morning.page
    morning.site.open(page, morning.of_customer("connections"))
    page.get_by_role("button", name="New connection").click()
    dialog = page.get_by_role("dialog", name="New connection")
    for label, text in (
        ("Name", "directory"),
        ("Client id", "bifrost-client"),
        ("Client secret", "client-secret"),
        ("Authorization URL", f"{morning.provider.url}/authorize"),
        ("Token URL", f"{morning.provider.url}/token"),
    ):
        dialog.get_by_label(label, exact=True).fill(text)
    dialog.get_by_role("button", name="Create connection").click()
    with page.context.expect_page():
        page.get_by_role("button", name="Connect", exact=True).click()
    expect(page.get_by_text("Nothing. It works.")).to_be_visible()


def write(morning: Morning, text: str) -> None:
    """Have the open file hold this text, and save it."""
    page = morning.page
    page.get_by_role("textbox", name=f"Text of {PATH}").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(text)
    page.keyboard.press("ControlOrMeta+s")
    expect(page.get_by_text("not saved")).to_be_hidden()
    problems = page.get_by_role("region", name="Problems")
    expect(problems.get_by_role("button", name="Run new_joiner")).to_be_visible()


def write_the_workflow(morning: Morning) -> None:
    page = morning.page
    morning.site.open(page, "/platform/code")
    page.get_by_role("button", name="New file").click()
    page.get_by_label("Path of the new file").fill(PATH)
    page.get_by_role("button", name="Make", exact=True).click()
    write(morning, WORKFLOW)


def make_a_role(morning: Morning) -> None:
    page = morning.page
    morning.site.open(page, morning.of_customer("roles"))
    page.get_by_role("button", name="New role").click()
    dialog = page.get_by_role("dialog", name="New role")
    dialog.get_by_label("Name").fill("Front desk")
    dialog.get_by_label("Name").press("Enter")
    page.get_by_role("searchbox", name="Find a person").fill(morning.email)
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Save 1 change").click()
    expect(page.get_by_role("button", name="Nothing changed")).to_be_disabled()


def draw_the_form(morning: Morning) -> None:
    page = morning.page
    morning.site.open(page, morning.of_customer("workflows/new_joiner"))
    page.get_by_role("link", name="Make a form").click()
    page.get_by_role("region", name="The form").get_by_role("button", name="Person, field").click()
    page.get_by_role("textbox", name="Help").fill("As it stands on the badge")
    page.get_by_role("tab", name="Settings").click()
    page.get_by_label("Who may use it").select_option("role_based")
    page.get_by_role("checkbox", name="Front desk").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Edit New joiner")).to_be_visible()


def sign_in_as_the_user(morning: Morning, link: str) -> None:
    page = morning.users_page
    page.goto(link)
    page.get_by_label("New password", exact=True).fill(people.PASSWORD)
    page.get_by_role("button", name="Set a password").click()
    page.get_by_role("link", name="To the sign-in").click()
    people.sign_in(page, morning.email)
    expect(page.get_by_role("button", name=f"Northwind {morning.mark}")).to_be_visible()


def send(morning: Morning, ends: str) -> None:
    """Fill in the form as the customer's user, and wait for the run to end."""
    page = morning.users_page
    morning.site.open(page, morning.of_customer("forms"))
    page.get_by_role("link", name="New joiner").click()
    page.get_by_label("Person").fill("Ada Byron")
    page.get_by_role("button", name="Run", exact=True).click()
    run = page.get_by_role("region", name="Run")
    expect(run.get_by_text(ends, exact=True).first).to_be_visible(timeout=30_000)


def find_out_why(morning: Morning) -> None:
    page = morning.page
    morning.site.open(page, morning.of_customer("runs?workflow=new_joiner"))
    failed = page.get_by_role("row").filter(has_text="Failed")
    failed.get_by_role("link").first.click()
    expect(page.get_by_role("alert").get_by_text("division by zero")).to_be_visible()
    page.get_by_role("tab", name="What changed").click()
    expect(page.get_by_text(PATH).first).to_be_visible()


def run_for_all(morning: Morning) -> None:
    page = morning.page
    morning.site.open(page, "/platform/fleet-runs")
    page.get_by_role("link", name="New fleet run").click()
    page.get_by_label("Name").fill("Ada everywhere")
    page.get_by_role("combobox", name="Workflow").click()
    page.get_by_role("option", name="new_joiner", exact=True).click()
    page.get_by_label("For which organizations").select_option("A pasted list")
    page.get_by_label("List of organizations").fill(f"{morning.customer}\n{ACTIVE}")
    page.get_by_label("Person").fill("Ada Byron")
    page.get_by_role("button", name="Start for 2 organizations").click()
    expect(page.get_by_text("Completed", exact=True)).to_be_visible(timeout=30_000)
    rows = page.get_by_role("table", name="Organizations").get_by_role("row")
    expect(rows.get_by_text("Succeeded")).to_have_count(2)


def test_an_msp_has_a_customer_run_by_noon(morning: Morning) -> None:
    page, user, step = morning.page, morning.users_page, morning.steps.step
    with step("home", page):
        morning.site.enter(page, ADMIN, "/")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    with step("a customer with its administrator", page):
        link = create_the_customer(morning)
    with step("a connection", page):
        connect_to_the_provider(morning)
    with step("a workflow", page):
        write_the_workflow(morning)
    with step("a role", page):
        make_a_role(morning)
    with step("a form", page):
        draw_the_form(morning)
    with step("the user signs in", user):
        sign_in_as_the_user(morning, link)
    with step("the user sends it", user):
        send(morning, "Succeeded")
    with step("the workflow breaks", user):
        morning.site.open(page, f"/platform/code?path={PATH}")
        write(morning, BROKEN)
        send(morning, "Failed")
    with step("why it failed", page):
        find_out_why(morning)
    with step("it is mended", user):
        morning.site.open(page, f"/platform/code?path={PATH}")
        write(morning, FOR_ALL)
        send(morning, "Succeeded")
    with step("it runs for all", page):
        run_for_all(morning)
