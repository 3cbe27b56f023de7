"""JSON of strangers is read, or refused in one way, whatever it is."""

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.services.outbound import foreign_json
from shared.services.outbound.foreign_json import MOST_BYTES, MOST_DEPTH, Unreadable

ROOT = Path(__file__).parents[3]
PARSERS = {"loads", "model_validate_json", "validate_json", "from_json"}


@pytest.mark.parametrize("depth", [1, MOST_DEPTH - 2])
def test_what_is_nested_sanely_is_read(depth: int) -> None:
    assert foreign_json.read(b"[" * depth + b"]" * depth) is not None


@pytest.mark.parametrize("depth", [MOST_DEPTH + 1, 900, 10_000, 60_000, 400_000])
@pytest.mark.parametrize(("first", "last"), [("[", "]"), ('{"a":', "}"), ("[", "")])
def test_what_is_nested_deeper_is_refused(depth: int, first: str, last: str) -> None:
    with pytest.raises(Unreadable):
        foreign_json.read((first * depth + "1" + last * depth).encode())


def test_what_has_too_many_values_or_bytes_is_refused() -> None:
    for content in (b"[" + b"1," * 200_000 + b"1]", b" " * MOST_BYTES + b"1"):
        with pytest.raises(Unreadable):
            foreign_json.read(content)


@given(st.binary(max_size=300) | st.text(max_size=300))
def test_there_is_one_way_to_refuse(content: bytes | str) -> None:
    try:
        foreign_json.read(content)
    except Unreadable:
        return


def _names(tree: ast.AST, kind: type[ast.AST]) -> set[str]:
    found = (node for node in ast.walk(tree) if isinstance(node, kind))
    return {getattr(node, "id", None) or getattr(node, "attr", "") for node in found}


def test_nobody_reads_an_answer_from_outside_in_another_way() -> None:
    """Over every module that sends something out, or is handed what came back."""
    outside: list[str] = []
    for path in (ROOT / "shared").rglob("*.py"):
        tree = ast.parse(path.read_text())
        if {"Outgoing", "Incoming"} & _names(tree, ast.Name) and path.name != "egress.py":
            outside.append(path.name)
            assert not PARSERS & _names(tree, ast.Attribute), path

    assert {"protocol.py", "issuer.py", "web.py"} <= set(outside)
