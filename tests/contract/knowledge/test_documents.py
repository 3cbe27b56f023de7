"""From an upload to a cited passage: read, indexed, replaced, deleted, and what cannot be."""

from functions.composition import Runtime
from shared.handlers.ai import ingestion
from shared.models.ai.knowledge_messages import KnowledgeMessage
from shared.models.ai.money import MICROS
from shared.operations.ai.knowledge.indexing import document_id
from shared.services.ai.faults import FaultKind, ModelFault
from shared.services.ai.scripted import ScriptedProvider
from shared.services.queues import MemoryQueue
from tests.contract.client import Answer, Http
from tests.contract.knowledge.conftest import (
    Headers,
    Work,
    add_key,
    add_source,
    enable,
    found,
    upload,
)

TONER = "# Printers\n\nToner is in room 12. Ask Ben for the key."
VPN = "# VPN\n\nCall the desk when the tunnel does not come up."


async def document(http: Http, headers: Headers, name: str = "a.md") -> Answer:
    route = {"namespace": "desk", "document_id": document_id(name)}
    return await http("get_knowledge_document", route, headers=headers)


async def test_an_uploaded_document_is_found_and_cited(
    http: Http, enabled: None, admin: Headers, member: Headers, work: Work
) -> None:
    await add_source(http, admin)
    for name, text in (("printers.md", TONER), ("vpn.md", VPN)):
        answer = await upload(http, admin, text, name)
        assert (answer.status, answer.json["state"]) == (202, "waiting")
    assert await work() == 2

    body = {"query": "Where is toner?"}
    answer = (await http("search_knowledge", body=body, headers=member)).json
    first = answer["passages"][0]
    assert (first["document"], first["number"], first["scope"]) == ("printers.md", 1, "acme")
    assert (first["heading"], answer["isByMeaning"], first["trusted"]) == ("Printers", True, True)
    read = (await document(http, member, "printers.md")).json
    assert read["text"][first["start"] : first["end"]] == first["text"]
    assert (read["state"], read["passages"]) == ("ready", 1)


async def test_a_second_search_reads_nothing(
    http: Http, enabled: None, admin: Headers, work: Work
) -> None:
    await add_source(http, admin)
    await upload(http, admin, TONER)
    await work()

    body = {"query": "toner"}
    answers = [await http("search_knowledge", body=body, headers=admin) for _ in range(2)]

    assert [answer.json["isCold"] for answer in answers] == [True, False]


async def test_without_a_key_words_find(
    http: Http, admin: Headers, work: Work, models: ScriptedProvider
) -> None:
    await add_source(http, admin)
    await upload(http, admin, TONER)
    await work()

    answer = (await http("search_knowledge", body={"query": "toner"}, headers=admin)).json
    assert [each["similarity"] for each in answer["passages"]] == [None]
    assert answer["isByMeaning"] is False
    assert models.embedded == []


async def test_the_same_name_takes_the_place(
    http: Http, enabled: None, admin: Headers, work: Work
) -> None:
    await add_source(http, admin)
    await upload(http, admin, TONER)
    await work()
    await upload(http, admin, "Toner is in room 99.")
    assert await found(http, admin, "toner") == [TONER]  # until the new one is indexed
    await work()

    assert await found(http, admin, "toner") == ["Toner is in room 99."]
    route = {"namespace": "desk"}
    listed = (await http("list_knowledge_documents", route, headers=admin)).json
    assert [each["name"] for each in listed] == ["a.md"]


async def test_the_same_file_is_not_indexed_twice(
    http: Http, enabled: None, admin: Headers, work: Work, models: ScriptedProvider
) -> None:
    await add_source(http, admin)
    await upload(http, admin, TONER)
    await upload(http, admin, TONER)
    assert await work() == 1
    await upload(http, admin, TONER)

    assert await work() == 0
    assert len(models.embedded) == 1


async def test_a_message_that_comes_twice_does_no_harm(
    http: Http, enabled: None, admin: Headers, work: Work, queue: MemoryQueue
) -> None:
    await add_source(http, admin)
    await upload(http, admin, TONER)
    queue.sent *= 2
    await work()

    assert await found(http, admin, "toner") == [TONER]


async def test_a_deleted_document_is_not_found(
    http: Http, enabled: None, admin: Headers, work: Work
) -> None:
    await add_source(http, admin)
    await upload(http, admin, TONER)
    await work()
    route = {"namespace": "desk", "document_id": document_id("a.md")}
    gone = await http("delete_knowledge_document", route, headers=admin, method="DELETE")

    assert gone.status == 204
    assert await found(http, admin, "toner") == []
    assert (await document(http, admin)).status == 404


async def test_a_deleted_source_leaves_nothing(
    http: Http, enabled: None, admin: Headers, work: Work, running: Runtime
) -> None:
    await add_source(http, admin)
    await upload(http, admin, TONER)
    await work()
    route = {"namespace": "desk"}
    await http("delete_knowledge_source", route, headers=admin, method="DELETE")

    assert await found(http, admin, "toner") == []
    blobs = running.platform.services.blobs
    assert [name async for name in blobs.names("acme/knowledge/")] == []
    await add_source(http, admin)
    assert (await http("list_knowledge_documents", route, headers=admin)).json == []


async def test_what_cannot_be_read_fails_in_words(
    http: Http, enabled: None, admin: Headers, work: Work
) -> None:
    await add_source(http, admin)
    await upload(http, admin, b"PK no archive", "a.docx")
    await work()

    read = (await document(http, admin, "a.docx")).json
    assert (read["state"], read["fault"]) == ("failed", "this is no Word document")
    refused = await upload(http, admin, b"GIF89a", "a.gif")
    assert (refused.status, "is not read" in refused.body.decode()) == (400, True)
    assert (await upload(http, admin, b"", "a.txt")).status == 400


