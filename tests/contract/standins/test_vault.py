"""Is the vault stand-in what Azure's clients take for a Key Vault?"""

import asyncio
import ssl
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from azure.core.exceptions import (
    HttpResponseError,
    ResourceExistsError,
    ResourceNotFoundError,
    ServiceRequestError,
)
from azure.keyvault.secrets import SecretClient
from azure.keyvault.secrets.aio import SecretClient as AsyncSecretClient

from tests.contract.standins.clients import DevelopmentCredential, open_vault
from tests.contract.standins.servers import Address, Standins


def test_a_secret_that_was_set_can_be_read(vault: SecretClient, name: str) -> None:
    expires_on = datetime(2040, 1, 2, tzinfo=UTC)
    made = vault.set_secret(
        name, "välue", tags={"owner": "ann"}, content_type="text/plain", expires_on=expires_on
    )

    found = vault.get_secret(name)

    assert (found.value, found.id) == ("välue", made.id)
    properties = found.properties
    assert (properties.tags, properties.content_type) == ({"owner": "ann"}, "text/plain")
    assert (properties.enabled, properties.expires_on) == (True, expires_on)
    assert (properties.recovery_level, properties.recoverable_days) == ("Recoverable+Purgeable", 90)
    assert properties.created_on is not None
    assert properties.not_before is None


def test_the_id_names_the_vault_the_secret_and_the_version(
    vault: SecretClient, address: Address, name: str
) -> None:
    made = vault.set_secret(name, "one")

    assert made.id == f"{address.vault_url}/secrets/{name}/{made.properties.version}"
    assert made.properties.vault_url == address.vault_url


def test_setting_again_makes_a_version_and_keeps_the_old(vault: SecretClient, name: str) -> None:
    first = vault.set_secret(name, "one")
    second = vault.set_secret(name, "two")

    old = vault.get_secret(name, first.properties.version)
    latest = vault.get_secret(name)

    assert (old.value, latest.value) == ("one", "two")
    versions = [found.version for found in vault.list_properties_of_secret_versions(name)]
    assert versions == [first.properties.version, second.properties.version]


def test_names_are_found_in_any_case_and_keep_the_first_one(vault: SecretClient, name: str) -> None:
    vault.set_secret(name, "one")
    vault.set_secret(name.upper(), "two")

    found = vault.get_secret(name.title())

    assert (found.name, found.value) == (name, "two")
    assert [item.name for item in vault.list_properties_of_secrets()].count(name) == 1


def test_a_patch_changes_only_what_was_sent(vault: SecretClient, name: str) -> None:
    made = vault.set_secret(name, "one", tags={"owner": "ann"}, content_type="text/plain")
    not_before = datetime(2020, 1, 2, tzinfo=UTC)

    vault.update_secret_properties(name, content_type="text/html")
    vault.update_secret_properties(name, made.properties.version, not_before=not_before)

    found = vault.get_secret(name)
    assert (found.value, found.properties.tags) == ("one", {"owner": "ann"})
    assert found.properties.content_type == "text/html"
    assert found.properties.not_before == not_before


def test_a_disabled_secret_is_refused_until_it_is_enabled(vault: SecretClient, name: str) -> None:
    vault.set_secret(name, "one", enabled=False)

    with pytest.raises(HttpResponseError) as refused:
        vault.get_secret(name)

    assert (refused.value.status_code, *codes(refused.value)) == (
        403,
        "Forbidden",
        "SecretDisabled",
    )
    vault.update_secret_properties(name, enabled=True)
    assert vault.get_secret(name).value == "one"


def test_a_missing_secret_or_version_is_not_found(vault: SecretClient, name: str) -> None:
    with pytest.raises(ResourceNotFoundError) as missing:
        vault.get_secret(name)
    vault.set_secret(name, "one")
    with pytest.raises(ResourceNotFoundError):
        vault.get_secret(name, uuid.uuid4().hex)

    assert codes(missing.value) == ("SecretNotFound", None)
    assert list(vault.list_properties_of_secret_versions(f"{name}-other")) == []


def test_a_deleted_secret_is_gone_and_its_name_taken_until_it_is_purged(
    vault: SecretClient, name: str
) -> None:
    vault.set_secret(name, "one", tags={"owner": "ann"})

    deleted = vault.begin_delete_secret(name).result()

    assert deleted.recovery_id == f"{deleted.properties.vault_url}/deletedsecrets/{name}"
    assert deleted.deleted_date is not None
    assert deleted.scheduled_purge_date is not None
    assert (deleted.scheduled_purge_date - deleted.deleted_date).days == 90
    with pytest.raises(ResourceNotFoundError):
        vault.get_secret(name)
    with pytest.raises(ResourceExistsError) as taken:
        vault.set_secret(name, "two")
    assert codes(taken.value) == ("Conflict", "ObjectIsDeletedButRecoverable")
    assert vault.get_deleted_secret(name).properties.tags == {"owner": "ann"}
    assert name in [found.name for found in vault.list_deleted_secrets()]
    vault.purge_deleted_secret(name)
    assert vault.set_secret(name, "three").value == "three"
    assert len(list(vault.list_properties_of_secret_versions(name))) == 1


