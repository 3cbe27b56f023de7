"""A conversation: a cited answer, a reload in the middle, a tool that a person approves."""

import time
from uuid import uuid4

import httpx
from playwright.sync_api import Page, expect

from tests.browser import accessibility, api
from tests.browser.chat.model import running_model
from tests.browser.site import ADMIN, Site
from tests.contract.ai.model_site import ModelSite, Reply, Tooled

TONER = b"# Supplies\n\nToner is kept in room 12, on the upper shelf."
SLOWLY = ("Toner ", "is in ", "**room 12** ", "[1]", ", on the ", "upper ", "shelf.")


def organization_with_an_agent(url: str, model: ModelSite) -> str:
    """A new organization with a document, an agent with two tools, and a key of the stand-in."""
    with api.signed_in(url, ADMIN) as client:
        body = {"name": f"Chat {uuid4().hex[:8]}"}
        org = str(client.post("/api/organizations", json=body).raise_for_status().json()["id"])
        client.headers["X-Organization-Id"] = org
        _add_document(client)
        switch = {"isEnabled": True, "monthlyDollars": 10}
        for scope in ("GLOBAL", org):
            headers = {"X-Organization-Id": scope}
            client.put("/api/ai/settings", json=switch, headers=headers).raise_for_status()
        place = model.place.replace("127.0.0.1", "localhost")
        key = {
            "name": "OpenAI",
            "key": f"sk-{uuid4().hex}",
            "model": "gpt-5.4-mini",
            "url": f"http://{place}/v1",
        }
        client.post("/api/llm-keys/", json=key).raise_for_status()
        agent = {
            "name": "Desk",
            "toolIds": ["check_pin", "find_device", "retire_device"],
            "systemTools": ["search_knowledge"],
        }
        client.post("/api/agents", json=agent).raise_for_status()
    return org


def _add_document(client: httpx.Client) -> None:
    client.post("/api/knowledge-sources", json={"namespace": "desk"}).raise_for_status()
    path = "/api/knowledge-sources/desk/documents"
    headers = {"Content-Type": "application/octet-stream"}
    sent = client.post(path, params={"name": "supplies.md"}, content=TONER, headers=headers)
    sent.raise_for_status()
    until = time.monotonic() + 20
    while client.get(path).json()[0]["state"] != "ready":
        assert time.monotonic() < until, "the document is not indexed"
        time.sleep(0.1)


def test_a_conversation_is_cited_survives_a_reload_and_asks_before_it_destroys(
    page: Page, site: Site
) -> None:
    replies = (
        Reply(tools=[Tooled("search_knowledge", '{"query": "toner"}', "s1")], stop="tools"),
        Reply(SLOWLY, pause=0.4),
        Reply(["Where toner is kept"]),
        Reply(tools=[Tooled("find_device", '{"name": "pr-7"}', "f1")], stop="tools"),
        Reply(tools=[Tooled("retire_device", '{"name": "pr-7"}', "r1")], stop="tools"),
        Reply(["It is retired."]),
        Reply(tools=[Tooled("check_pin", '{"name": "pr-7"}', "p1")], stop="tools"),
        Reply(["It fits."]),
    )
    with running_model(*replies) as model:
        org = organization_with_an_agent(site.url, model)
        site.enter(page, ADMIN, f"/o/{org}/chat")

        page.get_by_label("Message").fill("@Desk Where is the toner?")
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_role("heading", level=1, name="Where is the toner?")).to_be_visible()
        answer = page.get_by_role("article", name="Desk")
        expect(answer).to_contain_text("Toner is in")
        page.reload()
        _read_a_passage_while_the_answer_ends(page)
        expect(answer).to_contain_text("Toner is in room 12 [1], on the upper shelf.")
        expect(answer.get_by_role("group", name="Tool search_knowledge")).to_contain_text("Done")

        expect(page.get_by_role("heading", level=1, name="Where toner is kept")).to_be_visible()
        page.get_by_label("Message").fill("Retire pr-7")
        page.keyboard.press("Enter")
        expect(page.get_by_text("Waiting for you")).to_be_in_viewport()
        found = page.get_by_role("group", name="Tool find_device")
        found.get_by_role("button", name="Details").click()
        expect(found).to_contain_text("looking for pr-7")
        card = page.get_by_role("group", name="Tool retire_device")
        expect(card).to_contain_text("May retire_device run?")
        expect(card).to_contain_text('"name": "pr-7"')
        _say_before_the_answer_ends(page)
        accessibility.check(page)
        card.get_by_role("button", name="Approve").click()
        expect(page.get_by_text("It is retired.")).to_be_visible()

        _give_a_secret(page, model)
        _say_otherwise(page)


def _read_a_passage_while_the_answer_ends(page: Page) -> None:
    """What was opened in an answer under way stays open when that is stored."""
    under_way = page.locator("article[aria-busy=true]")
    under_way.get_by_role("button", name="[1] supplies.md").click()
    passage = page.get_by_role("dialog")
    expect(passage.locator("mark")).to_contain_text("Toner is kept in room 12")
    expect(under_way).to_have_count(0)
    expect(passage.locator("mark")).to_contain_text("Toner is kept in room 12")
    passage.get_by_role("button", name="Close").click()
    expect(passage).to_be_hidden()


def _say_before_the_answer_ends(page: Page) -> None:
    """What is sent while an answer waits is held, and sent once it has ended."""
    box = page.get_by_label("Message")
    box.fill("Check the")
    page.keyboard.press("Enter")
    held = page.get_by_text("Sent once this answer has ended.")
    expect(held).to_be_visible()
    box.fill("Check the PIN")
    expect(held).to_be_hidden()
    page.get_by_role("button", name="Send", exact=True).click()
    expect(held).to_be_visible()
    expect(page.get_by_role("article", name="You")).to_have_count(2)


def _give_a_secret(page: Page, model: ModelSite) -> None:
    """The value goes to the tool; neither the model nor the page has it afterwards."""
    card = page.get_by_role("group", name="Tool check_pin")
    card.get_by_label("pin").fill("90210417")
    accessibility.check(page)
    card.get_by_role("button", name="Give it to the tool").click()
    expect(page.get_by_text("It fits.")).to_be_visible()
    assert "90210417" not in page.content()
    told = " ".join(map(str, model.asked))
    assert "has 8 digits" in told
    assert "90210417" not in told


def _say_otherwise(page: Page) -> None:
    """Edit the first message: another branch, with the first one still there."""
    first = page.get_by_role("article", name="You").first
    first.get_by_role("button", name="Edit").click()
    first.get_by_label("Edit").fill("Where is paper?")
    first.get_by_role("button", name="Send as another version").click()
    expect(first).to_contain_text("2 of 2")
    expect(page.get_by_role("button", name="Send", exact=True)).to_be_visible()
    expect(page.get_by_role("article", name="You")).to_have_count(1)
    first.get_by_role("button", name="Version before").click()
    expect(page.get_by_role("article", name="You")).to_have_count(3)
    expect(first).to_contain_text("Where is the toner?")
