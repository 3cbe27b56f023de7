"""A user hears by mail of changes of their sign-in, and of sign-ins from new devices."""

from functions.app import API
from functions.composition import Runtime
from shared.errors import Unavailable
from shared.models.users import User
from shared.operations.mail.notices import TOLD
from shared.services.clock import StoppedClock
from shared.services.mail.mail import MemoryMail
from tests.contract.client import Http
from tests.contract.http.auth.auth_helpers import Headers
from tests.contract.http.mfa.mfa_helpers import enrol
from tests.contract.http.mfa.passkey_helpers import hold
from tests.contract.http.mfa.policy_helpers import GRACE, set_policy, set_up
from tests.contract.mail.mail_helpers import delivered
from tests.contract.sign_in import AWAY, PASSWORD, bearing, coming_from, log_in
from tests.contract.users import add_user

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


async def subjects(running: Runtime) -> list[str]:
    return [sent.subject.removeprefix("Bifrost: ") for sent in await delivered(running)]


async def test_an_app_that_is_added_and_one_that_is_removed(
    http: Http, running: Runtime, ada: User, clock: StoppedClock
) -> None:
    enrolled = await enrol(http, ada, clock)
    await http("remove_second_factor", headers=bearing(enrolled.access), method="DELETE")

    assert await subjects(running) == [TOLD["mfa.add"], TOLD["mfa.remove"]]


async def test_a_passkey_that_is_added_and_one_that_is_removed(
    http: Http, running: Runtime, ada: User
) -> None:
    held = await hold(http, ada)
    route = {"passkey_id": str(held.id)}
    await http("remove_passkey", route, headers=bearing(held.access), method="DELETE")

    assert await subjects(running) == [TOLD["passkey.add"], TOLD["passkey.remove"]]


async def test_a_factor_that_is_added_in_a_sign_in(
    http: Http, running: Runtime, root: Headers, ada: User, clock: StoppedClock
) -> None:
    await set_policy(http, {**root, "x-organization-id": "acme"}, "required")
    clock.at += GRACE
    token = (await log_in(http, ada.email)).json["setupToken"]

    assert (await set_up(http, token, clock)).status == 200

    assert await subjects(running) == [TOLD["mfa.setUp"]]


async def test_a_personal_key_that_is_made_and_gets_a_new_secret(
    http: Http, running: Runtime, ada: User
) -> None:
    headers = bearing((await log_in(http, ada.email)).json["accessToken"])
    made = (await http("create_own_key", body={"name": "script"}, headers=headers)).json
    await http("rotate_own_key", {"key_id": made["id"]}, body={}, headers=headers)

    assert await subjects(running) == [TOLD["personalKey.create"], TOLD["personalKey.rotate"]]


def test_each_letter_is_of_an_operation_that_there_is() -> None:
    """One that is renamed would tell nobody any more; the operator's have no route."""
    routes = {route.audit for group in API for route in group.all}
    operator = {"administrator.link", "administrator.resetFactor"}

    assert TOLD.keys() - routes == operator


async def test_a_reset_by_an_administrator(
    http: Http, running: Runtime, root: Headers, ada: User, clock: StoppedClock
) -> None:
    await enrol(http, ada, clock)
    await delivered(running)

    await http("reset_second_factor", {"user": ada.email}, headers=root, method="DELETE")

    assert await subjects(running) == [TOLD["mfa.reset"]]


async def test_a_password_that_is_changed_and_nothing_where_it_is_refused(
    http: Http, running: Runtime, ada: User
) -> None:
    headers = bearing((await log_in(http, ada.email)).json["accessToken"])
    wrong = {"currentPassword": "no such password", "newPassword": "quite another password"}
    await http("change_password", body=wrong, headers=headers)
    await http("change_password", body={**wrong, "currentPassword": PASSWORD}, headers=headers)

    assert await subjects(running) == [TOLD["password.change"]]


async def test_a_sign_in_from_another_network_is_told_with_its_address(
    http: Http, running: Runtime, ada: User
) -> None:
    await log_in(http, ada.email)
    assert await delivered(running) == []

    await log_in(http, ada.email, address=AWAY)

    (told,) = await delivered(running)
    assert told.address == ada.email
    assert AWAY in told.text


async def test_another_browser_is_told_and_the_same_one_is_not(
    http: Http, running: Runtime, ada: User
) -> None:
    body = {"email": ada.email, "password": PASSWORD}
    headers = {**coming_from("192.0.2.1"), "user-agent": FIREFOX}
    await log_in(http, ada.email)
    await http("log_in", body=body, headers=headers)
    assert len(await delivered(running)) == 1

    await http("log_in", body=body, headers=headers)

    assert await delivered(running) == []


async def test_a_factor_that_is_no_longer_there_tells_nobody_else(
    http: Http, running: Runtime, root: Headers, ada: User
) -> None:
    await add_user(running.platform.directory.users, "bob", {"acme": "member"})

    await http("create_password_link", {"user": ada.email}, headers=root, method="POST")

    assert [sent.address for sent in await delivered(running)] == [ada.email]


async def test_a_full_store_of_mail_undoes_no_change(
    http: Http, running: Runtime, ada: User, mail: MemoryMail
) -> None:
    """A change is done although its letter could not be sent; the letter waits."""
    mail.fails.append(Unavailable("away"))
    headers = bearing((await log_in(http, ada.email)).json["accessToken"])
    body = {"currentPassword": PASSWORD, "newPassword": "quite another password"}

    assert (await http("change_password", body=body, headers=headers)).status == 204
    await delivered(running)

    assert len(await running.platform.directory.letters.waiting()) == 1
