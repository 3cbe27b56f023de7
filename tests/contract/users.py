"""Who calls in tests: users of every kind, and what their requests carry."""

import base64
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from shared.models.credentials import SignInSession
from shared.models.users import MemberRole, Membership, User
from shared.repositories.directory import Directory
from shared.repositories.users import Users
from shared.services.azure.connection import AzureConnection
from shared.services.azure.tables import AzureTable
from shared.services.sqlite.database import Database
from shared.services.sqlite.tables import SqliteTable
from shared.services.tables import MemoryTable, Table
from shared.settings import Settings
from tests.support.counting import CountingTransport

JSON = {"content-type": "application/json"}
ROOT = "root"
#: The stores themselves are held to the same contracts whole; what is built on them, in a sample.
_AZURE = pytest.param("azure", marks=pytest.mark.sampled(one_of=3, within="module"))
BOTH_STORES = pytest.mark.parametrize("store", ["sqlite", _AZURE], indirect=True)


def signed_in(name: str, org_id: str = "") -> dict[str, str]:
    """What the front end adds for whoever signed in there as ``name``."""
    facts = {"identityProvider": "test", "userId": name, "userRoles": ["anonymous", "admin"]}
    principal = base64.b64encode(json.dumps(facts).encode()).decode()
    scope = {"x-organization-id": org_id} if org_id else {}
    return {**JSON, **scope, "x-ms-client-principal": principal}


def with_key(raw: str, address: str = "") -> dict[str, str]:
    came_from = {"x-forwarded-for": address} if address else {}
    return {**JSON, **came_from, "x-api-key": raw}


async def add_user(
    users: Users,
    name: str,
    roles: Mapping[str, str] | None = None,
    *,
    is_admin: bool = False,
    is_active: bool = True,
) -> User:
    """Somebody who can sign in as ``name``, with a role in each of these organizations."""
    memberships = (roles or {}).items()
    user = User(
        id=uuid4(),
        email=f"{name}@example.test",
        display_name=name.title(),
        is_platform_admin=is_admin,
        is_active=is_active,
        memberships=tuple(Membership(org_id=o, role=MemberRole(r)) for o, r in memberships),
        principals=(f"test:{name}",),
        created_by="tests",
        created_at=datetime.now(UTC),
    )
    await users.add(user)
    return user


async def add_session(directory: Directory, user: User) -> SignInSession:
    """As if the user had signed in by a password."""
    now = datetime.now(UTC)
    session = SignInSession(
        id=uuid4(),
        user_id=user.id,
        token_id=uuid4(),
        methods=("pwd",),
        began_at=now,
        refreshed_at=now,
        proved_at=now,
    )
    await directory.credentials.change(user.id, lambda found: found.with_session(session))
    return session


def new_table(request: pytest.FixtureRequest) -> Table:
    """An empty table, in memory, SQLite or Azurite, as the fixture's parameter says."""
    kind = getattr(request, "param", "memory")
    if kind == "memory":
        return MemoryTable()
    if kind == "sqlite":
        folder: Path = request.getfixturevalue("tmp_path")
        database = Database(folder / f"store-{uuid4().hex}")
        request.addfinalizer(database.close)
        return SqliteTable(database, "directory")
    settings: Mapping[str, str] = request.getfixturevalue("local_settings")
    transport: CountingTransport = request.getfixturevalue("counted")
    connection = AzureConnection(Settings.model_validate(settings), transport)
    return AzureTable(connection, f"Directory{uuid4().hex}")
