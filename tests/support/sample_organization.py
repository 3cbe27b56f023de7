"""An organization with some of everything, and what is kept of one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid4

from shared.call import Call, Caller, Platform
from shared.engine.journal.journal import Journal
from shared.engine.journal.transitions import ended, running
from shared.handlers.api_keys import hash_of
from shared.models.audit import AuditActor, AuditFacts
from shared.models.callers import Actor, CallerKind
from shared.models.config import ConfigRecord, ConfigType
from shared.models.connections import Connection, Flow, Grant
from shared.models.executions import Outcome, Status
from shared.models.forms import Form, FormSchema
from shared.models.keys import ApiKey
from shared.models.organizations import Organization
from shared.models.roles import Role
from shared.repositories.connections import Connections, StoredGrant
from shared.repositories.form_startups import Startup
from shared.repositories.roles import Roles
from shared.repositories.uploads import UploadGrant
from shared.services.secrets import prefix_of
from shared.services.tables import Table
from tests.contract.users import add_user
from tests.unit.builders import execution

RULER = Actor(kind=CallerKind.USER, id="ruler", name="Ruler", is_admin=True)
LARGE = {"value": "x" * 40_000}
EVERYTHING = (" ", "~")

Rows = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Counts:
    """How much of it. Every execution has a blob."""

    users: int = 2
    roles: int = 2
    keys: int = 3
    executions: int = 4
    secrets: int = 3
    configuration: int = 3
    forms: int = 2
    uploads: int = 2
    storage: int = 2
    connections: int = 2
    entries: int = 5


FEW = Counts()


@dataclass(frozen=True)
class Filled:
    """``shared`` is a user who is in another organization as well, when one is named."""

    org_id: str
    blobs: tuple[str, ...]
    shared: str


def ruling(platform: Platform) -> Call:
    """A platform administrator's request."""
    return Call(Caller(RULER, is_platform_admin=True), platform)


async def fill(
    platform: Platform, org_id: str, counts: Counts = FEW, *, beside: str = "", active: bool = False
) -> Filled:
    directory, tag = platform.directory, uuid4().hex
    await directory.organizations.add(_organization(org_id, tag, active=active))
    roles = {org_id: "member"}
    users = [await add_user(directory.users, f"{tag}-{n}", roles) for n in range(counts.users)]
    both = {**roles, beside: "admin"} if beside else roles
    shared = await add_user(directory.users, f"{tag}-shared", both)
    await _add_roles(directory.roles_of(org_id), counts.roles, [user.id for user in users])
    for _ in range(counts.keys):
        await directory.api_keys.add(_key(org_id))
    for number in range(counts.secrets):
        await platform.services.secrets.put(f"{prefix_of(org_id)}name-{number}", "value")
    for number in range(counts.configuration):
        await directory.configuration_of(org_id).put(None, _config(number), [])
    await _add_forms(platform, org_id, counts)
    for number in range(counts.connections):
        await _connect(directory.connections_of(org_id), f"connection-{number}")
    for number in range(counts.entries):
        await directory.audit_of(org_id).note(_facts(number))
    for number in range(counts.storage):
        await platform.services.storage.write(f"{org_id}/reports/{number}.pdf", b"%PDF")
    blobs = [await _run(platform, org_id) for _ in range(counts.executions)]
    return Filled(org_id, tuple(blobs), str(shared.id))


async def kept(platform: Platform, filled: Filled) -> Rows:
    """Everything that says something of the organization, by where it is."""
    org_id, services = filled.org_id, platform.services
    places = {
        "roles": await _rows(services.directory, f"role|{org_id}"),
        "configuration": await _rows(services.directory, f"config|{org_id}"),
        "forms": await _rows(services.directory, f"form|{org_id}"),
        "startups": await _rows(services.directory, f"startup|{org_id}"),
        "uploads": {name: "" async for name in services.uploads.names(f"{org_id}/")},
        "storage": {name: "" async for name in services.storage.names(f"{org_id}/")},
        "members": dict.fromkeys(await _members(services.directory, org_id), ""),
        "directory": await _naming(services.directory, org_id),
        "connections": await _connections(services.directory, org_id),
        "executions": await _rows(services.executions, org_id),
        "audit": await _rows(services.audit, org_id),
        "secrets": dict.fromkeys(await services.secrets.names(prefix_of(org_id)), ""),
        "blobs": {name: "" for name in filled.blobs if await services.blobs.find(name)},
    }
    return {place: rows for place, rows in places.items() if rows}


