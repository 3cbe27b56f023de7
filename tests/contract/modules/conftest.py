"""A run that has a platform to ask, and time that costs nothing."""

from collections.abc import AsyncGenerator, Generator

import pytest

from modules.client import Manner, manner
from sdk import channel
from tests.contract.modules.vendor import Naps, Platform, Vendor, vendor


@pytest.fixture
def platform() -> Generator[Platform]:
    made = Platform()
    before = channel.use(made)
    yield made
    channel.use(before)


@pytest.fixture
def naps() -> Generator[Naps]:
    made = Naps()
    token = manner.set(Manner(sleep=made.sleep, seconds=5))
    yield made
    manner.reset(token)


@pytest.fixture
async def system() -> AsyncGenerator[Vendor]:
    async with vendor(lambda request: {"path": request.path}) as found:
        yield found
