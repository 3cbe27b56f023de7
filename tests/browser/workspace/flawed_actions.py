"""A workflow with a parameter that nothing offers choices for: discovery reports it."""

from typing import Annotated

from bifrost import Field, workflow


@workflow(access="members", category="Samples")
async def choose_nowhere(
    place: Annotated[str, Field(data_provider="no_such_provider")] = "",
) -> str:
    """Return what was chosen."""
    return place
