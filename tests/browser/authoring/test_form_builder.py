"""The form builder: made from a workflow, by keyboard, and saved over nobody's work."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser import accessibility, api
from tests.browser.site import ACTIVE, OWNER, Site

pytestmark = pytest.mark.sampled(one_of=2, within="module")

TEXT = {"name": "who", "label": "Who", "type": "text"}
TICK = {"name": "urgent", "label": "Urgent", "type": "checkbox"}


def edit(page: Page, site: Site, form: str, tab: str = "fields") -> None:
    site.enter(page, OWNER, f"/o/{ACTIVE}/forms/{form}/edit?tab={tab}")
    expect(page.get_by_role("button", name="Save")).to_be_visible()


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Not saved")).to_be_hidden()


def stored(site: Site, form: str) -> dict[str, Any]:
    with api.signed_in(site.url) as client:
        found: dict[str, Any] = client.get(f"/api/forms/{form}").raise_for_status().json()
        return found


def fields_of(site: Site, form: str) -> Sequence[dict[str, Any]]:
    found: list[dict[str, Any]] = stored(site, form)["formSchema"]["fields"]
    return found


def row(page: Page, label: str) -> Locator:
    """The button that chooses a field of the form."""
    return page.get_by_role("region", name="The form").get_by_role("button", name=f"{label}, field")


def test_a_form_is_made_from_a_workflow_by_keyboard(page: Page, site: Site) -> None:
    site.enter(page, OWNER, f"/o/{ACTIVE}/workflows/keep_secret")
    page.get_by_role("link", name="Make a form").focus()
    page.keyboard.press("Enter")

    expect(row(page, "Token")).to_be_visible()
    expect(row(page, "Who")).to_be_visible()
    row(page, "At").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.get_by_text("At is now field 2 of 3")).to_be_attached()
    expect(row(page, "At")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("textbox", name="Label").focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Where")
    page.get_by_role("button", name="Add Checkbox").focus()
    page.keyboard.press("Enter")
    expect(row(page, "Checkbox")).to_be_visible()
    row(page, "Checkbox").focus()
    page.keyboard.press("Delete")
    expect(row(page, "Checkbox")).to_be_hidden()
    page.get_by_role("button", name="Save", exact=True).focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1, name="Edit Keep secret")).to_be_visible()
    form = page.url.split("/forms/")[1].split("/")[0]
    assert [(one["name"], one["label"]) for one in fields_of(site, form)] == [
        ("token", "Token"),
        ("at", "Where"),
        ("who", "Who"),
    ]


def test_visibility_is_clicked_and_the_tester_names_what_is_false(page: Page, site: Site) -> None:
    form = api.make_form(site.url, "Visibility", [TEXT, TICK])
    edit(page, site, form)
    row(page, "Urgent").click()
    page.get_by_role("tab", name="Visibility").click()
    shown = page.get_by_role("region", name="Show this field")
    shown.get_by_role("button", name="Add a condition").click()
    shown.get_by_label("Value of condition 1").fill("Ada")
    shown.get_by_label("Value of condition 1").press("Enter")
    shown.get_by_role("button", name="Add a condition").click()
    shown.get_by_label("Comparison of condition 2").select_option("is not")

    expect(shown.get_by_text("The field is hidden")).to_be_visible()
    shown.get_by_label("Who").fill("Ada")
    expect(shown.get_by_text("The field is shown")).to_be_visible()
    shown.get_by_label("Who").fill("Bob")
    parts = shown.get_by_role("list", name="Parts of the expression")
    expect(parts.get_by_text("not asked")).to_be_visible()
    accessibility.check(page)
    save(page)

    assert fields_of(site, form)[1]["visibilityExpression"] == (
        'field.who === "Ada" && field.who !== ""'
    )


def test_two_authors_lose_nothing_of_what_each_did(
    page: Page, context: BrowserContext, site: Site
) -> None:
    form = api.make_form(site.url, "Two authors", [TEXT, TICK])
    edit(page, site, form)
    other = context.new_page()
    edit(other, site, form)
    page.get_by_role("textbox", name="Label").fill("Mine")
    page.get_by_role("textbox", name="Help").fill("Of the first")
    save(page)
    other.get_by_role("textbox", name="Label").fill("Theirs")
    row(other, "Urgent").click()
    other.get_by_role("textbox", name="Help").fill("Of the second")
    other.get_by_role("button", name="Save", exact=True).click()

    dialog = other.get_by_role("dialog", name="This form was changed meanwhile")
    expect(dialog.get_by_text("who: helpText")).to_be_visible()
    clash = dialog.get_by_role("radiogroup", name="who: label")
    expect(clash.get_by_role("radio", name="Mine")).to_be_checked()
    accessibility.check(other)
    dialog.get_by_role("button", name="Save both").click()
    expect(dialog).to_be_hidden()
    expect(other.get_by_text("Not saved")).to_be_hidden()

    who, urgent = fields_of(site, form)
    assert (who["label"], who["helpText"]) == ("Theirs", "Of the first")
    assert urgent["helpText"] == "Of the second"


def test_fields_are_dragged_undone_and_kept_from_being_lost(page: Page, site: Site) -> None:
    form = api.make_form(site.url, "Undo", [TEXT, TICK])
    edit(page, site, form)
    grip = page.get_by_title("Drag Urgent").bounding_box()
    target = row(page, "Who").bounding_box()
    assert grip
    assert target
    page.mouse.move(grip["x"] + 8, grip["y"] + 8)
    page.mouse.down()
    page.mouse.move(grip["x"] + 8, target["y"] - 30, steps=5)
    page.mouse.up()
    expect(page.get_by_role("button", name="Urgent, field 1 of 2")).to_be_visible()

    row(page, "Urgent").focus()
    page.keyboard.press("ControlOrMeta+z")
    expect(page.get_by_role("button", name="Urgent, field 2 of 2")).to_be_visible()
    expect(page.get_by_text("Not saved")).to_be_hidden()
    page.get_by_role("button", name="Redo").click()
    page.get_by_role("link", name="Open the form").click()
    question = page.get_by_role("dialog", name="Leave without saving?")
    accessibility.check(page)
    question.get_by_role("button", name="Stay").click()
    save(page)

    assert [one["name"] for one in fields_of(site, form)] == ["urgent", "who"]


def test_a_form_is_exported_imported_and_its_faults_are_shown(
    page: Page, site: Site, tmp_path: Path
) -> None:
    form = api.make_form(site.url, "Exported", [TEXT])
    edit(page, site, form)
    with page.expect_download() as offered:
        page.get_by_role("button", name="Export").click()
    file = tmp_path / "exported.form.json"
    offered.value.save_as(file)
    content = json.loads(file.read_text())
    content["form"] |= {"name": "Imported", "colour": "red"}
    file.write_text(json.dumps(content))

    site.open(page, f"/o/{ACTIVE}/forms/new")
    page.get_by_label("File of a form").set_input_files(file)
    expect(page.get_by_text("Imported was imported")).to_be_visible()
    expect(page.get_by_text("left out: colour")).to_be_visible()
    page.get_by_role("link", name="Edit").click()
    expect(page.get_by_role("heading", level=1, name="Edit Imported")).to_be_visible()
    page.get_by_role("tab", name="Rules").click()
    page.get_by_label("Pattern").fill("(")

    problems = page.get_by_role("button", name="Who", exact=True)
    expect(problems).to_be_visible()
    expect(row(page, "Who")).to_be_visible()
    expect(page.get_by_text("1 fault", exact=True)).to_be_visible()
    page.get_by_label("Pattern").fill("^A")
    page.get_by_role("tab", name="Preview").click()
    page.get_by_label("Who").fill("Ada")
    page.get_by_role("button", name="Show what would be sent").click()
    expect(page.get_by_text('"who": "Ada"')).to_be_visible()
    accessibility.check(page)
