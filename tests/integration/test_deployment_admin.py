"""``./bifrost admin`` on a deployment in Azure: the first administrator, and a way back in."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from azure.data.tables import TableServiceClient
from pydantic import SecretStr

from functions.runtime import compose
from local.azurite import Azurite
from local.stack import StackOptions
from local.stack import services as local_services
from shared.call import Call, Caller
from shared.handlers import administrators
from shared.models.auth import AdministratorSetup
from shared.models.callers import Origin
from shared.services.azure.connect import TABLES, connect
from shared.settings import Settings
from tests.integration.moves.commands import bifrost

URL = "https://bifrost.example.com"
EMAIL = "ada@example.com"


def settings_file(folder: Path, values: Mapping[str, str]) -> str:
    file = folder / "deployment.env"
    file.write_text("".join(f'{name}="{value}"\n' for name, value in values.items()))
    return str(file)


async def redeem(values: Mapping[str, str], token: str) -> None:
    services = connect(Settings.model_validate({**values}))
    try:
        platform = compose(Settings.model_validate({**values}), services).platform
        origin = Origin(operation="administrator.setup", request_id="1", address="192.0.2.1")
        given = AdministratorSetup(
            token=SecretStr(token), email=EMAIL, password=SecretStr("correct horse battery"),
            display_name=None,
        )  # fmt: skip
        call = Call(Caller(administrators.OPERATOR), platform, origin=origin)
        await administrators.set_up(call, given)
        await platform.engine.close()
    finally:
        await services.close()


async def test_the_first_administrator_gets_in_and_back_in(tmp_path: Path) -> None:
    with Azurite.start(tmp_path / "azurite") as azurite:
        known = {"AzureWebJobsStorage": azurite.connection_string}
        with local_services(StackOptions(tmp_path, environment=known)) as found:
            values = {**found, **known, "BIFROST_PUBLIC_URL": URL}
            file = settings_file(tmp_path, values)

            first = bifrost("admin", "setup", "--settings", file)
            second = bifrost("admin", "setup", "--settings", file)
            with TableServiceClient.from_connection_string(azurite.connection_string) as tables:
                made = {table.name for table in tables.list_tables()}
            await redeem(values, second.stdout.strip().partition("#token=")[2])
            third = bifrost("admin", "setup", "--settings", file)
            back = bifrost("admin", "link", EMAIL, "--settings", file)
            other = bifrost("admin", "link", "eve@example.com", "--settings", file)

    assert (first.returncode, second.returncode) == (0, 0), first.stderr
    assert first.stdout.startswith(f"{URL}/setup#token=bfs_")
    assert first.stdout != second.stdout
    assert set(TABLES) <= made
    assert (third.returncode, third.stdout) == (0, "")
    assert "there is an administrator already" in third.stderr
    assert back.stdout.startswith(f"{URL}/setup#token=bfl_")
    assert (other.returncode, other.stdout) == (1, "")
    assert "eve@example.com" in other.stderr
    assert "Traceback" not in "".join(one.stderr for one in (first, third, back, other))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["admin", "setup"], "also needed: --account, --vault, --public-url"),
        (["admin", "setup", "--account", "x", "--vault", "https://v"], "also needed: --public-url"),
        (["admin", "link", EMAIL, "--account", "x", "--store", "sqlite:y"], "not both"),
    ],
)
def test_what_is_missing_is_named(arguments: list[str], words: str) -> None:
    done = bifrost(*arguments)

    assert done.returncode == 2
    assert words in " ".join(done.stderr.replace("│", " ").split())


def test_an_account_that_does_not_answer_is_said_in_a_line() -> None:
    """Here no user is signed in, so no request gets as far as Azure."""
    done = bifrost(
        "admin", "setup", "--account", "bifrostnothere", "--vault", "https://vault.invalid",
        "--public-url", URL,
        environment={"PATH": "/nowhere", "AZURE_TOKEN_CREDENTIALS": "AzureCliCredential"},
    )  # fmt: skip

    assert done.returncode == 1
    assert "az login" in done.stderr
    assert "Traceback" not in done.stderr
