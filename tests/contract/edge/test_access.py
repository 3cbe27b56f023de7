"""Every route x every kind of caller x every organization, generated from the app.

A cell is ``IN`` (the route took over: anything but a refusal of access) or the exact status.
"""

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import azure.functions as func
import pytest

from functions import runtime
from functions.app import API
from functions.auth.about import About
from functions.auth.access import Access
from functions.auth.api_keys import KeyChecker
from functions.auth.authenticator import Authenticator
from functions.auth.tokens import TokenChecker
from functions.composition import Runtime
from functions.edge.endpoint import Route
from functions.runtime import compose
from shared.handlers.api_keys import hash_of
from shared.models.keys import ApiKey
from shared.models.organizations import Organization
from shared.models.tokens import TokenUse
from shared.repositories.directory import Directory
from shared.services.clock import StoppedClock
from shared.services.identity.tokens import Key, Tokens
from shared.services.services import in_memory
from shared.settings import Settings
from tests.contract.client import Answer, Http
from tests.contract.users import JSON, add_session, add_user, signed_in

ROUTES = [route for group in API for route in group.all]
IN = 0
SECRET = "the-secret"
MADE_UP = str(UUID(int=7))
SAMPLES = {
    "role_id": MADE_UP,
    "user_id": MADE_UP,
    "name": "no_such_workflow",
    "execution_id": MADE_UP,
    "asset": "no-such-asset",
    "org_id": "no-such-organization",
    "user": "no-such-user@example.test",
    "key_id": MADE_UP,
    "form_id": MADE_UP,
    "job_id": MADE_UP,
    "key": "no_such_key",
    "connection": "no-such-connection",
    "link": "no-such-link",
    "token": "no-such-token",
}

NO_HEADER, OWN, FOREIGN, UNKNOWN, INACTIVE = "none", "acme", "globex", "nowhere", "closed"
ORGANIZATIONS = [NO_HEADER, OWN, FOREIGN, UNKNOWN, INACTIVE]

#: By the organization that is asked for, for whoever may act in any.
ANY_ORGANIZATION = {NO_HEADER: IN, OWN: IN, FOREIGN: IN, UNKNOWN: 404, INACTIVE: 403}
OWN_ONLY = {NO_HEADER: IN, OWN: IN, FOREIGN: 403, UNKNOWN: 403, INACTIVE: 403}
BOTH = {NO_HEADER: 400, OWN: IN, FOREIGN: IN, UNKNOWN: 403, INACTIVE: 403}
OTHER_ONLY = {NO_HEADER: IN, OWN: 403, FOREIGN: IN, UNKNOWN: 403, INACTIVE: 403}
EVERYWHERE_401 = dict.fromkeys(ORGANIZATIONS, 401)
EVERYWHERE_403 = dict.fromkeys(ORGANIZATIONS, 403)
EVERYWHERE_IN = dict.fromkeys(ORGANIZATIONS, IN)

Row = Mapping[str, int]


@dataclass(frozen=True)
class Kind:
    """A kind of caller: what it sends, where it is let in, and at which levels of access."""

    headers: Mapping[str, str]
    where: Row
    levels: frozenset[Access] = frozenset({Access.USER})
    is_key: bool = False
    trusted: bool = True
    token: str = ""


ORG_ADMIN = frozenset({Access.USER, Access.ORG_ADMIN})
ADMIN = frozenset({Access.USER, Access.ORG_ADMIN, Access.ADMIN})


def _key(number: int, secret: str = SECRET) -> dict[str, str]:
    return {"x-api-key": f"bfk_{UUID(int=number).hex}_{secret}"}


def _bearer(text: str) -> dict[str, str]:
    return {"authorization": text}


OWN_KEY, OTHER_KEY, EXPIRED, REVOKED, ELSEWHERE, NEAR, CLOSED_KEY = range(1, 8)

