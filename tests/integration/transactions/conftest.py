"""Fixtures of the tests of this folder."""

from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from functions.auth.authenticator import HOST_KEY
from functions.composition import Runtime
from functions.runtime import compose
from shared.call import Call, Caller
from shared.handlers import workflows
from shared.models.organizations import Organization
from shared.settings import Settings
from tests.support.backends import Backend
from tests.support.counted_stores import Counted


@pytest.fixture
async def runtime(
    backend: Backend, counted: Counted, workspace: Path, tmp_path: Path
) -> AsyncGenerator[Runtime]:
    chosen = Settings.model_validate(
        {
            **backend.settings,
            "BIFROST_WORKSPACE_LOCATION": str(workspace),
            "BIFROST_CACHE_LOCATION": str(tmp_path),
        }
    )
    services = await backend.connect(chosen, counted)
    made = compose(chosen, services)
    yield made
    await made.platform.engine.close()
    await services.close()


@pytest.fixture
async def call(runtime: Runtime, counted: Counted) -> Call:
    """For an organization of its own, with every table made and the workflows known."""
    org_id = f"org-{uuid4().hex}"
    await runtime.platform.directory.organizations.add(
        Organization(id=org_id, name="Counted", created_by="tests", created_at=datetime.now(UTC))
    )
    await runtime.platform.directory.organizations.known(org_id)  # as from a request of it
    caller = Caller(HOST_KEY, org_id, "Counted")
    warm = Call(caller, runtime.platform)
    await workflows.run(warm, "succeeds", {"value": "x" * 40_000})
    await runtime.platform.engine.catalog.settled()
    counted.sent.clear()
    return warm
