"""Passages cover a text in its order, end where sentences do, and cut no code and no table."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from shared.services.knowledge.chunks import MOST, OVERLAP, WHOLE, chunks_of

WORDS = st.sampled_from(
    ["a", "printer", "is", "on", "fire.", "Why?", "\n", "\n\n", "# VPN\n", "|x|\n"]
)


def pieces(text: str) -> list[str]:
    return [text[chunk.start : chunk.end] for chunk in chunks_of(text)]


@given(st.lists(WORDS, max_size=2000).map(" ".join))
def test_no_word_is_lost_and_no_passage_is_too_long(text: str) -> None:
    found = chunks_of(text)
    at = 0
    for chunk in found:
        assert not text[at : chunk.start].strip()
        assert chunk.end - chunk.start <= WHOLE
        assert chunk.start >= at - OVERLAP
        at = chunk.end
    assert not text[at:].strip()


def test_a_short_text_is_one_passage() -> None:
    assert pieces("Call the desk.") == ["Call the desk."]
    assert pieces(" \n ") == []


def test_passages_end_with_sentences_and_overlap() -> None:
    text = " ".join(f"Sentence number {number} says so." for number in range(200))
    found = chunks_of(text)

    assert len(found) > 2
    assert all(text[chunk.start : chunk.end].rstrip().endswith(".") for chunk in found)
    assert all(text[chunk.start : chunk.end].startswith("Sentence") for chunk in found)
    assert all(a.end - OVERLAP <= b.start < a.end for a, b in itertools.pairwise(found))


def test_headings_begin_passages_and_name_them() -> None:
    long = "It is said here at length. " * 40
    text = f"# Network\n{long}\n## VPN\n{long}\n# Mail\n{long}"

    assert [chunk.heading for chunk in chunks_of(text)] == ["Network", "Network > VPN", "Mail"]


def test_short_sections_are_one_passage() -> None:
    assert len(chunks_of("# A\nOne.\n# B\nTwo.\n# C\nThree.\n")) == 1


def test_code_and_tables_stay_whole() -> None:
    before = "Some words come first. " * 80
    code = "```\n" + "line of code here\n" * 100 + "```\n"
    table = "| a | b |\n" * 200

    for block in (code, table):
        assert MOST // 2 < len(block) <= WHOLE
        assert any(block.strip() in piece for piece in pieces(f"{before}\n\n{block}\n\nEnd."))


def test_a_text_without_a_space_is_cut_all_the_same() -> None:
    assert all(0 < len(piece) <= MOST for piece in pieces("x" * 9000))
