"""The template of the deployment, and what it would deploy with sample parameters."""

import json
from collections.abc import Mapping
from functools import cache
from typing import cast

from infra.arm.__main__ import TARGET
from infra.arm.evaluate import Deployed, Deployment, evaluate
from infra.arm.expressions import Json
from infra.arm.flat import SAMPLES

EVERYTHING = SAMPLES["everything"]


def template() -> Mapping[str, Json]:
    return cast("Mapping[str, Json]", json.loads(TARGET.read_text()))


@cache
def minimal() -> Deployment:
    """The deployment with every default."""
    return evaluate(template())


@cache
def everything() -> Deployment:
    return evaluate(template(), EVERYTHING)


def with_parameters(**given: Json) -> Deployment:
    return evaluate(template(), given)


def only(deployment: Deployment, kind: str, ending: str = "") -> Deployed:
    """The one resource of a type whose name ends so."""
    [found] = [one for one in deployment.of(kind) if one.name.endswith(ending)]
    return found


def at(value: Json, *path: str | int) -> Json:
    """What is at a path in JSON."""
    for step in path:
        value = cast("Mapping[str | int, Json]", value)[step]
    return value


def pairs(value: Json) -> list[tuple[str, Json]]:
    """The names and values of an object."""
    return [*cast("Mapping[str, Json]", value).items()]
