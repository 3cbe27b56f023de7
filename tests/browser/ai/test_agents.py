"""An agent with two tools: a key and a budget, a run that asks, an approval, and what it cost."""

import json

from playwright.sync_api import Page, expect

from tests.browser import accessibility
from tests.browser.ai.models import MODEL, Models, priced, running_models
from tests.browser.site import ACTIVE, ADMIN, ALICE, OWNER, Site
from tests.contract.ai.model_site import KEY, Reply, Tooled

LOOK_UP = Reply(
    text=["I look it up."], tools=[Tooled("look_up_ticket", '{"number": 7}')], stop="tools"
)
CLOSE = Reply(tools=[Tooled("close_account", '{"name": "bob"}', id="call-2")], stop="tools")
DONE = Reply(text=["Bob's account ", "is closed."])


def test_an_agent_asks_before_it_destroys_and_says_what_it_cost(page: Page, site: Site) -> None:
    with priced(site.url), running_models(LOOK_UP, CLOSE, DONE) as models:
        _set_up(page, site, models)
        _build(page, site)
        _run(page)
        _approve(page)
        _look_at_the_cost(page, site)
        _try_again(page)
        _evaluate(page, site)


def test_members_see_agents_and_change_nothing(page: Page, site: Site) -> None:
    site.enter(page, ALICE, f"/o/{ACTIVE}/agents")
    expect(page.get_by_role("heading", level=1, name="Agents")).to_be_visible()
    navigation = page.get_by_role("navigation", name="Main navigation")
    expect(navigation.get_by_role("link", name="Knowledge")).to_be_visible()
    expect(navigation.get_by_role("link", name="Models")).to_have_count(0)
    expect(page.get_by_role("link", name="New agent")).to_have_count(0)
    navigation.get_by_role("link", name="Knowledge").click()
    expect(page.get_by_role("heading", level=1, name="Knowledge")).to_be_visible()
    expect(page.get_by_role("button", name="New source")).to_have_count(0)


def test_the_platform_sets_the_price_of_a_model(page: Page, site: Site) -> None:
    site.enter(page, ADMIN, "/o/global/models")
    page.get_by_role("button", name="Set a price").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Model").fill("my-own-model")
    dialog.get_by_role("textbox", name="Tokens written").fill("2.5")
    dialog.get_by_role("button", name="Save").click()
    expect(page.get_by_role("row", name="my-own-model")).to_contain_text("$2.50")
    accessibility.check(page)
    page.get_by_role("button", name="Delete the price of my-own-model").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete 1 price").click()
    expect(page.get_by_role("row", name="my-own-model")).to_have_count(0)


def _set_up(page: Page, site: Site, models: Models) -> None:
    """Add a key, test it, and set the budget without which it does not work."""
    site.enter(page, ADMIN, f"/o/{ACTIVE}/models")
    expect(page.get_by_text("Set a budget for a month first")).to_be_visible()
    expect(page.get_by_text("What leaves: nothing")).to_be_visible()
    page.get_by_role("button", name="Add a key").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Provider", exact=True).select_option("Compatible server")
    dialog.get_by_role("textbox", name="Key", exact=True).fill(KEY)
    dialog.get_by_label("Model", exact=True).fill(MODEL)
    dialog.get_by_label("Address").fill(models.url)
    dialog.get_by_role("button", name="Add a key").click()
    row = page.get_by_role("row", name="Compatible server")
    expect(row).to_contain_text(f"****...{KEY[-4:]}")
    row.get_by_role("button", name="Test").click()
    result = page.get_by_role("dialog")
    expect(result).to_contain_text("The provider takes the key")
    page.keyboard.press("Escape")
    row.get_by_role("button", name="List models").click()
    expect(page.get_by_role("dialog").get_by_text(MODEL)).to_be_visible()
    page.keyboard.press("Escape")

    page.get_by_role("textbox", name="Budget for a month").fill("25")
    page.get_by_label("Models may be used in this organization").check(force=True)
    page.get_by_role("button", name="Save switch and budgets").click()
    expect(page.get_by_text("of $25.00 spent this month.")).to_be_visible()
    expect(page.get_by_text("goes to Compatible server at localhost")).to_be_visible()
    accessibility.check(page)


