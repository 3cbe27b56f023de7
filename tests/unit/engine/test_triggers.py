"""Triggers pause when their maker loses the right for them."""

from uuid import UUID

import pytest

from shared.engine.authorization.authorization import WorkflowAuthorization
from shared.engine.authorization.reauthorization import Reauthorization
from shared.models.automation.makers import Maker, Needs
from shared.models.base import GLOBAL
from shared.models.callers import Actor
from shared.models.executions import Execution
from shared.models.users import MemberRole, Membership, User
from shared.repositories.directory import Directory
from shared.services.clock import SystemClock
from tests.unit.builders import NOW, directory_in_memory

ADA = UUID(int=7)


def _user(**facts: object) -> User:
    made = User(
        id=ADA, email="ada@example.test", display_name="Ada", created_by="tests", created_at=NOW
    )
    return made.model_copy(update=facts)


def _member(role: MemberRole) -> dict[str, object]:
    return {"memberships": (Membership(org_id="acme", role=role),)}


def _makers(directory: Directory) -> Reauthorization:
    async def by_form(execution: Execution, actor: Actor) -> bool:
        return False

    return Reauthorization(directory, SystemClock(), WorkflowAuthorization(directory), by_form)


OF_ACME = Maker(user_id=ADA, name="Ada", needs=Needs.ORGANIZATION, org_id="acme")
OF_ALL = Maker(user_id=ADA, name="Ada", needs=Needs.PLATFORM, org_id=GLOBAL)


@pytest.mark.parametrize(
    ("maker", "facts", "loss"),
    [
        (OF_ACME, None, "Ada, who saved it, was removed"),
        (OF_ACME, _member(MemberRole.ADMIN), None),
        (
            OF_ACME,
            _member(MemberRole.MEMBER),
            "Ada, who saved it, is no longer administrator of the organization",
        ),
        (OF_ACME, {}, "Ada, who saved it, is no longer administrator of the organization"),
        (OF_ACME, {"is_platform_admin": True}, None),
        (
            OF_ACME,
            {"is_active": False, **_member(MemberRole.ADMIN)},
            "Ada, who saved it, was deactivated",
        ),
        (OF_ALL, {"is_platform_admin": True}, None),
        (
            OF_ALL,
            _member(MemberRole.ADMIN),
            "Ada, who saved it, is no longer platform administrator",
        ),
    ],
)
async def test_triggers_pause_when_their_maker_loses_the_right_for_them(
    maker: Maker, facts: dict[str, object] | None, loss: str | None
) -> None:
    directory = directory_in_memory()
    if facts is not None:
        await directory.users.add(_user(**facts))

    assert await _makers(directory).loss_of(maker) == loss
    assert await _makers(directory).known_loss_of(maker) == loss
