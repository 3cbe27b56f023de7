"""Documents of an organization: ``passages = await knowledge.search("How do I reset MFA?")``.

What is stored is cut into passages, which are found by what they mean and by their words. A run
finds what the one who started it may read: the organization's own sources, and GLOBAL's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from sdk.rpc import client
from sdk.rpc.decoding import chosen


@dataclass(frozen=True)
class FoundPassage:
    """A passage of a document, from ``start`` to ``end`` in its text; cite its ``number``.

    ``trusted`` is False for what a workflow stored without saying otherwise: a stranger's words.
    """

    number: int
    text: str
    document: str
    document_id: str
    namespace: str
    scope: str
    heading: str
    start: int
    end: int
    score: float
    similarity: float | None
    metadata: Mapping[str, str]
    trusted: bool


@dataclass(frozen=True)
class KnowledgeDocument:
    """A document with its text. ``key`` is what it was stored with, or its file's name."""

    id: str
    key: str
    text: str
    metadata: Mapping[str, str]
    trusted: bool


@dataclass(frozen=True)
class KnowledgeNamespace:
    """A source of documents. ``scope`` is the organization's id, or ``GLOBAL``."""

    namespace: str
    scope: str
    description: str
    passages: int


async def store(  # noqa: PLR0913  what can be said of a document is one list
    content: str,
    *,
    namespace: str = "default",
    key: str | None = None,
    metadata: Mapping[str, str] | None = None,
    trusted: bool = False,
    scope: str | None = None,
    org_id: str | None = None,
) -> str:
    """Store a text, and return its id; it can be found at once.

    A text with the same ``key`` is replaced. ``trusted`` says that no stranger wrote it: what is
    made of mail, tickets or web pages is not.

    >>> import asyncio
    >>> from bifrost import knowledge, testing
    >>> async def example():
    ...     await knowledge.store("Toner is in room 12.", key="toner")
    ...     return (await knowledge.search("Where is toner?"))[0].text
    >>> with testing.running():
    ...     asyncio.run(example())
    'Toner is in room 12.'
    """
    about = {**(metadata or {})}
    document: dict[str, object] = {"content": content, "key": key, "metadata": about}
    return (await _stored([document], namespace, chosen(org_id, scope), trusted=trusted))[0]


async def store_many(
    documents: Sequence[Mapping[str, object]],
    *,
    namespace: str = "default",
    trusted: bool = False,
    scope: str | None = None,
    org_id: str | None = None,
) -> list[str]:
    """Store at most 100 texts, each with ``content``, ``key`` and ``metadata``; return their ids.

    >>> import asyncio
    >>> from bifrost import knowledge, testing
    >>> with testing.running():
    ...     len(asyncio.run(knowledge.store_many([{"content": "One."}, {"content": "Two."}])))
    2
    """
    given: list[dict[str, object]] = [
        {"content": each["content"], "key": each.get("key"), "metadata": each.get("metadata") or {}}
        for each in documents
    ]
    return await _stored(given, namespace, chosen(org_id, scope), trusted=trusted)


async def search(  # noqa: PLR0913  what a search can be narrowed by is one list
    query: str,
    *,
    namespace: str | Sequence[str] | None = None,
    limit: int = 5,
    min_score: float | None = None,
    metadata_filter: Mapping[str, str] | None = None,
    document_ids: Sequence[str] | None = None,
    fallback: bool = True,
    scope: str | None = None,
    org_id: str | None = None,
) -> list[FoundPassage]:
    """Return the passages that say most about a question, best first.

    ``namespace`` is where to look, one or several; everywhere unless given. ``min_score`` is the
    least similarity, ``metadata_filter`` what the documents' metadata must have. ``fallback``
    searches GLOBAL, too.
    """
    names = [namespace] if isinstance(namespace, str) else namespace
    wanted = {
        "query": query,
        "namespaces": None if names is None else [*names],
        "limit": limit,
        "min_score": min_score,
        "metadata_filter": {**(metadata_filter or {})},
        "document_ids": None if document_ids is None else [*document_ids],
        "fallback": fallback,
    }
    found = await client.ask("knowledge.search", wanted=wanted, org_id=chosen(org_id, scope))
    return [_passage(each) for each in cast("list[dict[str, object]]", found)]


async def get(
    key: str, *, namespace: str = "default", scope: str | None = None, org_id: str | None = None
) -> KnowledgeDocument | None:
    """Return a document by its key, its file's name, or its id; None if there is none."""
    found = await client.ask(
        "knowledge.get", key=key, namespace=namespace, org_id=chosen(org_id, scope)
    )
    if found is None:
        return None
    facts = cast("dict[str, object]", found)
    return KnowledgeDocument(
        id=str(facts["id"]),
        key=str(facts["name"]),
        text=str(facts["text"]),
        metadata=cast("Mapping[str, str]", facts["metadata"]),
        trusted=bool(facts["trusted"]),
    )


async def delete(
    key: str, *, namespace: str = "default", scope: str | None = None, org_id: str | None = None
) -> bool:
    """Delete a document by its key, its file's name, or its id; False if there is none."""
    found = await client.ask(
        "knowledge.delete", key=key, namespace=namespace, org_id=chosen(org_id, scope)
    )
    return cast("bool", found)


async def delete_namespace(
    namespace: str, *, scope: str | None = None, org_id: str | None = None
) -> bool:
    """Delete a source with its documents, for administrators; False if there is none."""
    found = await client.ask(
        "knowledge.delete_namespace", namespace=namespace, org_id=chosen(org_id, scope)
    )
    return cast("bool", found)


async def list_namespaces(
    scope: str | None = None, include_global: bool = True, *, org_id: str | None = None
) -> list[KnowledgeNamespace]:
    """Return the sources that can be searched."""
    found = await client.ask(
        "knowledge.list_namespaces", include_global=include_global, org_id=chosen(org_id, scope)
    )
    return [
        KnowledgeNamespace(
            namespace=str(each["namespace"]),
            scope=str(each["scope"]),
            description=str(each["description"]),
            passages=cast("int", each["passages"]),
        )
        for each in cast("list[dict[str, object]]", found)
    ]


async def _stored(
    documents: list[dict[str, object]], namespace: str, org_id: str | None, *, trusted: bool
) -> list[str]:
    found = await client.ask(
        "knowledge.store",
        documents=documents,
        namespace=namespace,
        trusted=trusted,
        org_id=org_id,
    )
    return cast("list[str]", found)


def _passage(facts: Mapping[str, object]) -> FoundPassage:
    return FoundPassage(
        number=cast("int", facts["number"]),
        text=str(facts["text"]),
        document=str(facts["document"]),
        document_id=str(facts["document_id"]),
        namespace=str(facts["namespace"]),
        scope=str(facts["scope"]),
        heading=str(facts["heading"]),
        start=cast("int", facts["start"]),
        end=cast("int", facts["end"]),
        score=cast("float", facts["score"]),
        similarity=cast("float | None", facts["similarity"]),
        metadata=cast("Mapping[str, str]", facts["metadata"]),
        trusted=bool(facts["trusted"]),
    )
