"""Null says of a list or an object that may be left out what leaving it out says."""

from collections.abc import Iterator, Mapping
from typing import Any, get_args, get_origin

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from functions import app
from shared.broker import SDK_CALLS

COLLECTIONS = (list, tuple, dict, set, frozenset, Mapping)


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        for field in annotation.model_fields.values():
            yield from models_in(field.annotation)
        return
    for part in get_args(annotation):
        yield from models_in(part)


BODIES = {
    model
    for routes in app.API
    for route in routes.all
    for argument in route.arguments.all
    if argument.location == "body"
    for model in models_in(argument.annotation)
} | {*SDK_CALLS.values()}
FIELDS = [
    pytest.param(model, name, id=f"{model.__module__}.{model.__name__}.{name}")
    for model in sorted(BODIES, key=lambda found: (found.__module__, found.__name__))
    for name, field in model.model_fields.items()
    if not field.is_required()
    and (
        get_origin(field.annotation) in COLLECTIONS
        or (isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel))
    )
]


def faults_of(adapter: TypeAdapter[Any], given: object) -> set[object]:
    """The names of the fields that are refused."""
    try:
        adapter.validate_python(given)
    except ValidationError as error:
        return {fault["loc"][0] for fault in error.errors() if fault["loc"]}
    return set()


@pytest.mark.parametrize(("model", "name"), FIELDS)
def test_null_is_what_leaving_it_out_is(model: type[BaseModel], name: str) -> None:
    key = model.model_fields[name].alias or name
    adapter = TypeAdapter(model)
    assert key not in faults_of(adapter, {key: None})


def test_there_are_such_fields() -> None:
    assert len(FIELDS) >= 12
