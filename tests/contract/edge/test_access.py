"""Every route x every kind of caller x every organization, generated from the app.

A cell is ``IN`` (the route took over: anything but a refusal of access) or the exact status.
"""

from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import azure.functions as func
import pytest

from functions import runtime
from functions.auth.access import Access
from functions.auth.api_keys import KeyChecker
from functions.auth.authenticator import Authenticator
from functions.auth.personal_keys import PersonalKeyChecker
from functions.auth.tokens import TokenChecker
from functions.composition import Runtime
from functions.edge.endpoint import Route
from functions.runtime import compose
from shared.handlers.api_keys import hash_of
from shared.models.credentials import SignInSession
from shared.models.keys import ApiKey
from shared.models.machines.personal_keys import PersonalKey
from shared.models.machines.service_accounts import ServiceAccount
from shared.models.organizations import Organization
from shared.models.tokens import TokenUse
from shared.repositories.directory import Directory
from shared.services.clock import StoppedClock
from shared.services.identity.tokens import Key, Tokens
from shared.services.services import Services, in_memory
from shared.services.sqlite.connect import connect
from shared.services.workspace.memory import MemoryWorkspace
from shared.settings import Settings
from tests.contract.client import Answer, Http
from tests.contract.edge.access_matrix import (
    CLOSED_KEY,
    ELSEWHERE,
    EVERYWHERE_401,
    EXPECTED,
    EXPIRED,
    FOREIGN,
    IDLE_ROBOT_KEY,
    IN,
    INACTIVE,
    KINDS,
    NEAR,
    NO_HEADER,
    OTHER_KEY,
    OWN,
    OWN_KEY,
    REVOKED,
    ROBOT_KEY,
    ROUTES,
    SAMPLES,
    SECRET,
    UNKNOWN,
    Kind,
    expected,
)
from tests.contract.users import JSON, add_session, add_user

pytestmark = pytest.mark.sampled(one_of=2)

#: Kinds of personal keys; the first is limited in no way.
PERSONAL: Mapping[str, Mapping[str, object]] = {
    "": {},
    "bound": {"org_id": OWN},
    "reading": {"reads_only": True},
    "ended": {},
}


@dataclass(frozen=True)
class Doors:
    """The same platform, once with and once without trust in principals."""

    http: Http
    trusting: Runtime
    wary: Runtime
    tokens: Mapping[str, str]
    sessions: Sequence[SignInSession]

    async def ask(self, route: Route, kind: Kind, organization: str) -> Answer:
        runtime.use(self.trusting if kind.trusted else self.wary)
        if "sessions" in route.path:
            await self._restore()
        scope = {} if organization == NO_HEADER else {"x-organization-id": organization}
        path = {name: value for name, value in SAMPLES.items() if f"{{{name}}}" in route.path}
        headers = {**JSON, **kind.headers, **self._bearing(kind), **scope}
        return await self.http(route.name, path, headers=headers)

    async def _restore(self) -> None:
        """Begin the sessions again that a caller before has ended."""
        credentials = self.trusting.platform.directory.credentials
        for session in self.sessions:
            await credentials.change(session.user_id, lambda now, it=session: now.with_session(it))

    def _bearing(self, kind: Kind) -> Mapping[str, str]:
        if kind.key:
            return {"x-api-key": self.tokens[kind.key]}
        header = "x-bifrost-authorization" if kind.trusted else "authorization"
        return {header: f"Bearer {self.tokens[kind.token]}"} if kind.token else {}


@pytest.fixture
def stores(request: pytest.FixtureRequest, tmp_path: Path) -> Services:
    """In memory, where thousands of callers are quick; in SQLite, as its parameter says."""
    if getattr(request, "param", "memory") == "memory":
        return in_memory({})
    store = {"BIFROST_STORE": f"sqlite:{tmp_path / 'store'}"}
    return replace(connect(Settings.model_validate(store)), workspace=MemoryWorkspace({}))


@pytest.fixture
async def platform(memory_settings: Settings, stores: Services) -> AsyncGenerator[Runtime]:
    made = compose(memory_settings, stores)
    await _fill(made.platform.directory)
    yield made
    await made.platform.engine.close()
    await stores.close()


