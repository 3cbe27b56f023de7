"""Messages for what does not fit are in our words, whichever validator found it."""

import ast
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, get_args
from uuid import UUID

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import AnyHttpUrl, BaseModel, Field, StringConstraints, TypeAdapter, ValidationError
from pydantic_core import PydanticKnownError, core_schema

from functions import app
from sdk.schema.validation_messages import OTHER_FORM
from sdk.testing.validation import faults as kits
from shared.broker import SDK_CALLS
from shared.engine.inputs.validation import fitted
from shared.errors import InvalidInput
from shared.models.workflows import Provider
from shared.wording.error_messages import Pattern, faults_of, words_of

ROOT = Path(__file__).resolve().parents[3]
TYPES = list(get_args(core_schema.ErrorType))
#: What pydantic's own templates want.
CONTEXT: dict[str, Any] = {
    **dict.fromkeys(("gt", "ge", "lt", "le", "multiple_of"), 3),
    **dict.fromkeys(("min_length", "max_length", "actual_length"), 3),
    **dict.fromkeys(("max_digits", "decimal_places", "whole_digits", "tz_expected"), 3),
    **dict.fromkeys(("tz_actual", "expected_version"), 3),
    **dict.fromkeys(("error", "expected_schemes", "class_name", "class", "method_name"), "odd"),
    **dict.fromkeys(("pattern", "encoding", "encoding_error", "attribute"), "^odd$"),
    **dict.fromkeys(("expected", "expected_tags"), "'a' or 'b'"),
    **dict.fromkeys(("field_type", "discriminator", "tag", "mapping_type"), "Tuple"),
}
#: Pieces of pydantic's and jsonschema's English, and of patterns.
FOREIGN = ("Input ", "input should", "validation", "pattern", "Unable to", "^", "found `", "$", "[")


@pytest.mark.parametrize("kind", TYPES)
def test_every_error_of_pydantic_has_words_of_ours(kind: Any) -> None:
    message = message_of(kind)
    words = words_of({"type": kind, "msg": message, "ctx": CONTEXT})
    assert words
    if kind not in ("value_error", "assertion_error"):  # a validator of ours says what is wrong
        assert words != message[:1].lower() + message[1:]
        assert not [piece for piece in FOREIGN if piece in words]


def message_of(kind: Any) -> str:
    try:
        return PydanticKnownError(kind, CONTEXT).message()
    except (TypeError, KeyError):
        return PydanticKnownError(kind).message()


def test_a_pattern_says_its_words_and_stays_in_the_document() -> None:
    text = TypeAdapter(Annotated[str, StringConstraints(max_length=3), Pattern("^x+$", "give x")])
    for given_ in ("y", 7, "xxxx"):
        with pytest.raises(ValidationError) as caught:
            text.validate_python(given_)
        assert faults_of(caught.value) == [((), "give x")]
    assert text.json_schema()["pattern"] == "^x+$"
    assert text.json_schema()["maxLength"] == 3


def test_no_pattern_of_ours_is_without_words() -> None:
    bare = [
        f"{file.relative_to(ROOT)}:{node.lineno}"
        for folder in ("functions", "shared")
        for file in (ROOT / folder).rglob("*.py")
        if file.name != "settings.py"
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("Field", "StringConstraints")
        and any(keyword.arg == "pattern" for keyword in node.keywords)
    ]
    assert bare == []


class Everything(BaseModel):
    """One field for each kind that a request may have."""

    day: date | None = None
    at: datetime | None = None
    span: timedelta | None = None
    id: UUID | None = None
    size: Annotated[int, Field(ge=1, le=9)] | None = None
    ratio: Annotated[float, Field(gt=0, lt=1)] | None = None
    price: Annotated[Decimal, Field(max_digits=3, decimal_places=1)] | None = None
    names: Annotated[tuple[str, ...], Field(min_length=1, max_length=2)] | None = None
    map: dict[str, bool] | None = None
    link: AnyHttpUrl | None = None


