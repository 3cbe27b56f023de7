"""Fake of ``bifrost.knowledge``: documents in memory, found by words."""

import hashlib
from typing import cast

from sdk.errors import WorkflowError
from sdk.testing.fake_ai import vector_of_words
from sdk.testing.records import Record

GLOBAL = "GLOBAL"
CUT = 2000


class FakeKnowledge:
    """Documents by scope, source and key; each passage has 2,000 characters."""

    def __init__(self) -> None:
        self._sources: dict[tuple[str, str], dict[str, Record]] = {}

    def ask(self, verb: str, scope: str, given: Record) -> object:
        """Answer ``knowledge.*``."""
        if verb == "search":
            return self._search(scope, cast("Record", given["wanted"]))
        if verb == "list_namespaces":
            return self._list(scope, include_global=bool(given["include_global"]))
        source = scope, str(given["namespace"])
        if verb == "store":
            return self._store(source, given)
        if verb == "delete_namespace":
            return self._sources.pop(source, None) is not None
        found = self._found(source, str(given["key"]))
        if verb == "delete" and found is not None:
            del self._sources[source][str(found["id"])]
            return True
        return found if verb == "get" else False

    def _store(self, source: tuple[str, str], given: Record) -> object:
        ids: list[str] = []
        for each in cast("list[Record]", given["documents"]):
            if not each["content"]:
                raise WorkflowError("InvalidInput", "a document has no text")
            name = str(each["key"] or hashlib.sha256(str(each["content"]).encode()).hexdigest())
            number = hashlib.sha256(name.encode()).hexdigest()[:32]
            document = {
                "id": number,
                "name": name,
                "text": each["content"],
                "metadata": each["metadata"],
                "trusted": given["trusted"],
            }
            self._sources.setdefault(source, {})[number] = document
            ids.append(number)
        return ids

    def _found(self, source: tuple[str, str], key: str) -> Record | None:
        for document in self._sources.get(source, {}).values():
            if key in (document["id"], document["name"]):
                return document
        return None

    def _list(self, scope: str, *, include_global: bool) -> object:
        scopes = (scope, GLOBAL) if include_global else (scope,)
        return [
            {"namespace": name, "scope": owner, "description": "", "passages": len(documents)}
            for (owner, name), documents in sorted(self._sources.items())
            if owner in scopes
        ]

    def _search(self, scope: str, wanted: Record) -> object:
        scopes = (scope, GLOBAL) if wanted["fallback"] else (scope,)
        names = cast("list[str] | None", wanted["namespaces"])
        asked = vector_of_words(str(wanted["query"]))
        found: list[Record] = []
        for (owner, name), documents in self._sources.items():
            if owner in scopes and (names is None or name in names):
                fitting = [each for each in documents.values() if _fits(each, wanted)]
                found += [
                    passage
                    for each in fitting
                    for passage in _passages(each, {"namespace": name, "scope": owner}, asked)
                ]
        least = cast("float", wanted["min_score"] or 0.0)
        near = [each for each in found if cast("float", each["score"]) > least]
        best = sorted(near, key=lambda each: -cast("float", each["score"]))
        limit = cast("int", wanted["limit"])
        return [each | {"number": place} for place, each in enumerate(best[:limit], start=1)]


def _fits(document: Record, wanted: Record) -> bool:
    ids = cast("list[str] | None", wanted["document_ids"])
    metadata = cast("dict[str, str]", document["metadata"])
    filters = cast("dict[str, str]", wanted["metadata_filter"])
    if ids is not None and document["id"] not in ids:
        return False
    return all(metadata.get(key) == value for key, value in filters.items())


def _passages(document: Record, place: Record, asked: list[float]) -> list[Record]:
    text = str(document["text"])
    found: list[Record] = []
    for start in range(0, len(text), CUT):
        part = text[start : start + CUT]
        near = sum(a * b for a, b in zip(vector_of_words(part), asked, strict=True))
        found.append(
            place
            | {
                "document": document["name"],
                "document_id": document["id"],
                "heading": "",
                "text": part,
                "start": start,
                "end": start + len(part),
                "score": near,
                "similarity": near,
                "metadata": document["metadata"],
                "trusted": document["trusted"],
            }
        )
    return found
