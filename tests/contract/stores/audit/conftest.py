"""Fixtures of the tests of this folder."""

from uuid import uuid4

import pytest

from shared.repositories.audit.log import Audit
from shared.services.services import Services
from shared.services.tables import Table
from tests.contract.stores.audit.audit_helpers import CountedTable


@pytest.fixture(params=["memory", "azure"])
def table(request: pytest.FixtureRequest) -> Table:
    if request.param == "memory":
        return CountedTable()
    services: Services = request.getfixturevalue("azure_services")
    return services.directory


@pytest.fixture
def org_id() -> str:
    return uuid4().hex


@pytest.fixture
def audit(table: Table, org_id: str) -> Audit:
    return Audit(table, org_id)
