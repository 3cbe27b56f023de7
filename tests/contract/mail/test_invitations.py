"""Invitations: from the letter to the member, and what attackers try with them."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from functions import runtime
from functions.composition import Runtime
from shared.handlers.mail import invitations
from shared.models.users import MemberRole, User
from shared.services.clock import StoppedClock
from shared.services.mail.mail import MemoryMail
from tests.contract.client import Answer, Http
from tests.contract.http.auth.auth_helpers import Headers
from tests.contract.mail.mail_helpers import delivered, token_in
from tests.contract.sign_in import HOME, OTHER, PASSWORD, coming_from, log_in
from tests.contract.users import BOTH_STORES, add_user, signed_in
from tests.support.preempted import Preemption

KIM = "kim@example.test"
NEW = {"email": KIM, "displayName": "Kim", "role": "member"}


@pytest.fixture
async def owner(running: Runtime) -> Headers:
    """An administrator of the organization acme."""
    await add_user(running.platform.directory.users, "owner", {"acme": "admin"})
    return signed_in("owner", "acme")


async def invite(http: Http, headers: Headers, **more: object) -> Answer:
    return await http("create_invitation", body={**NEW, **more}, headers=headers)


async def invited(http: Http, running: Runtime, headers: Headers, **more: object) -> str:
    """The token that arrives by mail."""
    answer = await invite(http, headers, **more)
    assert answer.status == 201, answer.json
    (letter,) = await delivered(running)
    return token_in(letter)


async def accept(http: Http, token: str, **more: object) -> Answer:
    body = {"token": token, "displayName": "Kim", "password": PASSWORD, **more}
    return await http("accept_invitation", body=body, headers=coming_from(HOME))


async def read(http: Http, token: str) -> Answer:
    return await http("read_invitation", body={"token": token}, headers=coming_from(HOME))


async def found(running: Runtime, email: str = KIM) -> User | None:
    return await running.platform.directory.users.find_by_email(email)


async def listed(http: Http, headers: Headers) -> list[dict[str, Any]]:
    return (await http("list_invitations", headers=headers)).json


async def test_an_administrator_of_an_organization_invites_a_person_who_then_signs_in(
    http: Http, running: Runtime, owner: Headers
) -> None:
    token = await invited(http, running, owner)
    offer = (await read(http, token)).json

    assert (offer["email"], offer["organization"], offer["invitedBy"]) == (KIM, "Acme", "Owner")
    assert offer["needsPassword"] is True
    assert (await accept(http, token)).status == 204
    user = await found(running)
    assert user is not None
    assert user.role_in("acme") is MemberRole.MEMBER
    assert not user.is_platform_admin
    assert (await log_in(http, KIM)).status == 200
    assert [each["status"] for each in await listed(http, owner)] == ["accepted"]


async def test_a_link_is_good_once(http: Http, running: Runtime, owner: Headers) -> None:
    token = await invited(http, running, owner)
    await accept(http, token)

    again = await accept(http, token, password="another password of mine")

    assert again.status == 401
    assert (await read(http, token)).status == 401


@BOTH_STORES
async def test_a_link_is_good_once_for_two_at_one_instant(
    http: Http, running: Runtime, owner: Headers
) -> None:
    """The password is that of the one who came in."""
    token, passwords = await invited(http, running, owner), [PASSWORD, OTHER]

    answers = await asyncio.gather(*(accept(http, token, password=one) for one in passwords))

    entered = [(await log_in(http, KIM, one)).status == 200 for one in passwords]
    assert sorted(entered) == [False, True]
    assert [answer.status == 204 for answer in answers] == entered


@BOTH_STORES
@pytest.mark.parametrize("route", ["revoke_invitation", "resend_invitation"])
async def test_a_link_that_is_void_at_the_same_instant_makes_no_member(
    http: Http, running: Runtime, owner: Headers, preemption: Preemption, route: str
) -> None:
    """The one overtakes the other between each two of its calls of the store."""
    for at in range(1, 30):
        email = f"kim{at}@example.test"
        answer = await invite(http, owner, email=email)
        (letter,) = await delivered(running)
        path = {"invitation_id": answer.json["id"]}
        method = "DELETE" if route == "revoke_invitation" else "POST"

        async def void(path: dict[str, str] = path, method: str = method) -> Answer:
            return await http(route, path, headers=owner, method=method)

        both = await preemption.run(accept(http, token_in(letter)), void, at)
        entered = await found(running, email)
        is_member = entered is not None and entered.role_in("acme") is not None

        accepted, voided = both.slow.status == 204, both.fast.status < 300
        assert (accepted, voided) in {(True, False), (False, True)}, at
        assert is_member == accepted
        await delivered(running)
        if not both.is_overtaken:
            break


async def test_a_link_ends_after_seven_days(
    http: Http, running: Runtime, owner: Headers, clock: StoppedClock
) -> None:
    token = await invited(http, running, owner)
    clock.at += timedelta(days=7)

    assert (await accept(http, token)).status == 401
    assert [each["status"] for each in await listed(http, owner)] == ["expired"]


async def test_sending_again_voids_the_earlier_link_and_begins_the_days_anew(
    http: Http, running: Runtime, owner: Headers, clock: StoppedClock
) -> None:
    first = await invited(http, running, owner)
    (view,) = await listed(http, owner)
    clock.at += timedelta(days=6)

    answer = await http(
        "resend_invitation", {"invitation_id": view["id"]}, headers=owner, method="POST"
    )
    assert answer.status == 200
    (letter,) = await delivered(running)
    clock.at += timedelta(days=6)

    assert (await read(http, first)).status == 401
    assert (await accept(http, token_in(letter))).status == 204


async def test_a_revoked_link_is_void(http: Http, running: Runtime, owner: Headers) -> None:
    token = await invited(http, running, owner)
    (view,) = await listed(http, owner)
    place = {"invitation_id": view["id"]}

    assert (await http("revoke_invitation", place, headers=owner, method="DELETE")).status == 204

    assert (await accept(http, token)).status == 401
    again = await http("resend_invitation", place, headers=owner, method="POST")
    assert again.status == 409


async def test_an_invitation_is_void_when_its_maker_goes(
    http: Http, running: Runtime, root: Headers, owner: Headers
) -> None:
    """Attack: a dismissed administrator has left a door open."""
    token = await invited(http, running, owner)

    body = {"memberships": [{"orgId": "acme", "role": "member"}]}
    await http("update_user", {"user": "owner@example.test"}, body=body, headers=root)

    assert (await accept(http, token)).status == 401
    assert await found(running) is None


async def test_an_invitation_of_an_inactive_organization_is_void(
    http: Http, running: Runtime, root: Headers, owner: Headers
) -> None:
    token = await invited(http, running, owner)

    await http("delete_organization", {"org_id": "acme"}, headers=root, method="DELETE")

    assert (await accept(http, token)).status == 401


async def test_a_user_who_can_sign_in_becomes_a_member_and_keeps_their_password(
    http: Http, running: Runtime, owner: Headers, ada: User
) -> None:
    """Attack: an invitation as a way to set the password of another organization's user."""
    globex = await add_user(running.platform.directory.users, "boss", {"globex": "admin"})
    assert globex
    token = await invited(http, running, signed_in("boss", "globex"), email=ada.email)
    assert (await read(http, token)).json["needsPassword"] is False

    assert (await accept(http, token, password="chosen by the attacker")).status == 204

    after = await found(running, ada.email)
    assert after is not None
    assert {each.org_id for each in after.memberships} == {"acme", "globex"}
    assert (await log_in(http, ada.email, "chosen by the attacker")).status == 401
    assert (await log_in(http, ada.email)).status == 200


