"""``./start.sh --local-ai`` from end to end: real models, a document, a question, and an answer."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from local.models.enrolling import CHAT, KEY, enrol
from local.models.serving import serving
from local.stack import StackOptions, running
from shared.models.ai.answers import Answered, TextDelta
from shared.models.ai.endpoints import Endpoint, ProviderName
from shared.models.ai.messages import ModelRequest, user
from shared.services.ai.child import ChildProvider
from tests.support.waiting import until

pytestmark = pytest.mark.alone

SCOPE = {"X-Organization-Id": "test-org-active"}
STUCK = b"When paper is stuck: open the back door of the printer and pull."
LEAVING = b"When an employee leaves, revoke the sessions and block the sign-in."


async def said(address: str) -> tuple[str, Answered]:
    """What the small model answers, in pieces and whole."""
    models = ChildProvider({"127.0.0.1"})
    endpoint = Endpoint(
        provider=ProviderName.LOCAL,
        url=address,
        key=SecretStr(KEY),
        model=CHAT,
        by_operator=True,
    )
    request = ModelRequest(messages=(user("Say hello."),), max_tokens=6)
    try:
        deltas = [delta async for delta in models.stream(endpoint, request)]
    finally:
        await models.close()
    done = deltas[-1]
    assert isinstance(done, Answered)
    return "".join(each.text for each in deltas if isinstance(each, TextDelta)), done


def found(client: httpx.Client, query: str) -> Mapping[str, Any]:
    answer = client.post("/api/knowledge/search", json={"query": query, "limit": 1}, headers=SCOPE)
    return answer.raise_for_status().json()["passages"][0]


def asked_in_chat(client: httpx.Client, text: str) -> Mapping[str, Any]:
    """The answer of Bifrost's own assistant, once its turn is over."""
    client.headers.update(SCOPE)
    made = client.post("/api/chat/conversations", json={}).raise_for_status().json()
    place = f"/api/chat/conversations/{made['id']}"
    begun = client.post(f"{place}/messages", json={"text": text}).raise_for_status().json()
    last = ""
    while True:
        told = client.get(begun["eventsUrl"], headers={"Last-Event-ID": last})
        if told.raise_for_status().status_code == 204:
            return client.get(place).json()["messages"][-1]
        last = told.text.rpartition("id: ")[2].partition("\n")[0]


def test_a_question_is_answered_without_an_account(tmp_path: Path) -> None:
    with serving() as address, running(StackOptions(tmp_path)) as stack:
        enrol(stack.url, address)
        enrol(stack.url, address)  # as the next start does
        text, done = asyncio.run(said(address))
        assert text == done.message.text != ""
        assert done.usage.output_tokens <= 6
        with httpx.Client(base_url=stack.url, follow_redirects=True, timeout=30) as client:
            client.get("/.auth/login/dev", params={"user": "owner@active.test"})
            body = {"namespace": "desk"}
            client.post("/api/knowledge-sources", json=body, headers=SCOPE).raise_for_status()
            place = "/api/knowledge-sources/desk/documents"
            for name, content in (("stuck.txt", STUCK), ("leaving.txt", LEAVING)):
                client.post(
                    place, params={"name": name}, content=content, headers=SCOPE
                ).raise_for_status()

            def is_ready() -> bool:
                documents = client.get(place, headers=SCOPE).json()
                return {each["state"] for each in documents} == {"ready"}

            asyncio.run(until(is_ready))
            passage = found(client, "the printer jams")
            assert (passage["document"], passage["similarity"] > 0) == ("stuck.txt", True)
            assert found(client, "someone leaves the company")["document"] == "leaving.txt"
            answer = asked_in_chat(client, "What do I do when the printer jams?")
            assert (answer["fault"], answer["text"] != "") == (None, True)
            assert "stuck.txt" in {one["document"] for one in answer["citations"]}
