"""Users who make keys, and a clock that stands still."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from functions.composition import Runtime
from shared.models.users import User
from shared.services.clock import StoppedClock
from shared.services.services import Services
from tests.contract.client import Http
from tests.contract.http.auth.auth_helpers import Headers
from tests.contract.sign_in import bearing, link_for, log_in, set_password
from tests.contract.users import add_user, signed_in


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(datetime.now(UTC).replace(microsecond=0))


@pytest.fixture
def services(services: Services, clock: StoppedClock) -> Services:
    return replace(services, clock=clock)


@pytest.fixture
async def ada(http: Http, running: Runtime, root: Headers) -> User:
    """A member of acme, who has a password."""
    user = await add_user(running.platform.directory.users, "ada", {"acme": "member"})
    assert (await set_password(http, await link_for(http, root, user.email))).status == 204
    return user


@pytest.fixture
async def session(http: Http, ada: User) -> Headers:
    """Ada's session, just begun."""
    return bearing((await log_in(http, ada.email)).json["accessToken"])


@pytest.fixture
async def owner(running: Runtime) -> Headers:
    """An administrator of acme."""
    await add_user(running.platform.directory.users, "owner", {"acme": "admin"})
    return signed_in("owner", "acme")
