"""Workflows and choices for some callers only; what each declares is in its name."""

from typing import Annotated

from bifrost import Field, data_provider, workflow


@workflow
async def for_forms() -> str:
    return "for_forms"


@workflow(access="members")
async def for_members() -> str:
    return "for_members"


@workflow(roles=["Finance"])
async def for_forms_of_finance() -> str:
    return "for_forms_of_finance"


@workflow(access="members", roles=["finance "])
async def for_members_of_finance() -> str:
    return "for_members_of_finance"


@workflow(access="members", organizations=["globex"])
async def for_globex() -> str:
    return "for_globex"


@data_provider
async def choices_for_forms() -> list[str]:
    return ["a"]


@data_provider(access="members")
async def choices_for_members() -> list[str]:
    return ["a"]


@data_provider(access="members", roles=["Finance"])
async def choices_for_members_of_finance() -> list[str]:
    return ["a"]


@data_provider(access="members", organizations=["globex"])
async def choices_for_globex() -> list[str]:
    return ["a"]


@data_provider
async def choices_by_workflow() -> list[str]:
    return ["a"]


@data_provider(roles=["Finance"])
async def choices_by_workflow_of_finance() -> list[str]:
    return ["a"]


@data_provider(organizations=["globex"])
async def choices_by_workflow_for_globex() -> list[str]:
    return ["a"]


@workflow(access="members")
async def for_members_with_choices(
    one: Annotated[str, Field(data_provider="choices_by_workflow")] = "a",
    two: Annotated[str, Field(data_provider="choices_by_workflow_of_finance")] = "a",
    three: Annotated[str, Field(data_provider="choices_by_workflow_for_globex")] = "a",
) -> str:
    return "for_members_with_choices"
