"""Who has to have a second factor, since when, and how they come to one."""

from datetime import timedelta

import pytest

from functions import runtime
from functions.composition import Runtime
from functions.runtime import compose
from shared.models.credentials import UserCredentials
from shared.models.second_factor.policies import FactorPolicy, Policy
from shared.models.users import User
from shared.repositories import cache
from shared.services.clock import StoppedClock
from shared.services.services import Services
from shared.settings import Settings
from tests.contract.client import Http
from tests.contract.http.mfa.mfa_helpers import (
    Enrolled,
    Headers,
    enter,
    prove,
    sign_in,
    trusted_cookie,
)
from tests.contract.http.mfa.policy_helpers import (
    GRACE,
    REFUSED,
    act,
    begin_setup,
    joined,
    outcome,
    set_policy,
    set_up,
)
from tests.contract.sign_in import bearing, link_for, log_in, set_password
from tests.contract.users import add_user, signed_in
from tests.support.counted_stores import CountedStores
from tests.support.totp import code_at


async def test_nobody_needs_one_until_a_policy_says_so(http: Http, ada: User) -> None:
    signed = await log_in(http, ada.email)

    assert signed.json["status"] == "signed_in"
    assert await act(http, signed.json["accessToken"]) == (200, "")


@pytest.mark.parametrize("scope", ["acme", "GLOBAL"])
async def test_a_newly_required_factor_gives_fourteen_days(
    http: Http, ada: User, root: Headers, clock: StoppedClock, scope: str
) -> None:
    clock.at += timedelta(hours=1)
    required_at = clock.at
    await set_policy(http, {**root, "x-organization-id": scope}, "required")

    clock.at = required_at + GRACE - timedelta(minutes=1)
    access = (await log_in(http, ada.email)).json["accessToken"]
    within = await act(http, access)
    session = (await http("get_session", headers=bearing(access))).json
    clock.at = required_at + GRACE
    after = await act(http, access)
    signed = await log_in(http, ada.email)

    assert (within, after) == ((200, ""), REFUSED)
    assert session["secondFactorDueAt"] == (required_at + GRACE).isoformat().replace("+00:00", "Z")
    assert (signed.status, signed.json["status"]) == (200, "mfa_setup_required")
    assert signed.json["expiresIn"] == 15 * 60
    assert "accessToken" not in signed.json


async def test_a_user_who_came_after_the_policy_has_no_grace(
    http: Http, running: Runtime, root: Headers, clock: StoppedClock
) -> None:
    clock.at -= timedelta(hours=1)
    await set_policy(http, {**root, "x-organization-id": "acme"}, "required")
    user = await joined(http, running, root, "eve", "member")

    assert (await log_in(http, user.email)).json["status"] == "mfa_setup_required"


async def test_the_sign_in_adds_an_app_and_ends_with_a_session_that_acts(
    http: Http, ada: User, root: Headers, clock: StoppedClock
) -> None:
    clock.at += timedelta(hours=1)
    await set_policy(http, {**root, "x-organization-id": "acme"}, "required")
    clock.at += GRACE
    token = (await log_in(http, ada.email)).json["setupToken"]

    signed = await set_up(http, token, clock)
    session = (await http("get_session", headers=bearing(signed.json["accessToken"]))).json
    again = (await begin_setup(http, token)).status

    assert signed.status == 200, signed.json
    assert len(signed.json["recoveryCodes"]) == 10
    assert await act(http, signed.json["accessToken"]) == (200, "")
    assert session["secondFactorDueAt"] is None
    assert again == 401
    assert (await log_in(http, ada.email)).json["status"] == "mfa_required"


async def test_an_open_session_may_add_an_app_and_then_acts(
    http: Http, ada: User, root: Headers, clock: StoppedClock
) -> None:
    clock.at += timedelta(hours=1)
    await set_policy(http, {**root, "x-organization-id": "acme"}, "required")
    clock.at += GRACE - timedelta(minutes=1)
    access = (await log_in(http, ada.email)).json["accessToken"]
    clock.at += timedelta(minutes=2)

    before = await act(http, access)
    begun = await http("begin_enrolment", headers=bearing(access), method="POST")
    body = {"code": code_at(begun.json["secret"], clock.at.timestamp())}
    added = await http("confirm_enrolment", body=body, headers=bearing(access))

    assert (before, added.status) == (REFUSED, 200)
    assert await act(http, access) == (200, "")


