"""Users of Static Web Apps where a policy requires a second factor: theirs, or one of ours."""

from datetime import timedelta

import pytest

from functions.composition import Runtime
from shared.models.users import User
from shared.services.clock import StoppedClock
from tests.contract.client import Answer, Http
from tests.contract.http.sign_in.sign_in_helpers import ALICE, Front, Headers, as_, prove
from tests.contract.users import ROOT
from tests.support.totp import code_at

NAME = "swa-alice"


@pytest.fixture
async def required(http: Http, alice: User, root: Headers, clock: StoppedClock) -> None:
    """Acme requires a second factor, and the time to add one is over."""
    clock.at += timedelta(minutes=5)
    answer = await http(
        "set_second_factor_policy",
        body={"policy": "required"},
        headers={**root, "x-organization-id": "acme"},
        method="PUT",
    )
    assert answer.status == 200, answer.json
    clock.at += timedelta(days=14)
    assert alice


async def signs_in(front: Front, amr: object) -> None:
    token = front.issuer.issue(ALICE, amr=amr)
    assert (await front.sign_in(ALICE, NAME, accessToken=token)).json == {"roles": ["OrgUser"]}


async def act(http: Http) -> Answer:
    return await http("list_forms", headers={**as_(NAME), "x-organization-id": "acme"})


@pytest.mark.parametrize(
    ("amr", "status"),
    [
        (["pwd", "mfa"], 200),
        (["pwd"], 403),
        ([], 403),
        (None, 403),
        ("mfa", 403),
        ({"mfa": True}, 403),
        ([["mfa"]], 403),
        (["MFA", "otp"], 403),
    ],
)
@pytest.mark.usefixtures("required")
async def test_the_providers_factor_counts_where_its_token_proves_it(
    http: Http, front: Front, amr: object, status: int
) -> None:
    await signs_in(front, amr)

    assert (await act(http)).status == status


@pytest.mark.usefixtures("required")
async def test_it_ends_with_the_sign_in_there_and_with_the_next_one_that_proves_none(
    http: Http, front: Front, clock: StoppedClock
) -> None:
    await signs_in(front, ["mfa"])
    clock.at += timedelta(hours=8, seconds=-1)
    within = (await act(http)).status
    clock.at += timedelta(seconds=1)
    after = (await act(http)).status
    await signs_in(front, ["mfa"])
    again = (await act(http)).status
    await signs_in(front, ["pwd"])
    weak = (await act(http)).status

    assert (within, after, again, weak) == (200, 403, 200, 403)


@pytest.mark.usefixtures("required")
async def test_the_body_that_anyone_can_post_proves_nothing(http: Http, front: Front) -> None:
    claims = [{"typ": "amr", "val": "mfa"}]
    await front.sign_in(ALICE, NAME, claims=claims)

    assert (await act(http)).status == 403


@pytest.mark.usefixtures("required")
async def test_who_has_none_there_adds_one_here_and_proves_it_at_the_next_sign_in(
    http: Http, front: Front, clock: StoppedClock
) -> None:
    await signs_in(front, ["pwd"])
    begun = await http("begin_enrolment", headers=as_(NAME), method="POST")
    secret = begun.json["secret"]
    code = {"code": code_at(secret, clock.at.timestamp())}
    added = await http("confirm_enrolment", body=code, headers=as_(NAME))
    at_once = (await act(http)).status
    await signs_in(front, ["pwd"])
    unproved = (await act(http)).status
    clock.at += timedelta(seconds=30)
    code = {"code": code_at(secret, clock.at.timestamp())}
    proved = await http("give_fresh_proof", body=code, headers=as_(NAME))

    assert (added.status, at_once, unproved, proved.status) == (200, 200, 403, 200)
    assert (await act(http)).status == 200


@pytest.mark.usefixtures("required")
async def test_a_reset_ends_what_was_proved(
    http: Http, front: Front, clock: StoppedClock, root: Headers, running: Runtime
) -> None:
    administrator = await running.platform.directory.users.find_by_email(f"{ROOT}@example.test")
    assert administrator
    await signs_in(front, ["pwd"])
    begun = await http("begin_enrolment", headers=as_(NAME), method="POST")
    code = {"code": code_at(begun.json["secret"], clock.at.timestamp())}
    await http("confirm_enrolment", body=code, headers=as_(NAME))

    await prove(running, administrator)
    place = {"user": ALICE.name}
    reset = await http("reset_second_factor", place, headers=root, method="DELETE")

    assert (reset.status, (await act(http)).status) == (204, 403)
