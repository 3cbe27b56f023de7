"""What it costs to know who is calling: storage transactions on either store, by count."""

from collections.abc import AsyncGenerator, Mapping
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from functions.auth.access import Access
from functions.auth.authenticator import Authenticator
from functions.runtime import compose
from shared.errors import NotAuthenticated
from shared.handlers.api_keys import hash_of
from shared.models.credentials import UserCredentials
from shared.models.keys import ApiKey
from shared.models.organizations import Organization
from shared.models.tokens import TokenUse
from shared.repositories.directory import Directory
from shared.services.clock import SystemClock
from shared.services.identity.tokens import Key, Tokens
from shared.services.services import Services
from shared.settings import Settings
from tests.contract.sign_in import bearing
from tests.contract.users import add_session, add_user, signed_in, with_key
from tests.support.backends import Backend
from tests.support.counted_stores import Counted

TRUSTING = Settings.model_validate({"BIFROST_TRUST_CLIENT_PRINCIPAL": "true"})
NOTE = 2  # a read and a transaction, once an hour


@pytest.fixture
async def services(backend: Backend, counted: Counted) -> AsyncGenerator[Services]:
    opened = await backend.connect(Settings.model_validate(backend.settings), counted)
    yield opened
    await opened.close()


@pytest.fixture
def directory(services: Services) -> Directory:
    """Of another process, which fills the tables."""
    return compose(TRUSTING, services).platform.directory


@pytest.fixture
def cold(services: Services) -> Authenticator:
    """Of a process that has read nothing yet."""
    return compose(TRUSTING, services).authenticator


@pytest.fixture
def tokens() -> Tokens:
    return Tokens([Key.of(TRUSTING.secret_key.get_secret_value())], SystemClock())


@pytest.fixture
async def org_id(directory: Directory) -> str:
    made = f"org-{uuid4().hex}"
    now = datetime.now(UTC)
    organization = Organization(id=made, name="Counted", created_by="tests", created_at=now)
    await directory.organizations.add(organization)
    return made


async def cost(authenticator: Authenticator, counted: Counted, headers: Mapping[str, str]) -> int:
    """How many transactions it took to let them in."""
    counted.sent.clear()
    await authenticator.caller(Access.USER, headers, takes_keys=True)
    return len(counted.sent)


@pytest.mark.parametrize("roles", [1, 40])
async def test_a_principal_is_three_and_then_nothing(
    cold: Authenticator, counted: Counted, directory: Directory, org_id: str, roles: int
) -> None:
    name = f"u{uuid4().hex}"
    others = {f"other-{number}": "member" for number in range(roles - 1)}
    await add_user(directory.users, name, {org_id: "member", **others})
    headers = signed_in(name, org_id)

    costs = [await cost(cold, counted, headers) for _ in range(3)]

    assert costs == [3, 0, 0]


async def test_a_platform_administrator_is_no_more(
    cold: Authenticator, counted: Counted, directory: Directory, org_id: str
) -> None:
    name = f"u{uuid4().hex}"
    await add_user(directory.users, name, is_admin=True)

    costs = [await cost(cold, counted, signed_in(name, org)) for org in ("", org_id, org_id)]

    assert costs == [2, 1, 0]


async def test_a_key_is_two_and_then_nothing(
    cold: Authenticator, counted: Counted, directory: Directory, org_id: str
) -> None:
    headers = await new_key(directory, org_id, last_used_at=datetime.now(UTC))

    costs = [await cost(cold, counted, headers) for _ in range(3)]

    assert costs == [2, 0, 0]


async def test_the_note_of_its_use_is_written_once(
    cold: Authenticator, counted: Counted, directory: Directory, org_id: str
) -> None:
    headers = await new_key(directory, org_id, last_used_at=None)

    costs = [await cost(cold, counted, headers) for _ in range(4)]

    # The one after it reads what was noted.
    assert costs == [2 + NOTE, 1, 0, 0]


@pytest.mark.parametrize("sessions", [1, 50])
async def test_a_token_is_three_and_then_nothing(
    cold: Authenticator,
    counted: Counted,
    directory: Directory,
    tokens: Tokens,
    org_id: str,
    sessions: int,
) -> None:
    user = await add_user(directory.users, f"u{uuid4().hex}", {org_id: "member"})
    session = [await add_session(directory, user) for _ in range(sessions)][-1]
    headers = bearing(tokens.issue(TokenUse.ACCESS, session))

    costs = [await cost(cold, counted, headers) for _ in range(3)]

    assert costs == [3, 0, 0]


async def test_a_forged_token_costs_nothing_and_one_of_a_session_that_ended_a_read(
    cold: Authenticator, counted: Counted, directory: Directory, tokens: Tokens
) -> None:
    user = await add_user(directory.users, f"u{uuid4().hex}", is_admin=True)
    session = await add_session(directory, user)
    await directory.users.known(user.id)
    good = tokens.issue(TokenUse.ACCESS, session)
    await directory.credentials.change(user.id, UserCredentials.signed_out)
    costs: list[int] = []

    for token in (good[:-4] + "AAAA", good, good):
        counted.sent.clear()
        with pytest.raises(NotAuthenticated):
            await cold.caller(Access.USER, bearing(token))
        costs.append(len(counted.sent))

    assert costs == [0, 2, 1]


@pytest.mark.parametrize(
    "headers",
    [signed_in("stranger"), with_key(f"bfk_{'0' * 32}_x"), with_key("x"), bearing("x"), {}],
)
async def test_a_refusal_is_at_most_one(
    cold: Authenticator,
    counted: Counted,
    directory: Directory,
    headers: Mapping[str, str],
) -> None:
    await directory.users.find_by_principal("nobody")  # makes the table
    counted.sent.clear()

    with pytest.raises(NotAuthenticated):
        await cold.caller(Access.USER, headers, takes_keys=True)

    assert len(counted.sent) <= 1


async def new_key(
    directory: Directory, org_id: str, *, last_used_at: datetime | None
) -> Mapping[str, str]:
    key = ApiKey(
        id=uuid4(),
        secret_hash=hash_of("secret"),
        org_id=org_id,
        created_by="tests",
        created_at=datetime.now(UTC),
        last_used_at=last_used_at,
    )
    await directory.api_keys.add(key)
    return with_key(f"bfk_{key.id.hex}_secret")