@pytest.mark.parametrize(
    ("scope", "role", "is_asked"),
    [
        ("acme", "admin", True),
        ("acme", "member", False),
        ("GLOBAL", "admin", True),
        ("GLOBAL", "member", False),
        ("globex", "admin", False),
    ],
)
async def test_required_for_administrators_asks_them_alone(
    http: Http,
    running: Runtime,
    root: Headers,
    clock: StoppedClock,
    scope: str,
    role: str,
    is_asked: bool,
) -> None:
    user = await joined(http, running, root, "eve", role)
    clock.at += timedelta(hours=1)
    await set_policy(http, {**root, "x-organization-id": scope}, "requiredForAdministrators")
    clock.at += GRACE - timedelta(minutes=1)
    signed = (await log_in(http, user.email)).json
    clock.at += timedelta(minutes=1)

    later = (await log_in(http, user.email)).json["status"]
    acted = await act(http, signed["accessToken"])

    assert signed["status"] == "signed_in"
    assert acted == (REFUSED if is_asked else (200, ""))
    assert later == ("mfa_setup_required" if is_asked else "signed_in")


async def test_a_policy_of_one_organization_asks_nothing_elsewhere(
    http: Http, running: Runtime, root: Headers, clock: StoppedClock
) -> None:
    """The open session acts on in the organization that asks for nothing."""
    users = running.platform.directory.users
    user = await add_user(users, "eve", {"acme": "member", "globex": "member"})
    await set_password(http, await link_for(http, root, user.email))
    clock.at += timedelta(hours=1)
    await set_policy(http, {**root, "x-organization-id": "acme"}, "required")
    clock.at += GRACE - timedelta(minutes=1)
    access = (await log_in(http, user.email)).json["accessToken"]
    clock.at += timedelta(minutes=1)

    assert await act(http, access, "acme") == REFUSED
    assert await act(http, access, "globex") == (200, "")


async def test_a_trusted_device_satisfies_the_policy_and_is_no_fresh_proof(
    http: Http, enrolled: Enrolled, root: Headers, clock: StoppedClock
) -> None:
    cookie = await trusted_cookie(http, enrolled.access)
    clock.at += timedelta(hours=1)
    await set_policy(http, {**root, "x-organization-id": "acme"}, "required")
    clock.at += GRACE

    signed = await enter(http, enrolled.user, cookie)
    access = signed.json["accessToken"]

    assert await act(http, access) == (200, "")
    renewed = await http("regenerate_recovery_codes", headers=bearing(access), method="POST")
    assert outcome(renewed) == (403, "FreshProofNeeded")


async def test_a_step_up_with_a_code_lifts_a_session_that_had_none(
    http: Http, enrolled: Enrolled, root: Headers, clock: StoppedClock, running: Runtime
) -> None:
    """Such as one that was opened while second factors were switched off."""
    credentials = running.platform.directory.credentials

    def weakened(now: UserCredentials) -> UserCredentials:
        kept = tuple(one.model_copy(update={"methods": ("pwd",)}) for one in now.sessions)
        return now.model_copy(update={"sessions": kept})

    clock.at += timedelta(hours=1)
    await set_policy(http, {**root, "x-organization-id": "acme"}, "required")
    clock.at += GRACE
    access = (await sign_in(http, enrolled.user, enrolled.next_code())).json["accessToken"]
    await credentials.change(enrolled.user.id, weakened)
    before = await act(http, access)
    proved = await prove(http, access, code=enrolled.next_code())

    assert (before, proved.status) == (REFUSED, 200)
    assert await act(http, access) == (200, "")


async def test_off_lets_no_user_add_one_and_asks_those_who_have_one(
    http: Http, enrolled: Enrolled, root: Headers, running: Runtime
) -> None:
    await set_policy(http, root, "off")
    user = await joined(http, running, root, "eve", "member")
    access = (await log_in(http, user.email)).json["accessToken"]

    refused = await http("begin_enrolment", headers=bearing(access), method="POST")

    assert refused.status == 409
    assert (await log_in(http, enrolled.user.email)).json["status"] == "mfa_required"


