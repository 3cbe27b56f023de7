"""What the tests of this folder share."""

import base64
import json
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from functions.composition import Runtime
from functions.runtime import compose, use
from shared.models.users import MemberRole, Membership, User
from shared.services.services import Services
from shared.settings import Settings
from tests.contract.client import Answer, Http
from tests.contract.issuer import (
    Account,
    FakeIssuer,
)
from tests.contract.users import JSON

Headers = Mapping[str, str]


ALICE = Account("alice@contoso.test")


EVE = Account("eve@contoso.test")


@dataclass(frozen=True)
class Front:
    """Static Web Apps: what it posts, and what it says later of whom it let in."""

    http: Http
    issuer: FakeIssuer

    async def sign_in(self, account: Account, name: str | None = None, **more: Any) -> Answer:
        """``name`` is the userId that it made up for the account."""
        token = self.issuer.issue(account)
        body = {
            "identityProvider": "aad",
            "userId": name,
            "userDetails": account.name,
            "claims": [{"typ": "preferred_username", "val": account.name}],
            "accessToken": token,
        }
        return await self.post({**body, **more})

    async def post(self, body: object) -> Answer:
        headers = {**JSON, "x-forwarded-for": "10.0.0.7"}
        return await self.http("get_sign_in_roles", body=body, headers=headers)

    async def whoami(self, name: str, provider: str = "aad") -> str | None:
        answer = await self.http("get_current_user", headers=as_(name, provider))
        return answer.json["email"] if answer.status == 200 else None


def as_(name: str, provider: str = "aad") -> dict[str, str]:
    """A request of whoever the front end let in under this name."""
    facts = {"identityProvider": provider, "userId": name, "userRoles": ["authenticated"]}
    return {**JSON, "x-ms-client-principal": base64.b64encode(json.dumps(facts).encode()).decode()}


async def prove(running: Runtime, user: User) -> None:
    """Have a user of the front end prove just now who they are."""
    now = running.platform.services.clock.now()
    await running.platform.directory.credentials.change(
        user.id, lambda found: found.model_copy(update={"front_end_proved_at": now})
    )


async def invite(
    running: Runtime, email: str, roles: Mapping[str, str] | None = None, *, is_admin: bool = False
) -> User:
    """Somebody who is expected under this address."""
    user = User(
        id=uuid4(),
        email=email,
        display_name=email.partition("@")[0].title(),
        is_platform_admin=is_admin,
        memberships=tuple(
            Membership(org_id=org_id, role=MemberRole(role))
            for org_id, role in (roles or {}).items()
        ),
        created_by="tests",
        created_at=datetime.now(UTC),
    )
    await running.platform.directory.users.add(user)
    return user


async def principals(running: Runtime, user: User) -> set[str]:
    return {*(await running.platform.directory.users.get(user.id)).user.principals}


@asynccontextmanager
async def using(settings: Settings, services: Services) -> AsyncGenerator[None]:
    """Another process with the same stores answers meanwhile."""
    elsewhere = compose(settings, services)
    use(elsewhere)
    yield
    await elsewhere.platform.engine.close()


async def strangers(running: Runtime) -> list[tuple[str | None, str | None]]:
    page = await running.platform.directory.refused_sign_ins.page()
    return [(entry.claimed, entry.error) for entry in page.entries]
