"""The base of all models: frozen, strict about names, camelCase on the wire."""

from functools import cache
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticUseDefault

from shared.wording.error_messages import Pattern

GLOBAL = "GLOBAL"
#: The workflow that runs scripts: see ``shared.engine.code.scripts``.
SCRIPT = "script"
#: What runs of agents have as their workflow; no function can have this name.
AGENT = "ai-agent"

#: An organization's id; also a partition key, so without what Table Storage forbids.
OrganizationId = Annotated[
    str,
    Pattern(
        r"^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$",
        "give an organization's id: 1 to 64 letters, digits, '_' and '-',"
        " not beginning with a sign",
    ),
]
WorkflowName = Annotated[str, StringConstraints(min_length=1, max_length=100)]


def _null_is_left_out(value: object) -> object:
    if value is None:
        raise PydanticUseDefault
    return value


#: For a list or an object that may be left out: null counts as left out.
OrLeftOut = BeforeValidator(_null_is_left_out)

#: Models share most of their names.
_camel = cache(to_camel)

#: The configuration of a TypeAdapter, deferred for the same reason as a Model.
DEFERRED = ConfigDict(defer_build=True)


class Model(BaseModel):
    model_config = ConfigDict(
        # Each process needs a few of the models, and every start pays for what is built.
        defer_build=True,
        frozen=True,
        extra="forbid",
        alias_generator=_camel,
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
    )
