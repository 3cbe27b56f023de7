"""What comes in may go out, and two keys of a result are never one in silence."""

# pyright: reportUntypedNamedTuple=false

import json
import math
from collections import namedtuple
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, Field, SecretStr

from sdk.rpc import redaction
from sdk.rpc.serialization import ResultNotSerializable, json_of
from sdk.schema.type_schemas import shape_of
from shared.engine.inputs.redaction import Redactor


class Colour(Enum):
    RED = "red"


class Point(NamedTuple):
    x: int
    day: date = date(2026, 1, 2)


@dataclass
class Backlog:
    ends: list[Point]
    colour: Colour


class Town(BaseModel):
    zip_code: int = Field(alias="zipCode")


class Customer(BaseModel):
    name: str
    since: datetime
    town: Town | None = None


class Keyed(BaseModel):
    values: dict[Any, int]
    pin: SecretStr = SecretStr("1234")


POINT = {"x": 1, "day": "2026-11-25"}


@pytest.mark.parametrize(
    ("annotation", "given_"),
    [
        (Point, POINT),
        (list[Point], [POINT, POINT]),
        (Backlog, {"ends": [POINT], "colour": "red"}),
        (Town, {"zipCode": 1}),
        (
            Customer,
            {
                "name": "Ada",
                "since": "2026-11-25T09:30:00Z",
                "town": {"zipCode": 1},
            },
        ),
        (dict[str, Point], {"a": POINT}),
        (Point | None, POINT),
    ],
)
def test_what_came_in_goes_out_as_it_came(annotation: object, given_: object) -> None:
    read = shape_of(annotation).read(given_)

    assert json.loads(json_of({"it": read})) == {"it": given_}


def test_a_named_tuple_without_types_goes_out_with_its_names() -> None:
    pair = namedtuple("pair", "left right")

    assert json_of([pair(1, pair(2, None))]) == '[{"left":1,"right":{"left":2,"right":null}}]'


@pytest.mark.parametrize(
    ("key", "name"),
    [
        (1, "1"),
        (1.5, "1.5"),
        (True, "true"),
        (None, "null"),
        (Colour.RED, "red"),
        (date(2026, 1, 2), "2026-01-02"),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        ("a", "a"),
    ],
)
def test_keys_become_what_json_has_for_them(key: object, name: str) -> None:
    assert json.loads(json_of({key: 1})) == {name: 1}


@pytest.mark.parametrize("key", [math.nan, math.inf, (1, 2), frozenset({1}), b"a", object()])
def test_a_key_that_json_cannot_carry_is_named(key: object) -> None:
    with pytest.raises(ResultNotSerializable, match=r"the result\['rows'\]"):
        json_of({"rows": {key: 1}})


@pytest.mark.parametrize(
    "value",
    [
        {1: 0, "1": 1},
        {None: 0, "null": 1},
        {True: 0, "true": 1},
        {date(2026, 1, 2): 0, "2026-01-02": 1},
        {Colour.RED: 0, "red": 1},
        {chr(0xD800): 0, chr(0xD801): 1},
        {1.5: 0, "1.5": 1},
        Keyed(values={1: 0, "1": 1}),
        [Keyed(values={UUID(int=1): 0, str(UUID(int=1)): 1})],
    ],
)
def test_two_keys_that_would_be_one_are_refused(value: object) -> None:
    with pytest.raises(ResultNotSerializable, match="two keys that JSON has as one"):
        json_of({"inner": value})


KEYS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.dates(), st.uuids()
)


@given(st.dictionaries(KEYS, st.integers(), max_size=8))
def test_no_key_is_lost(value: dict[object, int]) -> None:
    try:
        found = json.loads(json_of(value))
    except ResultNotSerializable:
        return
    assert sorted(found.values()) == sorted(value.values())


def test_what_is_confided_in_a_model_does_not_go_out() -> None:
    assert json.loads(json_of(Keyed(values={1: 0}))) == {"values": {"1": 0}, "pin": "**********"}


def test_a_model_that_contains_itself_says_so() -> None:
    class Node(BaseModel):
        below: Any = None

    node = Node()
    node.below = node

    with pytest.raises(ResultNotSerializable, match="Node that has no JSON form"):
        json_of(node)


def test_keys_that_are_hidden_alike_stay_two() -> None:
    value = {"first-secret": 1, "other-secret": 2}
    redactor = Redactor([*value])
    for secret in value:
        redaction.remember_secret(secret)

    try:
        wanted = {"[redacted]": 1, "[redacted] (2)": 2}
        assert json.loads(redactor.json(json.dumps(value), value)) == wanted
        assert redaction.redact_in(value) == wanted
    finally:
        redaction.forget_secrets()


def test_times_keep_their_zone() -> None:
    assert json_of(datetime(2026, 1, 2, tzinfo=UTC)) == '"2026-01-02T00:00:00+00:00"'
