"""A user hears by mail of accounts at providers that are linked and unlinked."""

from dataclasses import replace
from typing import Any

import pytest

from functions.composition import Runtime
from shared.models.users import User
from shared.operations.mail.notices import BOUND, TOLD
from shared.services.clock import StoppedClock
from shared.services.mail.mail import MemoryMail
from shared.services.services import Services
from tests.contract.http.mfa.policy_helpers import GRACE, set_policy, set_up
from tests.contract.mail.mail_helpers import delivered
from tests.contract.sign_in import bearing
from tests.contract.sso.conftest import DOMAIN
from tests.contract.sso.signing_in import Page
from tests.contract.sso.test_own_accounts import link, unlink

ADDRESS: dict[str, Any] = {"email": f"ada@{DOMAIN}", "email_verified": True}


@pytest.fixture
async def services(services: Services) -> Services:
    return replace(services, mail=MemoryMail())


async def subjects(running: Runtime) -> list[str]:
    return [sent.subject.removeprefix("Bifrost: ") for sent in await delivered(running)]


async def test_an_account_that_is_bound_linked_and_unlinked(
    page: Page, running: Runtime, ada: User
) -> None:
    provider = await page.provider(domains=[DOMAIN])
    now = int(page.issuer.clock.now().timestamp())
    token = (await page.sign_in(provider, **ADDRESS, auth_time=now)).json["accessToken"]
    assert await subjects(running) == [BOUND]
    own = bearing(token)

    linked = await link(page, provider, own, "second")
    assert linked.status == 201, linked.json
    assert (await unlink(page, linked.json["id"], own)).status == 204

    assert await subjects(running) == [TOLD["identity.link"], TOLD["identity.unlink"]]
    assert ada


async def test_a_factor_that_is_added_in_a_sign_in(
    page: Page, running: Runtime, ada: User, clock: StoppedClock
) -> None:
    await set_policy(page.http, {**page.root, "x-organization-id": "acme"}, "required")
    provider = await page.provider(domains=[DOMAIN])
    clock.at += GRACE
    first = await page.sign_in(provider, **ADDRESS)

    signed = await set_up(page.http, first.json["setupToken"], clock)

    assert signed.status == 200, signed.json
    assert await subjects(running) == [BOUND, TOLD["mfa.setUp"]]
    assert ada
