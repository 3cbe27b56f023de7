"""Child runs: each has a record of its own, which names this run as its parent."""

from bifrost import WorkflowError, workflow, workflows


@workflow(category="Examples", tags=["child runs"])
async def plan_team(names: list[str], begins_on: str) -> dict[str, object]:
    """Plan the first day of several people, and return the failures.

    With ``success`` false the run ends as CompletedWithErrors, and keeps its result.
    """
    planned: dict[str, object] = {}
    failed: dict[str, str] = {}
    for name in names:
        given = {"full_name": name, "begins_on": begins_on}
        try:
            planned[name] = await workflows.execute("plan_first_day", given)
        except WorkflowError as error:
            failed[name] = str(error)
    return {"success": not failed, "planned": planned, "failed": failed}
