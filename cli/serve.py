"""The commands of a box: ``./bifrost serve``, ``keys`` and ``admin``, for its operator."""

import asyncio
import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from host.errors import HostError
from host.keys import hashed
from host.serve import offline
from host.serve.environment import Places, places
from host.serve.output import LogFormat
from host.serve.requests import NoAnswer, OperatorRequest
from host.serve.start import ROOT, ServeOptions, run
from shared.errors import BifrostError
from shared.settings import SettingsError

errors = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)

Store = Annotated[
    str | None,
    typer.Option(
        metavar="sqlite:FOLDER",
        help="the folder of everything; else BIFROST_STORE, or .bifrost/store here",
    ),
]

keys = typer.Typer(no_args_is_help=True, help="Function keys of a box, for other systems.")
admin = typer.Typer(no_args_is_help=True, help="Ways in for administrators of a box.")


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
        LogFormat, typer.Option(help="json: one object per line; text: for people")
    ] = "json",
) -> None:
    """Run Bifrost on this machine for production: see docs/self-hosting.md.

    SIGTERM drains: new requests are refused, and runs have 30 s to end (BIFROST_DRAIN_SECONDS).
    Exit codes: 0 stopped; 1 it cannot start, and says why.
    """
    options = ServeOptions(store, workspace, host, port, public_url, tls_cert, tls_key, log_format)
    with _explained():
        run(options)


@keys.command("add")
def add_key(
    name: Annotated[str, typer.Argument(help="what it is for, such as the system that uses it")],
    org: Annotated[
        str | None, typer.Option(metavar="id", help="the only organization that it opens")
    ] = None,
    store: Store = None,
) -> None:
    """Make a key and show it, once. Without --org it opens every organization."""
    with _explained():
        chosen = _places(store)
        if org is not None:
            _ask(chosen, OperatorRequest(operation="organization.find", subject=org))
        chosen.store.make()
        typer.echo(hashed.add(chosen.store.function_keys, name, org))
    errors.print("keep it now: it is stored as a hash, and is not shown again")


@keys.command("list")
def list_keys(store: Store = None) -> None:
    """List the keys: names, organizations and when they were made."""
    with _explained():
        found = hashed.listed(_places(store).store.function_keys)
    for key in found:
        made = key.created_at.strftime("%Y-%m-%d")
        typer.echo(f"{key.name:<30} {key.organization or 'every organization':<30} {made}")


@keys.command("revoke")
def revoke_key(name: str, store: Store = None) -> None:
    """Revoke a key: a running box refuses it within a second."""
    with _explained():
        existed = hashed.revoke(_places(store).store.function_keys, name)
    if not existed:
        errors.print(f"there is no key {name!r}")
        raise typer.Exit(1)


@admin.command("link")
def administrator_link(
    email: Annotated[str, typer.Argument(help="the address of an administrator")],
    store: Store = None,
) -> None:
    """Make a link with which an administrator sets a new password: once, within 24 hours."""
    with _explained():
        request = OperatorRequest(operation="administrator.link", subject=email)
        typer.echo(_ask(_places(store), request))


def _places(store: str | None) -> Places:
    return places(ROOT, store, None, os.environ)


def _ask(chosen: Places, request: OperatorRequest) -> str:
    """Return the answer; exit with its error."""
    given = asyncio.run(offline.ask(chosen, request))
    if given.error is not None:
        errors.print(given.error)
        raise typer.Exit(1)
    return given.text


@contextmanager
def _explained() -> Generator[None]:
    """Turn what can be explained in a line into that line and exit code 1."""
    try:
        yield
    except (HostError, BifrostError, SettingsError, NoAnswer) as error:
        errors.print(str(error))
        raise typer.Exit(1) from error
