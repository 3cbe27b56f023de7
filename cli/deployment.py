"""Lets administrators of a deployment in Azure in: ``./bifrost admin`` with ``--account``.

It opens the storage account and the vault itself, as the user that is signed in with ``az login``:
so only users that Azure gave a role on both can make links.
"""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import NoReturn, TypeVar

import typer
from rich.console import Console

from cli import stores
from functions.composition import composed
from host.serve import operations
from host.serve.requests import OperatorRequest
from shared.call import Platform
from shared.errors import BifrostError, Unavailable
from shared.services.azure.connect import connect
from shared.services.azure.connection import AzureConnection
from shared.services.azure.creation import create_missing
from shared.settings import Settings

T = TypeVar("T")

errors = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
#: Names of the deployment's outputs that ``azd env get-values`` prints, and the settings they are.
OUTPUTS = {"BIFROST_DATA_ACCOUNT": "AzureWebJobsStorage__accountName"}
NEEDED = {
    "AzureWebJobsStorage__accountName": "--account",
    "BIFROST_KEY_VAULT_URL": "--vault",
    "BIFROST_PUBLIC_URL": "--public-url",
}
REFUSED = (
    "{reason}. Sign in with az login. A role that was given just now takes up to ten minutes to"
    " hold; docs/deploy.md lists the roles of an operator"
)


def set_up(
    account: str | None, vault: str | None, public_url: str | None, file: Path | None
) -> str | None:
    """Create what is missing and return the setup link; None if there is an administrator."""
    chosen = _settings(account, vault, public_url, file)

    async def work(platform: Platform) -> str | None:
        return await operations.setup_link(platform)

    return _run(chosen, work)


def administrator_link(
    email: str,
    account: str | None,
    vault: str | None,
    public_url: str | None,
    file: Path | None,
) -> str:
    """Return a link with which an administrator sets a password."""
    chosen = _settings(account, vault, public_url, file)
    return _asked(chosen, OperatorRequest(operation="administrator.link", subject=email))


def reset_factor(email: str, account: str | None, vault: str | None, file: Path | None) -> str:
    """Remove an administrator's second factor; returns the address."""
    chosen = _settings(account, vault, None, file)
    return _asked(chosen, OperatorRequest(operation="administrator.resetFactor", subject=email))


def _asked(chosen: Settings, request: OperatorRequest) -> str:
    async def work(platform: Platform) -> str:
        given = await operations.answer(platform, request)
        return _fail(given.error) if given.error is not None else given.text

    return _run(chosen, work)


def _settings(
    account: str | None, vault: str | None, public_url: str | None, file: Path | None
) -> Settings:
    """Return the settings of a deployment; BadParameter names those that are missing."""
    values = {name: value for name, value in stores.values_of(file).items() if value}
    for output, name in OUTPUTS.items():
        if output in values:
            values.setdefault(name, values[output])
    given = {
        "AzureWebJobsStorage__accountName": account,
        "BIFROST_KEY_VAULT_URL": vault,
        "BIFROST_PUBLIC_URL": public_url,
        "BIFROST_STORE": "azure",
    }
    values |= {name: value for name, value in given.items() if value is not None}
    if account is not None:
        values.pop("AzureWebJobsStorage", None)  # it would be used instead of the account's name
    missing = [
        option
        for name, option in NEEDED.items()
        if not values.get(name)
        and not (name.startswith("Azure") and "AzureWebJobsStorage" in values)
    ]
    if missing:
        words = f"also needed: {', '.join(missing)}; the deployment's outputs have them"
        raise typer.BadParameter(words, param_hint=missing[0])
    return stores.settings_of(values)


def _run(chosen: Settings, work: Callable[[Platform], Awaitable[T]]) -> T:
    try:
        return asyncio.run(_with_platform(chosen, work))
    except Unavailable as error:
        _fail(REFUSED.format(reason=error))
    except BifrostError as error:
        _fail(str(error))


async def _with_platform(chosen: Settings, work: Callable[[Platform], Awaitable[T]]) -> T:
    opened = AzureConnection(chosen)
    try:
        await create_missing(opened)
    finally:
        await opened.close()
    services = connect(chosen)
    try:
        platform = composed(chosen, services).platform
        try:
            return await work(platform)
        finally:
            await platform.engine.close()
    finally:
        await services.close()


def _fail(words: str) -> NoReturn:
    errors.print(words)
    raise typer.Exit(1)
