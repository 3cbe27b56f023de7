"""Annotations are resolved as far as they can be, and else the error names parameter and reason."""

# pyright: reportUnknownArgumentType=false

import functools
import typing
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from enum import Enum, IntEnum, StrEnum
from typing import Annotated, Any, Dict, List, Literal, NewType, Optional, Union  # noqa: UP035

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdk import workflow
from sdk.context import ExecutionContext
from sdk.fields import Field
from sdk.schema.parameters import binding_of, parameters_of
from sdk.schema.type_schemas import shape_of
from tests.unit.sdk.annotated import later
from tests.unit.sdk.annotated.elsewhere import Colour

UserId = NewType("UserId", str)
Level = NewType("Level", int)


class Small(IntEnum):
    ONE = 1


class Word(StrEnum):
    A = "a"


class Refuses:
    """What an author's class may do when it is named in an annotation."""

    def __class_getitem__(cls, item: object) -> None:
        raise LookupError(f"no {item}")


def _any(value: object) -> Any:
    return value


LATER = _any(later)


def annotated(annotation: object, returns: object = None) -> Callable[..., object]:
    def takes(it: object) -> object:
        return it

    takes.__annotations__ = {"it": annotation, "return": returns}
    return takes


@pytest.mark.parametrize(
    ("annotation", "schema"),
    [
        (_any(list), {"type": "array"}),
        (_any(dict), {"type": "object"}),
        (List[int], {"type": "array", "items": {"type": "integer"}}),  # noqa: UP006
        (Dict[str, int], {"type": "object", "additionalProperties": {"type": "integer"}}),  # noqa: UP006
        (Dict[Any, Any], {"type": "object", "additionalProperties": {}}),  # noqa: UP006
        (_any(typing.Sequence), {"type": "array"}),
        (_any(typing.Mapping), {"type": "object"}),
        (Iterable[str], {"type": "array", "items": {"type": "string"}}),
        (Mapping[str, str], {"type": "object", "additionalProperties": {"type": "string"}}),
        (UserId, {"type": "string"}),
        (Level, {"type": "integer"}),
        (list[UserId], {"type": "array", "items": {"type": "string"}}),
        (Optional[int], {"anyOf": [{"type": "integer"}, {"type": "null"}]}),  # noqa: UP045
        ("Optional[int]", {"anyOf": [{"type": "integer"}, {"type": "null"}]}),
        (Union["int", str], {"anyOf": [{"type": "integer"}, {"type": "string"}]}),
        (list["int"], {"type": "array", "items": {"type": "integer"}}),
        ("Annotated[int, Field(ge=1)]", {"type": "integer", "minimum": 1}),
        (Literal[Word.A], {"type": "string", "enum": ["a"]}),
        (Literal["a", 1, None], {"enum": ["a", 1, None]}),
        ("Literal['a', 'b']", {"type": "string", "enum": ["a", "b"]}),
        (typing.LiteralString, {"type": "string"}),
        (_any(None), {"type": "null"}),
    ],
)
def test_an_annotation_means_what_it_says(annotation: object, schema: object) -> None:
    function = annotated(annotation)

    found = _any(parameters_of(function)["properties"])["it"]

    assert {key: value for key, value in found.items() if key != "title"} == schema


def test_a_literal_of_members_gives_members() -> None:
    annotation = Literal[Word.A, Small.ONE]

    assert [shape_of(annotation).read(value) for value in ("a", 1)] == [Word.A, Small.ONE]


@pytest.mark.parametrize(
    "returns", ["Nowhere", "list[Nowhere]", "a b c", 5, Callable, "1/0", bytes, object()]
)
def test_a_return_annotation_is_not_looked_at(returns: object) -> None:
    function = annotated(int, returns)

    workflow(function)

    assert parameters_of(function)["required"] == ["it"]
    assert binding_of(function).arguments({"it": 3}, None) == {"it": 3}


