"""Two organizations with knowledge, and a queue that is worked off by the test."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

import azure.functions as func
import pytest

from functions.composition import Runtime
from shared.services.ai.scripted import ScriptedProvider
from shared.services.queues import MemoryQueue
from shared.services.services import Services
from tests.contract.client import Answer, Http
from tests.contract.users import add_user, signed_in

Headers = Mapping[str, str]
Work = Callable[[], Awaitable[int]]
OCTETS = {"content-type": "application/octet-stream"}


@pytest.fixture
def models() -> ScriptedProvider:
    return ScriptedProvider()


@pytest.fixture
def queue() -> MemoryQueue:
    return MemoryQueue()


@pytest.fixture
def services(services: Services, models: ScriptedProvider, queue: MemoryQueue) -> Services:
    return replace(services, ai=models, event_queue=queue)


async def administrator(running: Runtime, name: str, org_id: str) -> Headers:
    await add_user(running.platform.directory.users, name, {org_id: "admin"})
    return signed_in(name, org_id)


@pytest.fixture
async def admin(running: Runtime) -> Headers:
    return await administrator(running, "ada", "acme")


@pytest.fixture
async def other(running: Runtime) -> Headers:
    return await administrator(running, "gus", "globex")


@pytest.fixture
async def member(running: Runtime) -> Headers:
    await add_user(running.platform.directory.users, "mel", {"acme": "member"})
    return signed_in("mel", "acme")


async def enable(http: Http, headers: Headers, **more: object) -> None:
    """Models are on, with a key that makes vectors."""
    body = {"isEnabled": True, "monthlyDollars": 10, **more}
    answer = await http("set_ai_settings", body=body, headers=headers, method="PUT")
    assert answer.status == 200, answer.json


async def add_key(http: Http, headers: Headers, secret: str) -> None:
    key = {"name": "OpenAI", "key": f"sk-of-{secret}-1234", "model": "gpt-5.4-mini"}
    made = await http("create_llm_key", body=key, headers=headers)
    assert made.status == 201, made.json


@pytest.fixture
async def enabled(http: Http, root: Headers, admin: Headers, other: Headers) -> None:
    """Both organizations and GLOBAL make vectors, each with a key of its own."""
    for number, headers in enumerate((root, admin, other)):
        await enable(http, headers)
        await add_key(http, headers, str(number))


@pytest.fixture
def work(queue: MemoryQueue, functions: Mapping[str, func.Function], running: Runtime) -> Work:
    """Deliver what the queue has, as the host does; return how many messages there were."""
    del running

    async def deliver() -> int:
        sent, queue.sent = queue.sent, []
        for text, _ in sent:
            trigger = functions["deliver_event"].get_user_function()
            await trigger(func.QueueMessage(id="1", body=text.encode()))
        return len(sent)

    return deliver


async def add_source(http: Http, headers: Headers, namespace: str = "desk", **more: object) -> None:
    body = {"namespace": namespace, **more}
    made = await http("create_knowledge_source", body=body, headers=headers)
    assert made.status == 201, made.json


async def upload(
    http: Http, headers: Headers, text: str | bytes, name: str = "a.md", namespace: str = "desk"
) -> Answer:
    content = text.encode() if isinstance(text, str) else text
    return await http(
        "upload_knowledge_document",
        {"namespace": namespace},
        query={"name": name},
        body=content,
        headers={**headers, **OCTETS},
    )


async def found(http: Http, headers: Headers, query: str, **more: object) -> list[str]:
    """The texts of the passages that a search finds."""
    answer = await http("search_knowledge", body={"query": query, **more}, headers=headers)
    assert answer.status == 200, answer.json
    return [passage["text"] for passage in answer.json["passages"]]