KINDS: Mapping[str, Kind] = {
    "no credential": Kind({}, EVERYWHERE_401),
    "function key where the host checks none": Kind({"x-functions-key": "any"}, EVERYWHERE_401),
    "malformed bearer": Kind(_bearer("Basic YTpi"), EVERYWHERE_401, trusted=False),
    "bearer without a token": Kind(_bearer("Bearer "), EVERYWHERE_401, trusted=False),
    "unknown token": Kind(
        _bearer("Bearer eyJhbGciOiJub25lIn0.e30."), EVERYWHERE_401, trusted=False
    ),
    "key of own organization": Kind(_key(OWN_KEY), OWN_ONLY, is_key=True),
    "key as a bearer": Kind(
        _bearer(f"Bearer {_key(OWN_KEY)['x-api-key']}"), OWN_ONLY, is_key=True, trusted=False
    ),
    "key in a header that is not read": Kind(
        _bearer(f"Bearer {_key(OWN_KEY)['x-api-key']}"), EVERYWHERE_401
    ),
    "key of another organization": Kind(_key(OTHER_KEY), OTHER_ONLY, is_key=True),
    "key of an inactive organization": Kind(_key(CLOSED_KEY), EVERYWHERE_401),
    "expired key": Kind(_key(EXPIRED), EVERYWHERE_401),
    "revoked key": Kind(_key(REVOKED), EVERYWHERE_401),
    "forged secret": Kind(_key(OWN_KEY, "forged"), EVERYWHERE_401),
    "key without a secret": Kind(_key(OWN_KEY, ""), EVERYWHERE_401),
    "key that nobody made": Kind(_key(99), EVERYWHERE_401),
    "key limited to another network": Kind(
        {**_key(ELSEWHERE), "x-forwarded-for": "10.0.0.1, 192.0.2.1"}, EVERYWHERE_401
    ),
    "key limited to a network, address unknown": Kind(_key(ELSEWHERE), EVERYWHERE_401),
    "key limited to this network": Kind(
        {**_key(NEAR), "x-forwarded-for": "192.0.2.1:5000"}, OWN_ONLY, is_key=True
    ),
    "bad key beside a good principal": Kind(
        {**signed_in("admin"), **_key(OWN_KEY, "forged")}, EVERYWHERE_401
    ),
    "bad bearer beside a good principal": Kind(
        {**signed_in("admin"), "x-bifrost-authorization": "Bearer x"}, EVERYWHERE_401
    ),
    "unreadable principal": Kind({"x-ms-client-principal": "%%%"}, EVERYWHERE_401),
    "principal of a stranger": Kind(signed_in("stranger"), EVERYWHERE_401),
    "user without organization": Kind(signed_in("nobody"), EVERYWHERE_403),
    "member": Kind(signed_in("member"), OWN_ONLY),
    "organization administrator": Kind(signed_in("owner"), OWN_ONLY, ORG_ADMIN),
    "member of another organization": Kind(signed_in("foreigner"), OTHER_ONLY),
    "member of two organizations": Kind(signed_in("both"), BOTH),
    "member of an inactive organization": Kind(signed_in("closed"), EVERYWHERE_403),
    "inactive user": Kind(signed_in("inactive"), EVERYWHERE_401),
    "inactive platform administrator": Kind(signed_in("retired"), EVERYWHERE_401),
    "platform administrator": Kind(signed_in("admin"), ANY_ORGANIZATION, ADMIN),
    "principal while principals are untrusted": Kind(
        signed_in("admin"), EVERYWHERE_401, trusted=False
    ),
    "token of a member": Kind({}, OWN_ONLY, token="member", trusted=False),
    "token in the header beside a front end": Kind({}, OWN_ONLY, token="member"),
    "token where the front end writes its own": Kind(
        _bearer("Bearer of the front end"), EVERYWHERE_401
    ),
    "token of an organization administrator": Kind({}, OWN_ONLY, ORG_ADMIN, token="owner"),
    "token of a member of another organization": Kind({}, OTHER_ONLY, token="foreigner"),
    "token of a member of two organizations": Kind({}, BOTH, token="both"),
    "token of a user without organization": Kind({}, EVERYWHERE_403, token="nobody"),
    "token of a member of an inactive organization": Kind({}, EVERYWHERE_403, token="closed"),
    "token of a platform administrator": Kind({}, ANY_ORGANIZATION, ADMIN, token="admin"),
    "token of an inactive user": Kind({}, EVERYWHERE_401, token="inactive"),
    "expired token": Kind({}, EVERYWHERE_401, token="expired"),
    "forged token": Kind({}, EVERYWHERE_401, token="forged"),
    "refresh token": Kind({}, EVERYWHERE_401, token="refresh"),
    "token of a session that has ended": Kind({}, EVERYWHERE_401, token="ended"),
    "bad token beside a good principal": Kind(signed_in("admin"), EVERYWHERE_401, token="forged"),
}

