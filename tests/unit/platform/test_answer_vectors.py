"""The shared vectors of forms: one outcome for the server's check and the browser's.

``shared/forms/answer_vectors.json`` says in ``about`` what the members of a vector mean.
"""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast, get_args

import pytest
from pydantic import JsonValue

from shared import forms
from shared.forms.checking import CheckedForm, checked
from shared.forms.faults import Fault, FaultCode
from shared.forms.state import State
from shared.forms.uploads import MISSING
from shared.models.forms import FieldType, Form, FormField, FormSchema, Values
from shared.models.zones import zone_in

FILE = Path(forms.__file__).with_name("answer_vectors.json")
VECTORS: list[dict[str, Any]] = json.loads(FILE.read_text())["vectors"]
#: Faults that only the server can find: no vector has them.
OF_THE_SERVER = {
    FaultCode.FILE_TOO_LARGE,
    FaultCode.FILE_TYPE_MISMATCH,
    FaultCode.PARAMETER_INVALID,
}


@dataclass(frozen=True, slots=True)
class Told:
    """The choices and uploads that a vector tells."""

    choices: Mapping[str, Sequence[JsonValue]]
    uploaded: Sequence[str]

    async def options(self, provider: str, inputs: Values) -> Sequence[JsonValue]:
        assert all(value not in (None, "") for value in inputs.values())
        return self.choices[provider]

    async def require_files(self, field: FormField, paths: Sequence[str]) -> None:
        del field
        if not {*paths} <= {*self.uploaded}:
            raise Fault(FaultCode.FILE_MISSING, MISSING)


def whole(vector: dict[str, Any], name: str) -> Values:
    """A member of the vector; what it repeats is written out."""
    found: dict[str, Any] = vector.get(name, {})
    if not vector.get("repeated"):
        return found
    return {key: value["repeat"] * value["times"] for key, value in found.items()}


def form_of(vector: dict[str, Any]) -> Form:
    return Form(
        id="form-1",
        org_id="acme",
        name="A form",
        linked_workflow="greet",
        form_schema=FormSchema.model_validate({"fields": vector["fields"]}),
        created_by="someone",
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


def outcome_of(vector: dict[str, Any]) -> CheckedForm:
    zone = zone_in(vector.get("timeZone", ""))
    query, launched = vector.get("query", {}), vector.get("workflow")
    state = State(form_of(vector), whole(vector, "formData"), query, launched, zone)
    told = Told(vector.get("choices", {}), vector.get("uploaded", []))
    return asyncio.run(checked(state, told))


def kinds(value: object) -> object:
    """True and 1 are not one value, as they are to Python."""
    if isinstance(value, list):
        return [kinds(item) for item in cast("list[object]", value)]
    return (isinstance(value, bool), value)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"][:80])
def test_each_vector_comes_to_what_it_says(vector: dict[str, Any]) -> None:
    found = outcome_of(vector)

    if "faults" in vector:
        assert {name: fault.code for name, fault in found.faults.items()} == vector["faults"]
        told = {name: str(found.faults[name]) for name in vector.get("messages", ())}
        assert told == vector.get("messages", {})
    else:
        wanted = whole(vector, "values")
        assert found.faults == {}
        assert found.values == wanted
        assert {n: kinds(v) for n, v in found.values.items()} == {
            n: kinds(v) for n, v in wanted.items()
        }


def test_a_vector_has_one_outcome_and_a_name_of_its_own() -> None:
    names = [vector["name"] for vector in VECTORS]

    assert len(set(names)) == len(names) >= 200
    assert all(("values" in vector) != ("faults" in vector) for vector in VECTORS)


def test_every_type_and_every_code_has_vectors() -> None:
    types = {field["type"] for vector in VECTORS for field in vector["fields"]}
    codes = {code for vector in VECTORS for code in vector.get("faults", {}).values()}

    assert types == {*get_args(FieldType)}
    assert codes == {*FaultCode} - OF_THE_SERVER


@pytest.mark.parametrize("kind", sorted(get_args(FieldType)))
def test_each_type_is_there_hidden_and_required(kind: str) -> None:
    found = [f for vector in VECTORS for f in vector["fields"] if f["type"] == kind]

    assert any(field.get("required") for field in found)
    assert any("visibilityExpression" in field for field in found)
