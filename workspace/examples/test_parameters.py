from datetime import date

from bifrost import testing
from workspace.examples.parameters import Contract, Equipment, plan_first_day


async def test_a_contractor_s_account_ends() -> None:
    with testing.running():
        plan = await plan_first_day(
            "Ada Lovelace",
            date(2026, 12, 1),
            Contract.CONTRACTOR,
            Equipment(laptop="developer", monitors=2),
        )

    assert plan == {
        "account": "ada.lovelace",
        "ready_by": date(2026, 11, 29),
        "account_ends_on": date(2027, 5, 30),
        "equipment": Equipment(laptop="developer", monitors=2),
        "groups": ["everybody"],
        "note": "",
    }