def test_a_recovered_secret_has_its_versions_again(vault: SecretClient, name: str) -> None:
    vault.set_secret(name, "one")
    vault.set_secret(name, "two")
    vault.begin_delete_secret(name).wait()

    vault.begin_recover_deleted_secret(name).wait()

    assert vault.get_secret(name).value == "two"
    assert len(list(vault.list_properties_of_secret_versions(name))) == 2
    with pytest.raises(ResourceNotFoundError):
        vault.get_deleted_secret(name)


def test_only_a_deleted_secret_can_be_purged_or_recovered(vault: SecretClient, name: str) -> None:
    vault.set_secret(name, "one")

    with pytest.raises(ResourceNotFoundError):
        vault.purge_deleted_secret(name)
    with pytest.raises(ResourceNotFoundError):
        vault.begin_recover_deleted_secret(name)

    assert vault.get_secret(name).value == "one"


def test_a_backup_restores_every_version_to_a_free_name(vault: SecretClient, name: str) -> None:
    first = vault.set_secret(name, "one")
    vault.set_secret(name, "two")
    backup = vault.backup_secret(name)

    with pytest.raises(ResourceExistsError):
        vault.restore_secret_backup(backup)
    vault.begin_delete_secret(name).wait()
    vault.purge_deleted_secret(name)
    restored = vault.restore_secret_backup(backup)

    assert restored.name == name
    assert vault.get_secret(name).value == "two"
    assert vault.get_secret(name, first.properties.version).value == "one"


def test_lists_come_in_pages_of_25_without_values(
    vault: SecretClient, raw_vault: httpx.Client, name: str
) -> None:
    names = [f"{name}-{number:02}" for number in range(32)]
    for one in names:
        vault.set_secret(one, "hidden")

    pages = [list(page) for page in vault.list_properties_of_secrets().by_page()]
    answer = raw_vault.get("/secrets")

    assert {len(page) for page in pages[:-1]} == {25}
    listed = [found.name for page in pages for found in page]
    assert [found for found in listed if found and found.startswith(name)] == names
    assert len(listed) == len(set(listed))
    assert "$skiptoken" in httpx.URL(answer.json()["nextLink"]).params
    assert "hidden" not in answer.text


def test_versions_and_deleted_secrets_come_in_pages_too(vault: SecretClient, name: str) -> None:
    for number in range(5):
        vault.set_secret(name, str(number))
        vault.set_secret(f"{name}-{number}", "value")
        vault.begin_delete_secret(f"{name}-{number}").wait()

    versions = vault.list_properties_of_secret_versions(name, max_page_size=2).by_page()
    deleted = [
        found.name
        for page in vault.list_deleted_secrets(max_page_size=2).by_page()
        for found in page
    ]

    assert [len(list(page)) for page in versions] == [2, 2, 1]
    assert set(deleted) >= {f"{name}-{number}" for number in range(5)}


@pytest.mark.parametrize("bad", ["under_score", "dot.ted", "space d", "ümlaut", "a" * 128])
def test_a_bad_name_is_refused(vault: SecretClient, bad: str) -> None:
    with pytest.raises(HttpResponseError) as refused:
        vault.set_secret(bad, "value")

    assert (refused.value.status_code, *codes(refused.value)) == (400, "BadParameter", None)


def test_a_value_of_25600_bytes_is_the_longest(vault: SecretClient, name: str) -> None:
    vault.set_secret(name, "a" * 25_600)

    with pytest.raises(HttpResponseError) as refused:
        vault.set_secret(name, "ä" * 12_801)

    assert (refused.value.status_code, *codes(refused.value)) == (400, "BadParameter", None)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", "/secrets/name", "{"),
        ("PUT", "/secrets/name", "{}"),
        ("PUT", "/secrets/name", '{"value": null}'),
        ("PUT", "/secrets/name", '{"value": "v", "attributes": {"enabled": "perhaps"}}'),
        ("GET", "/secrets?maxresults=26", ""),
        ("GET", "/secrets?maxresults=0", ""),
        ("GET", "/secrets?$skiptoken=*", ""),
        ("POST", "/secrets/restore", '{"value": "nonsense"}'),
    ],
)
def test_a_malformed_call_is_refused(
    raw_vault: httpx.Client, method: str, path: str, body: str
) -> None:
    answer = raw_vault.request(method, path, content=body)

    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "BadParameter")


