"""The way back after each loss, as docs/identity.md says it."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from functions import runtime
from functions.composition import Runtime
from host.serve.operations import answer
from host.serve.requests import OperatorRequest
from shared import handlers
from shared.call import Call, Caller
from shared.handlers.administrators import OPERATOR
from shared.models.base import GLOBAL
from shared.models.users import User
from shared.services.clock import StoppedClock
from tests.contract.client import Http
from tests.contract.http.mfa.mfa_helpers import Enrolled, enrol, security, sign_in
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
