"""The one rule of who may start what: every kind of caller x door x declaration."""

from collections.abc import Mapping
from itertools import product
from uuid import UUID, uuid4

import pytest

from shared.engine.authorization.authorization import Door, WorkflowAuthorization
from shared.engine.code.scripts import script
from shared.models.base import GLOBAL
from shared.models.callers import Actor, CallerKind, Subject
from shared.models.roles import Role
from shared.models.workflows import Workflow
from shared.repositories.directory import Directory
from tests.unit.builders import NOW, directory_in_memory

PERSON = UUID(int=1)


def _actor(kind: CallerKind, *, is_admin: bool = False, is_root: bool = False) -> Actor:
    return Actor(kind=kind, id=str(PERSON), name="x", is_admin=is_admin, is_platform_admin=is_root)


SUBJECTS: Mapping[str, Subject] = {
    "member": Subject(_actor(CallerKind.USER), "acme"),
    "organization administrator": Subject(_actor(CallerKind.USER, is_admin=True), "acme"),
    "platform administrator": Subject(_actor(CallerKind.USER, is_admin=True, is_root=True), "acme"),
    "function key": Subject(_actor(CallerKind.HOST_KEY, is_admin=True), "acme"),
    "API key": Subject(_actor(CallerKind.API_KEY), "acme"),
    "API key for it": Subject(_actor(CallerKind.API_KEY), "acme", frozenset({"it"})),
    "API key for another": Subject(_actor(CallerKind.API_KEY), "acme", frozenset({"that"})),
    "system": Subject(_actor(CallerKind.SYSTEM), "acme"),
    "trigger": Subject(_actor(CallerKind.TRIGGER), "acme"),
    "stranger": Subject(_actor(CallerKind.ANONYMOUS), "acme"),
}
#: Who does not start it, whatever it declares.
NEVER = {"API key for another", "stranger"}
DENIED: Mapping[tuple[str | None, bool, Door], set[str]] = {
    # access, whether it names a role that the member lacks, door
    (None, False, Door.DIRECT): {"member", *NEVER},
    (None, True, Door.DIRECT): {"member", *NEVER},
    (None, False, Door.FORM): NEVER,
    (None, True, Door.FORM): {"member", *NEVER},
    ("forms", False, Door.DIRECT): {"member", *NEVER},
    ("forms", True, Door.DIRECT): {"member", *NEVER},
    ("forms", False, Door.FORM): NEVER,
    ("forms", True, Door.FORM): {"member", *NEVER},
    ("members", False, Door.DIRECT): NEVER,
    ("members", True, Door.DIRECT): {"member", *NEVER},
    ("members", False, Door.FORM): NEVER,
    ("members", True, Door.FORM): NEVER,
    **{
        (access, has_roles, Door.CHILD): set()
        for access in (None, "forms", "members")
        for has_roles in (False, True)
    },
}


def _workflow(**facts: object) -> Workflow:
    return script("v1").model_copy(update={"name": "it", **facts})


async def _denied(rule: WorkflowAuthorization, workflow: Workflow, door: Door) -> set[str]:
    may = {name: await rule.may_start(workflow, one, door) for name, one in SUBJECTS.items()}
    return {name for name, allowed in may.items() if not allowed}


async def _with_roles(directory: Directory, org_id: str, *names: str) -> None:
    roles = directory.roles_of(org_id)
    for name in names:
        role = Role(id=uuid4(), name=name, created_by="tests", created_at=NOW)
        await roles.add(role)
        await roles.add_users(await roles.get(role.id), [PERSON])


@pytest.mark.parametrize(("access", "has_roles", "door"), DENIED)
async def test_each_declaration_denies_whom_it_should_and_nobody_else(
    access: str | None, has_roles: bool, door: Door
) -> None:
    workflow = _workflow(access=access, roles=("Finance",) if has_roles else ())

    denied = await _denied(WorkflowAuthorization(directory_in_memory()), workflow, door)

    assert denied == DENIED[access, has_roles, door]


@pytest.mark.parametrize(("access", "door"), [(None, Door.FORM), ("members", Door.DIRECT)])
async def test_a_role_of_the_organization_in_scope_opens_it_whatever_its_case(
    access: str | None, door: Door
) -> None:
    rule = WorkflowAuthorization(directory_in_memory())
    workflow = _workflow(access=access, roles=("finance", "Straße"))
    await _with_roles(rule.directory, "globex", "Finance")

    before = await rule.may_start(workflow, SUBJECTS["member"], door)
    await _with_roles(rule.directory, "acme", "Dispatch", "STRASSE")

    assert not before
    assert await rule.may_start(workflow, SUBJECTS["member"], door)


@pytest.mark.parametrize("door", Door)
@pytest.mark.parametrize("scope", ["acme", GLOBAL, "Globex", "globe"])
@pytest.mark.parametrize("access", [None, "members"])
async def test_organizations_bind_everybody_at_every_door(
    door: Door, scope: str, access: str | None
) -> None:
    rule = WorkflowAuthorization(directory_in_memory(), "members")
    workflow = _workflow(access=access, organizations=("globex", "initech"))

    for one in SUBJECTS.values():
        assert not await rule.may_start(workflow, Subject(one.actor, scope, one.workflows), door)


@pytest.mark.parametrize("scope", ["globex", "initech", GLOBAL])
async def test_an_organization_that_is_named_is_as_if_none_were(scope: str) -> None:
    rule = WorkflowAuthorization(directory_in_memory())
    kept = _workflow(organizations=("globex", "initech", GLOBAL))

    for one, door in product(SUBJECTS.values(), Door):
        there = Subject(one.actor, scope, one.workflows)
        assert await rule.may_start(kept, there, door) == await rule.may_start(
            _workflow(), there, door
        )


@pytest.mark.parametrize("door", Door)
@pytest.mark.parametrize("default", ["forms", "members"])
async def test_scripts_are_for_platform_administrators_only_and_for_no_child(
    door: Door, default: str
) -> None:
    rule = WorkflowAuthorization(
        directory_in_memory(), "members" if default == "members" else "forms"
    )

    denied = await _denied(rule, script("v1"), door)

    allowed = {"platform administrator"} if door is Door.DIRECT else set[str]()
    assert denied == {*SUBJECTS} - allowed


async def test_the_old_default_counts_only_where_nothing_is_declared() -> None:
    rule = WorkflowAuthorization(directory_in_memory(), "members")
    member = SUBJECTS["member"]

    assert await rule.may_start(_workflow(), member)
    assert not await rule.may_start(_workflow(access="forms"), member)
    assert not await rule.may_start(_workflow(roles=("Finance",)), member)
    assert not await rule.may_start(_workflow(roles=("Finance",)), member, Door.FORM)


async def test_a_list_is_what_each_of_it_would_answer() -> None:
    rule = WorkflowAuthorization(directory_in_memory())
    await _with_roles(rule.directory, "acme", "Finance")
    found = [
        _workflow(access=access, roles=roles, organizations=organizations)
        for access in (None, "forms", "members")
        for roles in ((), ("Finance",), ("Dispatch",))
        for organizations in ((), ("acme",), ("globex",))
    ]

    for one, door in product(SUBJECTS.values(), Door):
        alone = [each for each in found if await rule.may_start(each, one, door)]
        assert await rule.startable(found, one, door) == alone
