"""Two requests at one instant, each of which removes the last way in but one.

One is overtaken by the other between each two of its calls of the store, both ways round.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from functions.composition import Runtime
from shared.handlers.sso.identities import id_of
from shared.models.users import User
from shared.repositories.users import StoredUser
from tests.contract.client import Answer
from tests.contract.http.mfa.passkey_helpers import add
from tests.contract.sign_in import bearing
from tests.contract.sso.conftest import DOMAIN, invite
from tests.contract.sso.signing_in import Page
from tests.contract.users import BOTH_STORES
from tests.support.authenticator import Device
from tests.support.preempted import Preemption

#: No request calls the directory more often.
MOST_CALLS = 30


@dataclass
class Way:
    """A way in of a user, and the request that removes it."""

    page: Page
    headers: Mapping[str, str]
    route: str
    path: dict[str, str]

    async def remove(self) -> Answer:
        return await self.page.http(self.route, self.path, headers=self.headers, method="DELETE")


@dataclass
class Ways:
    """Users who have an account at one provider, and a passkey or an account at another."""

    page: Page
    running: Runtime
    providers: tuple[str, str]
    made: int = 0

    async def with_passkey(self) -> tuple[User, Way, Way]:
        user, headers, account = await self._user()
        token = headers["x-bifrost-authorization"].removeprefix("Bearer ")
        added = (await add(self.page.http, token, Device())).json["passkey"]["id"]
        return user, account, Way(self.page, headers, "remove_passkey", {"passkey_id": added})

    async def with_two_accounts(self) -> tuple[User, Way, Way]:
        user, headers, account = await self._user()
        journey = await self.page.begin(self.providers[1], "begin_linking_identity", headers)
        came = journey.back(self.page.issuer.consent(journey.url, user.display_name, at="/other"))
        linked = await self.page.http("link_identity", body=came, headers=headers)
        return user, account, self._account(headers, linked.json["id"])

    async def _user(self) -> tuple[User, Mapping[str, str], Way]:
        self.made += 1
        user = await invite(self.running, f"ada{self.made}")
        now = int(self.page.issuer.clock.now().timestamp())
        facts: dict[str, Any] = {"email": user.email, "email_verified": True, "auth_time": now}
        answer = await self.page.sign_in(self.providers[0], user.display_name, **facts)
        headers = bearing(answer.json["accessToken"])
        (principal,) = (await self.stored(user)).user.principals
        return user, headers, self._account(headers, id_of(principal))

    async def stored(self, user: User) -> StoredUser:
        return await self.running.platform.directory.users.get(user.id)

    async def left(self, user: User) -> int:
        credentials = await self.running.platform.directory.credentials.get(user.id)
        return len((await self.stored(user)).user.principals) + len(credentials.passkeys)

    def _account(self, headers: Mapping[str, str], identity: str) -> Way:
        return Way(self.page, headers, "unlink_identity", {"identity_id": identity})


@pytest.fixture
async def ways(page: Page, running: Runtime) -> Ways:
    one = await page.provider(domains=[DOMAIN])
    other = await page.provider(name="Other", issuer=f"{page.issuer.url}/other")
    return Ways(page, running, (one, other))


Made = Callable[[Ways], Awaitable[tuple[User, Way, Way]]]


@BOTH_STORES
@pytest.mark.parametrize("is_account_first", [True, False])
@pytest.mark.parametrize("made", [Ways.with_passkey, Ways.with_two_accounts])
async def test_two_requests_at_once_do_not_take_the_last_way_in(
    ways: Ways, preemption: Preemption, made: Made, is_account_first: bool
) -> None:
    was_overtaken = 0
    for at in range(1, MOST_CALLS):
        user, account, other = await made(ways)
        slow, fast = (account, other) if is_account_first else (other, account)
        found = await preemption.run(slow.remove(), fast.remove, at)
        statuses = {found.slow.status, found.fast.status}
        assert (await ways.left(user), statuses) == (1, {204, 409}), at
        if not found.is_overtaken:
            break
        was_overtaken += 1
    assert 3 <= was_overtaken < MOST_CALLS - 1


@BOTH_STORES
async def test_who_lost_a_race_for_their_own_row_keeps_the_account_as_a_way_in(
    ways: Ways, preemption: Preemption
) -> None:
    """Unlinking that is refused because the user was renamed meanwhile leaves no trace."""
    statuses: list[int] = []
    for at in range(1, MOST_CALLS):
        user, account, passkey = await ways.with_passkey()

        async def rename(headers: Mapping[str, str] = account.headers) -> Answer:
            body = {"displayName": "Augusta"}
            return await ways.page.http(
                "rename_own_user", body=body, headers=headers, method="PATCH"
            )

        found = await preemption.run(account.remove(), rename, at)
        assert found.fast.status == 200
        statuses.append(found.slow.status)
        if found.slow.status == 409:
            assert (await passkey.remove()).status == 204
            assert await ways.left(user) == 1
        if not found.is_overtaken:
            break
    assert set(statuses) == {204, 409}
