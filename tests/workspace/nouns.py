"""What an author writes with every noun of the SDK: it is type-checked, and run in both worlds."""

import builtins
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict
from datetime import datetime

from bifrost import (
    Caller,
    ConfigType,
    ConfigurationError,
    ExecutionContext,
    ExecutionStatus,
    IntegrationError,
    OAuthCredentials,
    Organization,
    Role,
    User,
    UserError,
    ValidationError,
    WorkflowError,
    config,
    context,
    executions,
    logger,
    oauth,
    organizations,
    roles,
    secrets,
    users,
    workflow,
    workflows,
)


@workflow
async def administers(email: str) -> dict[str, object]:
    """Roles, values and what there is of the own organization."""
    own: Organization = await organizations.get()
    role: Role = await roles.create("Dispatch", "Who sends the vans")
    role = await roles.update(role.id, name="Service desk")
    await roles.assign_forms(role.id, ["onboard", "offboard"])
    found: list[Role] = await roles.list()
    await config.set("colour", "blue")
    await secrets.set("api-key", "hunter2")
    settings = await config.list()
    said: dict[str, object] = {
        "own": own.name,
        "role": [role.name, role.description, isinstance(role.created_at, datetime)],
        "roles": [one.name for one in found],
        "forms": await roles.list_forms(role.id),
        "members": await roles.list_users(role.id),
        "config": settings,
        "default": await config.get("none", default=3),
        "secret": len(await secrets.get("api-key") or ""),
        "secrets": await secrets.list(),
        "deleted": [await config.delete("colour"), await config.delete("colour")],
        "role gone": [await roles.delete(role.id), await roles.delete(role.id)],
        "email": email,
    }
    logger.info("administered %s", own.name)
    return said


@workflow
async def rules() -> dict[str, object]:
    """Organizations and users of the whole platform."""
    made: Organization = await organizations.create("Initech", "initech.test")
    changed = await organizations.update(made.id, name="Initech Ltd")
    user: User = await users.create("peter@initech.test", "Peter", org_id=made.id)
    user = await users.update(user.id, name="Peter G.")
    role = await roles.create("Reports", org_id=made.id)
    await roles.assign_users(role.id, [user.id], scope=made.id)
    same = await users.get("peter@initech.test")
    said: dict[str, object] = {
        "made": [changed.name, changed.domain, [*changed.domains], changed.is_active],
        "user": [same.name, same.email, same.is_active, [*same.memberships] != []],
        "is same": user.id == same.id,
        "members": [one.email for one in await users.list(made.id)],
        "in role": await roles.list_users(role.id, org_id=made.id) == [user.id],
        "deleted": [await users.delete(user.id), await users.delete(user.id)],
        "gone": await organizations.delete(made.id),
        "after": (await organizations.get(made.id)).is_active,
        "listed": made.id in [one.id for one in await organizations.list()],
    }
    return said


@workflow(access="members")
async def greets(name: str) -> str:
    if name == "nobody":
        raise UserError("I greet somebody.")
    if name == "broken":
        raise IntegrationError("the greeter is out of order")
    return f"Hello, {name}"


@workflow(access="members")
async def runs_others() -> dict[str, object]:
    """Children, and the executions that they leave."""
    greeting = await workflows.execute("greets", {"name": "Ada"})
    codes: list[object] = []
    for name, given in (("greets", "nobody"), ("greets", "broken"), ("missing", "x")):
        codes.append(await _refusal(lambda n=name, g=given: workflows.execute(n, {"name": g})))
    return {
        "greeting": greeting,
        "codes": codes,
        "known": "greets" in [one["name"] for one in await workflows.list()],
        "keys": sorted((await workflows.list())[0]),
    }


@workflow(access="members")
async def looks_back(execution_id: str) -> dict[str, object]:
    """The fields of an execution and of its lines; their values differ."""
    found = await executions.get(execution_id)
    same = await workflows.get(execution_id)
    listed = await executions.list("greets", status=ExecutionStatus.SUCCESS, limit=5)
    lines = await executions.get_logs(execution_id)
    return {
        "result": [found.get("result"), same.get("result")],
        "status": [one["status"] for one in listed],
        "fields": sorted(found),
        "listed fields": sorted(listed[0]),
        "line fields": [sorted(line) for line in lines],
        "cancel": await _refusal(lambda: workflows.cancel(execution_id)),
    }


@workflow(access="members")
async def is_refused() -> list[str]:
    """What a run is told that may not, or asks for what is not there."""
    nobody = "00000000-0000-4000-8000-000000000000"
    calls: builtins.list[Callable[[], Awaitable[object]]] = [
        organizations.list,
        lambda: organizations.get("globex"),
        lambda: organizations.create("X"),
        roles.list,
        lambda: roles.get(nobody),
        lambda: roles.list(scope="globex"),
        users.list,
        lambda: users.get(nobody),
        lambda: users.delete(nobody),
        lambda: config.set("k", 1),
        lambda: config.get("k", scope="globex"),
        lambda: secrets.delete("k"),
        lambda: executions.get(nobody),
        lambda: oauth.headers("none"),
        lambda: oauth.refresh_token("none"),
    ]
    return [await _refusal(call) for call in calls]


@workflow(access="members")
async def knows_itself(context: ExecutionContext, more: dict[str, object] | None = None) -> object:
    """What the context has."""
    return _facts(context, more)


@workflow(access="members")
async def knows_itself_by_annotation(_context: ExecutionContext) -> object:
    return _facts(_context, None)


@workflow(access="members")
async def knows_itself_in_the_middle(name: str, execution_context: "ExecutionContext") -> object:
    return [name, _facts(execution_context, None)]


@workflow(access="members")
async def knows_itself_by_proxy() -> object:
    return _facts(context, None)


def _facts(found: ExecutionContext, more: Mapping[str, object] | None) -> object:
    caller: Caller = found.caller
    return {
        "scope": [found.scope, found.org_id, found.org_name, found.is_global_scope],
        "organization": asdict(found.organization) if found.organization else None,
        "caller": [caller.user_id == found.executed_by, caller.name == found.executed_by_name],
        "workflow": found.workflow_name,
        "attempt": found.attempt,
        "rights": [found.is_admin, found.is_platform_admin, found.is_function_key],
        "public_url": found.public_url,
        "parameters": found.parameters,
        "more": more,
    }


@workflow(access="members")
async def uses_types(provider: str) -> list[object]:
    """Where an author meets the types and errors."""
    kinds = [ConfigType.SECRET_REF.value, ExecutionStatus.CANCELLED.value]
    errors = [ValidationError("a").code, IntegrationError("b").code, ConfigurationError("c").code]
    try:
        found: OAuthCredentials = await oauth.credentials(provider)
    except WorkflowError as error:
        return [*kinds, *errors, error.code]
    return [*kinds, *errors, found.is_expired(), found.get_auth_header().split()[0]]


async def _refusal(call: Callable[[], Awaitable[object]]) -> str:
    try:
        return f"answered {await call()!r}"
    except WorkflowError as error:
        return error.code
