"""Kinds of parameters: the signature is the form, the validation and the documentation."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Annotated, Literal

from bifrost import Field, param, workflow


class Contract(Enum):
    PERMANENT = "permanent"
    TEMPORARY = "temporary"
    CONTRACTOR = "contractor"


@dataclass(frozen=True)
class Equipment:
    """An object as input, with fields of its own."""

    laptop: Literal["none", "standard", "developer"] = "standard"
    monitors: Annotated[int, Field(ge=0, le=3)] = 1


@workflow(category="Examples", tags=["parameters"], time_saved_minutes=20)
@param("note", help_text="Is sent to the help desk as it is.")
async def plan_first_day(
    full_name: Annotated[str, Field(min_length=3, message="Give first and last name.")],
    begins_on: date,
    contract: Contract = Contract.PERMANENT,
    equipment: Equipment | None = None,
    groups: list[str] | None = None,
    note: str = "",
) -> dict[str, object]:
    """Plan what has to be ready on an employee's first day.

    Args:
        full_name: as it will be shown in the address book
        begins_on: the first working day
        contract: decides how long the account lasts
        equipment: what the help desk prepares
        groups: names of groups to be added to
        note: anything else
    """
    wanted = equipment or Equipment()
    last_day = None if contract is Contract.PERMANENT else begins_on + timedelta(days=180)
    return {
        "account": full_name.casefold().replace(" ", "."),
        "ready_by": begins_on - timedelta(days=2),
        "account_ends_on": last_day,
        "equipment": wanted,
        "groups": groups or ["everybody"],
        "note": note,
    }
