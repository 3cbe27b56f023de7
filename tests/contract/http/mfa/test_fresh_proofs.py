"""Fresh proofs (step-up), and whoever tries to do without one."""

from datetime import timedelta

import pytest

from functions import runtime
from functions.app import API
from functions.auth.about import About
from functions.auth.access import Access
from functions.composition import Runtime
from functions.runtime import compose
from shared.models.credentials import UserCredentials
from shared.models.tokens import TokenUse
from shared.models.users import User
from shared.repositories.sign_in_throttle import PER_ACCOUNT_AND_NETWORK
from shared.services.clock import StoppedClock
from shared.services.services import Services
from shared.settings import Settings
from tests.contract.client import Http
from tests.contract.http.mfa.mfa_helpers import WRONG, Enrolled, Headers, prove, sign_in
from tests.contract.sign_in import PASSWORD, bearing, link_for, log_in, refresh, set_password
from tests.contract.users import BOTH_STORES, add_session, add_user


async def renew(http: Http, access: str) -> int:
    """An action that asks for a fresh proof."""
    answer = await http("regenerate_recovery_codes", headers=bearing(access), method="POST")
    return answer.status


async def begin(http: Http, access: str) -> int:
    """The same, for users without a second factor."""
    return (await http("begin_enrolment", headers=bearing(access), method="POST")).status


@BOTH_STORES
async def test_a_proof_is_fresh_for_ten_minutes(http: Http, enrolled: Enrolled) -> None:
    found: list[int] = []
    for seconds in (0, 599, 1):
        enrolled.clock.at += timedelta(seconds=seconds)
        found.append(await renew(http, enrolled.access))

    proved = await prove(http, enrolled.access, code=enrolled.code())

    assert found == [201, 201, 403]
    assert proved.status == 200
    assert await renew(http, enrolled.access) == 201


async def test_step_up_bypass_a_refresh_is_no_proof(
    http: Http, ada: User, clock: StoppedClock
) -> None:
    tokens = (await log_in(http, ada.email)).json
    clock.at += timedelta(minutes=10)
    renewed = (await refresh(http, tokens["refreshToken"])).json["accessToken"]

    assert await begin(http, renewed) == 403
    assert (await prove(http, renewed, password=PASSWORD)).status == 200
    assert await begin(http, renewed) == 201


async def test_step_up_bypass_the_proof_of_one_session_is_none_of_another(
    http: Http, ada: User, clock: StoppedClock
) -> None:
    old = (await log_in(http, ada.email)).json["accessToken"]
    clock.at += timedelta(minutes=10)
    new = (await log_in(http, ada.email)).json["accessToken"]

    assert [await begin(http, access) for access in (old, new)] == [403, 201]


async def test_step_up_bypass_the_password_is_not_enough_with_a_second_factor(
    http: Http, enrolled: Enrolled
) -> None:
    enrolled.clock.at += timedelta(minutes=10)

    answers = [
        await prove(http, enrolled.access, password=PASSWORD),
        await prove(http, enrolled.access, code=WRONG),
        await prove(http, enrolled.access),
        await prove(http, enrolled.access, code=enrolled.code(), password=PASSWORD),
    ]

    assert [answer.status for answer in answers] == [400] * 4
    assert await renew(http, enrolled.access) == 403


async def test_step_up_bypass_a_code_that_was_used_is_no_proof(
    http: Http, enrolled: Enrolled
) -> None:
    enrolled.clock.at += timedelta(minutes=10)
    code = enrolled.code()
    await sign_in(http, enrolled.user, code)

    assert (await prove(http, enrolled.access, code=code)).status == 400
    assert await renew(http, enrolled.access) == 403


async def test_step_up_bypass_a_session_from_before_has_no_proof(
    http: Http, ada: User, running: Runtime
) -> None:
    """Sessions of an earlier version say nothing of a proof."""
    directory = running.platform.directory
    session = await add_session(directory, ada)
    old = session.model_copy(update={"proved_at": None})

    def as_before(now: UserCredentials) -> UserCredentials:
        return now.with_session(old)

    await directory.credentials.change(ada.id, as_before)
    access = running.platform.tokens.issue(TokenUse.ACCESS, old)

    assert await begin(http, access) == 403


async def test_guesses_of_proofs_are_bounded_as_sign_ins_are(http: Http, ada: User) -> None:
    access = (await log_in(http, ada.email)).json["accessToken"]

    statuses = [
        (await prove(http, access, password="not the password")).status
        for _ in range(PER_ACCOUNT_AND_NETWORK)
    ]
    then = await prove(http, access, password=PASSWORD)

    assert set(statuses) == {400}
    assert then.status == 429


