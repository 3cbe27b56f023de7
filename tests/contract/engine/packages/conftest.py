"""Fixtures of the tests of this folder."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from functions.composition import Runtime
from shared.services.services import Services, in_memory
from shared.settings import Settings
from tests.contract.client import Http
from tests.contract.engine.packages.packages_helpers import (
    WORKFLOWS,
    Functions,
    Headers,
    Install,
    greeting,
)
from tests.support.wheels import Index, index


@pytest.fixture
async def packages() -> AsyncGenerator[Index]:
    async with index() as made:
        made.add(greeting("1.0", "hello"), greeting("2.0", "good day"))
        yield made


@pytest.fixture
def services() -> Services:
    return in_memory(WORKFLOWS)


@pytest.fixture
def memory_settings(tmp_path: Path, packages: Index) -> Settings:
    return Settings.model_validate(
        {
            "BIFROST_CACHE_LOCATION": str(tmp_path),
            "BIFROST_TRUST_CLIENT_PRINCIPAL": "true",
            "BIFROST_WORKSPACE_CHECK_SECONDS": "0",
            "BIFROST_PACKAGE_INDEX": packages.url,
        }
    )


@pytest.fixture
def install(http: Http, functions: Functions, running: Runtime, root: Headers) -> "Install":
    return Install(http, functions, running, root)
