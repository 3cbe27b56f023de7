"""Every Secrets keeps this contract."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.errors import AlreadyExists
from shared.services.azure.connection import Connection
from shared.services.azure.secrets import KeyVault
from shared.services.secrets import MemorySecrets, Secrets, prefix_of
from shared.services.services import Services
from shared.settings import Settings
from tests.contract.standins.serving import Standins
from tests.counting import CountingTransport

SCOPES = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}", fullmatch=True) | st.sampled_from(
    ["GLOBAL", "global", "Global", "a", "A", "a-b", "a--b", "a-", "a_b", "a-b-", "audit"]
)
NAMES = st.from_regex(r"[A-Za-z0-9-]{1,20}", fullmatch=True)


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


async def test_names_are_listed_by_how_they_start(secrets: Secrets, name: str) -> None:
    names = [f"{name}--{number:02}" for number in range(30)]  # more than a page of the vault
    for one in (*names, name, f"{name}-b--01", f"x-{name}--01"):
        await secrets.put(one, "value")

    found = await secrets.names(f"{name.upper()}--")

    assert sorted(found) == names


async def test_a_deleted_secret_is_gone_but_for_its_name(secrets: Secrets, name: str) -> None:
    await secrets.put(name, "value")

    gone_at = await secrets.delete(name)

    assert gone_at is not None
    assert timedelta(days=89) < gone_at - datetime.now(UTC) < timedelta(days=91)
    assert await secrets.find(name) is None
    assert await secrets.names(name) == []
    assert [(one.name, one.gone_at) for one in await secrets.deleted(name)] == [(name, gone_at)]
    with pytest.raises(AlreadyExists):
        await secrets.put(name, "new")


async def test_a_second_deletion_says_the_same(secrets: Secrets, name: str) -> None:
    await secrets.put(name, "value")

    first = await secrets.delete(name)

    assert await secrets.delete(name.upper()) == first


async def test_what_is_not_there_is_gone(secrets: Secrets, name: str) -> None:
    assert await secrets.delete(name) is None
    assert await secrets.deleted(name) == []


async def test_a_deletion_is_waited_for(
    tmp_path: Path, local_settings: Mapping[str, str], counted: CountingTransport, name: str
) -> None:
    """In Azure it takes some seconds until the vault knows it as deleted."""
    standins = Standins(tmp_path, "--vault-deletion-seconds", "0.3")
    vault = KeyVault(Connection(_leading_to(standins, local_settings), counted))
    await vault.put(name, "value")

    gone_at = await vault.delete(name)
    deleted = await vault.deleted(name)
    await vault.close()
    standins.end()

    assert gone_at is not None
    assert [one.name for one in deleted] == [name]


@given(mine=SCOPES, other=SCOPES, name=NAMES)
def test_no_name_of_one_scope_looks_like_anothers(mine: str, other: str, name: str) -> None:
    made = f"{prefix_of(mine)}{name}".casefold()
    near = [f"{mine}{end}" for end in ("-", "-b", "--", "--b", "_", "_b")]

    for one in (other, *near, mine.upper(), mine.lower(), mine[:-1] or "x", mine.partition("-")[0]):
        assert made.startswith(prefix_of(one)) == (mine == one)
        assert f"{prefix_of(one)}{name}".casefold().startswith(prefix_of(mine)) == (mine == one)
    assert len(prefix_of(mine)) <= 74
    assert not "bifrost-audit-key".startswith(prefix_of(mine))


def _leading_to(standins: Standins, settings: Mapping[str, str]) -> Settings:
    place = {
        "BIFROST_KEY_VAULT_URL": standins.address.vault_url,
        "BIFROST_KEY_VAULT_CA": str(standins.address.vault_ca),
    }
    return Settings.model_validate({**settings, **place})
