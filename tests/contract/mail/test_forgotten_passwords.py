"""A forgotten password: a link by mail, and nothing that says who exists."""

from dataclasses import replace
from datetime import timedelta

import pytest

from functions import runtime
from functions.composition import Runtime
from functions.runtime import compose
from shared.handlers.mail import letters
from shared.models.users import User
from shared.services.clock import StoppedClock
from shared.services.mail.mail import MemoryMail
from shared.services.services import Services
from shared.settings import Settings
from tests.contract.client import Answer, Http
from tests.contract.http.auth.auth_helpers import Headers
from tests.contract.http.mfa.mfa_helpers import enrol
from tests.contract.mail.mail_helpers import delivered, token_in
from tests.contract.sign_in import AWAY, OTHER, coming_from, log_in, set_password
from tests.contract.users import add_user
from tests.support.counted_stores import CountedStores


async def ask(http: Http, email: str, address: str = AWAY) -> Answer:
    return await http("ask_for_password_link", body={"email": email}, headers=coming_from(address))


async def test_a_link_sets_a_new_password(http: Http, running: Runtime, ada: User) -> None:
    assert (await ask(http, ada.email)).status == 204
    (letter,) = await delivered(running)

    assert AWAY in letter.text
    assert (await set_password(http, token_in(letter), OTHER)).status == 204
    assert (await log_in(http, ada.email, OTHER)).status == 200


async def test_a_link_ends_after_an_hour_and_with_its_use(
    http: Http, running: Runtime, ada: User, clock: StoppedClock
) -> None:
    await ask(http, ada.email)
    (letter,) = await delivered(running)
    clock.at += timedelta(hours=1)
    assert (await set_password(http, token_in(letter), OTHER)).status == 401

    await ask(http, ada.email)
    (letter,) = await delivered(running)
    assert (await set_password(http, token_in(letter), OTHER)).status == 204
    assert (await set_password(http, token_in(letter), OTHER)).status == 401


async def test_every_address_gets_the_same_answer_for_the_same_work(
    http: Http, ada: User, services: Services, memory_settings: Settings
) -> None:
    """Attack: to find out who exists, by the answer or by its time."""
    counted = CountedStores()
    cold = compose(memory_settings, counted.over(services))
    runtime.use(cold)
    work: list[list[tuple[str, str]]] = []
    answers: list[tuple[int, bytes]] = []

    for email in (ada.email, "no-such-user@example.test"):
        with counted.own() as sent:
            answer = await ask(http, email, f"198.51.100.{len(work) + 1}")
        work.append(sent)
        answers.append((answer.status, answer.body))

    assert answers[0] == answers[1] == (204, b"")
    assert work[0] == work[1]
    await cold.platform.engine.close()


async def test_only_active_users_with_a_password_get_a_letter(
    http: Http, running: Runtime, root: Headers, ada: User
) -> None:
    """Attack: a password for a user who signs in with a provider only, or not any more."""
    await add_user(running.platform.directory.users, "bound", {"acme": "member"})
    await http("update_user", {"user": ada.email}, body={"isActive": False}, headers=root)

    for email in ("bound@example.test", "no-such-user@example.test", ada.email):
        await ask(http, email)

    assert await delivered(running) == []


async def test_the_second_factor_stays(
    http: Http, running: Runtime, ada: User, clock: StoppedClock
) -> None:
    """Attack: the mailbox as a way around the second factor."""
    await enrol(http, ada, clock)
    await delivered(running)
    await ask(http, ada.email)
    (letter,) = await delivered(running)

    await set_password(http, token_in(letter), OTHER)

    assert (await log_in(http, ada.email, OTHER)).json["status"] == "mfa_required"


async def test_an_address_gets_three_links_an_hour_and_no_more_later(
    http: Http, running: Runtime, ada: User, mail: MemoryMail, clock: StoppedClock
) -> None:
    """Attack: a mailbox that is flooded by a stranger."""
    for number in range(6):
        assert (await ask(http, ada.email, f"203.0.113.{number}")).status == 204

    assert len(await delivered(running)) == 3
    clock.at += timedelta(hours=2)
    await letters.sweep(running.platform)
    assert len(mail.sent) == 3


async def test_a_stranger_cannot_keep_notices_away(
    http: Http, running: Runtime, ada: User, mail: MemoryMail, clock: StoppedClock
) -> None:
    """Attack: letters about forgotten passwords, so that a change of the factor is not told."""
    for number in range(3):
        await ask(http, ada.email, f"203.0.113.{number}")
    await delivered(running)
    await enrol(http, ada, clock)
    assert await delivered(running) == []

    clock.at += timedelta(hours=1)
    await letters.sweep(running.platform)

    assert "authenticator app" in mail.sent[-1].subject


async def test_a_network_asks_five_times_a_minute(http: Http, ada: User) -> None:
    answers = [(await ask(http, f"user{number}@example.test")).status for number in range(6)]

    assert answers == [204] * 5 + [429]


async def test_links_lead_to_the_public_address_whatever_the_request_says(
    http: Http, running: Runtime, ada: User
) -> None:
    """Attack: a poisoned Host header in the link."""
    headers = {**coming_from(AWAY), "host": "evil.test", "x-forwarded-host": "evil.test"}
    await http("ask_for_password_link", body={"email": ada.email}, headers=headers)

    (letter,) = await delivered(running)

    assert "evil.test" not in letter.text + letter.html
    assert "https://bifrost.test/setup#token=bfl_" in letter.text


async def test_the_log_has_the_link_without_its_token(
    http: Http, running: Runtime, ada: User
) -> None:
    await ask(http, ada.email)
    (letter,) = await delivered(running)

    page = await running.platform.directory.audit_of("GLOBAL").page(limit=100)
    entry = next(each for each in page.entries if each.operation == "password.forgotten")
    assert entry.object_id == str(ada.id)
    assert entry.actor.address == AWAY
    assert token_in(letter) not in str(page.entries)


@pytest.mark.parametrize("email", ["", "no address", "a@b", "ada@example.test\r\nx@y.test"])
async def test_what_is_no_address_is_refused(http: Http, running: Runtime, email: str) -> None:
    assert (await ask(http, email)).status == 400


async def test_where_mail_is_off_it_says_so(http: Http, running: Runtime) -> None:
    services = replace(running.platform.services, mail=None)
    runtime.use(replace(running, platform=replace(running.platform, services=services)))

    assert (await ask(http, "ada@example.test")).status == 409
    methods = (await http("list_auth_methods", headers={})).json
    assert methods["sendsMail"] is False
