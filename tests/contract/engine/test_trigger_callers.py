"""Who saves triggers, and as whom their runs act."""

from uuid import UUID, uuid4

import pytest

from functions.composition import Runtime
from shared.call import Call, Caller
from shared.errors import NotPermitted
from shared.models.automation.makers import Maker, Needs
from shared.models.base import GLOBAL
from shared.models.callers import Actor, CallerKind, TriggerKind
from shared.operations.triggers import call_of, maker_of

ADA = UUID(int=7)
OF_ACME = Maker(user_id=ADA, name="Ada", needs=Needs.ORGANIZATION, org_id="acme")
OF_ALL = Maker(user_id=ADA, name="Ada", needs=Needs.PLATFORM, org_id=GLOBAL)


def _caller(scope: str, *, is_admin: bool, is_root: bool = False, is_user: bool = True) -> Caller:
    kind = CallerKind.USER if is_user else CallerKind.HOST_KEY
    actor = Actor(kind=kind, id=str(ADA), name="Ada", is_admin=is_admin, is_platform_admin=is_root)
    return Caller(actor, scope, user_id=ADA if is_user else None, is_platform_admin=is_root)


@pytest.mark.parametrize(
    ("caller", "of_several", "maker"),
    [
        (_caller("acme", is_admin=True), False, OF_ACME),
        (_caller("acme", is_admin=True, is_root=True), False, OF_ACME),
        (_caller("acme", is_admin=True, is_root=True), True, OF_ALL),
        (_caller(GLOBAL, is_admin=True, is_root=True), False, OF_ALL),
        (_caller("acme", is_admin=True), True, None),
        (_caller("acme", is_admin=False), False, None),
        (_caller("acme", is_admin=True, is_user=False), False, None),
        (_caller(GLOBAL, is_admin=True), False, None),
    ],
)
def test_who_saves_a_trigger_is_its_maker(
    running: Runtime, caller: Caller, of_several: bool, maker: Maker | None
) -> None:
    call = Call(caller, running.platform)

    if maker is None:
        with pytest.raises(NotPermitted):
            maker_of(call, of_several=of_several)
    else:
        assert maker_of(call, of_several=of_several) == maker


@pytest.mark.parametrize("scope", ["acme", GLOBAL])
def test_a_trigger_never_has_an_administrators_rights(running: Runtime, scope: str) -> None:
    actor = Actor.of_trigger(TriggerKind.SCHEDULE, uuid4(), "Nightly", OF_ALL)

    caller = call_of(running.platform, actor, scope).caller

    assert not caller.actor.administers(scope)
    assert not caller.may_name_organizations
    assert not caller.is_platform_admin
    assert caller.actor.maker == OF_ALL
