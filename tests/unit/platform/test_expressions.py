"""Expressions of forms: the shared vectors, and what holds for whatever anybody writes."""

import json
import math
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdk import expressions
from sdk.expressions import UNDEFINED, ExpressionError, is_true, parse
from sdk.expressions.values import plain

FILE = Path(expressions.__file__).with_name("vectors.json")
SHARED: dict[str, Any] = json.loads(FILE.read_text())
CONTEXT: dict[str, object] = SHARED["context"]
VECTORS: list[dict[str, Any]] = SHARED["vectors"]
NODE = shutil.which("node")
ASK_NODE = """
const {context, texts} = JSON.parse(require("fs").readFileSync(0));
const {field, query, workflow} = context;
const told = value => value === undefined ? {is: "undefined"}
  : typeof value !== "number" ? {value}
  : Object.is(value, -0) ? {is: "-0"}
  : Number.isFinite(value) ? {value} : {is: String(value)};
console.log(JSON.stringify(texts.map(text => told(new Function(
  "context", "field", "query", "workflow", `return (${text})`)(context, field, query, workflow)))));
"""


def told(value: object) -> dict[str, object]:
    """A result as a vector has it."""
    if value is UNDEFINED:
        return {"is": "undefined"}
    if isinstance(value, float) and not math.isfinite(value):
        return {"is": "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"}
    if isinstance(value, float) and not value and math.copysign(1, value) < 0:
        return {"is": "-0"}
    return {"value": value}


def wanted(vector: dict[str, Any]) -> dict[str, object]:
    return {key: plain(vector[key]) for key in ("value", "is") if key in vector}


def kinds(value: object) -> object:
    """True and 1 are not one value, as they are to Python."""
    if isinstance(value, list):
        return [kinds(item) for item in cast("list[object]", value)]
    return (isinstance(value, bool), value)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["expression"][:60])
def test_each_vector_comes_to_what_it_says(vector: dict[str, Any]) -> None:
    if "error" in vector:
        with pytest.raises(ExpressionError):
            parse(vector["expression"]).value(CONTEXT)
        return

    found = told(parse(vector["expression"]).value(CONTEXT))

    assert found == wanted(vector)
    assert kinds(found.get("value")) == kinds(plain(vector.get("value")))


def test_there_are_many_vectors_of_each_sort() -> None:
    assert sum("error" in vector for vector in VECTORS) >= 80
    assert len(VECTORS) >= 400


def test_the_vectors_are_what_javascript_says() -> None:
    """Where this machine has a JavaScript to ask; it has one wherever Azurite runs."""
    if NODE is None:
        return
    same = [vector for vector in VECTORS if not {"error", "differs"} & set(vector)]
    question = json.dumps({"context": CONTEXT, "texts": [v["expression"] for v in same]})

    answer = subprocess.run(
        [NODE, "-e", ASK_NODE], input=question, capture_output=True, text=True, check=True
    )

    told_there = [wanted(found) for found in json.loads(answer.stdout)]
    assert told_there == [wanted(vector) for vector in same]


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("context.field.a === true && field.b", {"a", "b"}),
        ("context.field['odd name'] + field[\"b\"]", {"odd name", "b"}),
        ("context['field'].a", {"a"}),
        ("context?.field?.a?.b", {"a"}),
        ("query.field.a + workflow.field", set[str]()),
        ("[field.a, String(field.b), field.c ? !field.d : -field.e]", set("abcde")),
        ("field.a[field.b].includes(field.c)", set("abc")),
    ],
)
def test_the_fields_that_an_expression_asks_for_are_known(text: str, fields: set[str]) -> None:
    assert parse(text).fields == fields


@pytest.mark.parametrize(
    "text",
    [
        "'x'.includes(" + "+".join(["field.long"] * 100) + ")",
        "+".join(["field.long"] * 150),
        "+".join(["field.wide"] * 150) + ".length",
        "||".join(["field.wide.includes(-1)"] * 80),
        "||".join(["field.long < field.long"] * 70),
        # Items take more time than characters.
        "+".join(["field.some"] * 30) + ".length",
        "field.tower + ''",
    ],
)
def test_work_and_growth_are_bounded(text: str) -> None:
    tower: list[object] = []
    for _ in range(60):
        tower = [tower]
    field = {"long": "x" * 50_000, "wide": list(range(20_000)), "some": [1] * 1000, "tower": tower}

    with pytest.raises(ExpressionError, match=r"grows|too much work|nested"):
        parse(text).value({"field": field})


WORDS = """field . name context [ ] ( ) ' " ! - + * / % < > = == === != !== && || ? : , ?. 1 0.5
'a' "b" true false null undefined includes trim length Number String Boolean x query"""
PIECES = st.sampled_from(WORDS.split())
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=30), st.dictionaries(st.text(), JSON_VALUES, max_size=4))
def test_nothing_but_its_own_error_is_raised(pieces: list[str], field: dict[str, object]) -> None:
    field["name"] = next(iter(field.values()), "Ada")
    for text in ("".join(pieces), " ".join(pieces)):
        with suppress(ExpressionError):
            parse(text).value({"field": field, "query": {}, "workflow": field})


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(ExpressionError):
        parse(text)


NUMBERS = st.integers(-1000, 1000)
SUMS = st.recursive(
    NUMBERS.map(lambda number: f"({number})"),
    lambda inner: st.tuples(inner, st.sampled_from([" + ", " - ", " * "]), inner).map(
        lambda parts: f"({''.join(parts)})"
    ),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None)
@given(SUMS, SUMS, st.sampled_from(["<", "<=", ">", ">=", "==", "!="]))
def test_sums_and_their_order_are_those_of_arithmetic(left: str, right: str, sign: str) -> None:
    """Python reckons the same where both know the same signs."""
    assert parse(left).value({}) == float(eval(left))  # noqa: S307  the test made it
    expected: object = eval(f"float({left}) {sign} float({right})")  # noqa: S307
    assert parse(f"{left} {sign} {right}").value({}) is expected


@settings(max_examples=200, deadline=None)
@given(JSON_VALUES, JSON_VALUES)
def test_logic_follows_truth_and_gives_an_operand(one: object, other: object) -> None:
    context = {"field": {"a": one, "b": other}}

    def value(text: str) -> object:
        return parse(text).value(context)

    truth = is_true(value("field.a"))
    assert value("!field.a") is (not truth)
    assert value("field.a && field.b") == value("field.b" if truth else "field.a")
    assert value("field.a || field.b") == value("field.a" if truth else "field.b")
    assert value("field.a ? 1 : 2") == (1 if truth else 2)
    assert value("field.a == field.b") == value("field.b == field.a")
    assert value("field.a !== field.b") is (not value("field.a === field.b"))
