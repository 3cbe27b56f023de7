"""The settings of second factors: another issuer, fewer codes, other times."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from shared.models.users import User
from shared.services.clock import StoppedClock
from shared.settings import Settings
from tests.contract.client import Http
from tests.contract.http.mfa.mfa_helpers import Headers, enrol, enter, trusted_cookie
from tests.contract.http.mfa.policy_helpers import set_policy
from tests.contract.sign_in import bearing, log_in


@pytest.fixture
def memory_settings(memory_settings: Settings) -> Settings:
    set_here = {
        "BIFROST_MFA_TOTP_ISSUER": "Contoso Automation",
        "BIFROST_MFA_RECOVERY_CODE_COUNT": "5",
        "BIFROST_MFA_TRUSTED_DEVICE_DAYS": "7",
        "BIFROST_MFA_GRACE_DAYS": "3",
    }
    kept = memory_settings.model_dump(by_alias=True, exclude_unset=True)
    return Settings.model_validate({**kept, **set_here})


async def test_the_issuer_and_the_number_of_recovery_codes(
    http: Http, ada: User, clock: StoppedClock
) -> None:
    headers = bearing((await log_in(http, ada.email)).json["accessToken"])
    address: str = (await http("begin_enrolment", headers=headers, method="POST")).json["address"]

    assert parse_qs(urlsplit(address).query)["issuer"] == ["Contoso Automation"]
    assert len((await enrol(http, ada, clock)).codes) == 5


async def test_the_days_of_a_trusted_device(http: Http, ada: User, clock: StoppedClock) -> None:
    enrolled = await enrol(http, ada, clock)
    cookie = await trusted_cookie(http, enrolled.access)
    found: list[str] = []
    for seconds in (7 * 86400 - 1, 1):
        clock.at += timedelta(seconds=seconds)
        found.append((await enter(http, ada, cookie)).json["status"])

    assert found == ["signed_in", "mfa_required"]


async def test_the_days_of_grace(http: Http, ada: User, root: Headers, clock: StoppedClock) -> None:
    clock.at += timedelta(minutes=1)
    await set_policy(http, {**root, "x-organization-id": "acme"}, "required")
    found: list[str] = []
    for seconds in (3 * 86400 - 1, 1):
        clock.at += timedelta(seconds=seconds)
        found.append((await log_in(http, ada.email)).json["status"])

    assert found == ["signed_in", "mfa_setup_required"]
