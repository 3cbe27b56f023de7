from typing import cast

from bifrost import testing
from workspace.examples.parameters import plan_first_day
from workspace.examples.team import plan_team


async def test_one_that_fails_does_not_hold_up_the_others() -> None:
    with testing.running(workflows={"plan_first_day": plan_first_day}):
        answer = await testing.run(plan_team, names=["Ada Lovelace", "Al"], begins_on="2026-12-01")

    found = cast("dict[str, dict[str, object]]", answer)
    assert found["success"] is False
    assert list(found["planned"]) == ["Ada Lovelace"]
    assert "full_name" in str(found["failed"]["Al"])