async def test_the_stricter_of_both_levels_applies(
    http: Http, root: Headers, clock: StoppedClock
) -> None:
    clock.at += timedelta(hours=1)
    await set_policy(http, root, "required")
    told = await set_policy(http, {**root, "x-organization-id": "acme"}, "off")

    assert (told.json["policy"], told.json["effective"]) == ("off", "required")


async def test_a_change_acts_on_other_processes_when_their_cache_ends(
    http: Http,
    ada: User,
    root: Headers,
    clock: StoppedClock,
    services: Services,
    memory_settings: Settings,
    running: Runtime,
) -> None:
    """Rows are cached for 30 s at most; a process that has not read them sees it at once."""
    clock.at += timedelta(hours=1)
    await set_policy(http, {**root, "x-organization-id": "GLOBAL"}, "required")
    clock.at += GRACE - timedelta(minutes=1)
    access = (await log_in(http, ada.email)).json["accessToken"]
    clock.at += timedelta(minutes=1)
    other = compose(memory_settings, services)
    runtime.use(other)

    assert cache.SECONDS <= 30
    assert await act(http, access) == REFUSED
    runtime.use(running)
    await other.platform.engine.close()


async def test_new_organizations_get_the_platforms_policy_and_a_torn_change_is_completed(
    http: Http, root: Headers, running: Runtime, clock: StoppedClock
) -> None:
    directory = running.platform.directory
    clock.at += timedelta(hours=1)
    await set_policy(http, root, "required")
    made = await http("create_organization", body={"name": "New"}, headers=root)
    stored = await directory.organizations.get("acme")
    torn = stored.organization.factor_rules.model_copy(update={"platform": FactorPolicy()})
    await directory.organizations.replace(
        stored, stored.organization.model_copy(update={"factor_rules": torn})
    )

    await directory.factor_policies.spread()

    for org_id in (made.json["id"], "acme", "closed"):
        found = await directory.organizations.get(org_id)
        assert found.organization.factor_rules.platform.policy is Policy.REQUIRED, org_id


@pytest.mark.parametrize(
    ("function", "who"),
    [
        ("negotiate_pushes", "session"),
        ("negotiate_pushes", "member"),
        ("negotiate_pushes", "administrator"),
        ("put_branding", "administrator"),
        ("change_password", "session"),
    ],
)
async def test_the_rule_costs_no_row_more(
    http: Http,
    ada: User,
    root: Headers,
    services: Services,
    memory_settings: Settings,
    function: str,
    who: str,
) -> None:
    """Three transactions cold and none warm, also for who has no second factor to show."""
    access = (await log_in(http, ada.email)).json["accessToken"]
    senders = {"session": bearing(access), "member": signed_in("ada"), "administrator": root}
    scope = {"x-organization-id": "acme"} if function == "negotiate_pushes" else {}
    headers, counted = {**senders[who], **scope}, CountedStores()
    cold = compose(memory_settings, counted.over(services))
    runtime.use(cold)

    with counted.own() as first:
        await http(function, body={"no": "such field"}, headers=headers)
    with counted.own() as second:
        await http(function, body={"no": "such field"}, headers=headers)

    assert len(first) <= 3, first
    assert second == []
    await cold.platform.engine.close()


async def test_a_change_is_on_record_in_the_log_of_its_level(
    http: Http, root: Headers, running: Runtime, clock: StoppedClock
) -> None:
    clock.at += timedelta(hours=1)
    await set_policy(http, {**root, "x-organization-id": "acme"}, "required")
    await set_policy(http, root, "off")

    found: list[str] = []
    for org_id in ("acme", "GLOBAL"):
        page = await running.platform.directory.audit_of(org_id).page(limit=1000)
        found += [org_id for one in page.entries if one.operation == "mfa.policy"]

    assert found == ["acme", "acme", "GLOBAL", "GLOBAL"]


async def test_members_cannot_set_it(http: Http, ada: User) -> None:
    access = (await log_in(http, ada.email)).json["accessToken"]
    headers = bearing(access, "acme")

    refused = await http(
        "set_second_factor_policy", body={"policy": "off"}, headers=headers, method="PUT"
    )

    assert outcome(refused) == (403, "NotPermitted")
