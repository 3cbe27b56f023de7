"""The commands for operators: ``serve`` and ``keys`` of a box, ``admin`` of a deployment, too."""

from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console

from cli.stores import SettingsFile

errors = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)

Store = Annotated[
    str | None,
    typer.Option(
        metavar="sqlite:FOLDER",
        help="the folder of everything; else BIFROST_STORE, or .bifrost/store here",
    ),
]

keys = typer.Typer(no_args_is_help=True, help="Function keys of a box, for other systems.")
admin = typer.Typer(no_args_is_help=True, help="Ways in for administrators.")


def serve(  # noqa: PLR0913  each option is one
    store: Store = None,
    workspace: Annotated[
        Path | None,
        typer.Option(help="the folder of all workflows; else BIFROST_WORKSPACE_LOCATION"),
    ] = None,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="where to listen; 0.0.0.0 is everywhere")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 is any free one")] = 8080,
    public_url: Annotated[
        str | None, typer.Option(help="the address that browsers use; else BIFROST_PUBLIC_URL")
    ] = None,
    tls_cert: Annotated[
        Path | None, typer.Option(help="the certificate with its chain; read again when it changes")
    ] = None,
    tls_key: Annotated[Path | None, typer.Option(help="the certificate's private key")] = None,
    log_format: Annotated[
        Literal["json", "text"],
        typer.Option(help="json: one object per line; text: for people"),
    ] = "json",
    client: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="the built web client; else client/dist, built on first use"
        ),
    ] = None,
    no_client: Annotated[bool, typer.Option("--no-client", help="serve only the API")] = False,
) -> None:
    """Run Bifrost on this machine for production: see docs/self-hosting.md.

    SIGTERM drains: new requests are refused, and runs have 30 s to end (BIFROST_DRAIN_SECONDS).
    Exit codes: 0 stopped; 1 it cannot start, and says why.
    """
    box = _box()
    if client is not None and no_client:
        raise typer.BadParameter("give --client or --no-client, not both")
    options = box.ServeOptions(
        store,
        workspace,
        host,
        port,
        public_url,
        tls_cert,
        tls_key,
        log_format,
        None if no_client else client or box.built_client(),
    )
    box.serve(options)


@keys.command("add")
def add_key(
    name: Annotated[str, typer.Argument(help="what it is for, such as the system that uses it")],
    org: Annotated[
        str | None, typer.Option(metavar="id", help="the only organization that it opens")
    ] = None,
    store: Store = None,
) -> None:
    """Make a key and show it, once. Without --org it opens every organization."""
    typer.echo(_box().add_key(store, name, org))
    errors.print("keep it now: it is stored as a hash, and is not shown again")


@keys.command("list")
def list_keys(store: Store = None) -> None:
    """List the keys: names, organizations and when they were made."""
    found = _box().keys(store)
    for key in found:
        made = key.created_at.strftime("%Y-%m-%d")
        typer.echo(f"{key.name:<30} {key.organization or 'every organization':<30} {made}")


@keys.command("revoke")
def revoke_key(
    name: Annotated[str, typer.Argument(help="the name of a key")], store: Store = None
) -> None:
    """Revoke a key: a running box refuses it within a second."""
    _box().revoke_key(store, name)


Account = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="the storage account of a deployment's data"),
]
Vault = Annotated[
    str | None,
    typer.Option(metavar="URL", help="its Key Vault; else BIFROST_KEY_VAULT_URL"),
]
PublicUrl = Annotated[
    str | None,
    typer.Option(metavar="URL", help="the address that browsers use; else BIFROST_PUBLIC_URL"),
]


@admin.command("setup")
def set_up(
    account: Account = None,
    vault: Vault = None,
    public_url: PublicUrl = None,
    settings: SettingsFile = None,
) -> None:
    """Make the link of the first administrator of a deployment in Azure: docs/deploy.md.

    It works once, within 24 hours; a box prints its own at the start. Sign in first, with az login.
    The file of azd env get-values is good for --settings.
    """
    link = _deployment().set_up(account, vault, public_url, settings)
    if link is None:
        errors.print("there is an administrator already: see ./bifrost admin link")
        return
    typer.echo(link)
    errors.print("it makes the first administrator, once, within 24 hours: open it in a browser")


@admin.command("link")
def administrator_link(
    email: Annotated[str, typer.Argument(help="the address of an administrator")],
    store: Store = None,
    account: Account = None,
    vault: Vault = None,
    public_url: PublicUrl = None,
    settings: SettingsFile = None,
) -> None:
    """Make a link with which an administrator sets a new password: once, within 24 hours.

    With --account, of a deployment in Azure; else of a box.
    """
    if account is None and settings is None:
        typer.echo(_box().administrator_link(store, email))
        return
    if store is not None:
        raise typer.BadParameter("give --store or --account, not both", param_hint="--account")
    typer.echo(_deployment().administrator_link(email, account, vault, public_url, settings))


@admin.command("reset-factor")
def reset_factor(
    email: Annotated[str, typer.Argument(help="the address of an administrator")],
    store: Store = None,
    account: Account = None,
    vault: Vault = None,
    settings: SettingsFile = None,
) -> None:
    """Remove the second factor of an administrator who has lost it; the password stays.

    With --account, of a deployment in Azure; else of a box.
    """
    if account is None and settings is None:
        found = _box().reset_factor(store, email)
    elif store is not None:
        raise typer.BadParameter("give --store or --account, not both", param_hint="--account")
    else:
        found = _deployment().reset_factor(email, account, vault, settings)
    typer.echo(f"{found} has no second factor any more, and is signed out everywhere")


def _deployment():
    from cli import deployment  # noqa: PLC0415  authors' commands need not wait for its imports

    return deployment


def _box():
    from cli import box  # noqa: PLC0415  authors' commands need not wait for the host's imports

    return box