@BOTH_STORES
async def test_a_proof_counts_at_once_in_other_processes(
    http: Http,
    ada: User,
    running: Runtime,
    services: Services,
    memory_settings: Settings,
    clock: StoppedClock,
) -> None:
    """A process that has the session cached without the proof looks again before it refuses."""
    access = (await log_in(http, ada.email)).json["accessToken"]
    clock.at += timedelta(minutes=10)
    other = compose(memory_settings, services)
    runtime.use(other)
    before = await begin(http, access)
    runtime.use(running)
    await prove(http, access, password=PASSWORD)
    runtime.use(other)

    assert (before, await begin(http, access)) == (403, 201)
    await other.platform.engine.close()


async def test_a_fresh_proof_is_on_record_without_what_was_typed(
    http: Http, ada: User, root: Headers
) -> None:
    access = (await log_in(http, ada.email)).json["accessToken"]
    await prove(http, access, password=PASSWORD)
    await prove(http, access, password="not the password")

    found = await http("list_audit_entries", query={"limit": "50"}, headers=root)
    outcomes = [str(one["outcome"]) for one in found.json if one["operation"] == "session.stepUp"]

    assert sorted(outcomes) == ["None", "None", "refused", "succeeded"]
    assert PASSWORD.encode() not in found.body
    assert b"not the password" not in found.body


#: What is asked of an administrator who has signed in with a password longer ago.
DANGEROUS = {
    "add_passkey",
    "begin_enrolment",
    "begin_linking_identity",
    "confirm_enrolment",
    "create_connection",
    "create_invitation",
    "create_llm_key",
    "create_outgoing_webhook",
    "create_own_key",
    "create_password_link",
    "create_secret",
    "create_service_account",
    "create_service_account_key",
    "create_sign_in_provider",
    "create_webhook_source",
    "create_workflow_key",
    "decide_on_device",
    "delete_llm_config",
    "delete_llm_config_alias",
    "delete_llm_key",
    "delete_secret",
    "delete_service_account",
    "delete_sign_in_provider",
    "end_user_sessions",
    "link_identity",
    "look_at_device",
    "offer_passkey",
    "purge_organization",
    "regenerate_recovery_codes",
    "remove_passkey",
    "remove_second_factor",
    "resend_invitation",
    "reset_second_factor",
    "revoke_user_key",
    "revoke_workflow_key",
    "rotate_connection_key",
    "rotate_outgoing_webhook_secret",
    "rotate_own_key",
    "rotate_webhook_secret",
    "rotate_workflow_key",
    "set_llm_config",
    "set_llm_config_alias",
    "set_second_factor_policy",
    "set_secret",
    "set_sign_in_ways",
    "trust_device",
    "unbind_user",
    "unlink_identity",
    "update_connection",
    "update_llm_key",
    "update_outgoing_webhook",
    "update_service_account",
    "update_sign_in_provider",
}
ROUTES = {route.name: route for group in API for route in group.all}


def test_dangerous_actions_declare_that_they_need_a_fresh_proof() -> None:
    assert {name for name, route in ROUTES.items() if route.fresh} == DANGEROUS


def test_no_key_takes_the_place_of_a_fresh_proof() -> None:
    """A key stands for no person: a route that asks a person admits none."""
    takes_keys = [
        name for name in DANGEROUS if ROUTES[name].keys or ROUTES[name].access is Access.KEY
    ]

    assert takes_keys == []


@pytest.mark.parametrize("name", sorted(DANGEROUS))
async def test_step_up_bypass_an_old_session_does_nothing_dangerous(
    http: Http, running: Runtime, root: Headers, clock: StoppedClock, name: str
) -> None:
    """Whatever is in the path, the query or the body: the proof is asked for first."""
    admin = await add_user(running.platform.directory.users, "chief", is_admin=True)
    await set_password(http, await link_for(http, root, admin.email))
    access = (await log_in(http, admin.email)).json["accessToken"]
    clock.at += timedelta(minutes=10)
    about = {} if ROUTES[name].about is About.PLATFORM else {"x-organization-id": "acme"}
    path = dict.fromkeys(["name", "org_id", "user", "key_id"], "acme")

    answer = await http(
        name, path, headers={**bearing(access), **about}, method=ROUTES[name].method
    )

    assert (answer.status, answer.json["error"]) == (403, "FreshProofNeeded")
