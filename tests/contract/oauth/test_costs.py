"""What connections cost, in transactions with the store and the vault."""

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from shared.models.connections import Connection, Flow, Grant, TokenSet
from shared.oauth.key_ring import client_place, token_place
from shared.oauth.oauth import OAuth
from shared.repositories.connections import Connections, StoredGrant
from shared.services.secrets import MemorySecrets
from shared.services.tables import Insert, Table
from tests.contract.oauth.connection_flow import Connecting
from tests.contract.oauth.provider import CLIENT, SECRET
from tests.contract.oauth.token_calls import composed
from tests.support.counting import CountingTransport

AZURE = pytest.mark.parametrize("store", ["azure"], indirect=True)
DUE, NOT_DUE = 20, 10_000


@dataclass
class Counted:
    """A process that has just started, and what it asked of others so far."""

    oauth: OAuth
    store: CountingTransport
    vault: "CountingSecrets"

    def spent(self) -> int:
        """Since it was last asked."""
        count = len(self.store.sent) + self.vault.reads
        self.store.sent.clear()
        self.vault.reads = 0
        return count


class CountingSecrets(MemorySecrets):
    reads = 0

    async def find(self, name: str) -> str | None:
        self.reads += 1
        return await super().find(name)


@pytest.fixture
async def fresh(connecting: Connecting, counted: CountingTransport) -> Counted:
    """Over the same store; its vault counts."""
    services = connecting.running.platform.services
    vault = CountingSecrets(connecting.clock)
    counting = replace(services, secrets=vault)
    oauth = composed(counting)
    await oauth.key_ring.seal("x", token_place("acme", _connection(connecting, "any")))
    ring = await vault.find("bifrost-oauth-key")
    assert ring is not None
    await services.secrets.put("bifrost-oauth-key", ring)
    found = Counted(composed(counting), counted, vault)
    found.spent()
    return found


def _connection(connecting: Connecting, name: str, org_id: str = "acme") -> Connection:
    return Connection(
        org_id=org_id,
        name=name,
        flow=Flow.REFRESH_TOKEN,
        client_id=CLIENT,
        token_url=f"{connecting.provider.url}/token",
        by_platform=True,
        created_by="tests",
        created_at=connecting.clock.at,
    )


@AZURE
@pytest.mark.parametrize("per_organization", [False, True])
@pytest.mark.parametrize(("owner", "most"), [("acme", 2), ("GLOBAL", 3)])
async def test_a_token_costs_three_transactions_cold_and_none_warm(
    connecting: Connecting, fresh: Counted, owner: str, most: int, *, per_organization: bool
) -> None:
    if owner == "acme":
        await connecting.connect("acme")
    else:
        await connecting.create("GLOBAL", per_organization=per_organization)
        where = "acme" if per_organization else "GLOBAL"
        assert (await connecting.come_back(await connecting.authorize(where))).status == 200
    fresh.spent()
    asked = len(connecting.provider.asked)

    await fresh.oauth.credentials("acme", "graph")
    cold = fresh.spent()
    for _ in range(100):
        await fresh.oauth.credentials("acme", "graph")
    warm = fresh.spent()

    assert (cold, warm) == (most, 0)
    assert len(connecting.provider.asked) == asked


@AZURE
async def test_a_customers_token_costs_no_more_though_it_depends_on_the_partner(
    connecting: Connecting, fresh: Counted
) -> None:
    await connecting.connect_partner("acme")
    asked = len(connecting.provider.asked)
    fresh.spent()

    await fresh.oauth.credentials("acme", "graph")
    cold = fresh.spent()
    for _ in range(100):
        await fresh.oauth.credentials("acme", "graph")

    assert (cold, fresh.spent()) == (3, 0)
    assert len(connecting.provider.asked) == asked


@AZURE
async def test_what_the_refresh_of_a_customer_costs(connecting: Connecting, fresh: Counted) -> None:
    """The key ring is one of a new process's first; the sign-in is renewed for everybody."""
    await connecting.connect_partner("acme", "globex")
    connecting.pass_time(minutes=50)
    await fresh.oauth.key_ring.seal("x", token_place("acme", _connection(connecting, "any")))
    fresh.spent()

    await fresh.oauth.credentials("acme", "graph")
    with_the_sign_in = fresh.spent()
    await fresh.oauth.credentials("globex", "graph")

    assert (with_the_sign_in, fresh.spent()) == (11, 7)


@AZURE
async def test_the_timer_spends_six_on_whoever_waits_for_the_partner(
    connecting: Connecting, fresh: Counted
) -> None:
    """Two to find it, one to find no sign-in, three to put it off; every 15 minutes."""
    await connecting.connect_partner("acme", "globex")
    connecting.provider.revoke_first()
    connecting.pass_time(minutes=50)
    await connecting.running.platform.oauth.refresh_due()
    connecting.pass_time(minutes=15)
    fresh.spent()

    await fresh.oauth.refresh_due()

    assert fresh.spent() == 1 + 2 * 6


@AZURE
async def test_the_timer_touches_only_what_is_due(
    connecting: Connecting, fresh: Counted, store: Table
) -> None:
    await _wait(store, connecting)
    for number in range(DUE):
        await _due(connecting, fresh.oauth, store, f"due-{number}")
    connecting.pass_time(minutes=47)
    fresh.oauth = composed(replace(connecting.running.platform.services, secrets=fresh.vault))
    fresh.spent()

    count = await fresh.oauth.refresh_due()

    spent = fresh.spent()
    assert (count, connecting.provider.refreshes) == (DUE, DUE)
    assert spent <= 4 + 6 * DUE


async def _wait(store: Table, connecting: Connecting) -> None:
    """Tokens of others, whose time has not come."""
    later = (connecting.clock.at + timedelta(days=1)).strftime("%Y%m%dT%H%M%S")
    for start in range(0, NOT_DUE, 100):
        keys = [f"{later}|org-{start + number}|graph" for number in range(100)]
        await store.transaction("oauth-due", [Insert(key, {"v": "1"}) for key in keys])


async def _due(connecting: Connecting, oauth: OAuth, store: Table, name: str) -> None:
    connections = Connections(store, "acme")
    connection = _connection(connecting, name)
    given = connecting.provider.give()
    token = TokenSet(access_token=given["access_token"], refresh_token=given["refresh_token"])
    place = token_place("acme", connection)
    await connections.add(
        connection.model_copy(update={"sealed_secret": await _client_secret(oauth, connection)})
    )
    grant = Grant(connection_id=connection.id, owner=connection.org_id)
    facts = {
        "status": "completed",
        "sealed_token": await oauth.key_ring.seal(token.model_dump_json(), place),
        "expires_at": connecting.clock.at + timedelta(hours=1),
        "due_at": connecting.clock.at + timedelta(minutes=45),
    }
    after = Grant.model_validate({**grant.model_dump(), **facts})
    await connections.save(name, StoredGrant(grant, None), after)


async def _client_secret(oauth: OAuth, connection: Connection) -> str:
    return await oauth.key_ring.seal(SECRET, client_place(connection))
