"""Schedules: made, seen, run and stopped in the browser."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import accessibility, api
from tests.browser.site import ACTIVE, ADMIN, ALICE, OTHER, OWNER, Site

pytestmark = pytest.mark.sampled(one_of=2, within="module")

#: A time as the editor shows it: Mon 30 Nov 2026, 02:30.
NEXT = re.compile(r"^\w{3} \d{1,2} \w{3} \d{4}, 02:30$")


def schedules(site: Site) -> list[dict[str, object]]:
    with api.signed_in(site.url) as client:
        found: list[dict[str, object]] = client.get("/api/schedules").json()
        return found


def picture(page: Page, name: str) -> None:
    """Keep a picture where the person who runs the test wants it."""
    folder = os.environ.get("BIFROST_PICTURES")
    if folder:
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def test_an_administrator_makes_a_schedule_and_runs_it(page: Page, site: Site) -> None:
    site.enter(page, OWNER, f"/o/{ACTIVE}/schedules")
    expect(page.get_by_role("heading", name="Schedules", level=1)).to_be_visible()
    page.get_by_role("link", name="New schedule").click()
    page.get_by_label("Name").fill("Counts at night")
    page.get_by_role("combobox", name="Workflow").click()
    page.get_by_role("option", name="count_to", exact=True).click()
    page.get_by_label("When").fill("30 2 * * *")
    expect(page.get_by_text("At 02:30 every day")).to_be_visible()
    times = page.get_by_role("region", name="Next times").get_by_text(NEXT)
    expect(times).to_have_count(5)
    page.get_by_label("How far back (hours)").fill("36")
    page.get_by_label("Number").fill("2")
    accessibility.check(page)
    picture(page, "editor")

    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Counts at night")).to_be_visible()
    [made] = [one for one in schedules(site) if one["name"] == "Counts at night"]
    assert made["missedWindowSeconds"] == 36 * 3600
    page.get_by_role("button", name="Run now").click()
    page.get_by_role("dialog").get_by_role("button", name="Run now").click()

    history = page.get_by_role("table", name="History")
    expect(history.get_by_text("by hand")).to_be_visible()
    expect(history.get_by_role("link", name="Run ")).to_be_visible()
    accessibility.check(page)
    picture(page, "schedule")
    history.get_by_role("link", name="Run ").click()
    expect(page.get_by_text("Counts at night (saved by")).to_be_visible()


def test_a_schedule_for_three_organizations_has_what_came_of_each(page: Page, site: Site) -> None:
    site.enter(page, ADMIN, "/o/global/schedules/new")
    page.get_by_label("Name").fill("For customers")
    page.get_by_role("combobox", name="Workflow").click()
    page.get_by_role("option", name="count_to", exact=True).click()
    page.get_by_label("Number").fill("2")
    page.get_by_label("For", exact=True).select_option("Each active organization")
    accessibility.check(page)

    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="For customers")).to_be_visible()
    page.get_by_role("button", name="Run now").click()
    page.get_by_role("dialog").get_by_role("button", name="Run now").click()

    history = page.get_by_role("table", name="History")
    for org_id in (ACTIVE, OTHER):
        expect(history.get_by_text(f"{org_id}: Started")).to_be_visible()
    picture(page, "three")


def test_the_list_has_its_filters_in_the_address(page: Page, site: Site) -> None:
    facts = {"workflowName": "count_to", "cron": "0 3 * * *", "inputs": {"number": 1}}
    with api.signed_in(site.url) as client:
        for name, is_on in (("Filtered on", True), ("Filtered off", False)):
            body = {**facts, "name": name, "isEnabled": is_on}
            client.post("/api/schedules", json=body).raise_for_status()
    site.enter(page, OWNER, f"/o/{ACTIVE}/schedules?q=filtered")
    on, off = (page.get_by_role("link", name=f"Filtered {state}") for state in ("on", "off"))
    expect(on).to_be_visible()
    expect(off).to_be_visible()

    page.get_by_role("combobox", name="State").select_option("Off")
    expect(on).to_be_hidden()
    expect(off).to_be_visible()
    expect(page).to_have_url(re.compile("state=off"))
    page.reload()
    expect(off).to_be_visible()
    expect(on).to_be_hidden()

    page.get_by_role("searchbox").fill("nothing is called so")
    expect(page.get_by_text("No schedule matches these filters")).to_be_visible()
    page.get_by_role("button", name="Show everything").click()
    expect(on).to_be_visible()


def test_the_week_shows_what_comes(page: Page, site: Site) -> None:
    site.enter(page, OWNER, f"/o/{ACTIVE}/schedules/new")
    page.get_by_label("Name").fill("Every day")
    page.get_by_role("combobox", name="Workflow").click()
    page.get_by_role("option", name="count_to", exact=True).click()
    page.get_by_label("When").fill("0 12 * * *")
    page.get_by_label("Number").fill("2")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Every day")).to_be_visible()

    site.open(page, f"/o/{ACTIVE}/schedules?view=week")

    expect(page.get_by_role("link", name="Every day").first).to_be_visible()
    accessibility.check(page)
    picture(page, "week")
    page.get_by_role("tab", name="List").click()
    expect(page.get_by_role("table", name="Schedules")).to_be_visible()
    accessibility.check(page)
    picture(page, "list")


def test_what_is_wrong_with_the_times_is_said_at_once(page: Page, site: Site) -> None:
    site.enter(page, OWNER, f"/o/{ACTIVE}/schedules/new")

    page.get_by_label("When").fill("99 * * * *")

    expect(page.get_by_text("bad minute").first).to_be_visible()
    expect(page.get_by_label("When")).to_have_attribute("aria-invalid", "true")


def test_a_member_has_no_schedules_in_the_navigation(page: Page, site: Site) -> None:
    site.enter(page, ALICE, f"/o/{ACTIVE}/workflows")

    expect(page.get_by_role("navigation").get_by_role("link", name="Workflows")).to_be_visible()
    expect(page.get_by_role("navigation").get_by_role("button", name="Automation")).to_have_count(0)
