"""Event triggers in the browser: make one, see what it made of events, change, pause, delete it."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import accessibility, api
from tests.browser.automation.test_webhooks import look
from tests.browser.site import ACTIVE, ALICE, OWNER, Site

pytestmark = pytest.mark.sampled(one_of=3, within="module")

TRIGGERS = f"/o/{ACTIVE}/event-triggers"


def fill(dialog: Locator, name: str, workflow: str, filter_: str, template: str) -> None:
    dialog.get_by_label("Name").fill(name)
    dialog.get_by_label("Workflow", exact=True).fill(workflow)
    events = dialog.get_by_role("combobox", name="Events")
    events.fill("execution.completed")
    events.press("Enter")
    dialog.get_by_label("Only of these workflows").fill("count_to")
    dialog.get_by_label("Only of these workflows").press("Enter")
    dialog.get_by_label("Filter").fill(filter_)
    dialog.get_by_label("Input as JSON").fill(template)


def make(page: Page, site: Site) -> str:
    """Make a trigger by hand, which greets after a run of count_to; return its name."""
    name = f"Follow up {uuid4().hex[:6]}"
    site.enter(page, OWNER, TRIGGERS)
    page.get_by_role("button", name="New trigger").click()
    dialog = page.get_by_role("dialog", name="New trigger")
    template = '{"name": "{{ event.payload.workflowName }}"}'
    fill(dialog, name, "hello_world", "event.payload.durationMs < 60000", template)
    accessibility.check(page)
    look(page, "new-trigger")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_be_hidden()
    return name


def test_a_trigger_is_made_and_starts_a_workflow_after_another(page: Page, site: Site) -> None:
    name = make(page, site)
    expect(page.get_by_role("table", name="Event triggers")).to_contain_text("execution.completed")
    accessibility.check(page)
    look(page, "triggers")
    page.get_by_role("link", name=name).click()
    expect(page.get_by_text("No event yet")).to_be_visible()
    accessibility.check(page)

    run = api.start(site.url, "count_to", {"number": 1})
    api.wait_for_end(site.url, run)

    history = page.get_by_role("table", name="What it did")
    expect(history).to_contain_text("Started", timeout=20_000)
    accessibility.check(page)
    look(page, "trigger")
    history.get_by_role("link", name="hello_world").click()
    expect(page.get_by_role("heading", level=1, name="hello_world")).to_be_visible()
    expect(page.get_by_text("on execution.completed")).to_be_visible()
    expect(page.get_by_text("Depth 1")).to_be_visible()
    accessibility.check(page)
    look(page, "triggered-run")
    page.get_by_role("link", name=f"Trigger {name}").click()
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


def test_a_filtered_event_is_listed_with_the_reason(page: Page, site: Site) -> None:
    name = make(page, site)
    page.get_by_role("link", name=name).click()
    page.get_by_role("button", name="Edit").click()
    dialog = page.get_by_role("dialog", name=f"Edit {name}")
    dialog.get_by_label("Filter").fill("event.payload.durationMs < 0")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_be_hidden()

    api.wait_for_end(site.url, api.start(site.url, "count_to", {"number": 1}))

    history = page.get_by_role("table", name="What it did")
    expect(history).to_contain_text("the filter is not true", timeout=20_000)
    site.open(page, f"/o/{ACTIVE}/events")
    expect(page.get_by_text(f"{name}: the filter is not true").first).to_be_visible()
    accessibility.check(page)


def test_a_trigger_is_paused_enabled_and_deleted(page: Page, site: Site) -> None:
    name = make(page, site)
    page.get_by_role("link", name=name).click()
    for turn, state in (("Pause", "Off"), ("Enable", "On")):
        page.get_by_role("button", name=turn).click()
        page.get_by_role("dialog").get_by_role("button", name=turn).click()
        expect(page.get_by_text(state, exact=True)).to_be_visible()

    page.get_by_role("button", name="Delete trigger").click()
    dialog = page.get_by_role("dialog", name=f"Delete {name}?")
    expect(dialog).to_contain_text("Contoso")
    dialog.get_by_role("button", name="Delete trigger").click()

    expect(page).to_have_url(re.compile(f"{TRIGGERS}$"))
    expect(page.get_by_role("link", name=name)).to_be_hidden()


def test_what_is_refused_is_said_at_its_field_and_what_was_typed_stays(
    page: Page, site: Site
) -> None:
    site.enter(page, OWNER, TRIGGERS)
    page.get_by_role("button", name="New trigger").click()
    dialog = page.get_by_role("dialog", name="New trigger")
    fill(dialog, "Follow up", "hello_world", "event.payload >", "{")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_label("Input as JSON")).to_have_attribute("aria-invalid", "true")

    dialog.get_by_label("Input as JSON").fill("")
    dialog.get_by_role("button", name="Save").click()

    expect(dialog.get_by_label("Filter")).to_have_attribute("aria-invalid", "true")
    expect(dialog.get_by_label("Name")).to_have_value("Follow up")
    accessibility.check(page)


def test_a_phone_shows_triggers_as_cards_and_keys_reach_the_page(page: Page, site: Site) -> None:
    name = make(page, site)
    site.open(page, f"/o/{ACTIVE}/forms")
    expect(page.get_by_role("heading", level=1, name="Forms")).to_be_visible()
    page.keyboard.press("g")
    page.keyboard.press("t")
    expect(page).to_have_url(re.compile(f"{TRIGGERS}$"))

    page.set_viewport_size({"width": 360, "height": 740})
    page.get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
    look(page, "trigger-phone")
    wide = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert wide <= 0
    accessibility.check(page)


def test_a_member_sees_no_triggers_in_the_navigation(page: Page, site: Site) -> None:
    site.enter(page, ALICE, f"/o/{ACTIVE}/forms")

    expect(page.get_by_role("link", name="Forms")).to_be_visible()
    expect(page.get_by_role("navigation").get_by_role("button", name="Automation")).to_have_count(0)
