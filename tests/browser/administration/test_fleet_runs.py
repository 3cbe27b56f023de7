"""Fleet runs: made, followed, retried and saved in the browser."""

import os
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser import accessibility
from tests.browser.api import make_form
from tests.browser.site import ACTIVE, ADMIN, OTHER, OWNER, Site

pytestmark = pytest.mark.sampled(one_of=2, within="module")


def picture(page: Page, name: str) -> None:
    """Keep a picture where the person who runs the test wants it."""
    folder = os.environ.get("BIFROST_PICTURES")
    if folder:
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def test_an_administrator_runs_a_workflow_for_a_pasted_table(page: Page, site: Site) -> None:
    site.enter(page, ADMIN, "/platform/fleet-runs")
    page.get_by_role("link", name="New fleet run").click()
    page.get_by_label("Name").fill("Count everywhere")
    page.get_by_role("combobox", name="Workflow").click()
    page.get_by_role("option", name="count_to", exact=True).click()
    page.get_by_label("For which organizations").select_option("A table with values of each")
    page.get_by_label("Table").fill(f"organization;number\n{ACTIVE};1\nnobody;2")
    expect(page.get_by_label("Number")).to_have_count(0)
    page.get_by_role("button", name="Start for 1 organization").click()
    expect(page.get_by_text("No organization is called nobody.")).to_be_visible()
    accessibility.check(page)
    picture(page, "fleet-editor")
    page.get_by_label("Table").fill(f"organization;number\n{ACTIVE};1\n{OTHER};-5")

    page.get_by_role("button", name="Start for 2 organizations").click()

    expect(page.get_by_role("heading", name="Count everywhere")).to_be_visible()
    rows = page.get_by_role("table", name="Organizations").get_by_role("row")
    expect(rows).to_have_count(3)
    expect(page.get_by_text("Completed", exact=True)).to_be_visible(timeout=30_000)
    expect(rows.get_by_text("Succeeded")).to_have_count(2)
    expect(rows.get_by_role("link", name="Run ")).to_have_count(2)
    accessibility.check(page)
    picture(page, "fleet-run")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download as CSV").click()
    assert "succeeded" in Path(saved.value.path()).read_text()
    rows.get_by_role("link", name="Run ").first.click()
    expect(page.get_by_role("link", name="Fleet run Count everywhere")).to_be_visible()


def test_an_organizations_own_form_is_filled_for_many_rows(page: Page, site: Site) -> None:
    field = {"name": "number", "label": "How many", "type": "number"}
    form = make_form(site.url, f"Count {uuid4().hex[:6]}", [field], "count_to")
    site.enter(page, ADMIN, f"/o/{ACTIVE}/forms/{form}")
    page.get_by_role("link", name="Fill many").click()
    expect(page.get_by_text("each row of the table is a run there")).to_be_visible()
    page.get_by_label("Name").fill("Count twice")
    page.get_by_label("Table").fill("How many\n1\n2")
    accessibility.check(page)

    page.get_by_role("button", name="Start 2 runs").click()

    rows = page.get_by_role("table", name="Organizations").get_by_role("row")
    expect(rows.get_by_text("Succeeded")).to_have_count(2, timeout=30_000)


def test_fleet_runs_are_for_platform_administrators(page: Page, site: Site) -> None:
    site.enter(page, OWNER, "/platform/fleet-runs")

    expect(page.get_by_text("Fleet runs are for platform administrators.")).to_be_visible()
