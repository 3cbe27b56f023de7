"""Every Secrets keeps this contract."""

from uuid import uuid4

import pytest

from shared.services.secrets import MemorySecrets, Secrets
from shared.services.services import Services


@pytest.fixture(params=["memory", "azure"])
def secrets(request: pytest.FixtureRequest) -> Secrets:
    if request.param == "memory":
        return MemorySecrets()
    services: Services = request.getfixturevalue("azure_services")
    return services.secrets


@pytest.fixture
def name() -> str:
    return f"bifrost-{uuid4()}"


async def test_it_gives_back_what_was_put(secrets: Secrets, name: str) -> None:
    await secrets.put(name, "¡secreto!")

    assert await secrets.find(name) == "¡secreto!"


async def test_the_newest_value_is_the_one(secrets: Secrets, name: str) -> None:
    await secrets.put(name, "old")
    await secrets.put(name, "new")

    assert await secrets.find(name) == "new"


async def test_names_are_the_same_in_any_case(secrets: Secrets, name: str) -> None:
    await secrets.put(name, "value")

    assert await secrets.find(name.upper()) == "value"


async def test_a_missing_secret_is_none(secrets: Secrets, name: str) -> None:
    assert await secrets.find(name) is None


async def test_it_answers_a_ping(secrets: Secrets) -> None:
    await secrets.ping()