#: What each route declares. A route that is missing here fails, as does one that is gone.
EXPECTED: Mapping[str, tuple[Access, bool]] = {
    "list_packages": (Access.ADMIN, False),
    "install_packages": (Access.ADMIN, False),
    "get_package_job": (Access.ADMIN, False),
    "list_files": (Access.ADMIN, False),
    "read_file": (Access.ADMIN, False),
    "write_file": (Access.ADMIN, False),
    "create_folder": (Access.ADMIN, False),
    "rename_path": (Access.ADMIN, False),
    "delete_path": (Access.ADMIN, False),
    "search_files": (Access.ADMIN, False),
    "upload_files": (Access.ADMIN, False),
    "download_files": (Access.ADMIN, False),
    "check_workflow_file": (Access.ADMIN, False),
    "discover": (Access.USER, False),
    "get_options": (Access.USER, False),
    "list_options": (Access.USER, False),
    "get_workflow": (Access.USER, True),
    "list_data_providers": (Access.USER, False),
    "list_workflows": (Access.USER, True),
    "get_health": (Access.ANYONE, False),
    "get_readiness": (Access.ANYONE, False),
    "list_dependencies": (Access.ADMIN, False),
    "get_content": (Access.ANYONE, False),
    "get_version": (Access.ANYONE, False),
    "get_openapi": (Access.ANYONE, False),
    "get_docs": (Access.ANYONE, False),
    "get_docs_asset": (Access.ANYONE, False),
    "get_sign_in_roles": (Access.ANYONE, False),
    "log_in": (Access.ANYONE, False),
    "refresh_tokens": (Access.ANYONE, False),
    "log_out": (Access.ANYONE, False),
    "set_password": (Access.ANYONE, False),
    "get_openapi_with_workflows": (Access.KEY, False),
    "run_workflow": (Access.KEY, False),
    "list_workflow_executions": (Access.KEY, False),
    "get_workflow_execution": (Access.KEY, False),
    "get_workflow_execution_result": (Access.KEY, False),
    "get_workflow_execution_logs": (Access.KEY, False),
    "get_workflow_execution_variables": (Access.KEY, False),
    "cancel_workflow_execution": (Access.KEY, False),
    "execute_workflow": (Access.USER, True),
    "execute_named_workflow": (Access.USER, True),
    "rerun_execution": (Access.USER, True),
    "cancel_execution": (Access.USER, True),
    "cancel_executions": (Access.USER, True),
    "get_execution_events": (Access.USER, True),
    "get_execution_variables": (Access.ORG_ADMIN, False),
    "list_dead_letters": (Access.ORG_ADMIN, False),
    "requeue_dead_letter": (Access.ORG_ADMIN, False),
    "list_stuck_executions": (Access.ADMIN, False),
    "trigger_executions_cleanup": (Access.ADMIN, False),
    "list_executions": (Access.USER, True),
    "get_execution": (Access.USER, True),
    "get_execution_result": (Access.USER, True),
    "get_execution_logs": (Access.USER, True),
    "get_current_user": (Access.USER, False),
    "change_password": (Access.USER, False),
    "list_workflow_keys": (Access.ORG_ADMIN, False),
    "create_workflow_key": (Access.ORG_ADMIN, False),
    "revoke_workflow_key": (Access.ORG_ADMIN, False),
    "list_workflow_key_waiting": (Access.ORG_ADMIN, False),
    "list_user_waiting": (Access.ADMIN, False),
    "list_organization_waiting": (Access.ADMIN, False),
    "list_config": (Access.ORG_ADMIN, False),
    "get_config": (Access.ORG_ADMIN, False),
    "set_config": (Access.ORG_ADMIN, False),
    "delete_config": (Access.ORG_ADMIN, False),
    "list_secrets": (Access.ORG_ADMIN, False),
    "get_secret": (Access.ORG_ADMIN, False),
    "create_secret": (Access.ORG_ADMIN, False),
    "set_secret": (Access.ORG_ADMIN, False),
    "delete_secret": (Access.ORG_ADMIN, False),
    "list_roles": (Access.ORG_ADMIN, False),
    "create_role": (Access.ORG_ADMIN, False),
    "get_role": (Access.ORG_ADMIN, False),
    "update_role": (Access.ORG_ADMIN, False),
    "delete_role": (Access.ORG_ADMIN, False),
    "list_role_users": (Access.ORG_ADMIN, False),
    "add_users_to_role": (Access.ORG_ADMIN, False),
    "remove_user_from_role": (Access.ORG_ADMIN, False),
    "list_user_roles": (Access.ORG_ADMIN, False),
    "list_role_forms": (Access.ORG_ADMIN, False),
    "grant_forms_to_role": (Access.ORG_ADMIN, False),
    "revoke_form_from_role": (Access.ORG_ADMIN, False),
    "create_form": (Access.ORG_ADMIN, False),
    "create_form_upload": (Access.USER, False),
    "create_upload": (Access.USER, False),
    "delete_form": (Access.ORG_ADMIN, False),
    "draft_form": (Access.ORG_ADMIN, False),
    "execute_form": (Access.USER, False),
    "export_form": (Access.ORG_ADMIN, False),
    "get_form": (Access.USER, False),
    "import_form": (Access.ORG_ADMIN, False),
    "list_form_options": (Access.USER, False),
    "list_form_roles": (Access.ORG_ADMIN, False),
    "list_forms": (Access.USER, False),
    "put_form": (Access.ORG_ADMIN, False),
    "start_form": (Access.USER, False),
    "start_form_with_data": (Access.USER, False),
    "update_form": (Access.ORG_ADMIN, False),
    "list_audit_entries": (Access.ORG_ADMIN, False),
    "export_audit_log": (Access.ORG_ADMIN, False),
    "verify_audit_log": (Access.ORG_ADMIN, False),
    "list_connections": (Access.ORG_ADMIN, False),
    "create_connection": (Access.ORG_ADMIN, False),
    "get_connection": (Access.ORG_ADMIN, False),
    "update_connection": (Access.ORG_ADMIN, False),
    "delete_connection": (Access.ORG_ADMIN, False),
    "cancel_authorization": (Access.ORG_ADMIN, False),
    "refresh_connection": (Access.ORG_ADMIN, False),
    "get_connection_credentials": (Access.ORG_ADMIN, False),
    "authorize_connection": (Access.ORG_ADMIN, False),
    "put_content": (Access.ANYONE, False),
    "show_oauth_callback": (Access.ANYONE, False),
    "show_oauth_callback_page": (Access.ANYONE, False),
    "show_rewritten_oauth_callback": (Access.ANYONE, False),
    "finish_oauth_callback": (Access.ANYONE, False),
    "create_reconnect_link": (Access.ORG_ADMIN, False),
    "show_reconnect_link": (Access.ANYONE, False),
    "follow_reconnect_link": (Access.ANYONE, False),
    "get_connection_health": (Access.ORG_ADMIN, False),
    "choose_connection_entity": (Access.ADMIN, False),
    "rotate_connection_key": (Access.ADMIN, False),
    "refresh_all_connections": (Access.ADMIN, False),
    "get_refresh_job": (Access.ADMIN, False),
    "list_organizations": (Access.ADMIN, False),
    "create_organization": (Access.ADMIN, False),
    "get_organization": (Access.ADMIN, False),
    "update_organization": (Access.ADMIN, False),
    "delete_organization": (Access.ADMIN, False),
    "purge_organization": (Access.ADMIN, False),
    "list_users": (Access.ADMIN, False),
    "create_user": (Access.ADMIN, False),
    "get_user": (Access.ADMIN, False),
    "update_user": (Access.ADMIN, False),
    "delete_user": (Access.ADMIN, False),
    "unbind_user": (Access.ADMIN, False),
    "create_password_link": (Access.ADMIN, False),
}


