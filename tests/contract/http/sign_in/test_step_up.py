"""Users of Static Web Apps bring no time of a proof: what they prove with is theirs here."""

from datetime import timedelta

import pytest

from functions import runtime
from functions.composition import Runtime
from functions.runtime import compose
from shared.models.second_factor.policies import FactorPolicy, Policy
from shared.models.users import User
from shared.services.clock import StoppedClock
from shared.services.services import Services
from shared.settings import Settings
from tests.contract.client import Answer, Http
from tests.contract.http.sign_in.sign_in_helpers import ALICE, Front, Headers, as_
from tests.support.authenticator import Device
from tests.support.totp import code_at


@pytest.fixture
async def own(front: Front, alice: User) -> Headers:
    """Alice, whom the front end let in just now."""
    assert (await front.sign_in(ALICE, "swa-alice")).json == {"roles": ["OrgUser"]}
    assert alice
    return as_("swa-alice")


async def act(http: Http, headers: Headers) -> Answer:
    """Make a personal key, which asks for a fresh proof."""
    return await http("create_own_key", body={"name": "script"}, headers=headers)


def codes(refused: Answer) -> list[str]:
    assert (refused.status, refused.json["error"]) == (403, "FreshProofNeeded"), refused.json
    return [one["code"] for one in refused.json["details"]]


async def test_step_up_bypass_a_sign_in_there_is_no_proof(http: Http, own: Headers) -> None:
    assert codes(await act(http, own)) == ["setUp"]


async def test_an_app_is_added_without_a_proof_and_proves_from_then_on(
    http: Http, own: Headers, clock: StoppedClock
) -> None:
    secret = (await http("begin_enrolment", headers=own, method="POST")).json["secret"]
    code = {"code": code_at(secret, clock.at.timestamp())}
    assert (await http("confirm_enrolment", body=code, headers=own)).status == 200
    assert (await act(http, own)).status == 201

    clock.at += timedelta(minutes=10)
    assert codes(await act(http, own)) == ["code"]
    code = {"code": code_at(secret, clock.at.timestamp())}
    assert (await http("give_fresh_proof", body=code, headers=own)).status == 200
    assert (await act(http, own)).status == 201


async def test_a_passkey_is_added_without_a_proof_and_a_second_one_is_not(
    http: Http, own: Headers, clock: StoppedClock
) -> None:
    offered = (await http("offer_passkey", headers=own, method="POST")).json
    body = {"token": offered["token"], "name": "Key", "passkey": Device().made(offered)}
    assert (await http("add_passkey", body=body, headers=own)).status == 201
    assert (await act(http, own)).status == 201

    clock.at += timedelta(minutes=10)
    assert codes(await http("offer_passkey", headers=own, method="POST")) == ["passkey", "code"]


async def test_where_second_factors_are_off_there_is_nothing_to_prove_with(
    http: Http, own: Headers, running: Runtime
) -> None:
    policies = running.platform.directory.factor_policies
    await policies.replace(await policies.get(), FactorPolicy(policy=Policy.OFF))

    assert (await act(http, own)).status == 201


async def test_the_sign_in_of_development_asks_for_nothing(
    http: Http, own: Headers, running: Runtime, memory_settings: Settings, services: Services
) -> None:
    """It is no sign-in at all: whoever opens the page is who they say."""
    without = {"sign_in_client_id": None, "sign_in_tenants": frozenset[object]()}
    other = compose(memory_settings.model_copy(update=without), services)
    runtime.use(other)

    assert (await act(http, own)).status == 201
    runtime.use(running)
    await other.platform.engine.close()
