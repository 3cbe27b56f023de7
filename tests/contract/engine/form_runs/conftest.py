"""Fixtures of the tests of this folder."""

import pytest

from functions.composition import Runtime
from tests.contract.client import Http
from tests.contract.forms import Forms
from tests.contract.users import add_user


@pytest.fixture(autouse=True)
async def everybody(running: Runtime) -> None:
    users = running.platform.directory.users
    await add_user(users, "owner", {"acme": "admin"})
    await add_user(users, "alice", {"acme": "member"})
    await add_user(users, "bob", {"acme": "member"})
    await add_user(users, "foreigner", {"globex": "admin"})


@pytest.fixture
def forms(http: Http) -> Forms:
    return Forms(http)
