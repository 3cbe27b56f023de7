"""The schema of a parameter, and how JSON becomes its value."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import Enum
from typing import Annotated, Any, Literal, NotRequired, TypedDict
from uuid import UUID

import pytest
from pydantic import BaseModel
from pydantic import Field as PydanticField

from sdk.fields import Field
from sdk.schema.type_schemas import shape_of
from shared.engine.inputs.validation import compiled
from shared.models.workflows import Schema


class Colour(Enum):
    DARK_RED = "red"
    BLUE = "blue"


@dataclass(frozen=True)
class Address:
    street: str
    since: date
    colour: Colour = Colour.BLUE
    tags: list[str] = field(default_factory=list[str])


class Seat(TypedDict):
    sku: str
    until: NotRequired[date]


class Customer(BaseModel):
    name: str = PydanticField(min_length=2)
    home: "Town | None" = None


class Town(BaseModel):
    zip: int


class Node(BaseModel):
    below: "list[Node]" = []


@dataclass
class Tree:
    left: "Tree | None" = None


@pytest.mark.parametrize(
    ("annotation", "given", "got"),
    [
        (str, "a", "a"),
        (int, 3.0, 3),
        (float, 3, 3.0),
        (bool, True, True),
        (date, "2026-11-25", date(2026, 11, 25)),
        (datetime, "2026-11-25T09:30:00Z", datetime(2026, 11, 25, 9, 30, tzinfo=UTC)),
        (UUID, "00000000-0000-7000-8000-000000000000", UUID(int=0x70008 << 60)),
        (Colour, "red", Colour.DARK_RED),
        (Literal["a", 1], 1, 1),
        (list[date], ["2026-11-25"], [date(2026, 11, 25)]),
        (dict[str, Colour], {"a": "blue"}, {"a": Colour.BLUE}),
        (date | None, None, None),
        (date | None, "2026-11-25", date(2026, 11, 25)),
        (int | str, "7", "7"),
        (int | str, 7, 7),
        (bool | int, True, True),
        (list[int] | Colour, "red", Colour.DARK_RED),
        (Address | Seat, {"sku": "e5"}, {"sku": "e5"}),
        (
            Address,
            {"street": "a", "since": "2026-11-25", "colour": "red"},
            Address("a", date(2026, 11, 25), Colour.DARK_RED),
        ),
        (Seat, {"sku": "e5", "until": "2026-11-25"}, {"sku": "e5", "until": date(2026, 11, 25)}),
        (Customer, {"name": "Ada"}, Customer(name="Ada")),
        (Annotated[int, Field(ge=1)], 2, 2),
        (Any, {"a": 1}, {"a": 1}),
    ],
)
def test_json_that_fits_becomes_what_is_annotated(
    annotation: object, given: object, got: object
) -> None:
    shape = shape_of(annotation)

    compiled(_schema({"properties": {"it": shape.schema}})).validate({"it": given})
    found = shape.read(given)

    assert (found, type(found)) == (got, type(got))


@pytest.mark.parametrize(
    ("annotation", "schema"),
    [
        (
            Colour,
            {"type": "string", "enum": ["red", "blue"], "x-enum-labels": ["Dark red", "Blue"]},
        ),
        (Literal[1, 2], {"type": "integer", "enum": [1, 2]}),
        (Annotated[str, "what it is", Field(min_length=2, pattern="^a")], None),
        (Annotated[list[int], Field(max_length=3)], None),
        (Seat, None),
        (Customer, None),
    ],
)
def test_a_schema_is_one_that_the_platform_takes(
    annotation: object, schema: dict[str, object] | None
) -> None:
    found = shape_of(annotation).schema

    compiled(_schema(found))
    assert schema is None or found == schema


def test_constraints_and_words_come_from_the_notes() -> None:
    found = shape_of(
        Annotated[str, "what it is", Field(min_length=2, label="Name", data_provider="names")]
    ).schema

    assert found == {
        "type": "string",
        "description": "what it is",
        "minLength": 2,
        "title": "Name",
        "x-data-provider": "names",
    }


def test_fields_of_pydantic_are_understood_in_annotations() -> None:
    found = shape_of(Annotated[int, PydanticField(ge=1, lt=9, title="Seats")]).schema

    assert found == {"type": "integer", "minimum": 1, "exclusiveMaximum": 9, "title": "Seats"}


def test_a_dataclass_is_an_object_with_defaults() -> None:
    found = shape_of(Address).schema

    assert found["required"] == ["street", "since"]
    assert found["additionalProperties"] is False
    properties = found["properties"]
    assert isinstance(properties, dict)
    assert properties["colour"]["default"] == "blue"


@pytest.mark.parametrize("annotation", [bytes, Callable, set[int], complex, dict[int, str], type])
def test_a_type_that_json_cannot_be_is_refused(annotation: object) -> None:
    with pytest.raises(TypeError, match="not a type that JSON can carry"):
        shape_of(annotation)


@pytest.mark.parametrize("annotation", [Tree, Node])
def test_a_type_that_contains_itself_is_refused(annotation: object) -> None:
    with pytest.raises(TypeError, match="contains itself"):
        shape_of(annotation)


def _schema(made: dict[str, object]) -> Schema:
    """As it comes from the process that says it."""
    return json.loads(json.dumps(made))
