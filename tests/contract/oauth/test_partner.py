"""One sign-in of the partner opens every customer's tenant, and goes nowhere else."""

import asyncio

import pytest

from shared.errors import Conflict, Unavailable
from shared.models.connections import ConnectionStatus
from shared.oauth.oauth import OAuth
from tests.contract.oauth.connection_flow import Connecting, oauth_of, token
from tests.contract.oauth.provider import CLIENT, SECRET
from tests.contract.oauth.token_calls import composed
from tests.contract.users import BOTH_STORES

CUSTOMERS = ("acme", "globex")


def another(connecting: Connecting) -> OAuth:
    """Another process over the same stores."""
    return composed(connecting.running.platform.services)


async def sign_in_again(connecting: Connecting) -> None:
    away = await connecting.authorize("GLOBAL", "partner")
    assert (await connecting.come_back(away)).status == 200


async def lose_the_sign_in(connecting: Connecting) -> None:
    """The partner's administrator left; whoever asks next finds out."""
    connecting.provider.revoke_first()
    with pytest.raises(Conflict, match="expired"):
        await oauth_of(connecting).refresh("GLOBAL", "partner")


@BOTH_STORES
async def test_one_sign_in_gives_each_customer_a_token_of_its_tenant(
    connecting: Connecting,
) -> None:
    await connecting.connect_partner(*CUSTOMERS)

    tokens = {org_id: await token(oauth_of(connecting), org_id) for org_id in CUSTOMERS}

    assert {org: connecting.provider.living[tokens[org]] for org in CUSTOMERS} == {
        "acme": "tenant-of-acme",
        "globex": "tenant-of-globex",
    }
    form = connecting.provider.asked[-1]
    assert (form["grant_type"], form["scope"]) == ("refresh_token", "Directory.Read")
    assert (form["client_id"], form["client_secret"]) == (CLIENT, SECRET)
    detail = await connecting.detail()
    assert (detail["status"], detail["connected_by"]) == ("completed", "Root")


@BOTH_STORES
async def test_a_customers_refresh_renews_the_sign_in_first_when_that_is_due(
    connecting: Connecting,
) -> None:
    await connecting.connect_partner("acme")
    first = await token(oauth_of(connecting))
    connecting.pass_time(minutes=50)

    second = await token(oauth_of(connecting))

    assert first != second
    assert connecting.provider.paths[-2:] == ["/token", "/tenant-of-acme/token"]
    partner = await connecting.grant("GLOBAL", "partner")
    assert partner.last_refresh_at == connecting.clock.at


async def test_a_refresh_token_of_a_customers_tenant_is_not_kept(connecting: Connecting) -> None:
    await connecting.connect_partner("acme")
    signed_in = connecting.provider.asked[-1]["refresh_token"]

    found = await oauth_of(connecting).credentials("acme", "graph")
    await connecting.call("refresh_connection")

    assert found is not None
    assert found.token.refresh_token is None
    assert connecting.provider.asked[-1]["refresh_token"] == signed_in


async def test_what_another_process_renewed_meanwhile_is_tried_once_more(
    connecting: Connecting,
) -> None:
    """The refresh token that we read is used up when it arrives."""
    await connecting.connect_partner("acme")
    oauth = oauth_of(connecting)
    held = await oauth.finder.get("acme", "graph")
    partners = oauth.refresher.partners
    old = await partners.sign_in_for(held)
    await another(connecting).refresh("GLOBAL", "partner")

    found = await partners.redeem(held, old)

    assert found.access_token in connecting.provider.living
    assert connecting.provider.redeemed_in("tenant-of-acme") == 3


@BOTH_STORES
async def test_a_tenant_that_refuses_expires_that_customer_and_no_other(
    connecting: Connecting,
) -> None:
    await connecting.connect_partner(*CUSTOMERS)
    connecting.provider.tenants["tenant-of-acme"] = "invalid_grant"
    connecting.pass_time(minutes=50)

    await oauth_of(connecting).refresh_due()
    asked = connecting.provider.redeemed_in("tenant-of-acme")
    for _ in range(3):
        with pytest.raises(Conflict, match=r"expired.*partner's sign-in was refused"):
            await token(oauth_of(connecting))
        connecting.pass_time(minutes=20)
        await oauth_of(connecting).refresh_due()

    assert (await connecting.detail("acme"))["status"] == "expired"
    assert (await connecting.detail("GLOBAL", "partner"))["status"] == "completed"
    assert await token(oauth_of(connecting), "globex") in connecting.provider.living
    assert connecting.provider.redeemed_in("tenant-of-acme") == asked