async def test_a_provider_in_trouble_is_asked_again_later(
    http: Http,
    enabled: None,
    admin: Headers,
    work: Work,
    models: ScriptedProvider,
    queue: MemoryQueue,
) -> None:
    await add_source(http, admin)
    await upload(http, admin, TONER)
    models.embed_faults = [ModelFault(FaultKind.LIMITED, "slow down", retry_after=90)]
    await work()

    ((text, seconds),) = queue.sent
    assert (seconds, KnowledgeMessage.model_validate_json(text).attempt) == (90, 2)
    assert (await document(http, admin)).json["state"] == "indexing"


async def test_in_the_end_a_provider_in_trouble_is_given_up(
    http: Http,
    enabled: None,
    admin: Headers,
    models: ScriptedProvider,
    running: Runtime,
    queue: MemoryQueue,
) -> None:
    await add_source(http, admin)
    await upload(http, admin, TONER)
    models.embed_faults = [ModelFault(FaultKind.LIMITED, "slow down", retry_after=90)]
    order = KnowledgeMessage.model_validate_json(queue.sent.pop()[0])
    await ingestion.run(running.platform, order.model_copy(update={"attempt": 6}))

    assert queue.sent == []
    assert (await document(http, admin)).json["fault"] == "slow down"


async def test_a_refused_key_and_a_spent_budget_fail_in_words(
    http: Http, enabled: None, admin: Headers, work: Work, models: ScriptedProvider
) -> None:
    await add_source(http, admin)
    await upload(http, admin, TONER)
    models.embed_faults = [ModelFault(FaultKind.KEY, "the provider refuses the key")]
    await work()
    assert (await document(http, admin)).json["fault"] == "the provider refuses the key"

    await enable(http, admin, monthlyDollars=0)
    await upload(http, admin, VPN)
    await work()
    assert "budget" in (await document(http, admin)).json["fault"]


async def test_a_message_that_failed_five_times_says_so(
    http: Http, admin: Headers, running: Runtime, queue: MemoryQueue
) -> None:
    await add_source(http, admin)
    await upload(http, admin, TONER)
    order = KnowledgeMessage.model_validate_json(queue.sent[0][0])
    await ingestion.given_up(running.platform, order)

    read = (await document(http, admin)).json
    assert (read["state"], read["fault"]) == ("failed", ingestion.GIVEN_UP)


async def test_each_indexing_and_each_search_is_on_record(
    http: Http, enabled: None, admin: Headers, work: Work, models: ScriptedProvider
) -> None:
    await add_source(http, admin)
    await upload(http, admin, TONER)
    await work()
    await found(http, admin, "toner")

    (group,) = (await http("get_ai_usage", headers=admin)).json["groups"]
    assert (group["calls"], group["group"]) == (2, "text-embedding-3-small")
    assert group["inputTokens"] == sum(usage.input_tokens for usage in models.usage)
    assert 0 < group["costMicros"] < MICROS


async def test_another_model_is_swapped_in_at_once(
    http: Http, enabled: None, admin: Headers, work: Work, models: ScriptedProvider
) -> None:
    await add_source(http, admin)
    for name, text in (("a.md", TONER), ("b.md", VPN)):
        await upload(http, admin, text, name)
    await work()
    await enable(http, admin, embeddingModel="OpenAI/text-embedding-3-large")
    route = {"namespace": "desk"}
    before = (await http("get_knowledge_source", route, headers=admin)).json
    assert (before["needsReindex"], before["model"]) == (True, "OpenAI/text-embedding-3-small")

    answer = await http("reindex_knowledge_source", route, headers=admin, method="POST")
    assert answer.status == 202
    assert (await found(http, admin, "toner"))[0] == TONER
    await work()

    after = (await http("get_knowledge_source", route, headers=admin)).json
    assert (after["needsReindex"], after["model"]) == (False, "OpenAI/text-embedding-3-large")
    assert (await found(http, admin, "toner"))[0] == TONER
    assert len(await found(http, admin, "toner", limit=50)) == 2
    assert models.embedded[-1].texts == ("toner",)


async def test_a_key_that_comes_later_makes_vectors_by_reindexing(
    http: Http, root: Headers, admin: Headers, work: Work
) -> None:
    await add_source(http, admin)
    await upload(http, admin, TONER)
    await work()
    refused = await http(
        "reindex_knowledge_source", {"namespace": "desk"}, headers=admin, method="POST"
    )
    assert refused.status == 409
    await enable(http, root)
    await enable(http, admin)
    await add_key(http, admin, "acme")
    await http("reindex_knowledge_source", {"namespace": "desk"}, headers=admin, method="POST")
    await work()

    answer = (await http("search_knowledge", body={"query": "toner"}, headers=admin)).json
    assert answer["isByMeaning"] is True


async def test_many_small_uploads_are_merged(
    http: Http, enabled: None, admin: Headers, work: Work, running: Runtime
) -> None:
    await add_source(http, admin)
    for number in range(12):
        await upload(http, admin, f"Room {number} has a printer called p{number}x.", f"{number}.md")
        await work()

    (source,) = await running.platform.directory.knowledge_of("acme").sources()
    assert len(source.segments) <= 8
    assert source.passages == 12
    for number in range(12):
        assert f"p{number}x" in (await found(http, admin, f"p{number}x"))[0]
