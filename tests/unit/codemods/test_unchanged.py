"""What a transformation does not match is the same afterwards, byte for byte."""

import os
import sysconfig
from pathlib import Path

import libcst as cst
import pytest

from shared.models.code.transforms import (
    AddImportSpec,
    CodeFile,
    CodemodSpec,
    InjectAuthSpec,
    PredecessorSpec,
    RewriteCallSpec,
)
from shared.services.codemods.notes import Notes
from shared.services.codemods.sources import source_of
from shared.services.codemods.transforming import transform_of, transformed

SPECS: list[CodemodSpec] = [
    PredecessorSpec(id="predecessor"),
    InjectAuthSpec(id="inject-auth", connection="graph", host="graph.microsoft.com"),
    RewriteCallSpec(id="rewrite-call", old="no.such.function", new="bifrost.config.get"),
]
STRANGE = [
    pytest.param(b"x = 1", id="no last line break"),
    pytest.param(b"if x:\r\n\ty = 1\r\n", id="CRLF and tabs"),
    pytest.param(b"\xef\xbb\xbfx = 1\n", id="a mark"),
    pytest.param(b"# coding: latin-1\nx = '\xe9'\n", id="a cookie"),
    pytest.param(b"\n\n\n", id="nothing but lines"),
    pytest.param(b"x = (1,\n  2 ,)  ;  y = 2\n\x0c\ndef f( ) : pass\n", id="unusual spaces"),
]
HERE = Path(__file__).parents[3]
SAMPLED = 4
MOST_BYTES = 6_000


def sample() -> list[Path]:
    """Small files of the standard library; more of them with BIFROST_TEST_CODEMODS."""
    standard = sorted(Path(sysconfig.get_path("stdlib")).rglob("*.py"))
    small = [path for path in standard if 1000 < path.stat().st_size < MOST_BYTES]
    few = int(os.environ.get("BIFROST_TEST_CODEMODS", SAMPLED))
    return small[:: max(1, len(small) // few)]


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.id)
def test_code_that_nothing_matches_is_left_alone(spec: CodemodSpec) -> None:
    """The transformation itself, without the words that let most files off."""
    transform = transform_of(spec)
    for path in sample():
        text = source_of(path.read_bytes()).text
        notes = Notes()

        assert transform(cst.parse_module(text), notes).code == text, path
        assert notes.found == []


def test_our_own_workspace_has_nothing_of_the_predecessors_but_a_param() -> None:
    paths = sorted((HERE / "workspace" / "examples").glob("*.py"))

    found = transformed(
        SPECS[0], [CodeFile(path=path.name, content=path.read_text("utf-8")) for path in paths]
    )

    assert [file.path for file in found if file.content is not None] == ["parameters.py"]
    assert [file.fault for file in found if file.fault] == []


@pytest.mark.parametrize("content", STRANGE)
def test_a_file_keeps_its_encoding(content: bytes) -> None:
    source = source_of(content)

    [same] = transformed(SPECS[0], [CodeFile(path="a.py", content=source.text)])
    [more] = transformed(
        AddImportSpec(id="add-import", name="httpx"), [CodeFile(path="a.py", content=source.text)]
    )

    assert same.content is None
    assert source.encoded(source.text) == content
    assert b"import httpx" in source.encoded(more.content or "")
    assert source_of(source.encoded(more.content or "")).encoding == source.encoding


def test_a_file_that_is_no_python_is_named_with_its_line() -> None:
    [found] = transformed(SPECS[0], [CodeFile(path="a.py", content="import bifrost\ndef (:\n")])

    assert found.content is None
    assert found.fault is not None
    assert (found.fault.path, found.fault.line) == ("a.py", 2)


def test_a_file_that_is_nested_too_deep_is_named() -> None:
    deep = "bifrost = " + "(" * 900 + "1" + ")" * 900

    [found] = transformed(SPECS[0], [CodeFile(path="a.py", content=deep)])

    assert found.content is None
