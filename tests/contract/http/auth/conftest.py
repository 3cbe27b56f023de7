"""Fixtures of the tests of this folder."""

from datetime import UTC, datetime

import pytest

from functions.composition import Runtime
from shared.models.users import User
from shared.services.clock import StoppedClock
from tests.contract.client import Http
from tests.contract.http.auth.auth_helpers import EMAIL, Headers
from tests.contract.sign_in import (
    link_for,
    set_password,
)
from tests.contract.users import add_user


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(datetime.now(UTC))


@pytest.fixture
async def ada(http: Http, running: Runtime, root: Headers) -> User:
    """Who has a password."""
    user = await add_user(running.platform.directory.users, "ada", {"acme": "member"})
    assert (await set_password(http, await link_for(http, root, EMAIL))).status == 204
    return user
