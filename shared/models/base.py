"""How models look: frozen, strict about names, camelCase on the wire."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints
from pydantic.alias_generators import to_camel

GLOBAL = "GLOBAL"
#: The workflow that runs scripts: see ``shared.engine.scripts``.
SCRIPT = "script"

#: Also a partition key: nothing that Table Storage forbids.
OrganizationId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$")]
WorkflowName = Annotated[str, StringConstraints(min_length=1, max_length=100)]


#: Of a TypeAdapter, for the reason that Model has.
DEFERRED = ConfigDict(defer_build=True)


class Model(BaseModel):
    model_config = ConfigDict(
        # Each process needs a few of the models, and every start pays for what is built.
        defer_build=True,
        frozen=True,
        extra="forbid",
        alias_generator=to_camel,
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
    )
