"""The pages of knowledge: a source, an upload, what became of it, a question, and its end."""

from uuid import uuid4

from playwright.sync_api import FilePayload, Page, expect

from tests.browser import accessibility
from tests.browser.site import ACTIVE, OWNER, Site

STUCK = b"When paper is stuck, open the back door of the printer."


def test_a_question_finds_the_passage_of_an_upload(page: Page, site: Site) -> None:
    name = f"desk-{uuid4().hex[:8]}"
    site.enter(page, OWNER, f"/o/{ACTIVE}/knowledge")
    page.get_by_role("button", name="New source").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill(name)
    dialog.get_by_role("button", name="New source").click()
    page.get_by_role("link", name=name).click()

    expect(page.get_by_text("No documents yet")).to_be_visible()
    files: list[FilePayload] = [
        {"name": "stuck.txt", "mimeType": "text/plain", "buffer": STUCK},
        {"name": "empty.txt", "mimeType": "text/plain", "buffer": b" "},
    ]
    page.locator("input[type=file]").set_input_files(files)
    expect(page.get_by_text("Ready")).to_be_visible()
    expect(page.get_by_text("the document has no text")).to_be_visible()

    page.get_by_role("navigation").get_by_role("link", name="Knowledge").click()
    page.get_by_label("Question").fill("paper stuck")
    page.get_by_role("button", name="Find").click()
    passage = page.get_by_role("article").filter(has_text="[1] stuck.txt")
    expect(passage).to_contain_text("open the back door")
    accessibility.check(page)

    page.get_by_role("link", name=name).click()
    page.get_by_role("button", name="Delete the source").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Knowledge")).to_be_visible()
    expect(page.get_by_role("link", name=name)).to_have_count(0)
