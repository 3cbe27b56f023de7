"""``bifrost.testing`` refuses input in the platform's words."""

from typing import Any

import pytest

from sdk.testing.validation import faults
from shared.engine.inputs.validation import fitted
from shared.errors import InvalidInput
from shared.models.workflows import Provider

TEXT, WHOLE, NUMBER = {"type": "string"}, {"type": "integer"}, {"type": "number"}
NULL: dict[str, Any] = {"type": "null"}
CONTRACT: dict[str, Any] = {
    "type": "object",
    "properties": {"days": {**WHOLE, "minimum": 1}},
    "required": ["days"],
    "additionalProperties": False,
}


def platform_says(schema: dict[str, Any], given: dict[str, Any]) -> list[str]:
    made = Provider.model_construct(name="x", parameters=schema)
    try:
        fitted(made, given)
    except InvalidInput as error:
        return sorted(f"{'.'.join(map(str, one.location))}: {one.message}" for one in error.details)
    return []


CASES: list[tuple[dict[str, Any], Any]] = [
    *((WHOLE, value) for value in ("x", 1.5, 1.0, True, None, 7)),
    *(({**NUMBER, "minimum": 1, "maximum": 2.5}, value) for value in (0, -0.5, 3, "x", 2.5)),
    *(({**NUMBER, "exclusiveMinimum": 1, "exclusiveMaximum": 4}, value) for value in (1, 4, 2)),
    *(({**WHOLE, "multipleOf": 5}, value) for value in (7, 10)),
    *(({**TEXT, "minLength": 2, "maxLength": 3}, value) for value in ("", "a", "abcd", 'é"\n', 5)),
    *(({**TEXT, "minLength": 1, "maxLength": 1}, value) for value in ("", "ab")),
    *(({**TEXT, "pattern": r"^\d{5}$"}, value) for value in ("1234", "12345")),
    *(({**TEXT, "minLength": 9, "pattern": "x"}, value) for value in ("a",)),
    *(({**TEXT, "enum": [*"abcde"[:most]]}, "z") for most in (1, 2, 3, 4, 5)),
    *(({"enum": ["a", 1, None, True]}, value) for value in ("b", 1.0, 0, True, {"x": [1]})),
    *(({**TEXT, "format": "date"}, value) for value in ("x", "20260102", "2026-02-30")),
    *(({**TEXT, "format": "date-time"}, value) for value in ("x", "2026-01-02T10:00:00", "", 5)),
    *(({**TEXT, "format": "date-time"}, value) for value in ("2026-01-02T10:00:00Z",)),
    *(({**TEXT, "format": "time"}, value) for value in ("x", "10:00", "10:00:00Z")),
    *(
        ({**TEXT, "format": "uuid"}, value)
        for value in ("x", "0b8e3f1c-8f0e-4f0c-9d59-6b1d5a3f7c11")
    ),
    *(({**TEXT, "format": "email"}, value) for value in ("x", "ada@contoso.test")),
    *(({"type": "array", "items": WHOLE, "minItems": 2}, value) for value in ([1], ["x", 2, 3.5])),
    *(({"type": "array", "maxItems": 1}, value) for value in ([1, 2], "x")),
    *[
        (CONTRACT, {}),
        (CONTRACT, {"days": 0, "dasy": 1}),
        (CONTRACT, []),
        (CONTRACT, {"days": "x"}),
    ],
    *(({"anyOf": [WHOLE, NULL]}, value) for value in ("x", None, 1.5)),
    *(({"anyOf": [{**WHOLE, "minimum": 3}, NULL]}, value) for value in (1, True)),
    ({"anyOf": [CONTRACT, {"type": "array"}]}, {}),
    ({"anyOf": [CONTRACT, {"type": "array"}]}, "x"),
    ({"anyOf": [{**TEXT, "format": "date"}, {**TEXT, "format": "uuid"}]}, "x"),
    ({"anyOf": [{**TEXT, "enum": ["a"]}, NULL]}, "x"),
    ({"type": "object", "additionalProperties": WHOLE}, {"y": "z"}),
    *(({**WHOLE, "minimum": 5, "x-message": "At least five."}, value) for value in ("x", 1, None)),
    *(({"anyOf": [WHOLE, NULL], "x-message": "A number."}, value) for value in ("x", 1)),
    ({**CONTRACT, "x-message": "Say how long."}, {"days": 0}),
    ({**CONTRACT, "x-message": "Say how long."}, {}),
    ({**TEXT, "enum": ["x" * 600]}, "z"),
]


@pytest.mark.parametrize(("schema", "value"), CASES)
def test_each_fault_is_said_alike(schema: dict[str, Any], value: Any) -> None:
    whole: dict[str, Any] = {
        "type": "object",
        "properties": {"a": schema, "b": TEXT},
        "required": ["a", "b"],
        "additionalProperties": False,
    }
    for given in ({"a": value, "b": ""}, {"a": value, "c": 1}):
        assert sorted(faults(whole, given)) == platform_says(whole, given)
