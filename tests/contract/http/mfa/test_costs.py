"""What a sign-in costs, with and without a second factor, and a request after it."""

from functions import runtime
from functions.runtime import compose
from shared.models.users import User
from shared.services.services import Services
from shared.settings import Settings
from tests.contract.client import Http
from tests.contract.http.mfa.mfa_helpers import (
    Enrolled,
    enter,
    first_step,
    second_step,
    trusted_cookie,
)
from tests.contract.sign_in import bearing, log_in
from tests.support.counted_stores import CountedStores

#: The user by address (two rows), the credentials, two counts of the throttle taken and given back.
FIRST_STEP = 11
#: The user by id, the credentials, the counts; then the session and two entries of the audit log.
SECOND_STEP = 17
#: Both at once, with the counts taken and given back once.
ONE_STEP = 15


async def test_a_sign_in_costs_as_much_as_before_and_a_second_step_no_more(
    http: Http, enrolled: Enrolled, services: Services, memory_settings: Settings
) -> None:
    counted = CountedStores()
    cold = compose(memory_settings, counted.over(services))
    runtime.use(cold)

    with counted.own() as first:
        token = await first_step(http, enrolled.user)
    with counted.own() as second:
        assert (await second_step(http, token, enrolled.next_code())).status == 200

    assert len(first) <= FIRST_STEP, first
    assert len(second) <= SECOND_STEP, second
    await cold.platform.engine.close()


async def test_a_trusted_device_and_no_second_factor_cost_the_same(
    http: Http, ada: User, enrolled: Enrolled, services: Services, memory_settings: Settings
) -> None:
    cookie = await trusted_cookie(http, enrolled.access)
    counted = CountedStores()
    cold = compose(memory_settings, counted.over(services))
    runtime.use(cold)

    await enter(http, enrolled.user, cookie)
    with counted.own() as trusted:
        assert (await enter(http, enrolled.user, cookie)).json["status"] == "signed_in"
    await http("remove_second_factor", headers=bearing(enrolled.access), method="DELETE")
    with counted.own() as without:
        assert (await log_in(http, ada.email)).json["status"] == "signed_in"

    assert len(trusted) <= ONE_STEP, trusted
    assert len(without) <= ONE_STEP, without
    await cold.platform.engine.close()


async def test_authentication_costs_three_transactions_cold_and_none_warm(
    http: Http, enrolled: Enrolled, services: Services, memory_settings: Settings
) -> None:
    """Also on a route that asks for a fresh proof."""
    counted = CountedStores()
    cold = compose(memory_settings, counted.over(services))
    runtime.use(cold)
    headers = bearing(enrolled.access)

    with counted.own() as first:
        await http("get_session", headers=headers)
    with counted.own() as second:
        await http("get_session", headers=headers)
    with counted.own() as fresh:
        await http("remove_second_factor", headers=headers, method="DELETE")

    own = [sent for sent in fresh if sent[1].startswith("/Directory")]
    assert len(first) <= 3, first
    assert second == []
    assert own == [("GET", "/Directory(PartitionKey='user'"), ("POST", "/Directory")], own
    await cold.platform.engine.close()