@pytest.fixture
async def doors(platform: Runtime, functions: Mapping[str, func.Function]) -> Doors:
    directory, clock = platform.platform.directory, platform.platform.services.clock
    checker = KeyChecker(directory, clock, trusted_proxies=1)
    tokens = TokenChecker(directory, platform.platform.tokens)
    personal = PersonalKeyChecker(directory, clock)
    wary = Authenticator(directory, checker, personal, tokens, trusts_principal=False)
    made, sessions = await _tokens(platform)
    wary_runtime = replace(platform, authenticator=wary)
    return Doors(Http(functions), platform, wary_runtime, made, sessions)


async def _tokens(platform: Runtime) -> tuple[Mapping[str, str], Sequence[SignInSession]]:
    """One for each user by name, and those that are no good; and the sessions of the former."""
    directory, issue = platform.platform.directory, platform.platform.tokens.issue
    made: dict[str, str] = {}
    sessions: list[SignInSession] = []
    for user in (await directory.users.page(None, "", None, 100)).items:
        name = user.display_name.casefold()
        session = await add_session(directory, user)
        sessions.append(session)
        made[name] = issue(TokenUse.ACCESS, session)
        if name == "admin":
            made["refresh"] = issue(TokenUse.REFRESH, session)
            made["ended"] = issue(TokenUse.ACCESS, session.model_copy(update={"id": uuid4()}))
            others = Tokens([Key.of("x" * 32)], platform.platform.services.clock)
            made["forged"] = others.issue(TokenUse.ACCESS, session)
            early = StoppedClock(datetime.now(UTC) - timedelta(minutes=31))
            key = platform.platform.settings.secret_key.get_secret_value()
            made["expired"] = Tokens([Key.of(key)], early).issue(TokenUse.ACCESS, session)
        if name == "member":
            line = (await add_session(directory, user)).model_copy(update={"org_id": OWN})
            await directory.credentials.change(user.id, lambda now, it=line: now.with_session(it))
            sessions.append(line)
            made["command line"] = platform.platform.tokens.issue_for_device(line)
    return {**made, **await _personal_keys(directory)}, sessions


async def _personal_keys(directory: Directory) -> Mapping[str, str]:
    """The personal keys of users, by what they are and whose."""
    now, made = datetime.now(UTC), dict[str, str]()
    for user in (await directory.users.page(None, "", None, 100)).items:
        name = user.display_name.casefold()
        for number, (kind, facts) in enumerate(PERSONAL.items()):
            key_id, secret = UUID(int=number), f"{SECRET}-{number}"
            key = PersonalKey(
                id=key_id,
                secret_hash=hash_of(secret),
                name=kind,
                created_at=now,
                expires_at=now + timedelta(days=-1 if kind == "ended" else 1),
            )
            stored = key.model_copy(update=facts)
            await directory.credentials.change(
                user.id,
                lambda found, it=stored: found.model_copy(
                    update={"personal_keys": (*found.personal_keys, it)}
                ),
            )
            text = f"bfp_{user.id.hex}_{key_id.hex}"
            made[f"{kind} of {name}".strip()] = f"{text}_{secret}"
            made[" ".join(f"forged {kind} of {name}".split())] = f"{text}_forged"
        made[f"mixed of {name}"] = f"bfp_{user.id.hex}_{UUID(int=0).hex}_{SECRET}-1"
    return made


async def _fill(directory: Directory) -> None:
    now = datetime.now(UTC)
    for org_id in (OWN, FOREIGN, INACTIVE):
        organization = Organization(
            id=org_id,
            name=org_id,
            is_active=org_id != INACTIVE,
            created_by="tests",
            created_at=now,
        )
        await directory.organizations.add(organization)
    users = directory.users
    await add_user(users, "nobody")
    await add_user(users, "member", {OWN: "member"})
    await add_user(users, "owner", {OWN: "admin"})
    await add_user(users, "foreigner", {FOREIGN: "member"})
    await add_user(users, "both", {OWN: "member", FOREIGN: "member"})
    await add_user(users, "closed", {INACTIVE: "admin"})
    await add_user(users, "inactive", {OWN: "admin"}, is_active=False)
    await add_user(users, "admin", is_admin=True)
    await add_user(users, "retired", is_admin=True, is_active=False)
    past = now - timedelta(days=1)
    limits: Mapping[int, dict[str, Any]] = {
        OWN_KEY: {},
        OTHER_KEY: {"org_id": FOREIGN},
        CLOSED_KEY: {"org_id": INACTIVE},
        EXPIRED: {"expires_at": past},
        REVOKED: {"revoked_at": past},
        ELSEWHERE: {"networks": ("10.0.0.0/8",)},
        NEAR: {"networks": ("192.0.2.0/24",)},
        ROBOT_KEY: {"service_account": UUID(int=ROBOT_KEY)},
        IDLE_ROBOT_KEY: {"service_account": UUID(int=IDLE_ROBOT_KEY)},
    }
    for number in (ROBOT_KEY, IDLE_ROBOT_KEY):
        robot = ServiceAccount(
            id=UUID(int=number),
            org_id=OWN,
            name=f"Robot {number}",
            is_active=number == ROBOT_KEY,
            created_by="tests",
            created_at=now,
        )
        await directory.service_accounts.add(robot)
    for number, limit in limits.items():
        key = ApiKey(
            id=UUID(int=number),
            secret_hash=hash_of(SECRET),
            org_id=OWN,
            created_by="tests",
            created_at=now,
        )
        await directory.api_keys.add(key.model_copy(update=limit))