async def test_a_refusal_asks_at_home_whether_the_sign_in_is_dead(connecting: Connecting) -> None:
    """At most once in five minutes: a customer that refuses costs the partner nothing more."""
    await connecting.connect_partner(*CUSTOMERS)
    connecting.provider.tenants = dict.fromkeys(connecting.provider.tenants, "invalid_grant")
    connecting.pass_time(minutes=6)
    before = connecting.provider.paths.count("/token")

    answers = [await connecting.call("refresh_connection", org_id) for org_id in CUSTOMERS]

    assert {answer.status for answer in answers} == {409}
    assert connecting.provider.paths.count("/token") == before + 1
    assert (await connecting.detail("GLOBAL", "partner"))["status"] == "completed"


async def test_a_customer_is_mended_by_a_refresh_when_its_tenant_is(
    connecting: Connecting,
) -> None:
    connecting.provider.tenants["tenant-of-acme"] = "unauthorized_client"
    await connecting.connect_partner("acme")
    refused = await connecting.detail()
    connecting.provider.tenants["tenant-of-acme"] = ""

    answer = await connecting.call("refresh_connection")

    assert refused["status"] == "failed"
    assert "partner's sign-in was refused" in refused["status_message"]
    assert answer.status == 200
    assert await token(oauth_of(connecting)) in connecting.provider.living


@BOTH_STORES
async def test_a_lost_sign_in_leaves_what_is_good_and_is_named(connecting: Connecting) -> None:
    await connecting.connect_partner("acme")
    first = await token(oauth_of(connecting))
    await lose_the_sign_in(connecting)

    connecting.pass_time(minutes=50)
    still = await token(oauth_of(connecting))
    waiting = await connecting.detail()
    connecting.pass_time(minutes=11)

    assert still == first
    reason = "the connection 'partner' has expired: connect it again"
    assert (waiting["status"], waiting["status_message"]) == ("completed", reason)
    for _ in range(2):
        with pytest.raises(Conflict, match=reason):
            await token(another(connecting))
    assert connecting.provider.redeemed_in("tenant-of-acme") == 1


async def test_the_first_refusal_everywhere_finds_the_sign_in_dead(
    connecting: Connecting,
) -> None:
    """Or five hundred customers would have to be connected by hand."""
    await connecting.connect_partner(*CUSTOMERS)
    connecting.pass_time(minutes=10)
    connecting.provider.revoke_first()

    answers = await asyncio.gather(
        *(connecting.call("refresh_connection", org_id) for org_id in CUSTOMERS)
    )

    assert {answer.status for answer in answers} == {409}
    assert (await connecting.detail("GLOBAL", "partner"))["status"] == "expired"
    for org_id in CUSTOMERS:
        grant = await connecting.grant(org_id)
        assert (grant.status, grant.lease_owner) == (ConnectionStatus.COMPLETED, None)
        assert "'partner' has expired" in (grant.status_message or "")


@BOTH_STORES
@pytest.mark.parametrize("by_timer", [True, False])
async def test_customers_recover_by_themselves_when_the_partner_signs_in_again(
    connecting: Connecting, *, by_timer: bool
) -> None:
    await connecting.connect_partner(*CUSTOMERS)
    await lose_the_sign_in(connecting)
    for _ in range(10):
        connecting.pass_time(minutes=15)
        await oauth_of(connecting).refresh_due()
    asked = len(connecting.provider.asked)

    await sign_in_again(connecting)
    connecting.pass_time(minutes=15)
    if by_timer:
        await oauth_of(connecting).refresh_due()

    for org_id in CUSTOMERS:
        grant = await connecting.grant(org_id)
        assert (grant.status_message is None) == by_timer
        given = await token(another(connecting), org_id)
        assert connecting.provider.living[given] == f"tenant-of-{org_id}"
    assert len(connecting.provider.asked) == asked + 1 + len(CUSTOMERS)


async def test_whom_a_tenant_refused_is_tried_again_with_another_sign_in(
    connecting: Connecting,
) -> None:
    await connecting.connect_partner("acme")
    connecting.provider.tenants["tenant-of-acme"] = "invalid_grant"
    connecting.pass_time(minutes=50)
    with pytest.raises(Conflict):
        await token(oauth_of(connecting))
    connecting.provider.tenants["tenant-of-acme"] = ""
    with pytest.raises(Conflict, match="was refused"):
        await token(oauth_of(connecting))

    await sign_in_again(connecting)

    assert await token(oauth_of(connecting)) in connecting.provider.living
    assert (await connecting.detail())["status"] == "completed"


