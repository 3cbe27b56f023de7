"""What may be a text stays one, at every door that takes texts and in what the function gets."""

# pyright: reportUnknownArgumentType=false, reportOperatorIssue=false

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Annotated, Any, Literal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdk.fields import Field
from sdk.schema.parameters import binding_of, parameters_of
from shared.engine.inputs.coercion import coerced
from shared.models.workflows import Schema

PHONE = "0049123"


def taking(annotation: object) -> Callable[..., object]:
    def takes(it: object) -> object:
        return it

    takes.__annotations__ = {"it": annotation}
    return takes


def got(annotation: object, text: str) -> object:
    """What the function gets of a text that came in a query, a form or a command line."""
    function = taking(annotation)
    schema: Any = parameters_of(function)
    return binding_of(function).arguments(coerced(schema, {"it": text}), None)["it"]


@pytest.mark.parametrize(
    "annotation",
    [
        str | int,
        int | str,
        float | str | None,
        bool | str,
        list[int] | str,
        dict[str, int] | str,
        date | str,
        datetime | str,
        time | str,
        UUID | str,
        Literal[49123] | str,
        Annotated[int | None, Field(label="It")] | str,
        Any,
        object,
    ],
)
@pytest.mark.parametrize(
    "text",
    [
        PHONE, "7", "1.0", "1e3", "true", "null", "[1]", '{"a": 1}', "a,b", "", " 7 ", "004912",
        "20260102", "49123", "00000000000070008000000000000000",
    ],
)  # fmt: skip
def test_what_may_be_a_text_stays_one(annotation: object, text: str) -> None:
    assert got(annotation, text) == text


@pytest.mark.parametrize(
    ("annotation", "text", "value"),
    [
        (int, "7", 7),
        (int | None, "", None),
        (int | None, "7", 7),
        (float, PHONE, 49123.0),
        (bool, "yes", True),
        (date | int, "7", 7),
        (date | int, "2026-11-25", date(2026, 11, 25)),
        (date | str, "2026-11-25", date(2026, 11, 25)),
        (Annotated[str, Field(pattern="^[a-z]+$")] | int, "7", 7),
        (Annotated[str, Field(pattern="^[0-9]+$")] | int, "07", "07"),
        (Annotated[str, Field(min_length=9)] | int, PHONE, 49123),
        (Literal["7"] | int, "7", "7"),
        (Literal[1, "1"], "1", "1"),
        (Literal["a", 1], "1", 1),
        (Annotated[int | None, Field(label="It")], "7", 7),
        (list[str | int], f"{PHONE},7", [PHONE, "7"]),
        (list[int], "1,2", [1, 2]),
        (list[str], "7", ["7"]),
        (str | None, "", ""),
        (Annotated[str, Field(min_length=1)] | None, "", None),
    ],
)
def test_what_may_not_becomes_what_is_annotated(
    annotation: object, text: str, value: object
) -> None:
    found = got(annotation, text)

    assert (found, type(found)) == (value, type(value))


@given(st.text())
def test_no_text_is_changed_where_texts_are_taken(text: str) -> None:
    schema: Schema = {"properties": {"it": {"anyOf": [{"type": "integer"}, {"type": "string"}]}}}

    assert coerced(schema, {"it": text}) == {"it": text}


@given(st.text(st.sampled_from("0123456789-+.eE:TZWP{}urn "), max_size=36))
def test_a_text_in_json_that_only_looks_like_something_stays_text(text: str) -> None:
    function = taking(int | float | bool | str)

    assert binding_of(function).arguments({"it": text}, None) == {"it": text}