def test_every_route_is_expected_with_the_access_that_it_declares() -> None:
    declared = {route.name: (route.access, route.keys) for route in ROUTES}

    assert declared == EXPECTED


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
async def test_a_route_admits_whom_it_should_and_nobody_else(doors: Doors, route: Route) -> None:
    wrong: list[str] = []

    for name, kind in KINDS.items():
        for organization in kind.asks_in:
            answer = await doors.ask(route, kind, organization)
            wanted = expected(route, kind, organization)
            if not _is(answer, wanted):
                wrong.append(f"{name} in {organization}: {answer.status}, not {wanted}")

    assert wrong == []


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
async def test_a_foreign_organization_looks_like_one_that_does_not_exist(
    doors: Doors, route: Route
) -> None:
    access, _ = EXPECTED[route.name]
    kinds = [kind for kind in KINDS.values() if Access.ADMIN not in kind.levels]
    strangers = [kind for kind in kinds if kind.where[FOREIGN] == kind.where[UNKNOWN]]

    for kind in strangers if access not in (Access.ANYONE, Access.KEY) else ():
        foreign = await doors.ask(route, kind, FOREIGN)
        unknown = await doors.ask(route, kind, UNKNOWN)
        inactive = await doors.ask(route, kind, INACTIVE)

        assert _said(foreign) == _said(unknown) == _said(inactive)


async def test_a_bad_key_and_an_unknown_one_sound_the_same(doors: Doors) -> None:
    [route] = [route for route in ROUTES if route.name == "list_executions"]
    refused = [
        kind
        for kind in KINDS.values()
        if "x-api-key" in kind.headers and kind.where is EVERYWHERE_401
    ]

    answers = [_said(await doors.ask(route, kind, NO_HEADER)) for kind in refused]

    assert len(answers) > 5
    assert answers == [answers[0]] * len(answers)


async def test_several_organizations_are_listed_to_whoever_is_in_them(doors: Doors) -> None:
    [route] = [route for route in ROUTES if route.name == "list_executions"]

    answer = await doors.ask(route, KINDS["member of two organizations"], NO_HEADER)

    assert [detail["message"] for detail in answer.json["details"]] == [OWN, FOREIGN]


@pytest.mark.parametrize("stores", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "wanted", ["a/b", "o|acme", "acme'", "x' or 'a' eq 'a", "a\\b", "#", "?", "%", "é", "x" * 5000]
)
async def test_an_impossible_organization_is_refused_as_any_other(
    doors: Doors, wanted: str
) -> None:
    [route] = [route for route in ROUTES if route.name == "list_executions"]

    of_member = await doors.ask(route, KINDS["member"], wanted)
    of_administrator = await doors.ask(route, KINDS["platform administrator"], wanted)

    assert (of_member.status, of_administrator.status) == (403, 404)


def _is(answer: Answer, wanted: int) -> bool:
    if wanted != IN:
        return answer.status == wanted
    return answer.status not in (401, 403) and answer.status < 500


def _said(answer: Answer) -> object:
    """The status and the body, without what differs from request to request."""
    body: object = answer.json
    own = {"requestId": "", "serverTime": "", "token": "", "publicKey": ""}
    return answer.status, {**answer.json, **own} if isinstance(body, dict) else body
