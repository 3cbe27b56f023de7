"""Documents from addresses, through the guard, and from files of the workspace."""

from collections.abc import Mapping
from typing import Any

import pytest

from functions.composition import Runtime
from shared.models.paths import FilePath
from shared.operations.ai.knowledge.indexing import document_id
from shared.services.outbound.egress import Incoming, MemoryEgress
from shared.services.workspace.workspace import Condition
from tests.contract.client import Answer, Http
from tests.contract.knowledge.conftest import Headers, Work, add_source, found

PAGE = "https://docs.example/toner"
HTML = {"content-type": "text/html; charset=utf-8"}


def answers(running: Runtime, pages: Mapping[str, Incoming]) -> MemoryEgress:
    egress = running.platform.services.egress
    assert isinstance(egress, MemoryEgress)
    egress.answers = {**pages}
    return egress


async def take(http: Http, headers: Headers, **origin: object) -> Answer:
    place = {"namespace": "desk"}
    return await http("import_knowledge_documents", place, body=origin, headers=headers)


async def seen(http: Http, headers: Headers, url: str = PAGE) -> Any:
    place = {"namespace": "desk", "document_id": document_id(url)}
    return (await http("get_knowledge_document", place, headers=headers)).json


def page(text: str) -> Incoming:
    return Incoming(200, HTML, f"<h1>Supplies</h1><p>{text}</p>".encode())


async def test_a_page_is_fetched_followed_and_fetched_anew(
    http: Http, running: Runtime, enabled: None, admin: Headers, work: Work
) -> None:
    await add_source(http, admin)
    moved = Incoming(302, {"location": "/now"}, b"")
    pages = {PAGE: moved, "https://docs.example/now": page("Toner is in room 12.")}
    egress = answers(running, pages)

    taken = await take(http, admin, url=PAGE)
    [one] = taken.json["documents"]
    assert (taken.status, one["url"], one["state"]) == (202, PAGE, "waiting")
    await work()
    read = await seen(http, admin)
    assert (read["state"], "room 12" in read["text"], read["trusted"]) == ("ready", True, False)
    assert [one.url for one in egress.sent] == [PAGE, "https://docs.example/now"]

    egress.answers[PAGE] = page("Toner is in room 14.")
    await take(http, admin, url=PAGE, trusted=True)
    await work()
    again = await seen(http, admin)
    assert ("room 14" in again["text"], again["trusted"]) == (True, True)
    assert "room 12" not in str(await found(http, admin, "toner"))


REFUSED: dict[str, tuple[dict[str, Incoming], str]] = {
    "an address inside": ({PAGE: Incoming(301, {"location": "http://10.0.0.1/"}, b"")}, "https"),
    "a circle": ({PAGE: Incoming(301, {"location": PAGE}, b"")}, "more than 5 times"),
    "a picture": ({PAGE: Incoming(200, {"content-type": "image/png"}, b"x")}, "image/png: not"),
    "nothing there": ({PAGE: Incoming(404, HTML, b"")}, "answered 404"),
    "no answer": ({}, "did not answer"),
    "too much": ({PAGE: Incoming(200, HTML, b"a" * 21 * 1024 * 1024)}, "more than"),
}


@pytest.mark.parametrize("what", REFUSED)
async def test_what_is_no_document_is_said_in_words(
    http: Http, running: Runtime, enabled: None, admin: Headers, work: Work, what: str
) -> None:
    pages, words = REFUSED[what]
    answers(running, pages)
    await add_source(http, admin)
    await take(http, admin, url=PAGE)
    await work()

    read = await seen(http, admin)
    assert (read["state"], words in read["fault"]) == ("failed", True), read["fault"]


async def test_files_of_the_workspace_are_for_the_platform(
    http: Http, running: Runtime, root: Headers, admin: Headers, work: Work
) -> None:
    workspace = running.platform.services.workspace
    for path, text in (("docs/a.md", b"Toner."), ("docs/in/b.txt", b"Paper."), ("docs/c.py", b"c")):
        await workspace.write(FilePath.parse(path), text, Condition())
    owner = {**root, "x-organization-id": "acme"}
    await add_source(http, owner)

    assert (await take(http, admin, path="docs")).status == 403
    taken = await take(http, owner, path="docs")
    assert [one["name"] for one in taken.json["documents"]] == ["docs/a.md", "docs/in/b.txt"]
    assert await work() == 2
    assert (await seen(http, owner, "docs/a.md"))["state"] == "ready"
    wrong = [{"path": "none"}, {"path": "docs/c.py"}, {}, {"path": "docs", "url": PAGE}]
    statuses = [(await take(http, owner, **origin)).status for origin in wrong]
    assert statuses == [404, 400, 400, 400]
