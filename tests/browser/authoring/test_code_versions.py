"""The code editor: versions of a file, what they changed, and the way back to them."""

from playwright.sync_api import Page, expect

from tests.browser import accessibility
from tests.browser.authoring.test_code import content_of, write
from tests.browser.site import ADMIN, Site


def test_an_earlier_version_is_compared_and_restored_and_a_deleted_file_too(
    page: Page, site: Site
) -> None:
    write(site, "versions/notes.md", "one\ntwo\nthree\n")
    write(site, "versions/notes.md", "one\n2\nthree\n")
    site.enter(page, ADMIN, "/platform/code?path=versions/notes.md")
    text = page.get_by_role("textbox", name="Text of versions/notes.md")
    expect(text).to_contain_text("2")

    page.get_by_role("button", name="Versions", exact=True).click()
    dialog = page.get_by_role("dialog", name="Versions of versions/notes.md")
    expect(dialog.get_by_role("button", name="as it is now")).to_be_visible()
    expect(dialog.get_by_text("Lines: 1 added, 1 removed")).to_be_visible()
    expect(dialog.get_by_role("cell", name="two", exact=True)).to_be_visible()
    accessibility.check(page)
    dialog.get_by_role("button", name="Restore this version").click()
    expect(dialog).to_be_hidden()
    expect(text).to_contain_text("two")
    assert content_of(site, "versions/notes.md") == "one\ntwo\nthree\n"

    page.get_by_role("button", name="Actions of versions/notes.md").click()
    page.get_by_role("menuitem", name="Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Deleted files").click()
    page.get_by_role("dialog", name="Deleted files").get_by_role(
        "button", name="versions/notes.md"
    ).click()
    dialog.get_by_role("button", name="Restored").click()
    dialog.get_by_role("button", name="Restore this version").click()
    expect(text).to_contain_text("two")
    assert content_of(site, "versions/notes.md") == "one\ntwo\nthree\n"
