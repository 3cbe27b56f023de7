"""Exact search by vectors, by words, and both fused."""

import math
import random
from collections.abc import Sequence

import pytest

from shared.services.ai.scripted import vector_of_words
from shared.services.knowledge.ranking import Hit, PassageQuery, Searched, search
from shared.services.knowledge.segments import Part, Passage, PassageSegment, packed

TEXTS = [
    "Reset the password of a user in the portal",
    "The printer on the second floor is out of toner",
    "Renew the certificate of the mail gateway",
    "Password policies: twelve characters and no names",
]
MODEL = "Scripted/words"
DIMENSIONS = 64


def segment_of(*texts: str, dimensions: int = DIMENSIONS) -> PassageSegment:
    parts = [Part(part=f"p{n}", document=f"d{n}", name=f"{n}.md") for n in range(len(texts))]
    passages = [
        Passage(
            n, 0, len(text), "Desk", text, vector_of_words(text, dimensions) if dimensions else ()
        )
        for n, text in enumerate(texts)
    ]
    return PassageSegment(packed(parts, passages, dimensions))


def searched(*segments: PassageSegment, without: frozenset[str] = frozenset()) -> list[Searched]:
    return [Searched(each, MODEL, lambda part: part.part not in without) for each in segments]


def asked(text: str, limit: int = 5, min_score: float | None = None) -> PassageQuery:
    return PassageQuery(text, {MODEL: vector_of_words(text, DIMENSIONS)}, limit, min_score)


def rows(hits: Sequence[Hit]) -> list[int]:
    return [hit.row for hit in hits]


def test_a_segment_gives_back_what_was_packed() -> None:
    segment = segment_of(*TEXTS)

    assert [segment.passage(row).text for row in range(segment.rows)] == TEXTS
    assert segment.passage(1).heading == "Desk"
    assert [part.name for part in segment.parts] == ["0.md", "1.md", "2.md", "3.md"]
    again = packed(segment.parts, [segment.passage(row) for row in range(4)], DIMENSIONS)
    assert search(searched(PassageSegment(again)), asked("toner")) == search(
        searched(segment), asked("toner")
    )


def test_texts_of_every_script_are_kept() -> None:
    texts = ["Größe: 5 €", "пароль сброшен", "密码重置", "a\U0001f525b"]
    segment = segment_of(*texts)

    assert [segment.passage(row).text for row in range(4)] == texts
    assert rows(search(searched(segment), asked("пароль")))[0] == 1


@pytest.mark.parametrize(("text", "row"), [("out of toner", 1), ("mail certificate", 2)])
def test_the_best_passage_is_first(text: str, row: int) -> None:
    hits = search(searched(segment_of(*TEXTS)), asked(text))

    assert hits[0].row == row
    assert hits[0].score == 1.0
    assert [*hits] == sorted(hits, key=lambda hit: -hit.score)


def test_every_vector_is_compared() -> None:
    """The nearest of all is found, whichever it is."""
    chance = random.Random(7)  # noqa: S311
    vectors = [[chance.gauss(0, 1) for _ in range(32)] for _ in range(500)]
    passages = [Passage(0, 0, 1, "", "x", vector) for vector in vectors]
    segment = PassageSegment(packed([Part(part="p", document="d", name="n")], passages, 32))
    for _ in range(20):
        wanted = [chance.gauss(0, 1) for _ in range(32)]

        def cosine(row: int, wanted: list[float] = wanted) -> float:
            near = sum(a * b for a, b in zip(vectors[row], wanted, strict=True))
            return near / math.hypot(*vectors[row]) / math.hypot(*wanted)

        nearest = sorted(range(500), key=cosine, reverse=True)[:5]
        hits = search([Searched(segment, "m", lambda _: True)], PassageQuery("", {"m": wanted}, 5))
        assert rows([*hits]) == nearest
        assert hits[0].similarity == pytest.approx(cosine(nearest[0]), abs=2e-3)


def test_words_find_without_vectors() -> None:
    segment = segment_of(*TEXTS, dimensions=0)
    hits = search([Searched(segment, None, lambda _: True)], PassageQuery("password user"))

    assert rows(hits) == [0, 3]
    assert hits[0].similarity is None
    assert (hits[0].keywords or 0) > (hits[1].keywords or 0)


def test_parts_that_do_not_count_are_not_found() -> None:
    hits = search(searched(segment_of(*TEXTS), without=frozenset({"p0"})), asked("reset password"))

    assert 0 not in rows(hits)
    assert hits[0].row == 3


def test_segments_are_one_list() -> None:
    one, other = segment_of(*TEXTS[:2]), segment_of(*TEXTS[2:])
    hits = search(searched(one, other), asked("password"))

    assert {(hit.segment, hit.row) for hit in hits[:2]} == {(0, 0), (1, 1)}
    assert len(hits) == 4


def test_a_least_similarity_holds() -> None:
    everything = search(searched(segment_of(*TEXTS)), asked("toner"))
    near = search(searched(segment_of(*TEXTS)), asked("toner", min_score=0.2))

    assert len(near) < len(everything)
    assert all((hit.similarity or 0) >= 0.2 for hit in near)


def test_vectors_of_another_model_are_not_compared() -> None:
    query = PassageQuery("toner", {"Other/model": [1.0] * DIMENSIONS})
    hits = search(searched(segment_of(*TEXTS)), query)

    assert rows(hits) == [1]
    assert hits[0].similarity is None


def test_an_empty_query_finds_nothing() -> None:
    assert search(searched(segment_of(*TEXTS)), PassageQuery("")) == []
    assert search([], asked("toner")) == []
