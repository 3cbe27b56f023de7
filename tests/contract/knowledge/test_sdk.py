"""``bifrost.knowledge`` in runs: stored, found at once, replaced, deleted; and who may."""

from typing import Any

import pytest

from functions.composition import Runtime
from shared.errors import Conflict, InvalidInput, NotPermitted
from tests.contract.broker_calls import answered
from tests.contract.client import Http
from tests.contract.knowledge.conftest import Headers, add_source


async def store(running: Runtime, *texts: str, who: str = "member", **more: object) -> Any:
    documents = [{"content": text, "key": text.split()[0]} for text in texts]
    call = {"namespace": "notes", "documents": documents, **more}
    return await answered(running, who, "knowledge.store", **call)


async def search(running: Runtime, query: str, **more: object) -> Any:
    return await answered(running, "member", "knowledge.search", wanted={"query": query, **more})


async def test_what_is_stored_is_found_at_once(enabled: None, running: Runtime) -> None:
    ids = await store(running, "Toner is in room 12.", "Paper is in room 13.")

    found = await search(running, "Where is toner?")
    assert (found[0]["text"], found[0]["document_id"]) == ("Toner is in room 12.", ids[0])
    assert found[0]["trusted"] is False
    (listed,) = await answered(running, "member", "knowledge.list_namespaces")
    assert (listed["namespace"], listed["passages"]) == ("notes", 2)


async def test_a_key_is_replaced_and_deleted(enabled: None, running: Runtime) -> None:
    await store(running, "Toner is in room 12.")
    await store(running, "Toner is in room 99.", trusted=True)

    assert [each["text"] for each in await search(running, "toner")] == ["Toner is in room 99."]
    assert (await search(running, "toner"))[0]["trusted"] is True
    named = {"namespace": "notes", "key": "Toner"}
    assert (await answered(running, "member", "knowledge.get", **named))["name"] == "Toner"
    assert await answered(running, "member", "knowledge.delete", **named) is True
    assert await answered(running, "member", "knowledge.delete", **named) is False
    assert await answered(running, "member", "knowledge.get", **named) is None
    assert await search(running, "toner") == []


async def test_metadata_narrows_a_search(enabled: None, running: Runtime) -> None:
    for customer in ("one", "two"):
        document = {"content": f"Toner of {customer}", "metadata": {"customer": customer}}
        await answered(
            running, "member", "knowledge.store", namespace="notes", documents=[document]
        )

    found = await search(running, "toner", metadata_filter={"customer": "two"})
    assert [each["text"] for each in found] == ["Toner of two"]
    assert found[0]["metadata"] == {"customer": "two"}


async def test_a_source_is_an_administrators_to_delete(enabled: None, running: Runtime) -> None:
    await store(running, "Toner is in room 12.")
    named = {"namespace": "notes"}

    with pytest.raises(NotPermitted):
        await answered(running, "member", "knowledge.delete_namespace", **named)
    assert await answered(running, "owner", "knowledge.delete_namespace", **named) is True
    assert await answered(running, "owner", "knowledge.delete_namespace", **named) is False
    assert await search(running, "toner") == []


async def test_what_one_may_not_read_one_may_not_write(
    http: Http, enabled: None, admin: Headers, running: Runtime
) -> None:
    role = (await http("create_role", body={"name": "Finance"}, headers=admin)).json["id"]
    await add_source(http, admin, "notes", roleIds=[role])

    with pytest.raises(Conflict):
        await store(running, "Toner is in room 12.", who="schedule")
    named = {"namespace": "notes", "key": "Toner"}
    assert await answered(running, "schedule", "knowledge.delete", **named) is False


@pytest.mark.parametrize(
    "documents",
    [
        [],
        [{"content": ""}],
        [{"content": "a"}] * 101,
        [{"content": "a", "key": "k"}, {"content": "b", "key": "k"}],
        [{"content": "a" * 600_000, "key": "a"}, {"content": "a" * 600_000, "key": "b"}],
        [{"content": "a", "metadata": {"x": "y" * 201}}],
    ],
)
async def test_documents_have_bounds(running: Runtime, documents: object) -> None:
    with pytest.raises(InvalidInput):
        await answered(running, "member", "knowledge.store", namespace="notes", documents=documents)
