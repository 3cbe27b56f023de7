"""The way back after each loss, as docs/identity.md says it."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import pytest
from pydantic import SecretStr

from functions import runtime
from functions.composition import Runtime
from functions.runtime import compose
from host.serve.operations import answer
from host.serve.requests import OperatorRequest
from shared import handlers
from shared.call import Call, Caller
from shared.handlers.administrators import OPERATOR
from shared.models.base import GLOBAL
from shared.models.users import User
from shared.services.clock import StoppedClock
from shared.services.services import Services
from shared.settings import Settings
from tests.contract.client import Http
from tests.contract.http.mfa.mfa_helpers import Enrolled, enrol, second_step, security, sign_in
from tests.contract.http.mfa.passkey_helpers import add, hold, sign_in_with
from tests.contract.sign_in import (
    HOME,
    OTHER,
    bearing,
    coming_from,
    link_for,
    log_in,
    me,
    set_password,
)
from tests.contract.users import add_user
from tests.support.authenticator import Device
from tests.support.totp import code_at

Headers = Mapping[str, str]


async def test_who_lost_the_phone_adds_another_by_a_recovery_code(
    http: Http, enrolled: Enrolled, clock: StoppedClock
) -> None:
    signed = await sign_in(http, enrolled.user, enrolled.codes[3])
    headers = bearing(signed.json["accessToken"])

    removed = await http("remove_second_factor", headers=headers, method="DELETE")
    begun = await http("begin_enrolment", headers=headers, method="POST")
    code = {"code": code_at(begun.json["secret"], clock.at.timestamp())}
    added = await http("confirm_enrolment", body=code, headers=headers)

    assert (removed.status, added.status) == (204, 200)
    assert (await sign_in(http, enrolled.user, enrolled.next_code())).status == 401  # the old app
    assert (await sign_in(http, enrolled.user, enrolled.codes[4])).status == 401
    assert (await sign_in(http, enrolled.user, added.json["codes"][0])).status == 200


async def test_who_lost_phone_and_codes_is_reset_and_keeps_the_password(
    http: Http, enrolled: Enrolled, root: Headers
) -> None:
    place = {"user": enrolled.user.email}
    reset = await http("reset_second_factor", place, headers=root, method="DELETE")

    signed = await log_in(http, enrolled.user.email)

    assert (reset.status, signed.json["status"]) == (204, "signed_in")


async def test_who_lost_all_passkeys_adds_another_by_a_recovery_code(http: Http, ada: User) -> None:
    held = await hold(http, ada)
    first = (await log_in(http, ada.email)).json
    entered = await second_step(http, first["mfaToken"], held.codes[0])
    access = entered.json["accessToken"]

    lost = {"passkey_id": str(held.id)}
    removed = await http("remove_passkey", lost, headers=bearing(access), method="DELETE")
    another = Device()
    added = await add(http, access, another)

    assert (removed.status, added.status) == (204, 201)
    assert (await sign_in_with(http, ada, held.device.but(count=9))).status == 401
    assert (await sign_in_with(http, ada, another.but(count=2))).status == 200


async def test_who_lost_password_phone_and_codes_is_reset_and_gets_a_link(
    http: Http, enrolled: Enrolled, root: Headers
) -> None:
    place = {"user": enrolled.user.email}
    await http("reset_second_factor", place, headers=root, method="DELETE")
    await set_password(http, await link_for(http, root, enrolled.user.email), OTHER)

    signed = await log_in(http, enrolled.user.email, OTHER)

    assert signed.json["status"] == "signed_in"


async def test_who_lost_the_mailbox_gets_an_administrators_link(
    http: Http, ada: User, root: Headers, running: Runtime
) -> None:
    """No mail is needed for it, nor does it go to the old mailbox."""
    assert running.platform.services.mail is None
    await set_password(http, await link_for(http, root, ada.email), OTHER)

    signed = (await log_in(http, ada.email, OTHER)).json

    own = await http("get_current_user", headers=bearing(signed["accessToken"]))
    assert own.json["id"] == str(ada.id)


@pytest.mark.parametrize("is_last_administrator", [False, True])
async def test_who_lost_the_account_at_a_provider_gets_a_link(
    http: Http, running: Runtime, root: Headers, *, is_last_administrator: bool
) -> None:
    users = running.platform.directory.users
    gone = ("openid:https://gone.example.com#ada",)
    user = await add_user(users, "sso", {"acme": "member"}, is_admin=is_last_administrator)
    stored = await users.get(user.id)
    await users.replace(stored, stored.user.model_copy(update={"principals": gone}))
    if is_last_administrator:
        call = Call(Caller(OPERATOR), running.platform)
        token = (await handlers.administrators.link(call, user.email)).token
    else:
        token = await link_for(http, root, user.email)

    assert (await set_password(http, token)).status == 204
    assert (await log_in(http, user.email)).json["status"] == "signed_in"


async def test_who_lost_the_platforms_key_signs_in_by_a_recovery_code(
    http: Http, enrolled: Enrolled, running: Runtime, services: Services, memory_settings: Settings
) -> None:
    lost = {"secret_key": SecretStr("n" * 40), "previous_secret_key": None}
    other = compose(memory_settings.model_copy(update=lost), services)
    runtime.use(other)

    by_app = await sign_in(http, enrolled.user, enrolled.next_code())
    by_code = await sign_in(http, enrolled.user, enrolled.codes[0])

    assert (by_app.status, by_code.status) == (409, 200)
    runtime.use(running)
    await other.platform.engine.close()


async def test_who_lost_the_password_sets_another_and_is_asked_for_a_code(
    http: Http, enrolled: Enrolled, root: Headers
) -> None:
    """A link of an administrator, or a mailbox, is no way around the second factor."""
    await set_password(http, await link_for(http, root, enrolled.user.email), OTHER)

    first = await log_in(http, enrolled.user.email, OTHER)
    body = {"mfaToken": first.json["mfaToken"], "code": enrolled.next_code()}
    second = await http("verify_second_factor", body=body, headers=coming_from(HOME))

    assert (first.json["status"], second.status) == ("mfa_required", 200)


async def test_the_last_administrator_gets_in_while_second_factors_are_off(
    http: Http, running: Runtime, clock: StoppedClock
) -> None:
    chief = await with_password(http, running)
    own = await enrol(http, chief, clock)
    settings = running.platform.settings.model_copy(update={"mfa_enabled": False})
    runtime.use(replace(running, platform=replace(running.platform, settings=settings)))

    signed = (await log_in(http, chief.email)).json
    headers = bearing(signed["accessToken"])
    removed = await http("remove_second_factor", headers=headers, method="DELETE")
    runtime.use(running)

    assert removed.status == 204
    assert (await log_in(http, chief.email)).json["status"] == "signed_in"
    assert (await security(http, signed["accessToken"]))["app"] is None
    assert own.codes


async def test_the_last_administrator_without_a_password_gets_a_link_from_the_operator(
    http: Http, running: Runtime, clock: StoppedClock
) -> None:
    chief = await with_password(http, running)
    own = await enrol(http, chief, clock)

    call = Call(Caller(OPERATOR), running.platform)
    made = await handlers.administrators.link(call, chief.email)
    await set_password(http, made.token, OTHER)
    first = await log_in(http, chief.email, OTHER)
    body = {"mfaToken": first.json["mfaToken"], "code": own.codes[0]}

    assert (await http("verify_second_factor", body=body, headers=coming_from(HOME))).status == 200


async def test_the_operator_resets_the_last_administrators_second_factor_on_record(
    http: Http, running: Runtime, clock: StoppedClock
) -> None:
    chief = await with_password(http, running)
    member = await add_user(running.platform.directory.users, "eve", {"acme": "admin"})
    own = await enrol(http, chief, clock)
    ask = partial(OperatorRequest, operation="administrator.resetFactor")

    others = await answer(running.platform, ask(subject=member.email))
    first = await answer(running.platform, ask(subject=chief.email))
    again = await answer(running.platform, ask(subject=chief.email))
    page = await running.platform.directory.audit_of(GLOBAL).page(limit=50)

    assert (first.text, first.error) == (chief.email, None)
    assert again.error
    assert "no active platform administrator" in (others.error or "")
    assert await me(http, own.access) == 401
    assert (await log_in(http, chief.email)).json["status"] == "signed_in"
    assert "administrator.resetFactor" in {entry.operation for entry in page.entries}


async def with_password(http: Http, running: Runtime) -> User:
    """The only platform administrator, who has set a password by the operator's link."""
    chief = await add_user(running.platform.directory.users, "chief", is_admin=True)
    made = await handlers.administrators.link(Call(Caller(OPERATOR), running.platform), chief.email)
    assert (await set_password(http, made.token)).status == 204
    return chief
