"""The tree of the code editor by keyboard and by mouse, tabs that stay, and transformations."""

import io
import zipfile

from playwright.sync_api import FilePayload, Page, expect

from tests.browser import accessibility
from tests.browser.authoring.test_code import content_of, write
from tests.browser.site import ADMIN, Site


def has_focus(page: Page, name: str) -> None:
    expect(page.get_by_role("button", name=name, exact=True)).to_be_focused()


def test_the_tree_is_used_by_keyboard(page: Page, site: Site) -> None:
    write(site, "keys/first.md", "first\n")
    write(site, "keys/second.md", "second\n")
    site.enter(page, ADMIN, "/platform/code")
    page.get_by_role("button", name="keys", exact=True).focus()
    for key, name in (
        ("ArrowRight", "keys"),
        ("ArrowRight", "first.md"),
        ("ArrowDown", "second.md"),
        ("ArrowUp", "first.md"),
        ("ArrowLeft", "keys"),
        ("ArrowDown", "first.md"),
    ):
        page.keyboard.press(key)
        if name != "keys" or key == "ArrowLeft":
            has_focus(page, name)
        else:
            expect(page.get_by_role("button", name="first.md", exact=True)).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Text of keys/first.md")).to_be_visible()
    accessibility.check(page)

    page.get_by_role("navigation").get_by_role("button", name="second.md", exact=True).focus()
    page.keyboard.press("F2")
    dialog = page.get_by_role("dialog", name="Rename or move")
    dialog.get_by_label("New path").fill("keys/third.md")
    page.keyboard.press("Enter")
    third = page.get_by_role("button", name="third.md", exact=True)
    expect(third).to_be_visible()
    third.focus()
    page.keyboard.press("Delete")
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(third).to_be_hidden()


def test_a_file_is_dragged_and_tabs_and_texts_outlive_a_reload(page: Page, site: Site) -> None:
    write(site, "dragged.md", "dragged\n")
    write(site, "drop/there.md", "there\n")
    site.enter(page, ADMIN, "/platform/code?path=drop/there.md")
    page.get_by_role("button", name="dragged.md", exact=True).drag_to(
        page.get_by_role("button", name="drop", exact=True)
    )
    dialog = page.get_by_role("dialog", name="Rename or move")
    expect(dialog.get_by_label("New path")).to_have_value("drop/dragged.md")
    dialog.get_by_role("button", name="Move").click()
    page.get_by_role("navigation").get_by_role("button", name="dragged.md", exact=True).click()
    text = page.get_by_role("textbox", name="Text of drop/dragged.md")
    text.click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text("typed\n")
    expect(page.get_by_text("not saved")).to_be_visible()

    page.on("dialog", lambda asked: asked.accept())
    page.reload()

    tabs = page.get_by_role("list", name="Open files")
    expect(tabs.get_by_role("button", name="there.md", exact=True)).to_be_visible()
    expect(text).to_contain_text("typed")
    expect(page.get_by_text("not saved")).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("not saved")).to_be_hidden()
    assert content_of(site, "drop/dragged.md") == "typed\n"


def test_a_zip_goes_into_a_folder_and_code_is_transformed(page: Page, site: Site) -> None:
    write(site, "zips/old.py", "import requests\n\nanswer = requests.get('x')\n")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("within/new.md", "from the zip\n")
    site.enter(page, ADMIN, "/platform/code?path=zips/old.py")
    page.get_by_role("button", name="Actions of zips", exact=True).click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("menuitem", name="Upload a zip here").click()
    zipped = FilePayload(name="x.zip", mimeType="application/zip", buffer=packed.getvalue())
    chooser.value.set_files(zipped)
    expect(page.get_by_text("1 file was uploaded")).to_be_visible()
    assert content_of(site, "zips/within/new.md") == "from the zip\n"

    page.get_by_role("button", name="Transform code").click()
    page.get_by_label("Call, as it is written now").fill("requests.get")
    page.get_by_label("What is called instead").fill("bifrost.http.get")
    page.get_by_role("button", name="Show what would change").click()
    expect(page.get_by_text("1 would change, 0 would stay as they are")).to_be_visible()
    accessibility.check(page)
    page.get_by_role("button", name="Take into the editor").click()
    text = page.get_by_role("textbox", name="Text of zips/old.py")
    expect(text).to_contain_text("http.get(")
    expect(page.get_by_text("not saved")).to_be_visible()
