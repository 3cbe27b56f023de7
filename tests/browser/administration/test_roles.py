"""Roles: made, given people and forms, and edited by two administrators at once."""

from uuid import uuid4

from playwright.sync_api import Page, expect

from tests.browser import accessibility, api
from tests.browser.site import ACTIVE, ALICE, OWNER, Site

ROLES = f"/o/{ACTIVE}/roles"


def add_role(page: Page, site: Site) -> str:
    """Make a role by hand; return its name. Its page is open then."""
    name = f"Finance {uuid4().hex[:6]}"
    site.enter(page, OWNER, ROLES)
    page.get_by_role("button", name="New role").click()
    dialog = page.get_by_role("dialog", name="New role")
    dialog.get_by_label("Name").fill(name)
    accessibility.check(page)
    dialog.get_by_label("Name").press("Enter")
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
    return name


def test_a_role_gets_people_and_forms(page: Page, site: Site) -> None:
    form = f"Invoices {uuid4().hex[:6]}"
    api.make_form(site.url, form, [{"name": "x", "label": "X", "type": "text"}])
    name = add_role(page, site)

    page.get_by_role("searchbox", name="Find a person").fill("alice")
    page.get_by_role("checkbox", name="Alice").check()
    page.get_by_role("button", name="Save 1 change").click()
    expect(page.get_by_role("button", name="Nothing changed")).to_be_disabled()
    page.get_by_role("tab", name="Forms").click()
    page.get_by_role("checkbox", name=form).check()
    page.get_by_role("button", name="Save 1 change").click()
    expect(page.get_by_role("button", name="Nothing changed")).to_be_disabled()
    accessibility.check(page)

    site.open(page, f"/o/{ACTIVE}/members?q=alice")
    page.get_by_role("row", name=ALICE).get_by_role("link", name=name).click()
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Delete role").click()
    expect(page.get_by_role("heading", level=1, name="Roles")).to_be_visible()
    expect(page.get_by_role("link", name=name)).to_have_count(0)


def test_two_administrators_edit_one_role_and_no_word_is_lost(page: Page, site: Site) -> None:
    name = add_role(page, site)
    role = page.url.rpartition("/")[2]
    page.get_by_role("button", name="Edit").click()
    dialog = page.get_by_role("dialog", name=f"Edit {name}")
    dialog.get_by_label("Description").fill("mine")
    with api.signed_in(site.url) as client:
        theirs = {"description": "theirs"}
        client.patch(f"/api/roles/{role}", json=theirs).raise_for_status()

    dialog.get_by_role("button", name="Save").click()

    conflict = page.get_by_role("dialog", name="Two versions")
    sides = conflict.get_by_role("region", name="Description")
    expect(sides).to_contain_text("Theirs, savedtheirs")
    expect(sides).to_contain_text("Mine, not savedmine")
    accessibility.check(page)
    conflict.get_by_role("button", name="Take theirs").click()
    expect(dialog.get_by_label("Description")).to_have_value("theirs")
    dialog.get_by_label("Description").fill("theirs and mine")
    with api.signed_in(site.url) as client:
        client.patch(f"/api/roles/{role}", json={"description": "more"}).raise_for_status()
    dialog.get_by_role("button", name="Save").click()
    conflict.get_by_role("button", name="Write mine over it").click()

    expect(dialog).to_be_hidden()
    with api.signed_in(site.url) as client:
        assert client.get(f"/api/roles/{role}").json()["description"] == "theirs and mine"
