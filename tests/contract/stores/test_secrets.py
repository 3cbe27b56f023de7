"""Every Secrets keeps this contract."""

import asyncio
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

import pytest
from azure.core.pipeline.transport import AioHttpTransport
from hypothesis import given
from hypothesis import strategies as st

from shared.errors import AlreadyExists, Stale, Unavailable
from shared.services.azure.connection import AzureConnection
from shared.services.azure.secrets import KeyVault
from shared.services.secrets import MemorySecrets, Secrets, prefix_of, vault_name
from shared.services.services import Services
from shared.services.sqlite.vault.secrets import SqliteSecrets
from shared.settings import Settings
from tests.contract.standins.servers import Standins
from tests.support.counting import CountingTransport

SCOPES = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}", fullmatch=True) | st.sampled_from(
    ["GLOBAL", "global", "Global", "a", "A", "a-b", "a--b", "a-", "a_b", "a-b-", "audit"]
)
NAMES = st.from_regex(r"[A-Za-z0-9-]{1,20}", fullmatch=True)


class Throttled(AioHttpTransport):
    """The vault is asked too often, so many times, and says how long to wait."""

    def __init__(self, settings: Settings, seconds: str, times: int = 100) -> None:
        super().__init__(connection_verify=settings.vault_authority_file)
        self._seconds = seconds
        self._times = times

    async def send(self, request: Any, **config: Any) -> Any:
        response = cast("Any", await super().send(request, **config))
        if "Authorization" in request.headers and self._times:
            self._times -= 1
            response.status_code = 429
            response.headers = {**response.headers, "Retry-After": self._seconds}
        return response


@pytest.fixture(params=["memory", "sqlite", "azure"])
def secrets(request: pytest.FixtureRequest) -> Secrets:
    if request.param == "memory":
        return MemorySecrets()
    if request.param == "sqlite":
        return SqliteSecrets(request.getfixturevalue("database"), bytes(32))
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


async def test_every_value_was_a_version(secrets: Secrets, name: str) -> None:
    before = await secrets.versions(name)
    for value in ("first", "second", "third"):
        await secrets.put(name, value)

    found = await secrets.versions(name)

    assert before == []
    assert len({version.id for version in found}) == 3
    assert [one.created_at for one in found] == sorted((v.created_at for v in found), reverse=True)
    assert timedelta(0) <= datetime.now(UTC) - found[0].created_at < timedelta(minutes=1)


async def test_a_deleted_secret_can_be_had_back(secrets: Secrets, name: str) -> None:
    await secrets.put(name, "old")
    await secrets.put(name, "value")
    await secrets.delete(name)

    await secrets.recover(name)

    assert await secrets.find(name) == "value"
    assert len(await secrets.versions(name)) == 2
    assert await secrets.deleted(name) == []
    await secrets.put(name, "new")
    assert await secrets.find(name) == "new"


async def test_what_is_not_deleted_cannot_be_had_back(secrets: Secrets, name: str) -> None:
    with pytest.raises(Stale):
        await secrets.recover(name)


async def test_a_deletion_under_way_cannot_be_taken_back(
    tmp_path: Path, local_settings: Mapping[str, str], counted: CountingTransport, name: str
) -> None:
    standins = Standins(tmp_path, "--vault-deletion-seconds", "1")
    vault = KeyVault(AzureConnection(_leading_to(standins, local_settings), counted))
    await vault.put(name, "value")
    deleting = asyncio.create_task(vault.delete(name))
    await asyncio.sleep(0.3)

    with pytest.raises(Stale):
        await vault.recover(name)
    with pytest.raises(AlreadyExists):
        await vault.put(name, "new")
    await deleting
    await vault.recover(name)

    assert await vault.find(name) == "value"
    await vault.close()
    standins.end()


@pytest.mark.parametrize(
    ("seconds", "message"), [("0", "limits the rate"), ("60", "did not answer in time")]
)
async def test_a_vault_that_is_asked_too_often_is_unavailable_in_time(
    local_settings: Mapping[str, str], counted: CountingTransport, seconds: str, message: str
) -> None:
    """The client waits as it is told; a request of ours cannot wait for ever."""
    settings = Settings.model_validate(local_settings)
    throttled = Throttled(settings, seconds)
    vault = KeyVault(AzureConnection(settings, counted), throttled, patience_seconds=2)

    with pytest.raises(Unavailable, match=message):
        await vault.find("name")

    await vault.close()


async def test_a_throttled_vault_is_asked_again(
    local_settings: Mapping[str, str], counted: CountingTransport, name: str
) -> None:
    settings = Settings.model_validate(local_settings)
    vault = KeyVault(AzureConnection(settings, counted), Throttled(settings, "0.1", times=1))

    found = await vault.find(name)
    await vault.close()

    assert found is None


async def test_a_deletion_is_waited_for(
    tmp_path: Path, local_settings: Mapping[str, str], counted: CountingTransport, name: str
) -> None:
    """In Azure it takes some seconds until the vault knows it as deleted."""
    standins = Standins(tmp_path, "--vault-deletion-seconds", "0.3")
    vault = KeyVault(AzureConnection(_leading_to(standins, local_settings), counted))
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


@given(
    first=st.tuples(SCOPES, st.from_regex(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,119}", fullmatch=True)),
    second=st.tuples(
        SCOPES, st.sampled_from(["a", "A", "a_b", "a-b", "a--b", "oauth-a", "a" * 120])
    ),
)
def test_no_two_secrets_have_one_name_in_the_vault(
    first: tuple[str, str], second: tuple[str, str]
) -> None:
    names = [vault_name(*first).casefold(), vault_name(*second).casefold()]

    assert (names[0] == names[1]) == (first == second)
    for name, (scope, _) in zip(names, (first, second), strict=True):
        assert name.startswith(prefix_of(scope))
        assert not name.startswith(f"{prefix_of(scope)}oauth-")
        assert re.fullmatch("[0-9a-z-]{1,127}", name)


def _leading_to(standins: Standins, settings: Mapping[str, str]) -> Settings:
    place = {
        "BIFROST_KEY_VAULT_URL": standins.address.vault_url,
        "BIFROST_KEY_VAULT_CA": str(standins.address.vault_ca),
    }
    return Settings.model_validate({**settings, **place})