async def test_a_customer_may_be_there_before_the_partner_signs_in(
    connecting: Connecting,
) -> None:
    await connecting.create("GLOBAL", connection_name="partner")
    await connecting.create_by_partner()
    connecting.provider.tenants["tenant-of-acme"] = ""
    early = await connecting.choose("acme")
    with pytest.raises(Conflict, match="'partner' is not connected: connect it"):
        await token(oauth_of(connecting))

    await sign_in_again(connecting)

    assert early["status"] == "failed"
    assert await token(oauth_of(connecting)) in connecting.provider.living


async def test_processes_that_find_the_partner_back_wait_for_one_of_them(
    connecting: Connecting,
) -> None:
    await connecting.create("GLOBAL", connection_name="partner")
    await connecting.create_by_partner()
    connecting.provider.tenants["tenant-of-acme"] = ""
    await connecting.choose("acme")
    await sign_in_again(connecting)
    connecting.provider.slow_seconds = 0.5

    tokens = await asyncio.gather(*(token(another(connecting)) for _ in range(5)))

    assert len(set(tokens)) == 1
    assert connecting.provider.redeemed_in("tenant-of-acme") == 1


async def test_a_sign_in_without_a_refresh_token_is_of_no_use_and_says_so(
    connecting: Connecting,
) -> None:
    connecting.provider.gives_refresh_token = False
    await connecting.connect_partner("acme")

    with pytest.raises(Conflict, match="gave 'partner' no refresh token"):
        await token(oauth_of(connecting))


async def test_an_organization_without_an_entity_is_told_who_can_help(
    connecting: Connecting,
) -> None:
    await connecting.connect_partner()

    with pytest.raises(Conflict, match="set this organization's entity id"):
        await token(oauth_of(connecting))
    health = (await connecting.call("get_connection_health")).json

    assert health["what_to_do"].startswith(
        "Ask a platform administrator to set this organization's tenant"
    )
    assert connecting.provider.refreshes == 0


async def test_a_provider_that_is_away_is_no_fault_of_a_customer(connecting: Connecting) -> None:
    await connecting.connect_partner("acme")
    first = await token(oauth_of(connecting))
    connecting.provider.mood = "503"
    connecting.pass_time(minutes=50)

    still = await token(oauth_of(connecting))
    connecting.pass_time(minutes=11)
    with pytest.raises(Unavailable, match="cannot be refreshed now"):
        await token(oauth_of(connecting))
    connecting.provider.mood = ""
    connecting.pass_time(minutes=5)

    assert still == first
    assert await token(oauth_of(connecting)) in connecting.provider.living


async def test_a_token_that_was_deleted_on_purpose_does_not_come_back(
    connecting: Connecting,
) -> None:
    await connecting.connect_partner("acme")
    oauth = oauth_of(connecting)
    held = await oauth.finder.get("acme", "graph")
    gone = {"status": ConnectionStatus.NOT_CONNECTED, "status_message": "its token was deleted"}
    await oauth.change(held, **gone, sealed_token=None, due_at=None)

    with pytest.raises(Conflict, match="its token was deleted"):
        await token(oauth)

    assert (await connecting.call("refresh_connection")).status == 200
    assert await token(oauth) in connecting.provider.living


async def test_health_says_what_it_depends_on_and_what_to_do(connecting: Connecting) -> None:
    await connecting.connect_partner("acme")
    good = (await connecting.call("get_connection_health")).json
    await lose_the_sign_in(connecting)

    lost = (await connecting.call("get_connection_health")).json
    partner = (await connecting.call("get_connection_health", "GLOBAL", name="partner")).json

    assert (good["partner_connection"], good["partner_status"]) == ("partner", "completed")
    assert (good["what_to_do"], good["provider_state"]) == ("Nothing.", "closed")
    assert lost["partner_status"] == "expired"
    assert lost["what_to_do"].startswith("Connect 'partner', in GLOBAL")
    assert partner["serves"] == ["graph"]


@BOTH_STORES
async def test_many_askers_of_some_customers_make_one_redemption_each(
    connecting: Connecting,
) -> None:
    await connecting.connect_partner(*CUSTOMERS)
    connecting.provider.slow_seconds = 0.3
    connecting.pass_time(minutes=61)
    processes = [another(connecting) for _ in range(5)]

    asked = [token(process, org) for process in processes for org in CUSTOMERS for _ in range(5)]
    tokens = await asyncio.gather(*asked)

    assert connecting.provider.paths.count("/token") == 2
    for org_id in CUSTOMERS:
        assert connecting.provider.redeemed_in(f"tenant-of-{org_id}") == 2
    assert set(tokens) <= set(connecting.provider.living)
    assert len(set(tokens)) == len(CUSTOMERS)