def _organization(org_id: str, tag: str, *, active: bool) -> Organization:
    return Organization(
        id=org_id,
        name=f"Name of {org_id}",
        domain=f"{tag}.test",
        domains=(f"{tag}.test", f"{tag}.example"),
        is_active=active,
        created_by="tests",
        created_at=datetime.now(UTC),
    )


async def _add_roles(roles: Roles, count: int, users: list[UUID]) -> None:
    for number in range(count):
        name, now = f"Role {number}", datetime.now(UTC)
        role = Role(id=uuid4(), name=name, created_by="tests", created_at=now)
        await roles.add(role)
        await roles.add_users(await roles.get(role.id), users)
        await roles.grant(await roles.get(role.id), ["form-1", "form-2"])


async def _add_forms(platform: Platform, org_id: str, counts: Counts) -> None:
    """With what a launch workflow returned for one, and files that were sent."""
    now = datetime.now(UTC)
    for number in range(counts.forms):
        form = Form(
            id=str(uuid4()),
            org_id=org_id,
            name=f"Form {number}",
            linked_workflow="hello_world",
            form_schema=FormSchema(),
            created_by="tests",
            created_at=now,
        )
        await platform.directory.forms_of(org_id).add(form)
    startup = Startup(form_id="form", caller_id="ana", result={}, expires_at=now)
    await platform.directory.startups_of(org_id).keep(startup, now)
    for _ in range(counts.uploads):
        blob = f"{org_id}/form/{uuid4()}/a.png"
        await platform.services.uploads.write(blob, b"png")
        grant = UploadGrant(blob=blob, original_name="a.png", size=3, granted_at=now)
        await platform.directory.uploads_of(org_id).add(grant, 0)


async def _connect(connections: Connections, name: str) -> None:
    """With a token that is to be refreshed."""
    now = datetime.now(UTC)
    connection = Connection(
        org_id=connections.org_id,
        name=name,
        flow=Flow.REFRESH_TOKEN,
        client_id="client",
        token_url="https://provider.test/token",
        created_by="tests",
        created_at=now,
    )
    await connections.add(connection)
    grant = Grant(connection_id=connection.id, owner=connection.org_id)
    due = grant.model_copy(update={"due_at": now, "sealed_token": "sealed"})
    await connections.save(name, StoredGrant(grant, None), due)


async def _connections(table: Table, org_id: str) -> Mapping[str, str]:
    due = await _rows(table, "oauth-due")
    hints = {key: "" for key in due if key.split("|")[1] == org_id}
    return {**await _rows(table, f"oauth|{org_id}"), **hints}


def _key(org_id: str) -> ApiKey:
    return ApiKey(
        id=uuid4(),
        secret_hash=hash_of("secret"),
        org_id=org_id,
        created_by="tests",
        created_at=datetime.now(UTC),
    )


def _config(number: int) -> ConfigRecord:
    kind, now = ConfigType.INT, datetime.now(UTC)
    key, value = f"key_{number}", str(number)
    return ConfigRecord(key=key, value=value, type=kind, updated_at=now, updated_by="tests")


def _facts(number: int) -> AuditFacts:
    actor = AuditActor(kind="user", id="ana", name="Ana")
    return AuditFacts("user.create", actor, object_id=str(number))


async def _run(platform: Platform, org_id: str) -> str:
    executions = platform.directory.executions_of(org_id)
    journal = Journal(executions)
    accepted = await executions.put_away(execution(org_id=org_id, input=LARGE))
    made = running(accepted, uuid4(), accepted.code_version, accepted.created_at)
    etag = await journal.begin(made)
    outcome = Outcome(status=Status.SUCCESS, result="1")
    await journal.finish(ended(made, outcome, made.created_at), etag)
    assert made.input_blob
    return made.input_blob


async def _rows(table: Table, partition: str) -> Mapping[str, str]:
    first: str | None = EVERYTHING[0]
    found: dict[str, str] = {}
    while first is not None:
        page = await table.page(partition, first, EVERYTHING[1], limit=1000)
        found |= {row.key: str(sorted(row.columns.items())) for row in page.rows}
        first = page.next
    return found


async def _members(table: Table, org_id: str) -> list[str]:
    return [key for key in await _rows(table, "user") if key.startswith(f"m|{org_id}|")]


async def _naming(table: Table, org_id: str) -> Mapping[str, str]:
    """Keys, the organization, its domains."""
    named = (f'"orgId":"{org_id}"', f"('org', '{org_id}')", f'"id":"{org_id}"')
    rows = {**await _rows(table, "key"), **await _rows(table, "organization")}
    return {key: text for key, text in rows.items() if any(name in text for name in named)}