@pytest.mark.parametrize("authorization", ["", "Bearer", "Basic YTpi"])
def test_a_caller_without_a_token_is_challenged(address: Address, authorization: str) -> None:
    answer = httpx.get(
        f"{address.vault_url}/secrets",
        headers={"Authorization": authorization} if authorization else {},
        verify=address.trust,
    )

    assert answer.status_code == 401
    challenge = answer.headers["www-authenticate"]
    assert challenge.startswith('Bearer authorization="https://login.microsoftonline.com/')
    assert 'resource="https://vault.azure.net"' in challenge


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/keys/rsa/create"),
        ("PUT", "/secrets"),
        ("POST", "/secrets/name"),
        ("GET", "/secrets/name/version/more"),
        ("GET", "/certificates"),
    ],
)
def test_an_unknown_call_is_answered_with_its_name(
    raw_vault: httpx.Client, method: str, path: str
) -> None:
    answer = raw_vault.request(method, path)

    assert answer.status_code == 501
    assert f"{method} {path}" in answer.json()["error"]["message"]


def test_a_client_that_does_not_trust_the_authority_stays_away(address: Address) -> None:
    client = SecretClient(
        address.vault_url,
        DevelopmentCredential(),
        verify_challenge_resource=False,
        retry_total=0,
    )

    with client, pytest.raises(ServiceRequestError):
        client.get_secret("name")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_the_certificate_is_good_for_the_machine_itself(address: Address, host: str) -> None:
    url = httpx.URL(address.vault_url).copy_with(host=host)

    answer = httpx.get(url, verify=address.trust)

    assert answer.status_code == 401
    with pytest.raises(httpx.ConnectError) as refused:
        httpx.get(url, verify=ssl.create_default_context())
    assert "certificate" in str(refused.value).lower()


async def test_the_async_client_can_do_it_all(async_vault: AsyncSecretClient, name: str) -> None:
    made = await async_vault.set_secret(name, "one", tags={"owner": "ann"})
    await async_vault.update_secret_properties(name, content_type="text/plain")
    found = await async_vault.get_secret(name)
    versions = [one.version async for one in async_vault.list_properties_of_secret_versions(name)]
    backup = await async_vault.backup_secret(name)
    await async_vault.delete_secret(name)
    deleted = [one.name async for one in async_vault.list_deleted_secrets()]
    await async_vault.recover_deleted_secret(name)
    listed = [one.name async for one in async_vault.list_properties_of_secrets(max_page_size=3)]
    await async_vault.delete_secret(name)
    await async_vault.purge_deleted_secret(name)
    restored = await async_vault.restore_secret_backup(backup)

    assert (found.value, found.properties.content_type) == ("one", "text/plain")
    assert versions == [made.properties.version]
    assert name in deleted
    assert name in listed
    assert restored.version == made.properties.version


async def test_callers_at_the_same_time_each_get_their_version(
    async_vault: AsyncSecretClient, name: str
) -> None:
    values = {str(number) for number in range(30)}

    made = await asyncio.gather(*(async_vault.set_secret(name, value) for value in values))

    versions = [one.properties.version for one in made]
    found = await asyncio.gather(*(async_vault.get_secret(name, one) for one in versions))
    assert len(set(versions)) == 30
    assert {one.value for one in found} == values


async def test_the_async_client_hears_the_same_refusals(
    async_vault: AsyncSecretClient, name: str
) -> None:
    with pytest.raises(ResourceNotFoundError):
        await async_vault.get_secret(name)
    await async_vault.set_secret(name, "one")
    await async_vault.delete_secret(name)

    with pytest.raises(ResourceExistsError) as taken:
        await async_vault.set_secret(name, "two")

    assert codes(taken.value) == ("Conflict", "ObjectIsDeletedButRecoverable")


@pytest.fixture
def slow_vault(tmp_path: Path) -> Iterator[SecretClient]:
    """A vault in which a deletion takes a moment, as in Azure."""
    standins = Standins(tmp_path, "--vault-deletion-seconds", "0.5")
    with open_vault(standins.address) as client:
        yield client
    standins.end()


def test_a_deletion_can_be_made_to_take_a_moment(slow_vault: SecretClient, name: str) -> None:
    slow_vault.set_secret(name, "one")

    poller = slow_vault.begin_delete_secret(name, _polling_interval=0.1)

    with pytest.raises(ResourceNotFoundError):
        slow_vault.get_deleted_secret(name)
    with pytest.raises(ResourceExistsError) as under_way:
        slow_vault.purge_deleted_secret(name)
    assert codes(under_way.value) == ("Conflict", "ObjectIsBeingDeleted")
    poller.wait()
    assert slow_vault.get_deleted_secret(name).name == name


def codes(error: HttpResponseError) -> tuple[str, str | None]:
    """The code and the inner code that were sent."""
    sent = error.error
    assert sent is not None
    assert sent.code is not None
    return sent.code, sent.innererror.get("code") if sent.innererror else None
