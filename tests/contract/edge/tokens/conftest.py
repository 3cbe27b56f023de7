"""Fixtures of the tests of this folder."""

from dataclasses import replace
from datetime import UTC, datetime

import jwt
import pytest

from functions.composition import Runtime
from shared.models.credentials import SignInSession
from shared.models.tokens import TokenUse
from shared.services.clock import StoppedClock
from shared.services.services import Services, in_memory
from shared.services.tables import Table
from shared.settings import Settings
from tests.contract.edge.tokens.tokens_helpers import SETTING, Facts
from tests.contract.edge.tokens.tokens_keys import with_keys
from tests.contract.users import add_session, add_user


@pytest.fixture
async def session(running: Runtime) -> SignInSession:
    """Of a member of acme."""
    directory = running.platform.directory
    user = await add_user(directory.users, "ada", {"acme": "member"})
    return await add_session(directory, user)


@pytest.fixture
def access(running: Runtime, session: SignInSession) -> str:
    return running.platform.tokens.issue(TokenUse.ACCESS, session)


@pytest.fixture
def facts(access: str) -> Facts:
    """What a good access token says."""
    return jwt.decode(access, options={"verify_signature": False})


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(datetime.now(UTC))


@pytest.fixture
def services(store: Table, clock: StoppedClock) -> Services:
    return replace(in_memory({}, clock), directory=store)


@pytest.fixture
def memory_settings(memory_settings: Settings) -> Settings:
    return with_keys(memory_settings, SETTING)