ADAPTERS: list[TypeAdapter[Any]] = [
    TypeAdapter(Everything),
    *(
        TypeAdapter(argument.annotation)
        for routes in app.API
        for route in routes.all
        for argument in route.arguments.all
        if not argument.is_whole_query and argument.content_type == "application/json"
    ),
    *(TypeAdapter(ask) for ask in SDK_CALLS.values()),
]
NAMES = sorted(
    {
        name
        for adapter in ADAPTERS
        for name in adapter.json_schema(mode="validation").get("properties", {})
    }
)
LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
JSON = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=3), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.sampled_from(ADAPTERS), JSON)
def test_what_a_request_has_wrong_is_said_in_our_words(adapter: Any, sent: object) -> None:
    try:
        adapter.validate_python(sent)
    except ValidationError as error:
        for _, words in faults_of(error):
            assert words[:1] == words[:1].lower()
            assert not words.startswith(("input should", "value error", "string should", "unable"))


#: A schema, and what does not fit it, for each keyword that the SDK or an author may write.
REFUSED: list[tuple[dict[str, Any], Any, str]] = [
    ({"type": "integer"}, "x", "give a whole number"),
    ({"type": "integer", "minimum": 1}, 0, "give 1 or more"),
    ({"type": "number", "maximum": 2.5}, 3, "give 2.5 or less"),
    ({"type": "number", "exclusiveMinimum": 1}, 1, "give more than 1"),
    ({"type": "number", "exclusiveMaximum": 1}, 1, "give less than 1"),
    ({"type": "integer", "multipleOf": 5}, 7, "give a multiple of 5"),
    ({"type": "string", "minLength": 2}, "a", "give at least 2 characters"),
    ({"type": "string", "maxLength": 1}, "ab", "give at most 1 character"),
    ({"type": "array", "minItems": 1}, [], "give at least 1 item"),
    ({"type": "array", "maxItems": 1}, [1, 2], "give at most 1 item"),
    (
        {"type": "string", "pattern": "^[0-9]{5}$"},
        "1",
        OTHER := "this does not have the form that is asked for",
    ),
    ({"enum": ["a", 1]}, "b", 'give one of: "a", 1'),
    (
        {"type": "string", "format": "uuid"},
        "l",
        "give a UUID, such as 01234567-89ab-4cde-8f01-23456789abcd",
    ),
    ({"const": 1}, 2, "give 1"),
    ({"type": "array", "uniqueItems": True}, [1, 1], "give each item once"),
    ({"type": "object", "minProperties": 1}, {}, "give at least 1 entry"),
    ({"not": {"type": "string"}}, "x", OTHER_FORM),
    ({"type": "array", "contains": {"const": 1}}, [2], OTHER_FORM),
    ({"propertyNames": {"pattern": "^a"}}, {"b": 1}, OTHER_FORM),
]
IN_THE_KIT = 13


@pytest.mark.parametrize(("schema", "value", "words"), REFUSED)
def test_input_of_a_workflow_is_refused_in_the_same_words(
    schema: dict[str, Any], value: object, words: str
) -> None:
    made = Provider.model_construct(
        name="x", parameters={"type": "object", "properties": {"it": schema}}
    )
    with pytest.raises(InvalidInput) as caught:
        fitted(made, {"it": value})  # pyright: ignore[reportArgumentType]
    assert [detail.message for detail in caught.value.details] == [words]


@pytest.mark.parametrize(("schema", "value", "words"), REFUSED[:IN_THE_KIT])
def test_the_kit_refuses_it_in_the_same_words(
    schema: dict[str, Any], value: object, words: str
) -> None:
    assert [*kits(schema, value, "it")] == [f"it: {words}"]


def test_every_kind_of_the_schema_validator_is_known() -> None:
    kinds = {name for name in dir(jsonschema_rs.ValidationErrorKind) if name[0].isupper()}
    assert len(kinds) >= 30