async def test_a_user_of_a_provider_gets_no_password(
    http: Http, running: Runtime, owner: Headers
) -> None:
    """Attack: a side door for a user who signs in with a provider only."""
    user = await add_user(running.platform.directory.users, "bound", {"globex": "member"})

    token = await invited(http, running, owner, email=user.email)
    await accept(http, token)

    credentials = await running.platform.directory.credentials.get(user.id)
    assert credentials.password_hash is None
    after = await found(running, user.email)
    assert after is not None
    assert after.role_in("acme") is MemberRole.MEMBER


async def test_a_deactivated_user_is_not_let_in_again(
    http: Http, running: Runtime, owner: Headers
) -> None:
    user = await add_user(running.platform.directory.users, "gone", {}, is_active=False)

    token = await invited(http, running, owner, email=user.email)

    assert (await accept(http, token)).status == 401


@pytest.mark.parametrize("name", ["member", "foreigner"])
async def test_others_invite_nobody(http: Http, running: Runtime, name: str) -> None:
    org = {"member": "acme", "foreigner": "globex"}[name]
    await add_user(running.platform.directory.users, name, {org: "member"})

    assert (await invite(http, signed_in(name, "acme"))).status == 403


async def test_an_invitation_of_another_organization_is_unknown(
    http: Http, running: Runtime, owner: Headers
) -> None:
    await add_user(running.platform.directory.users, "boss", {"globex": "admin"})
    await invite(http, owner)
    (view,) = await listed(http, owner)
    place, boss = {"invitation_id": view["id"]}, signed_in("boss", "globex")

    assert await listed(http, boss) == []
    resent = await http("resend_invitation", place, headers=boss, method="POST")
    revoked = await http("revoke_invitation", place, headers=boss, method="DELETE")
    assert (resent.status, revoked.status) == (404, 404)


