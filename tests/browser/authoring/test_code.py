"""The code editor: files of the workspace, written by two authors who lose nothing."""

from playwright.sync_api import Page, expect

from tests.browser import accessibility, api
from tests.browser.site import ADMIN, Site

FIRST = """from bifrost import workflow


@workflow
async def greet(name: str) -> str:
    \"\"\"Greet a person.\"\"\"
    return f"Hello {name}"
"""


def write(site: Site, path: str, content: str) -> None:
    with api.signed_in(site.url, ADMIN) as client:
        body = {"path": path, "content": content}
        client.put("/api/editor/files/content", json=body).raise_for_status()


def content_of(site: Site, path: str) -> str:
    with api.signed_in(site.url, ADMIN) as client:
        answer = client.get("/api/editor/files/content", params={"path": path}).raise_for_status()
        return str(answer.json()["content"])


def test_a_workflow_is_written_checked_saved_and_found(page: Page, site: Site) -> None:
    site.enter(page, ADMIN, "/platform/code")
    page.get_by_role("button", name="New file").click()
    page.get_by_label("Path of the new file").fill("editor/made.py")
    page.get_by_role("button", name="Make", exact=True).click()
    text = page.get_by_role("textbox", name="Text of editor/made.py")
    text.click()
    page.keyboard.type("from bifrost import work")
    expect(page.get_by_role("option", name="workflow", exact=False).first).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(FIRST.replace("def greet", "def greet("))
    problems = page.get_by_role("region", name="Problems")
    expect(problems.get_by_role("button", name="Line 5")).to_be_visible()
    accessibility.check(page)
    text.click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(FIRST)
    expect(problems.get_by_role("button", name="Line 5")).to_be_hidden()
    page.keyboard.press("ControlOrMeta+s")
    expect(problems.get_by_role("button", name="Run greet")).to_be_visible()
    assert content_of(site, "editor/made.py") == FIRST

    page.get_by_role("tab", name="Search").click()
    page.get_by_label("Search in all files").fill("Hello {name}")
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page.get_by_role("button", name="editor/made.py:7")).to_be_visible()
    page.get_by_role("tab", name="Files").click()
    page.get_by_role("button", name="Actions of editor/made.py").click()
    page.get_by_role("menuitem", name="Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.get_by_text("No file is open")).to_be_visible()


def test_two_authors_of_a_file_lose_no_line(page: Page, site: Site) -> None:
    write(site, "editor/shared.md", "one\ntwo\nthree\n")
    site.enter(page, ADMIN, "/platform/code?path=editor/shared.md")
    text = page.get_by_role("textbox", name="Text of editor/shared.md")
    expect(text).to_contain_text("three")
    text.click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text("one\nmine\nthree\nlast\n")
    write(site, "editor/shared.md", "first\none\ntheirs\nthree\n")
    page.get_by_role("button", name="Save", exact=True).click()

    dialog = page.get_by_role("dialog", name="editor/shared.md was changed meanwhile")
    place = dialog.get_by_role("radiogroup", name="Place 1")
    expect(place.get_by_role("radio", name="Both, theirs first")).to_be_checked()
    accessibility.check(page)
    dialog.get_by_role("button", name="Take into the editor").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("not saved")).to_be_hidden()

    merged = "first\none\ntheirs\nmine\nthree\nlast\n"
    assert content_of(site, "editor/shared.md") == merged
