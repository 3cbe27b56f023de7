"""The process that calls models, once for all tests of a module: it takes seconds to start."""

from collections.abc import AsyncGenerator

import pytest_asyncio

from shared.services.ai.child import ChildProvider


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def models() -> AsyncGenerator[ChildProvider]:
    found = ChildProvider({"127.0.0.0/8", "127.0.0.1"})
    yield found
    await found.close()
