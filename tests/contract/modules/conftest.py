"""A run that has a platform to ask, and time that costs nothing."""

from collections.abc import AsyncGenerator, Generator

import pytest

from modules.client import ClientOptions, client_options
from sdk.rpc import client
from tests.contract.modules.vendor import Naps, Platform, Vendor, vendor


@pytest.fixture
def platform() -> Generator[Platform]:
    made = Platform()
    before = client.use(made)
    yield made
    client.use(before)


@pytest.fixture
def naps() -> Generator[Naps]:
    made = Naps()
    token = client_options.set(ClientOptions(sleep=made.sleep, seconds=5))
    yield made
    client_options.reset(token)


@pytest.fixture
async def system() -> AsyncGenerator[Vendor]:
    async with vendor(lambda request: {"path": request.path}) as found:
        yield found
