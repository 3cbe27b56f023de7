"""Fixtures of the tests of this folder."""

import jwt
import pytest

from functions.composition import Runtime
from shared.models.credentials import SignInSession
from shared.models.tokens import TokenUse
from tests.contract.edge.tokens.tokens_helpers import Facts
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