def expected(route: Route, kind: Kind, organization: str) -> int:
    access, keys = EXPECTED[route.name]
    if access is Access.ANYONE:
        return IN
    if access is Access.KEY:  # the host has refused everybody else
        return ANY_ORGANIZATION[organization]
    if route.about is About.PLATFORM:
        status = _of_platform(route, kind, organization)
    else:
        status = kind.where[organization]
    is_admitted = keys if kind.is_key else access in kind.levels
    return 403 if status == IN and not is_admitted else status


def _of_platform(route: Route, kind: Kind, organization: str) -> int:
    """The header is refused to those who may make the change, and means nothing elsewhere."""
    status = min(kind.where.values())
    is_admitted = not kind.is_key and route.access in kind.levels
    is_refused = route.audit is not None and organization != NO_HEADER
    return 400 if status == IN and is_admitted and is_refused else status


@dataclass(frozen=True)
class Doors:
    """The same platform, once with and once without trust in principals."""

    http: Http
    trusting: Runtime
    wary: Runtime
    tokens: Mapping[str, str]

    async def ask(self, route: Route, kind: Kind, organization: str) -> Answer:
        runtime.use(self.trusting if kind.trusted else self.wary)
        scope = {} if organization == NO_HEADER else {"x-organization-id": organization}
        path = {name: value for name, value in SAMPLES.items() if f"{{{name}}}" in route.path}
        headers = {**JSON, **kind.headers, **self._bearing(kind), **scope}
        return await self.http(route.name, path, headers=headers)

    def _bearing(self, kind: Kind) -> Mapping[str, str]:
        header = "x-bifrost-authorization" if kind.trusted else "authorization"
        return {header: f"Bearer {self.tokens[kind.token]}"} if kind.token else {}