@pytest.mark.parametrize(
    ("annotation", "reason"),
    [
        ("Nowhere", "'Nowhere' cannot be resolved: name 'Nowhere' is not defined"),
        ("list[Nowhere]", "name 'Nowhere' is not defined"),
        ("a b c", "cannot be resolved: Forward reference must be an expression"),
        ("1/0", "cannot be resolved: division by zero"),
        ("date.nothing", "has no attribute 'nothing'"),
        ("Refuses[1]", "cannot be resolved: no 1"),
        ("int | 'str'", "cannot be resolved: unsupported operand"),
        (5, "5 is not a type that JSON can carry"),
        (bytes, "bytes is not a type that JSON can carry"),
        (list[bytes], "bytes is not a type that JSON can carry"),
        (dict[int, str], r"dict\[int, str\] is not a type that JSON can carry: its keys are texts"),
        (Literal[b"a"], "not a type that JSON can carry"),
        (NewType("Raw", bytes), "bytes is not a type that JSON can carry"),
        ({"a": 1}, "{'a': 1} is not a type that JSON can carry"),
    ],
)
def test_one_that_cannot_be_is_named_with_its_parameter(annotation: object, reason: str) -> None:
    with pytest.raises(TypeError, match=rf"^parameter 'it': .*{reason}"):
        workflow(annotated(annotation))


def test_of_a_file_all_of_whose_annotations_are_texts_each_is_resolved() -> None:
    function = LATER.everything
    address = {"since": "2026-11-25", "colour": "red"}
    given_ = {
        "day": "2026-11-25",
        "moment": "2026-11-25T09:30:00Z",
        "days": ["2026-11-25"],
        "colour": "red",
        "address": address,
        "seat": {"until": "2026-11-25"},
        "rows": [{"day": "2026-11-25"}],
        "size": 3,
        "bare": [1],
        "bare_too": {"a": 1},
        "anything": None,
    }

    made = _any(parameters_of(function))
    got = binding_of(function).arguments(given_, "the context")

    day = date(2026, 11, 25)
    assert made["required"] == [*given_]
    assert made["properties"]["size"]["minimum"] == 1
    assert (got["day"], got["days"], got["colour"]) == (day, [day], Colour.RED)
    assert isinstance(got["moment"], datetime)
    assert (got["address"], got["rows"]) == (later.Address(day, Colour.RED), [later.Row(day)])
    assert got["run"] == "the context"


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (LATER.unknown, "parameter 'client': .*Nowhere is imported for type checkers only"),
        (LATER.unknown_too, "parameter 'clients': .*name 'Undefined' is not defined"),
    ],
)
def test_a_name_that_is_nowhere_is_told_with_its_parameter(
    function: Callable[..., object], words: str
) -> None:
    with pytest.raises(TypeError, match=words):
        parameters_of(function)


def test_a_context_and_the_rest_may_be_annotated_as_anything() -> None:
    def takes(context: "Nowhere", run: Optional[ExecutionContext], **rest: "Nowhere") -> None: ...  # noqa: F821, UP045  # pyright: ignore

    assert parameters_of(_any(takes))["properties"] == {}
    assert binding_of(_any(takes)).context == ("context", "run")


def test_names_of_the_function_around_and_of_a_wrapped_one_are_known() -> None:
    class Local(Enum):
        A = "a"

    def wrapping(function: Callable[..., object]) -> Callable[..., object]:
        @functools.wraps(function)
        def outer(*args: object, **kwargs: object) -> object:
            return function(*args, **kwargs)

        return outer

    @wrapping
    def takes(it: "Local") -> object:
        return Local

    assert binding_of(takes).arguments({"it": "a"}, None) == {"it": Local.A}


@given(st.text(max_size=20))
def test_whatever_text_an_annotation_is_it_is_resolved_or_told(text: str) -> None:
    said = "parameter 'it': "
    try:
        parameters_of(annotated(text))
    except TypeError as error:
        said = str(error)
    assert said.startswith("parameter 'it': ")


KNOWN = [int, str, float, bool, date, Colour, UserId, list, dict, _any(list), Any, None]


@given(
    st.recursive(
        st.sampled_from(KNOWN),
        lambda inner: st.one_of(
            inner.map(lambda one: list[_any(one)]),
            inner.map(lambda one: Dict[str, _any(one)]),  # noqa: UP006
            inner.map(lambda one: Optional[_any(one)]),  # noqa: UP045
            st.tuples(inner, inner).map(lambda two: Union[two]),  # noqa: UP007
            inner.map(lambda one: Annotated[_any(one), "words", Field(label="It")]),
        ),
        max_leaves=6,
    )
)
def test_what_is_made_of_known_types_is_known(annotation: object) -> None:
    function = annotated(annotation)

    assert parameters_of(function)["required"] == ["it"]
    assert binding_of(function).shapes.keys() == {"it"}
