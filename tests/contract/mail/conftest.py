"""A platform that can send mail, kept in a list."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from functions.composition import Runtime
from shared.models.users import User
from shared.services.clock import StoppedClock
from shared.services.mail.mail import MemoryMail
from shared.services.services import Services, in_memory
from shared.services.tables import Table
from tests.contract.client import Http
from tests.contract.http.auth.auth_helpers import Headers
from tests.contract.mail.mail_helpers import delivered
from tests.contract.sign_in import link_for, set_password
from tests.contract.users import add_user


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(datetime.now(UTC).replace(microsecond=0))


@pytest.fixture
def mail() -> MemoryMail:
    return MemoryMail()


@pytest.fixture
def services(store: Table, clock: StoppedClock, mail: MemoryMail) -> Services:
    return replace(in_memory({}, clock), directory=store, mail=mail)


@pytest.fixture
async def ada(
    http: Http, running: Runtime, root: Headers, clock: StoppedClock, mail: MemoryMail
) -> User:
    """Who has a password, and got no mail within the last hours."""
    user = await add_user(running.platform.directory.users, "ada", {"acme": "member"})
    assert (await set_password(http, await link_for(http, root, user.email))).status == 204
    await delivered(running)
    mail.sent.clear()
    clock.at += timedelta(hours=2)
    return user