@pytest.fixture
async def platform(memory_settings: Settings) -> AsyncGenerator[Runtime]:
    made = compose(memory_settings, in_memory({}))
    await _fill(made.platform.directory)
    yield made
    await made.platform.engine.close()


@pytest.fixture
async def doors(platform: Runtime, functions: Mapping[str, func.Function]) -> Doors:
    directory, clock = platform.platform.directory, platform.platform.services.clock
    checker = KeyChecker(directory, clock, trusted_proxies=1)
    tokens = TokenChecker(directory, platform.platform.tokens)
    wary = Authenticator(directory, checker, tokens, trusts_principal=False)
    made = await _tokens(platform)
    return Doors(Http(functions), platform, replace(platform, authenticator=wary), made)


async def _tokens(platform: Runtime) -> Mapping[str, str]:
    """One for each user by name, and those that are no good."""
    directory, issue = platform.platform.directory, platform.platform.tokens.issue
    made: dict[str, str] = {}
    for user in (await directory.users.page(None, "", None, 100)).items:
        name = user.display_name.casefold()
        session = await add_session(directory, user)
        made[name] = issue(TokenUse.ACCESS, session)
        if name == "admin":
            made["refresh"] = issue(TokenUse.REFRESH, session)
            made["ended"] = issue(TokenUse.ACCESS, session.model_copy(update={"id": uuid4()}))
            others = Tokens([Key.of("x" * 32)], platform.platform.services.clock)
            made["forged"] = others.issue(TokenUse.ACCESS, session)
            early = StoppedClock(datetime.now(UTC) - timedelta(minutes=31))
            key = platform.platform.settings.secret_key.get_secret_value()
            made["expired"] = Tokens([Key.of(key)], early).issue(TokenUse.ACCESS, session)
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
    }
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
        for organization in ORGANIZATIONS:
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
    return answer.status, {**answer.json, "requestId": ""}
