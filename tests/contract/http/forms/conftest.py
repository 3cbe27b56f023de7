"""Fixtures of the tests of this folder."""

from collections.abc import Mapping

import pytest

from functions.composition import Runtime
from tests.contract.client import Http
from tests.contract.forms import Forms
from tests.contract.users import add_user


@pytest.fixture(autouse=True)
async def everybody(running: Runtime) -> Mapping[str, str]:
    """Their ids by name."""
    users = running.platform.directory.users
    made = [
        await add_user(users, "owner", {"acme": "admin"}),
        await add_user(users, "alice", {"acme": "member"}),
        await add_user(users, "bob", {"acme": "member"}),
        await add_user(users, "foreigner", {"globex": "admin"}),
    ]
    return {user.display_name.casefold(): str(user.id) for user in made}


@pytest.fixture
def forms(http: Http) -> Forms:
    return Forms(http)