async def test_a_person_is_invited_once_and_a_member_not_at_all(
    http: Http, running: Runtime, owner: Headers
) -> None:
    await add_user(running.platform.directory.users, "here", {"acme": "member"})

    assert (await invite(http, owner)).status == 201
    assert (await invite(http, owner)).status == 409
    assert (await invite(http, owner, email="here@example.test")).status == 409


@pytest.mark.parametrize("token", ["", "bfi_", "bfi_x_y", f"bfi_{'0' * 32}_x", "bfl_" + "0" * 33])
async def test_a_made_up_token_opens_nothing(http: Http, owner: Headers, token: str) -> None:
    assert (await read(http, token or "x")).status == 401
    assert (await accept(http, token or "x")).status == 401


async def test_a_poor_password_leaves_the_link_good(
    http: Http, running: Runtime, owner: Headers
) -> None:
    token = await invited(http, running, owner)

    assert (await accept(http, token, password="short")).status == 400
    assert (await accept(http, token, password=None)).status == 400
    assert (await accept(http, token)).status == 204


async def test_where_mail_is_off_there_are_no_invitations(
    http: Http, running: Runtime, owner: Headers
) -> None:
    """A link that its maker could read would prove no mailbox."""
    services = replace(running.platform.services, mail=None)
    runtime.use(replace(running, platform=replace(running.platform, services=services)))

    answer = await invite(http, owner)

    assert answer.status == 409
    assert "BIFROST_SMTP_URL" in answer.json["message"]


async def test_both_logs_have_it_and_neither_has_the_token(
    http: Http, running: Runtime, owner: Headers
) -> None:
    token = await invited(http, running, owner)
    await accept(http, token)

    for org_id, operations in (
        ("acme", {"invitation.create", "invitation.accept"}),
        ("GLOBAL", {"invitation.accept"}),
    ):
        page = await running.platform.directory.audit_of(org_id).page(limit=100)
        assert operations <= {entry.operation for entry in page.entries}
        assert token not in str(page.entries)


async def test_an_ended_invitation_is_removed_after_a_month(
    http: Http, running: Runtime, owner: Headers, clock: StoppedClock
) -> None:
    await invite(http, owner)
    clock.at += timedelta(days=36)
    await invitations.clean_up(running.platform)
    assert len(await listed(http, owner)) == 1

    clock.at += timedelta(days=2)
    await invitations.clean_up(running.platform)

    assert await listed(http, owner) == []


async def test_an_address_that_was_invited_before_can_be_invited_again(
    http: Http, running: Runtime, owner: Headers, clock: StoppedClock, mail: MemoryMail
) -> None:
    await invite(http, owner)
    clock.at += timedelta(days=8)

    assert (await invite(http, owner)).status == 201
    assert len(await listed(http, owner)) == 1
    await delivered(running)
    assert len(mail.sent) == 1  # the first letter is older than a day: it was given up


async def test_what_an_administrator_makes_of_a_name_adds_no_header(
    http: Http, running: Runtime, owner: Headers
) -> None:
    """Attack: header injection by the name of the invited person."""
    await invite(http, owner, displayName="Kim\r\nBcc: all@example.test")

    (letter,) = await delivered(running)

    assert "\n" not in letter.subject
