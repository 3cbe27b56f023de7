"""What knowledge costs the store: a search that is warm reads next to nothing."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from shared.services.clock import StoppedClock
from shared.services.services import Services
from tests.contract.client import Http
from tests.contract.knowledge.conftest import Headers, Work, add_key, add_source, enable, upload
from tests.support.counted_stores import CountedStores

DESK = {"namespace": "desk"}
QUESTION = {"query": "Where is toner?"}
#: Of a change, two are the audit log's: one before it, one after it.
COSTS = {
    "upload": 7,
    "index": 11,
    "cold search": 2,
    "warm search": 0,
    "list": 0,
    "get": 1,
    "documents": 2,
    "change": 4,
}
#: A question's vector costs money, which is set aside and settled.
WITH_MODELS = {"index": 14, "cold search": 4, "warm search": 2, "reindex": 4}
TEXT = "# Printers\n\nToner is in room 12."


@pytest.fixture
def counted() -> CountedStores:
    return CountedStores()


@pytest.fixture
def services(services: Services, counted: CountedStores) -> Services:
    # No time passes, so that what a process knows for some seconds is not read again.
    return counted.over(replace(services, clock=StoppedClock(datetime.now(UTC))))


@pytest.mark.parametrize("models_are_on", [True, False])
async def test_what_each_request_costs(
    http: Http,
    root: Headers,
    admin: Headers,
    member: Headers,
    work: Work,
    counted: CountedStores,
    models_are_on: bool,
) -> None:
    if models_are_on:
        await enable(http, root)
        await enable(http, admin)
        await add_key(http, admin, "acme")
    await add_source(http, admin)
    await http("list_knowledge_sources", headers=member)  # now the process knows the member

    async def cost(name: str, headers: Headers, **request: Any) -> int:
        counted.sent.clear()
        answer = await http(name, headers=headers, **request)
        assert answer.status < 300, answer.json
        return len(counted.sent)

    counted.sent.clear()
    await upload(http, admin, TEXT)
    costs = {"upload": len(counted.sent)}
    counted.sent.clear()
    await work()
    costs["index"] = len(counted.sent)
    costs["cold search"] = await cost("search_knowledge", member, body=QUESTION)
    costs["warm search"] = await cost("search_knowledge", member, body=QUESTION)
    costs["list"] = await cost("list_knowledge_sources", member)
    costs["get"] = await cost("get_knowledge_source", member, route=DESK)
    costs["documents"] = await cost("list_knowledge_documents", member, route=DESK)
    change = {"description": "x"}
    costs["change"] = await cost("update_knowledge_source", admin, route=DESK, body=change)
    if models_are_on:
        costs["reindex"] = await cost("reindex_knowledge_source", admin, route=DESK)

    assert costs == COSTS | (WITH_MODELS if models_are_on else {})