def _build(page: Page, site: Site) -> None:
    site.enter(page, OWNER, f"/o/{ACTIVE}/agents")
    page.get_by_role("link", name="New agent").first.click()
    page.get_by_role("textbox", name="Name", exact=True).fill("Desk")
    page.get_by_role("textbox", name="Instructions").fill("You close accounts that nobody uses.")
    for tool in ("look_up_ticket", "close_account"):
        page.get_by_role("checkbox", name=tool).check()
    expect(page.get_by_role("row", name="close_account")).to_contain_text("Destructive")
    page.get_by_role("button", name="Save the agent").click()
    expect(page.get_by_role("heading", level=1, name="Desk")).to_be_visible()
    tools = page.get_by_role("table", name="Tools")
    expect(tools.get_by_role("row", name="close_account")).to_contain_text("A person is asked")


def _run(page: Page) -> None:
    page.get_by_role("textbox", name="Task").fill("Close the account of ticket 7.")
    page.get_by_role("button", name="Run the agent").click()
    # The first call of a model starts the process that imports what it needs.
    expect(page.get_by_text("I look it up.")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Printer on fire")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Waits for a person").first).to_be_visible(timeout=60_000)
    expect(page.get_by_role("button", name="Approve")).to_be_visible()
    accessibility.check(page)


def _approve(page: Page) -> None:
    link = page.get_by_role("navigation", name="Main navigation").get_by_role(
        "link", name="Approvals"
    )
    expect(link.get_by_label("1 waits")).to_be_visible(timeout=40_000)
    link.click()
    question = page.get_by_role("article", name="Desk wants to call close_account")
    expect(question).to_contain_text('"name": "bob"')
    accessibility.check(page)
    question.get_by_role("link", name="Its run").click()
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_text("Bob's account is closed.").first).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Succeeded")).to_be_visible()
    call = page.get_by_role("listitem").filter(has_text="close_account").last
    call.get_by_role("link", name="Its run").click()
    expect(page.get_by_role("heading", level=1, name="close_account")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("A person approved it.")).to_be_visible()


def _look_at_the_cost(page: Page, site: Site) -> None:
    # Three answers of 120 tokens sent and 30 written, at 10 and 30 dollars for a million.
    expect(page.get_by_text("desk-model-1")).to_have_count(0)
    expect(page.get_by_text("450", exact=True)).to_be_visible()
    run = page.url
    site.open(page, f"/o/{ACTIVE}/ai-usage?by=agent")
    row = page.get_by_role("row", name="Desk")
    expect(row).to_contain_text("Own key")
    expect(row).to_contain_text("$0.0063")
    accessibility.check(page)
    page.goto(run)


def _try_again(page: Page) -> None:
    page.get_by_role("button", name="Try again from here").last.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Other instructions").fill("Answer in one word.")
    dialog.get_by_role("button", name="Start the run").click()
    expect(page.get_by_text("A dry run: it asked nobody and ran no tool.")).to_be_visible()
    expect(page.get_by_text("Succeeded")).to_be_visible(timeout=60_000)


def _evaluate(page: Page, site: Site) -> None:
    site.open(page, f"/o/{ACTIVE}/agents")
    page.get_by_role("link", name="Desk", exact=True).click()
    page.get_by_role("link", name="Evals").click()
    page.get_by_role("link", name="Add cases").click()
    case = {"name": "closes", "input": "Close it.", "expected": {"contains": ["closed"]}}
    wrong = {**case, "name": "says no", "expected": {"lacks": ["closed"]}}
    page.get_by_role("textbox", name="Cases").fill(json.dumps([case, wrong]))
    page.get_by_role("button", name="Save the agent").click()
    page.get_by_role("link", name="Evals").click()
    page.get_by_role("button", name="Run 2 cases").click()
    cases = page.get_by_role("table", name="Cases")
    expect(cases.get_by_role("row", name="closes")).to_contain_text("Passed", timeout=60_000)
    expect(cases.get_by_role("row", name="says no")).to_contain_text("found: Bob's account")
    expect(page.get_by_role("table", name="Evaluations")).to_contain_text("1 of 2 (50 %)")
    accessibility.check(page)
